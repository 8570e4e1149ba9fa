//! What would a request do? The answer of a dry run.
//!
//! The request goes its ordinary way over an engine that rehearses ([`Engine::rehearsing`]): what it
//! would commit is tried out, rolled back and kept. [`Engine::foresee`] then decides, with the code
//! of the steps, what the workers would do next with the messages and actions in it, and tells all
//! of it as a plan. What customs would answer is not foreseen.
//!
//! Invariant: nothing is committed and nothing is posted.

mod actions;
mod declarations;
mod effects;
mod ingestions;
mod shipments;

use cas_model::visibility::VisibleParts;
use cas_store::Changes;
use serde::Serialize;

pub use actions::{ActionOutcome, ForeseenAction};
pub use declarations::{ChangedDeclaration, ForeseenFindings};
pub use effects::{
    ChangedCodeList, ChangedConfiguration, ChangedConnection, ChangedRecord, ChangedSubscription,
    Effects, SentMessage, Told,
};
pub use ingestions::{ForeseenDeclaration, ForeseenIngestion, IngestionOutcome};
pub use shipments::{ForeseenShipment, RehearsedDeclaration, unwritable};

use crate::Engine;

/// What would be done.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Foreseen {
    /// What the messages come to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ingestions: Vec<ForeseenIngestion>,
    /// What the requested actions come to.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<ForeseenAction>,
    /// Declarations that are changed at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub declarations: Vec<ChangedDeclaration>,
    /// What else is changed at once.
    #[serde(flatten)]
    pub effects: Effects,
}

impl Foreseen {
    /// What of it somebody is shown who may see these parts of the organisation alone: nothing of
    /// other declarations.
    #[must_use]
    pub fn shown_to(mut self, visible: &VisibleParts) -> Self {
        self.declarations
            .retain(|one| visible.contain(&one.organisation));
        self.actions
            .retain(|one| visible.contain(&one.declaration.organisation));
        for ingestion in &mut self.ingestions {
            ingestion
                .declarations
                .retain(|one| visible.contain(&one.organisation));
        }
        let ingestions = self.ingestions.iter_mut().map(|one| &mut one.effects);
        let actions = self.actions.iter_mut().map(|one| &mut one.effects);
        for effects in ingestions.chain(actions).chain([&mut self.effects]) {
            let is_shown = |message: &SentMessage| {
                message.declaration_id.is_none() || visible.contain(&message.organisation)
            };
            effects.messages.retain(is_shown);
        }
        self
    }
}

impl Engine {
    /// What would come of commits that were rehearsed, of the commits and of their first step.
    ///
    /// # Errors
    /// When the store fails, or a step would.
    pub async fn foresee(&self, rehearsed: Vec<Changes>) -> anyhow::Result<Foreseen> {
        // Steps that commit by themselves must not do so here.
        let (engine, _) = self.rehearsing();
        let mut all = Changes::default();
        for changes in rehearsed {
            all.configuration_read = None;
            all.append(changes);
        }
        let (requested, ended) = std::mem::take(&mut all.actions)
            .into_iter()
            .partition(|action| action.finished_at.is_none());
        all.actions = ended;
        Ok(Foreseen {
            ingestions: ingestions::foresee(&engine, &all).await?,
            actions: actions::foresee(&engine, &all, requested).await?,
            declarations: declarations::changed_declarations(&engine, &all).await?,
            effects: Effects::of_changes(&engine, &all).await?,
        })
    }
}

#[cfg(test)]
mod tests {
    use cas_model::Organisation;
    use cas_model::ids::{DeclarationId, SystemCode};
    use cas_model::lifecycle::Status;
    use uuid::Uuid;

    use super::{ChangedDeclaration, Effects, Foreseen, ForeseenFindings, SentMessage};

    fn at(plant: &str) -> Organisation {
        Organisation {
            plant: Some(plant.to_owned()),
            ..Organisation::default()
        }
    }

    fn changed(plant: &str) -> ChangedDeclaration {
        ChangedDeclaration {
            declaration_id: DeclarationId(Uuid::nil()),
            lrn: plant.to_owned(),
            step: String::new(),
            status_before: None,
            status_after: Status::New,
            revision_before: None,
            revision_after: 1,
            differences: Vec::new(),
            findings: ForeseenFindings::default(),
            organisation: at(plant),
        }
    }

    fn message(plant: &str) -> SentMessage {
        SentMessage {
            system: SystemCode::parse("ncts").expect("a code"),
            message_type: Some(plant.to_owned()),
            declaration_id: Some(DeclarationId(Uuid::nil())),
            organisation: at(plant),
        }
    }

    #[test]
    fn declarations_of_other_parts_are_not_told() {
        let visible = cas_model::visibility::VisibleParts {
            plants: ["HAM1".to_owned()].into(),
            ..Default::default()
        };
        let all = Foreseen {
            declarations: vec![changed("HAM1"), changed("MUC1")],
            effects: Effects {
                messages: vec![message("MUC1"), message("HAM1")],
                ..Effects::default()
            },
            ..Foreseen::default()
        };
        let shown = all.shown_to(&visible);
        let lrns: Vec<&str> = shown
            .declarations
            .iter()
            .map(|it| it.lrn.as_str())
            .collect();
        assert_eq!(lrns, ["HAM1"]);
        let types = shown.effects.messages.iter();
        let types: Vec<_> = types.filter_map(|it| it.message_type.as_deref()).collect();
        assert_eq!(types, ["HAM1"]);
    }
}

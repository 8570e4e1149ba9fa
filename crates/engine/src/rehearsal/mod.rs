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

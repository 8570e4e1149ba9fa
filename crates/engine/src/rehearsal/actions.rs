//! What would requested actions come to?

use anyhow::Context as _;
use cas_model::finding::Finding;
use cas_model::lifecycle::Action;
use cas_store::{ActionRecord, Changes};
use serde::Serialize;

use super::declarations::{ChangedDeclaration, changed_declarations};
use super::effects::Effects;
use super::ingestions::follows;
use crate::Engine;
use crate::steps::decide_action;

/// What a requested action would come to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeseenAction {
    /// The action that was asked for.
    pub action: Action,
    /// Whether it is carried out, refused or fails.
    pub outcome: ActionOutcome,
    /// Why it is not carried out; empty where it is.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Finding>,
    /// Whether others for the same declaration come first; the plan is what it would be without
    /// them.
    pub follows_others: bool,
    /// The declaration, before and after.
    pub declaration: ChangedDeclaration,
    /// What else is done.
    #[serde(flatten)]
    pub effects: Effects,
}

/// How an action ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ActionOutcome {
    /// It is carried out.
    Successful,
    /// It cannot be; the declaration says why.
    Unsuccessful,
    /// The step itself fails: it is tried again later, and given up and alerted in the end.
    Fails,
}

/// What the actions that would be stored come to.
pub(super) async fn foresee(
    engine: &Engine,
    changes: &Changes,
    requested: Vec<ActionRecord>,
) -> anyhow::Result<Vec<ForeseenAction>> {
    let mut foreseen = Vec::with_capacity(requested.len());
    for request in requested {
        let follows_others = follows(engine, &changes.tasks, request.id.0).await?;
        foreseen.push(ForeseenAction {
            follows_others,
            ..foresee_one(engine, request).await?
        });
    }
    Ok(foreseen)
}

async fn foresee_one(engine: &Engine, request: ActionRecord) -> anyhow::Result<ForeseenAction> {
    let (tenant, id, action) = (request.tenant_id, request.declaration_id, request.action);
    let before = engine.store().declaration(tenant, id).await?;
    let before = before.context("an action on a declaration that is gone")?;
    let decided = decide_action(engine, request).await;
    let (changes, fails) = match decided {
        Ok(changes) => (changes, false),
        Err(error) => {
            tracing::warn!(error = format!("{error:#}"), "an action would fail");
            (Changes::default(), true)
        }
    };
    let changed = changed_declarations(engine, &changes).await?;
    let changed = changed
        .into_iter()
        .find(|declaration| declaration.declaration_id == id);
    let ended = changes.actions.iter().find(|row| row.declaration_id == id);
    let outcome = match ended.and_then(|row| row.successful) {
        _ if fails => ActionOutcome::Fails,
        Some(true) => ActionOutcome::Successful,
        Some(false) | None => ActionOutcome::Unsuccessful,
    };
    let after = changes.declarations.iter().rfind(|row| row.id == id);
    Ok(ForeseenAction {
        action,
        outcome,
        errors: match outcome {
            ActionOutcome::Successful | ActionOutcome::Fails => Vec::new(),
            ActionOutcome::Unsuccessful => after.unwrap_or(&before).findings.get()?,
        },
        follows_others: false,
        declaration: match changed {
            Some(changed) => changed,
            None => ChangedDeclaration::unchanged(engine, &before).await?,
        },
        effects: Effects::of_changes(engine, &changes).await?,
    })
}

//! What would requested actions come to?

use anyhow::Context as _;
use cas_model::finding::Finding;
use cas_model::lifecycle::Action;
use cas_store::{ActionRow, Changes};
use serde::Serialize;

use super::declarations::{ChangedDeclaration, of};
use super::{Effects, follows};
use crate::Engine;
use crate::steps::decide_action;

/// What a requested action would come to.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ForeseenAction {
    /// The action.
    pub action: Action,
    /// Whether it can be carried out.
    pub successful: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Finding>,
    /// Whether others for the same declaration come first; the plan is what it would be without
    /// them.
    pub follows_others: bool,
    /// The declaration.
    pub declaration: ChangedDeclaration,
    /// What else is done.
    #[serde(flatten)]
    pub effects: Effects,
}

/// What the actions that would be stored come to.
pub(super) async fn foresee(
    engine: &Engine,
    changes: &Changes,
    requested: Vec<ActionRow>,
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

async fn foresee_one(engine: &Engine, request: ActionRow) -> anyhow::Result<ForeseenAction> {
    let (tenant, id, action) = (request.tenant_id, request.declaration_id, request.action);
    let before = engine.store().declaration(tenant, id).await?;
    let before = before.context("an action on a declaration that is gone")?;
    let changes = decide_action(engine, request).await?;
    let changed = of(engine, &changes).await?;
    let changed = changed.into_iter().find(|one| one.declaration_id == id);
    let after = changes.declarations.iter().rfind(|row| row.id == id);
    let findings = &after.unwrap_or(&before).findings;
    let ended = changes.actions.iter().find(|row| row.declaration_id == id);
    let successful = ended.and_then(|row| row.successful) == Some(true);
    Ok(ForeseenAction {
        action,
        successful,
        errors: match successful {
            true => Vec::new(),
            false => serde_json::from_str(findings)?,
        },
        follows_others: false,
        declaration: changed.unwrap_or_else(|| ChangedDeclaration::unchanged(&before)),
        effects: Effects::of(engine, &changes).await?,
    })
}

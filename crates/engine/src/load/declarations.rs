//! Reading declarations with what is needed to work on them.

use std::collections::HashMap;

use cas_model::ids::{DeclarationId, TenantId};
use cas_model::record::{DeclarationRecord, RevisionRecord};
use cas_process::declaration::{DeclarationState, needed_revisions};

use crate::Engine;

/// Loads one declaration with its current document.
pub(crate) async fn load_declaration(
    engine: &Engine,
    tenant: TenantId,
    id: DeclarationId,
) -> anyhow::Result<Option<DeclarationState>> {
    let Some(row) = engine.store().declaration(tenant, id).await? else {
        return Ok(None);
    };
    let revisions = engine.store().revisions(&needed_revisions(&row)).await?;
    DeclarationState::load(row, &revisions).map(Some)
}

/// Loads declarations with what is needed to work on them, in their order.
pub(crate) async fn load_states(
    engine: &Engine,
    rows: impl Iterator<Item = &DeclarationRecord>,
) -> anyhow::Result<Vec<DeclarationState>> {
    let rows: Vec<&DeclarationRecord> = rows.collect();
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let needed: Vec<_> = rows.iter().flat_map(|row| needed_revisions(row)).collect();
    let mut revisions: HashMap<DeclarationId, Vec<RevisionRecord>> = HashMap::new();
    for revision in engine.store().revisions(&needed).await? {
        let of_declaration = revisions.entry(revision.declaration_id).or_default();
        of_declaration.push(revision);
    }
    let load = |row: &DeclarationRecord| {
        let revisions = revisions.remove(&row.id).unwrap_or_default();
        DeclarationState::load(row.clone(), &revisions)
    };
    rows.into_iter().map(load).collect()
}

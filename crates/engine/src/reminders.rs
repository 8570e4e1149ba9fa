//! Deadlines that have passed: a fact of the declaration, a warning, and a notification.
//!
//! The declaration's row says when what it waits for is overdue. Whoever finds it overdue says so
//! once, and the row says nothing more until the declaration moves.

use std::collections::HashMap;
use std::collections::hash_map::Entry::Vacant;

use cas_model::ids::TenantId;
use cas_process::customs::deadline_passed;
use cas_process::unit_of_work::Watch;
use cas_store::{Changes, DeclarationRecord};
use jiff::SignedDuration;

use crate::commit::{Piece, changes_of, commit};
use crate::load::{load_declaration, watch_of};
use crate::{Boundary, Engine, Interrupted};

/// When what could not be looked at is looked at again.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);
/// So many declarations are looked at in one go.
const BATCH: u32 = 100;
/// As many as are told at once: there may be more.
pub(crate) const REMINDED_AT_ONCE: usize = BATCH as usize;

/// Tells of deadlines that have passed; how many could be told.
pub(crate) async fn remind(engine: &Engine) -> Result<usize, Interrupted> {
    let due = match engine.store().declarations_due(engine.now(), BATCH).await {
        Ok(due) if due.is_empty() => return Ok(0),
        Ok(due) => due,
        Err(error) => {
            tracing::error!(error = format!("{error:#}"), "deadlines could not be read");
            return Ok(0);
        }
    };
    engine.pass(Boundary::Claimed)?;
    let mut known: HashMap<TenantId, Watch> = HashMap::new();
    let mut units = Vec::with_capacity(due.len());
    for row in &due {
        let result = match watch_tenant(engine, row.tenant_id, &mut known).await {
            Ok(()) => deadline_changes(engine, row, &known[&row.tenant_id]).await,
            Err(error) => Err(error),
        };
        let result = result.or_else(|error| put_off(engine, row, &error));
        units.push(Piece {
            tasks: Vec::new(),
            result,
        });
    }
    let told = units.len();
    commit(engine, units).await?;
    Ok(told)
}

/// What cannot be looked at does not keep others from being told: it is looked at again later.
fn put_off(
    engine: &Engine,
    row: &DeclarationRecord,
    error: &anyhow::Error,
) -> anyhow::Result<Changes> {
    let mut unit = engine.unwatched_unit_of_work();
    let text = format!(
        "the deadline of declaration {} cannot be told: {error:#}",
        row.lrn
    );
    unit.alert(row.tenant_id, "deadline-not-told", text, None, Some(row.id));
    unit.effects.declarations.push(DeclarationRecord {
        due_at: Some(unit.now + AGAIN),
        version: row.version + 1,
        ..row.clone()
    });
    changes_of(unit.effects)
}

async fn watch_tenant(
    engine: &Engine,
    tenant: TenantId,
    known: &mut HashMap<TenantId, Watch>,
) -> anyhow::Result<()> {
    if let Vacant(entry) = known.entry(tenant) {
        entry.insert(watch_of(engine, &[tenant]).await?);
    }
    Ok(())
}

async fn deadline_changes(
    engine: &Engine,
    row: &DeclarationRecord,
    watch: &Watch,
) -> anyhow::Result<Changes> {
    let mut unit = engine.unit_of_work(watch);
    if let Some(mut state) = load_declaration(engine, row.tenant_id, row.id).await? {
        deadline_passed(&mut unit, &mut state);
        unit.save(state)?;
    }
    changes_of(unit.effects)
}

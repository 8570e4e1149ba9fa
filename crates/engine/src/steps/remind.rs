//! Deadlines that have passed: a fact of the declaration, a warning, and a notification.
//!
//! The declaration's row says when what it waits for is overdue. Whoever finds it overdue says so
//! once, and the row says nothing more until the declaration moves.

use std::collections::HashMap;
use std::collections::hash_map::Entry::Vacant;

use cas_model::finding::{Finding, Severity, Source};
use cas_model::ids::TenantId;
use cas_model::lifecycle::{Deadline, Event};
use cas_model::notification::{DeclarationDeadlinePassed, Notice};
use cas_store::{Changes, DeclarationRow};
use jiff::{SignedDuration, Timestamp};

use super::advance::load;
use super::desk::{self, Desk, Surroundings};
use super::finish::{self, Unit};
use crate::state::{DeclarationState, Entry};
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
    let mut known: HashMap<TenantId, Surroundings> = HashMap::new();
    let mut units = Vec::with_capacity(due.len());
    for row in &due {
        let result = match surroundings(engine, row.tenant_id, &mut known).await {
            Ok(()) => tell(engine, row, &known[&row.tenant_id]).await,
            Err(error) => Err(error),
        };
        let changes = result.unwrap_or_else(|error| put_off(engine, row, &error));
        units.push(Unit {
            tasks: Vec::new(),
            result: Ok(changes),
        });
    }
    let told = units.len();
    finish::commit(engine, units).await?;
    Ok(told)
}

/// What cannot be looked at does not keep others from being told: it is looked at again later.
fn put_off(engine: &Engine, row: &DeclarationRow, error: &anyhow::Error) -> Changes {
    let mut desk = Desk::new(engine, engine.now());
    let text = format!(
        "the deadline of declaration {} cannot be told: {error:#}",
        row.lrn
    );
    desk.alert(row.tenant_id, "deadline-not-told", text, None, Some(row.id));
    desk.changes.declarations.push(DeclarationRow {
        due_at: Some(desk.now + AGAIN),
        version: row.version + 1,
        ..row.clone()
    });
    desk.changes
}

async fn surroundings(
    engine: &Engine,
    tenant: TenantId,
    known: &mut HashMap<TenantId, Surroundings>,
) -> anyhow::Result<()> {
    if let Vacant(entry) = known.entry(tenant) {
        entry.insert(desk::surroundings(engine, &[tenant]).await?);
    }
    Ok(())
}

async fn tell(
    engine: &Engine,
    row: &DeclarationRow,
    surroundings: &Surroundings,
) -> anyhow::Result<Changes> {
    let mut desk = Desk::notifying(engine, engine.now(), surroundings);
    let Some(mut state) = load(engine, row.tenant_id, row.id).await? else {
        return Ok(desk.changes);
    };
    // It may have moved meanwhile.
    let Some(due_at) = state.row.due_at.filter(|due_at| *due_at <= desk.now) else {
        return Ok(desk.changes);
    };
    state.row.due_at = None;
    // The covered status has waited for the same.
    state
        .row
        .beneath_due_at
        .take_if(|covered| *covered <= desk.now);
    state.touch();
    if let Some(deadline) = state.row.family.deadline(state.standing()) {
        pass(&mut desk, &mut state, deadline, due_at);
    }
    state.save(desk.now, &mut desk.changes)?;
    Ok(desk.changes)
}

fn pass(desk: &mut Desk<'_>, state: &mut DeclarationState, deadline: Deadline, due_at: Timestamp) {
    let entry = Entry {
        note: Some(deadline.as_str().to_owned()),
        ..Entry::by("cas")
    };
    desk.record(state, Event::DeadlinePassed, entry);
    let mut findings = state.findings.clone();
    findings.push(overdue(deadline, due_at));
    state.find(findings);
    let notice = Notice::DeclarationDeadlinePassed(DeclarationDeadlinePassed {
        declaration: state.reference(&desk.engine.settings().public_url),
        current_status: state.row.status,
        deadline,
        due_at,
        organisation: state.organisation(),
    });
    desk.notice(state.row.tenant_id, &notice);
}

/// A warning that stands until customs' next answer.
fn overdue(deadline: Deadline, due_at: Timestamp) -> Finding {
    Finding {
        code: "T0002".to_owned(),
        message: deadline.passed().to_owned(),
        description: format!("it was expected by {due_at}; ask customs, or resend the message"),
        severity: Severity::Warning,
        source: Source::Customs,
        fields: Vec::new(),
        pointer: None,
    }
}

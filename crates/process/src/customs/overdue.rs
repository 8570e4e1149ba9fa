//! A deadline that has passed: a fact of the declaration, a warning, and a notification.

use cas_model::findings;
use cas_model::lifecycle::{Deadline, Event};
use cas_model::notification::{DeclarationDeadlinePassed, Notice};
use jiff::Timestamp;

use crate::declaration::{DeclarationState, FactNote};
use crate::unit_of_work::UnitOfWork;

/// Notes that a deadline has passed, once: the record says nothing more until the declaration
/// moves. `row.due_at` says whether it has.
pub fn deadline_passed(unit: &mut UnitOfWork<'_>, state: &mut DeclarationState) {
    // It may have moved meanwhile.
    let Some(due_at) = state.row.due_at.filter(|due_at| *due_at <= unit.now) else {
        return;
    };
    state.row.due_at = None;
    // The covered status has waited for the same.
    state
        .row
        .covered_due_at
        .take_if(|covered| *covered <= unit.now);
    state.mark_changed();
    if let Some(deadline) = state.row.family.deadline(state.standing()) {
        pass(unit, state, deadline, due_at);
    }
}

fn pass(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    deadline: Deadline,
    due_at: Timestamp,
) {
    let entry = FactNote {
        note: Some(deadline.as_str().to_owned()),
        ..FactNote::by("cas")
    };
    unit.record(state, Event::DeadlinePassed, entry);
    state.add_finding(findings::overdue(deadline.passed(), due_at));
    let notice = Notice::DeclarationDeadlinePassed(DeclarationDeadlinePassed {
        declaration: state.reference(unit.public_url),
        current_status: state.row.status,
        deadline,
        due_at,
        organisation: state.organisation(),
    });
    unit.notice(state.row.tenant_id, notice);
}

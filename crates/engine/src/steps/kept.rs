//! What becomes of a message that moves no declaration: read before, of no declaration that is
//! known here, or not readable. Nothing is dropped: it is kept, noted and alerted.

use cas_gateway::Inbound;
use cas_model::message::MessageState;
use cas_store::{Deferred, MessageResult, MessageRow};
use jiff::SignedDuration;

use super::desk::Desk;
use super::finish::Unit;
use super::interpret::Job;
use crate::Engine;

/// When matching is tried again, in seconds; the operator is alerted at the second failure.
const TRY_MATCHING_AGAIN: &[i64] = &[2, 30, 300, 3_600, 21_600, 57_600];

/// Why a message has no one place.
pub(super) const UNCLEAR: &str = "it speaks of no declaration";

/// What became of a message.
pub(super) fn outcome(
    desk: &Desk<'_>,
    row: &MessageRow,
    inbound: &Inbound,
    state: MessageState,
) -> MessageResult {
    MessageResult {
        tenant_id: row.tenant_id,
        id: row.id,
        state,
        declaration_id: None,
        message_type: Some(inbound.message_type.clone()),
        identifier: inbound.identifier.clone(),
        conversation: None,
        note: None,
        processed_at: desk.now,
    }
}

/// Notes that a message was read before.
pub(super) fn repetition(engine: &Engine, job: Job, inbound: &Inbound) -> Unit {
    let mut desk = Desk::new(engine, engine.now());
    let mut result = outcome(&desk, &job.row, inbound, MessageState::Duplicate);
    result.note = Some("received and read before".to_owned());
    desk.changes.message_results.push(result);
    Unit {
        tasks: vec![job.task],
        result: Ok(desk.changes),
    }
}

/// Keeps a message that belongs to no declaration of ours, yet: customs' messages overtake each
/// other, so matching is tried again before and after the operator is alerted.
pub(super) fn unmatched(engine: &Engine, job: Job, inbound: &Inbound) -> Unit {
    let mut desk = Desk::new(engine, engine.now());
    let numbers = &inbound.correlation;
    let text = format!(
        "{} of conversation {} answers message {}, LRN {}, MRN {}, ARC {}: none is known here",
        inbound.message_type,
        job.row.conversation.as_deref().unwrap_or("–"),
        numbers.correlation_identifier.as_deref().unwrap_or("–"),
        numbers.lrn.as_deref().unwrap_or("–"),
        numbers.mrn.as_deref().unwrap_or("–"),
        numbers.arc.as_deref().unwrap_or("–"),
    );
    let attempt = job.task.lease.attempt;
    let mut result = outcome(&desk, &job.row, inbound, MessageState::Unmatched);
    result.note = Some(text.clone());
    desk.changes.message_results.push(result);
    if attempt == 2 {
        desk.alert(
            job.row.tenant_id,
            "unmatched-message",
            text.clone(),
            Some(job.row.id),
            None,
        );
    }
    let again = TRY_MATCHING_AGAIN.get(attempt.saturating_sub(1) as usize);
    if let Some(seconds) = again {
        desk.changes.deferred.push(Deferred {
            attempt: job.task.lease.attempt,
            lease: job.task.lease.clone(),
            due_at: Some(desk.now + SignedDuration::from_secs(*seconds)),
            error: text,
        });
    }
    Unit {
        tasks: vec![job.task],
        result: Ok(desk.changes),
    }
}

/// Keeps a message that cannot be read, and alerts.
pub(super) fn unreadable(engine: &Engine, job: Job, problem: &str) -> Unit {
    let mut desk = Desk::new(engine, engine.now());
    desk.changes.message_results.push(MessageResult {
        tenant_id: job.row.tenant_id,
        id: job.row.id,
        state: MessageState::Unreadable,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note: Some(problem.to_owned()),
        processed_at: desk.now,
    });
    let text = format!(
        "a message from {} cannot be read: {problem}",
        job.row.system
    );
    desk.alert(
        job.row.tenant_id,
        "unreadable-message",
        text,
        Some(job.row.id),
        None,
    );
    Unit {
        tasks: vec![job.task],
        result: Ok(desk.changes),
    }
}

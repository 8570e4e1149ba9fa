//! What becomes of a message that moves no declaration: read before, of no declaration that is
//! known here, or not readable. Nothing is dropped: it is kept, noted and alerted.

use cas_gateway::Inbound;
use cas_model::message::MessageState;
use cas_model::record::{MessageRecord, MessageResult};
use jiff::{SignedDuration, Timestamp};

use crate::unit_of_work::UnitOfWork;

/// When matching is tried again, in seconds; the operator is alerted at the second failure.
const TRY_MATCHING_AGAIN: &[i64] = &[2, 30, 300, 3_600, 21_600, 57_600];

/// Why a message has no one place.
pub const UNCLEAR: &str = "it speaks of no declaration";

/// When matching a message is tried again, and why it is not placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchAgain {
    /// When; never after the last attempt.
    pub at: Option<Timestamp>,
    /// Which numbers lead nowhere.
    pub why: String,
}

/// What became of a message that was read.
#[must_use]
pub fn outcome(
    now: Timestamp,
    message: &MessageRecord,
    inbound: &Inbound,
    state: MessageState,
) -> MessageResult {
    MessageResult {
        tenant_id: message.tenant_id,
        id: message.id,
        state,
        declaration_id: None,
        message_type: Some(inbound.message_type.clone()),
        identifier: inbound.identifier.clone(),
        conversation: None,
        note: None,
        processed_at: now,
    }
}

/// Notes that a message was read before.
pub fn repetition(unit: &mut UnitOfWork<'_>, message: &MessageRecord, inbound: &Inbound) {
    let mut result = outcome(unit.now, message, inbound, MessageState::Duplicate);
    result.note = Some("received and read before".to_owned());
    unit.effects.message_results.push(result);
}

/// Keeps a message that belongs to no declaration of ours, yet: customs' messages overtake each
/// other, so matching is tried again before and after the operator is alerted.
pub fn unmatched(
    unit: &mut UnitOfWork<'_>,
    message: &MessageRecord,
    inbound: &Inbound,
    attempt: u32,
) -> MatchAgain {
    let numbers = &inbound.correlation;
    let text = format!(
        "{} of conversation {} answers message {}, LRN {}, MRN {}, ARC {}: none is known here",
        inbound.message_type,
        message.conversation.as_deref().unwrap_or("–"),
        numbers.correlation_identifier.as_deref().unwrap_or("–"),
        numbers.lrn.as_deref().unwrap_or("–"),
        numbers.mrn.as_deref().unwrap_or("–"),
        numbers.arc.as_deref().unwrap_or("–"),
    );
    let mut result = outcome(unit.now, message, inbound, MessageState::Unmatched);
    result.note = Some(text.clone());
    unit.effects.message_results.push(result);
    if attempt == 2 {
        unit.alert(
            message.tenant_id,
            "unmatched-message",
            text.clone(),
            Some(message.id),
            None,
        );
    }
    let again = TRY_MATCHING_AGAIN.get(attempt.saturating_sub(1) as usize);
    MatchAgain {
        at: again.map(|seconds| unit.now + SignedDuration::from_secs(*seconds)),
        why: text,
    }
}

/// Keeps a message that cannot be read, and alerts.
pub fn unreadable(unit: &mut UnitOfWork<'_>, message: &MessageRecord, problem: &str) {
    unit.effects.message_results.push(MessageResult {
        tenant_id: message.tenant_id,
        id: message.id,
        state: MessageState::Unreadable,
        declaration_id: None,
        message_type: None,
        identifier: None,
        conversation: None,
        note: Some(problem.to_owned()),
        processed_at: unit.now,
    });
    let text = format!(
        "a message from {} cannot be read: {problem}",
        message.system
    );
    unit.alert(
        message.tenant_id,
        "unreadable-message",
        text,
        Some(message.id),
        None,
    );
}

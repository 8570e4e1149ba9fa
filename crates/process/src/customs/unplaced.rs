//! What becomes of what a message says and moves no declaration: told before, of no declaration
//! that is known here, contradicted by what is known, or not readable. Nothing is dropped: it is
//! kept, noted and alerted.

use cas_model::message::MessageState;
use cas_model::record::{MessageRecord, MessageResult};
use cas_model::text::{QUOTED, cut_to};
use jiff::{SignedDuration, Timestamp};

use super::placing::{Left, PlacedMessage};
use crate::unit_of_work::UnitOfWork;

/// When matching is tried again, in seconds; the operator is alerted at the second failure.
const TRY_MATCHING_AGAIN: &[i64] = &[2, 30, 300, 3_600, 21_600, 57_600];

/// What the note of a message ends with whose operator knows that it is not matched.
const ALERTED: &str = "; an operator was alerted";

/// When matching is tried again, and why a message is not placed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatchAgain {
    /// When; never after the last attempt.
    pub at: Option<Timestamp>,
    /// Which numbers lead nowhere.
    pub why: String,
}

/// Notes what became of a message; `unexpected` says what of it the declaration did not expect.
/// What is not matched is tried again: customs' messages overtake each other.
pub fn settle(
    unit: &mut UnitOfWork<'_>,
    placed: &PlacedMessage,
    unexpected: Option<&str>,
    attempt: u32,
) -> Option<MatchAgain> {
    let message = &placed.message;
    let mut notes: Vec<String> = unexpected.map(str::to_owned).into_iter().collect();
    let mut unmatched: Vec<&str> = Vec::new();
    for left in &placed.left {
        match left {
            Left::Unmatched(why) => unmatched.push(why),
            Left::Contradicted(why) => {
                alert_at_first(unit, message, "contradicted-message", why.clone());
                notes.push(why.clone());
            }
            Left::Unread(problem) => {
                let system = &message.system;
                let text = format!("a message from {system} cannot be read: {problem}");
                alert_at_first(unit, message, "unreadable-message", text);
                notes.push(problem.clone());
            }
        }
    }
    let state = state_of(placed);
    if state == MessageState::Duplicate {
        notes.push("received and read before".to_owned());
    }
    let again = (!unmatched.is_empty()).then(|| MatchAgain {
        at: again_at(unit.now, attempt),
        why: unmatched.join("; "),
    });
    notes.extend(again.iter().map(|again| again.why.clone()));
    if notes.is_empty() && message.note.is_some() {
        notes.push("placed when it was looked at again".to_owned());
    }
    let mut note = (!notes.is_empty()).then(|| notes.join("; "));
    if again.is_some() {
        note = note.map(|note| alert_from_the_second(unit, message, note));
    }
    let result = outcome(unit.now, placed, state, note);
    unit.effects.message_results.push(result);
    again
}

/// Keeps a message that cannot be read at all, and alerts.
pub fn unreadable(unit: &mut UnitOfWork<'_>, message: MessageRecord, problem: &str) {
    let mut placed = PlacedMessage::new(message);
    placed.left.push(Left::Unread(problem.to_owned()));
    settle(unit, &placed, None, 1);
}

fn again_at(now: Timestamp, attempt: u32) -> Option<Timestamp> {
    let seconds = TRY_MATCHING_AGAIN.get(attempt.saturating_sub(1) as usize)?;
    Some(now + SignedDuration::from_secs(*seconds))
}

fn state_of(placed: &PlacedMessage) -> MessageState {
    let mut left = placed.left.iter();
    let is_left = |which: fn(&Left) -> bool| left.clone().any(which);
    let is_read = !placed.says.is_empty() || placed.repeats.contains(&placed.message.id);
    if is_left(|left| matches!(left, Left::Unmatched(_))) {
        MessageState::Unmatched
    } else if is_read {
        MessageState::Interpreted
    } else if is_left(|left| matches!(left, Left::Contradicted(_))) {
        MessageState::Unmatched
    } else if left.next().is_some() {
        MessageState::Unreadable
    } else {
        MessageState::Duplicate
    }
}

/// What became of a message that was looked at.
fn outcome(
    now: Timestamp,
    placed: &PlacedMessage,
    state: MessageState,
    note: Option<String>,
) -> MessageResult {
    let (message, called) = (&placed.message, placed.called.as_ref());
    MessageResult {
        tenant_id: message.tenant_id,
        id: message.id,
        state,
        declaration_id: placed.says.last().map(|(id, _)| *id),
        message_type: called.map(|inbound| inbound.message_type.clone()),
        identifier: called.and_then(|inbound| inbound.identifier.clone()),
        conversation: None,
        note,
        processed_at: Some(now),
        attempts: None,
        next_attempt_at: None,
    }
}

/// Alerts about a message that is looked at for the first time.
fn alert_at_first(unit: &mut UnitOfWork<'_>, message: &MessageRecord, kind: &str, text: String) {
    if message.state == MessageState::Received {
        unit.alert(message.tenant_id, kind, text, Some(message.id), None);
    }
}

/// The note of a message that is not matched; from the second time on an operator knows of it.
fn alert_from_the_second(
    unit: &mut UnitOfWork<'_>,
    message: &MessageRecord,
    note: String,
) -> String {
    if message.state == MessageState::Received {
        return note;
    }
    let known = message.note.as_deref().unwrap_or_default();
    if !known.ends_with(ALERTED) {
        let (tenant, id) = (message.tenant_id, message.id);
        unit.alert(tenant, "unmatched-message", note.clone(), Some(id), None);
    }
    // What is cut when it is stored must still end so.
    format!("{}{ALERTED}", cut_to(&note, QUOTED / 2))
}

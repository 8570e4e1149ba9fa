//! What follows a message of the trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::refusal::{refusal, rejection};
use super::{
    AMENDMENT, ARRIVAL, CANCELLATION, DECLARATION, Dialect, amendment, invalidation, lodging,
    presentation,
};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Reception, scripted};

/// Plans what follows a message.
pub(crate) fn react(dialect: &Dialect, conversation: &mut Conversation, mut reception: Reception) {
    if let Some(movements) = dialect.movements_of(&reception.origin) {
        return (movements.react)(dialect, conversation, reception);
    }
    let origin = Arc::clone(&reception.origin);
    let is_declaration = origin.message == DECLARATION;
    let problems = std::mem::take(&mut reception.inspection.problems);
    if !is_declaration && conversation.declaration.is_none() {
        return conversation.say(&origin, refusal(dialect, dialect.faults.unknown));
    }
    if problems.is_empty() {
        return answer(dialect, conversation, &origin, reception);
    }
    let answer = rejection(dialect, problems);
    if is_declaration && !origin.lrn.is_empty() {
        return lodging::reject(dialect, conversation, reception, answer);
    }
    conversation.say_first(&origin, answer);
}

/// Answers a message that nothing stands against.
fn answer(
    dialect: &Dialect,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    reception: Reception,
) {
    if origin.message == DECLARATION {
        return lodging::react(dialect, conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(dialect, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let own = &reception.course.markers;
    if is_met_with_silence(conversation, origin, own) {
        return amendment::keep(dialect, conversation, origin);
    }
    match origin.message.as_str() {
        AMENDMENT => amendment::react(dialect, conversation, origin, own),
        CANCELLATION => invalidation::react(dialect, conversation, origin, own),
        ARRIVAL => presentation::react(dialect, conversation, origin),
        // The door knows no other message.
        _ => {}
    }
}

/// Whether nothing is said to a message that follows a declaration.
fn is_met_with_silence(conversation: &Conversation, origin: &Origin, own: &Markers) -> bool {
    let marker = match origin.message.as_str() {
        AMENDMENT => Marker::Silent013,
        CANCELLATION => Marker::Silent014,
        _ => Marker::Silent170,
    };
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}

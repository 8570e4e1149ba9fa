//! What follows a request for invalidation, INV? Receipt and the decision, and where it is granted
//! the invalidation; also after clearance, as long as the goods have not left.

use std::sync::Arc;

use super::Dialect;
use super::amendment::may_change;
use super::refusal::{decision, refusal};
use crate::answer::{Act, Answer, Decision, Detail, say};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;

/// Takes a request for invalidation up that raised no objection.
pub(super) fn react(
    dialect: &Dialect,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    own: &Markers,
) {
    let Some(declaration) = &conversation.declaration else {
        return;
    };
    if !may_change(declaration.status) {
        return conversation.say_first(origin, refusal(dialect, dialect.faults.unknown));
    }
    let is_refused =
        own.has(Marker::NoInvalidation) || declaration.markers().has(Marker::NoInvalidation);
    let received = say(dialect.kinds.received);
    if is_refused {
        let acts = [received, Act::Say(decision(dialect, Decision::Refused))];
        return conversation.plan_first(origin, acts);
    }
    // Nothing more is said about a declaration that is no longer there.
    conversation.pending.clear();
    let granted = Detail::Decision(Decision::Granted);
    let acts = [
        received,
        Act::Say(decision(dialect, Decision::Granted)),
        Act::Say(Answer::detailed(dialect.kinds.invalidated, granted)),
    ];
    conversation.plan(origin, acts);
}

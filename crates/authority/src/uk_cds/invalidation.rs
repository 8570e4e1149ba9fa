//! What follows a request for cancellation, INV? Receipt and the decision, and where it is granted
//! the invalidation; also after clearance, as long as the goods have not left.

use std::sync::Arc;

use super::amendment::may_change;
use super::messages as m;
use super::reaction::{decision, unknown};
use crate::answer::{Act, Answer, Decision, Detail};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::say;

/// Takes a request for cancellation up that raised no objection.
pub(super) fn react(conversation: &mut Conversation, origin: &Arc<Origin>, own: &Markers) {
    let Some(declaration) = &conversation.declaration else {
        return;
    };
    if !may_change(declaration.status) {
        return conversation.say_first(origin, unknown());
    }
    let is_refused =
        own.has(Marker::NoInvalidation) || declaration.markers().has(Marker::NoInvalidation);
    if is_refused {
        let acts = [say(&m::dmsrcv::KIND), Act::Say(decision(Decision::Refused))];
        return conversation.plan_first(origin, acts);
    }
    // Nothing more is said about a declaration that is no longer there.
    conversation.pending.clear();
    let granted = Detail::Decision(Decision::Granted);
    let acts = [
        say(&m::dmsrcv::KIND),
        Act::Say(decision(Decision::Granted)),
        Act::Say(Answer::detailed(&m::dmsinv::KIND, granted)),
    ];
    conversation.plan(origin, acts);
}

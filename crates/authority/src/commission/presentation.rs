//! What follows the presentation of pre-lodged goods? Acceptance, and from there the course of any
//! declaration.

use std::sync::Arc;

use super::Domain;
use super::objection::out_of_sequence;
use crate::answer::told;
use crate::conversation::Conversation;
use crate::origin::Origin;
use crate::status::Status;

/// Takes a presentation up that raised no objection.
pub(super) fn react(domain: &Domain, conversation: &mut Conversation, origin: &Arc<Origin>) {
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    let is_awaited = declaration.is_prelodged && declaration.status <= Status::Acknowledged;
    if !is_awaited {
        return conversation.say(origin, out_of_sequence(domain, origin));
    }
    declaration.is_prelodged = false;
    let document = declaration.document.as_ref().unwrap_or(origin);
    let acts = (domain.accepted)(domain, &declaration.course.markers, document);
    let acts = told(acts, &declaration.course.markers);
    conversation.plan(origin, acts);
}

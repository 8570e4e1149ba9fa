//! What follows the presentation of pre-lodged goods, CC170C? Acceptance, and from there the course
//! of any declaration.

use std::sync::Arc;

use super::lodging;
use super::reaction::out_of_sequence;
use crate::answer::told;
use crate::conversation::Conversation;
use crate::origin::Origin;
use crate::status::Status;

/// Takes a presentation up that raised no objection.
pub(crate) fn react(conversation: &mut Conversation, origin: &Arc<Origin>) {
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    let is_awaited = declaration.is_prelodged && declaration.status <= Status::Acknowledged;
    if !is_awaited {
        return conversation.say(origin, out_of_sequence(origin));
    }
    declaration.is_prelodged = false;
    let document = declaration.document.as_ref().unwrap_or(origin);
    let acts = lodging::accepted(&declaration.course.markers, document);
    let acts = told(acts, &declaration.course.markers);
    conversation.plan(origin, acts);
}

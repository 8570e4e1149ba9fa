//! What follows the arrival of pre-lodged goods? Acceptance, and from there the course of any
//! declaration; the declaration is then in its next version.

use std::sync::Arc;

use super::refusal::refusal;
use super::{Dialect, lodging};
use crate::answer::{Act, told};
use crate::conversation::{Conversation, Declaration};
use crate::origin::Origin;
use crate::status::Status;

/// Takes a notification of arrival up that raised no objection.
pub(super) fn react(dialect: &Dialect, conversation: &mut Conversation, origin: &Arc<Origin>) {
    let declaration = conversation.declaration.as_mut();
    let acts = declaration.map(|known| arrive(dialect, known));
    let acts = acts.unwrap_or_default();
    if acts.is_empty() {
        return conversation.say(origin, refusal(dialect, dialect.faults.not_awaited));
    }
    conversation.plan(origin, acts);
}

/// Lets the goods of a declaration arrive; nothing follows if they are not awaited.
pub(crate) fn arrive(dialect: &Dialect, declaration: &mut Declaration) -> Vec<Act> {
    let is_awaited = declaration.is_prelodged && declaration.status <= Status::Acknowledged;
    let Some(document) = declaration.document.clone().filter(|_| is_awaited) else {
        return Vec::new();
    };
    declaration.is_prelodged = false;
    declaration.version += 1;
    let markers = declaration.markers();
    told(lodging::accepted(dialect, markers, &document), markers)
}

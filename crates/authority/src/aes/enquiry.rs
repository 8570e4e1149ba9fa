//! What follows the answer to an enquiry, CC583C? Goods that have left by what it says are confirmed
//! (CC599C); of goods that are still to leave nothing is said.

use std::sync::Arc;

use super::messages::{cc599c, origin_text};
use crate::answer::say;
use crate::commission::Domain;
use crate::commission::objection::out_of_sequence;
use crate::conversation::Conversation;
use crate::origin::Origin;
use crate::status::Status;

/// Takes an answer up that raised no objection. It may come before customs asks.
pub(super) fn react(domain: &Domain, conversation: &mut Conversation, origin: &Arc<Origin>) {
    let Some(declaration) = &conversation.declaration else {
        return;
    };
    if declaration.status != Status::Released {
        return conversation.say(origin, out_of_sequence(domain, origin));
    }
    if origin_text(origin, "ExportOperation/exitDate").is_some() {
        conversation.plan(origin, [say(&cc599c::KIND)]);
    }
}

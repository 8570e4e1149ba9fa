//! What follows a message of the trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::objection::objection;
use super::{Domain, amendment, lodging, presentation};
use crate::conversation::Conversation;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Reception, scripted};

/// Plans what follows a message.
pub(crate) fn react(domain: &Domain, conversation: &mut Conversation, mut reception: Reception) {
    let origin = Arc::clone(&reception.origin);
    let inspection = std::mem::take(&mut reception.inspection);
    match objection(domain, conversation, &origin, inspection) {
        // Without an LRN there is no declaration to remember.
        Some(answer) if origin.message == domain.declaration && !origin.lrn.is_empty() => {
            lodging::reject(domain, conversation, &reception, answer);
        }
        Some(answer) => conversation.say_first(&origin, answer),
        None => answer(domain, conversation, &origin, reception),
    }
}

/// Answers a message that nothing stands against.
fn answer(
    domain: &Domain,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    reception: Reception,
) {
    if origin.message == domain.declaration {
        return lodging::react(domain, conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(domain, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let own = &reception.course.markers;
    if is_met_with_silence(domain, conversation, origin, own) {
        return amendment::keep(domain, conversation, origin);
    }
    let message = origin.message.as_str();
    if message == domain.amendment {
        amendment::react(domain, conversation, origin, own);
    } else if message == domain.presentation {
        presentation::react(domain, conversation, origin);
    } else {
        (domain.follow)(domain, conversation, origin, own);
    }
}

/// Whether nothing is said to a message that follows a declaration.
fn is_met_with_silence(
    domain: &Domain,
    conversation: &Conversation,
    origin: &Origin,
    own: &Markers,
) -> bool {
    let mut followers = domain.followers.iter();
    let known = followers.find(|(name, _)| *name == origin.message);
    let marker = known.map_or(Marker::Silent, |(_, marker)| *marker);
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}

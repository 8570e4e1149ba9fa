//! What follows a request for amendment, COR? Receipt, the decision, and where it is granted what
//! the declaration is now, and its duties anew.

use std::sync::Arc;

use super::refusal::{decision, refusal};
use super::{AMENDMENT, Dialect, Release, merge};
use crate::answer::{Act, Decision, say};
use crate::conversation::{Conversation, Declaration};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;

/// Takes an amendment up that raised no objection.
pub(super) fn react(
    dialect: &Dialect,
    conversation: &mut Conversation,
    origin: &Arc<Origin>,
    own: &Markers,
) {
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    if !may_change(declaration.status) {
        return conversation.say_first(origin, refusal(dialect, dialect.faults.unknown));
    }
    let received = say(dialect.kinds.received);
    if own.has(Marker::NoAmendment) || declaration.markers().has(Marker::NoAmendment) {
        let acts = [received, Act::Say(decision(dialect, Decision::Refused))];
        return conversation.plan_first(origin, acts);
    }
    declaration.amendment = merge::amended(dialect, declaration, origin).map(Arc::new);
    let mut acts = vec![
        received,
        Act::Say(decision(dialect, Decision::Granted)),
        say(dialect.kinds.changed),
    ];
    acts.extend(taxed_anew(dialect, declaration));
    conversation.plan_first(origin, acts);
}

/// Duties anew where they were told, and clearance where customs waited for the amendment.
fn taxed_anew(dialect: &Dialect, declaration: &mut Declaration) -> Vec<Act> {
    let Some(document) = declaration.document.clone() else {
        return Vec::new();
    };
    if declaration.status.awaits_amendment() {
        // Once only, however many amendments come before the first is answered.
        declaration.status = Status::Accepted;
        if declaration.markers().has(Marker::Hold) {
            return Vec::new();
        }
        return (dialect.cleared)(declaration.markers(), &document);
    }
    if declaration.is_prelodged || (dialect.is_export)(&document) {
        return Vec::new();
    }
    let release = if declaration.status == Status::Released {
        Release::After
    } else {
        Release::Before
    };
    (dialect.taxed_anew)(&document, release)
}

/// Keeps an amendment that nothing is said to: the authority may be told to accept it later.
pub(super) fn keep(dialect: &Dialect, conversation: &mut Conversation, origin: &Arc<Origin>) {
    let declaration = conversation.declaration.as_mut();
    let open = declaration.filter(|known| may_change(known.status));
    if origin.message == AMENDMENT
        && let Some(declaration) = open
    {
        declaration.amendment = merge::amended(dialect, declaration, origin).map(Arc::new);
    }
}

/// A declaration may be amended after clearance too, until the goods left.
pub(crate) fn may_change(status: Status) -> bool {
    status.is_open() || status == Status::Released
}

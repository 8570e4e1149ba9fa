//! What follows a request for amendment, COR? Receipt, the decision, and where it is granted what
//! the declaration is now, and its duties anew.

use std::sync::Arc;

use super::messages as m;
use super::reaction::{decision, unknown};
use super::{AMENDMENT, lodging, merge};
use crate::answer::{Act, Decision};
use crate::conversation::{Conversation, Declaration};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::status::Status;
use crate::system::say;

/// Takes an amendment up that raised no objection.
pub(super) fn react(conversation: &mut Conversation, origin: &Arc<Origin>, own: &Markers) {
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    if !may_change(declaration.status) {
        return conversation.say_first(origin, unknown());
    }
    if own.has(Marker::NoAmendment) || declaration.markers().has(Marker::NoAmendment) {
        let acts = [say(&m::dmsrcv::KIND), Act::Say(decision(Decision::Refused))];
        return conversation.plan_first(origin, acts);
    }
    declaration.amendment = merge::amended(declaration, origin).map(Arc::new);
    let mut acts = vec![
        say(&m::dmsrcv::KIND),
        Act::Say(decision(Decision::Granted)),
        say(&m::dmsres::KIND),
    ];
    acts.extend(taxed_anew(declaration));
    conversation.plan_first(origin, acts);
}

/// Duties anew where they were told, and clearance where customs waited for the amendment.
fn taxed_anew(declaration: &mut Declaration) -> Vec<Act> {
    let Some(document) = declaration.document.clone() else {
        return Vec::new();
    };
    if declaration.status.awaits_amendment() {
        // Once only, however many amendments come before the first is answered.
        declaration.status = Status::Accepted;
        if declaration.markers().has(Marker::Hold) {
            return Vec::new();
        }
        return lodging::cleared(declaration.markers(), &document);
    }
    if declaration.is_prelodged || lodging::is_export(&document) {
        return Vec::new();
    }
    let mut acts = vec![lodging::duties(m::dmstax::PROVISIONAL)];
    if declaration.status == Status::Released {
        acts.push(lodging::duties(m::dmstax::FINAL));
    }
    acts
}

/// Keeps an amendment that nothing is said to: the authority may be told to accept it later.
pub(super) fn keep(conversation: &mut Conversation, origin: &Arc<Origin>) {
    let declaration = conversation.declaration.as_mut();
    let open = declaration.filter(|known| may_change(known.status));
    if origin.message == AMENDMENT
        && let Some(declaration) = open
    {
        declaration.amendment = merge::amended(declaration, origin).map(Arc::new);
    }
}

/// A declaration may be amended after clearance too, until the goods left.
pub(super) fn may_change(status: Status) -> bool {
    status.is_open() || status == Status::Released
}

//! What follows when a consignor changes his mind? A cancellation, a change of destination.

use std::sync::Arc;

use super::case::{Case, Verdict};
use super::movement::{
    ACCEPTED, CANCELLED, EXPORT_ACCEPTED, PARTIALLY_REFUSED, REFUSED, REJECTED, Traders, stand,
};
use super::{lodging, merge, messages as m};
use crate::answer::{Act, Answer, Detail};
use crate::conversation::{Conversation, Declaration};
use crate::marker::Marker;
use crate::origin::Origin;

/// What follows a cancellation, IE810? The movement is cancelled, and both traders are told, as
/// long as it is under way and nobody has said anything about its goods.
///
/// Takes a cancellation up that raised no objection.
pub(super) fn react_cancellation(movement: &mut Declaration, case: &Case<'_>) -> Verdict {
    case.expect(movement, &[ACCEPTED])?;
    case.refused_by(movement, Marker::NoInvalidation)?;
    stand(movement, CANCELLED);
    let answers = case.traders.both(&Answer::plain(&m::movement::IE810));
    Ok(answers.into_iter().map(Act::Say).collect())
}

/// Where a movement may get another destination.
const CHANGEABLE: &[&str] = &[
    ACCEPTED,
    EXPORT_ACCEPTED,
    REJECTED,
    REFUSED,
    PARTIALLY_REFUSED,
];

/// What follows a change of destination, IE813? The movement goes on in its next version (IE801
/// with a higher sequence number). A consignee who stays is told of the change (IE813), one who is
/// left that the goods go elsewhere (IE803), and a new one of the movement (IE801).
///
/// Takes a change of destination up that raised no objection.
pub(super) fn react_destination(movement: &mut Declaration, case: &Case<'_>) -> Verdict {
    case.expect(movement, CHANGEABLE)?;
    case.refused_by(movement, Marker::NoAmendment)?;
    let Some(changed) = merge::changed(case.document, case.origin) else {
        return Ok(Vec::new());
    };
    let (before, after) = (&case.traders, Traders::of_origin(&changed));
    let mut answers = vec![Answer::plain(&m::movement::IE801)];
    let consignee = |answer: Answer, traders: &Traders| {
        let consignee = traders.consignee.clone();
        consignee.map(|consignee| answer.forwarded_to(consignee))
    };
    if before.consignee == after.consignee {
        answers.extend(consignee(Answer::plain(&m::movement::IE813), &after));
    } else {
        let diverted = Answer::detailed(&m::movement::IE803, Detail::Code("1"));
        answers.extend(consignee(diverted, before));
        answers.extend(consignee(Answer::plain(&m::movement::IE801), &after));
    }
    movement.amendment = Some(Arc::new(changed));
    lodging::go_on(movement);
    Ok(answers.into_iter().map(Act::Say).collect())
}

/// Keeps a change that nothing is said to: the authority may be told to accept it later.
pub(super) fn keep(conversation: &mut Conversation, origin: &Arc<Origin>) {
    let Some(movement) = &mut conversation.declaration else {
        return;
    };
    let document = movement.document.as_ref();
    let document = document.filter(|_| CHANGEABLE.contains(&movement.standing));
    if origin.message == "IE813"
        && let Some(document) = document
    {
        movement.amendment = merge::changed(document, origin).map(Arc::new);
    }
}

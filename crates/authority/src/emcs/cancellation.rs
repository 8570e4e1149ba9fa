//! What follows a cancellation, IE810? The movement is cancelled, and both traders are told, as
//! long as it is under way and nobody has said anything about its goods.

use super::case::{Case, Verdict};
use super::messages as m;
use super::movement::{ACCEPTED, CANCELLED, stand};
use crate::answer::{Act, Answer};
use crate::conversation::Declaration;
use crate::marker::Marker;

/// Takes a cancellation up that raised no objection.
pub(super) fn react(movement: &mut Declaration, case: &Case<'_>) -> Verdict {
    case.expect(movement, &[ACCEPTED])?;
    case.refused_by(movement, Marker::NoInvalidation)?;
    stand(movement, CANCELLED);
    let answers = case.traders.both(&Answer::plain(&m::ie810::KIND));
    Ok(answers.into_iter().map(Act::Say).collect())
}

//! What is wrong with a declaration by the law of the day on which its goods are presented?
//!
//! A declaration that was sent before its goods come is accepted when they do, and by the law of that
//! day. What was right when it was sent is told, or stops the presentation, where it no longer is: an
//! amendment comes first.
//!
//! Source: Articles 171 and 172 of Regulation (EU) No 952/2013.

use cas_model::civil_day::day_in;
use cas_model::finding::Finding;
use cas_rules::Presented;

use super::verdict::{Moment, validate_at};
use crate::declaration::DeclarationState;
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// What the law of today finds in what customs has, and that of the day it was sent did not.
pub fn new_since_sent(
    unit: &UnitOfWork<'_>,
    state: &DeclarationState,
    inputs: &Inputs,
) -> Vec<Finding> {
    let Some(sent_at) = state.sealed_at else {
        return Vec::new();
    };
    let sent_on = day_in(&state.row.jurisdiction, sent_at);
    let presented = Presented {
        sent_on,
        deduced_on: state.deduced_on,
    };
    let today = Moment {
        day: state.law_day(unit.today_in(&state.row.jurisdiction)),
        presented: Some(presented),
    };
    let before = validate_at(Moment::by_law_of(sent_on), unit, state, inputs);
    let mut found = validate_at(today, unit, state, inputs);
    found.retain(|finding| !before.contains(finding));
    found
}

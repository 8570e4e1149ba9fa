//! How is a message refused, and who is told?

use super::messages as m;
use super::problem::{OUT_OF_SEQUENCE, fault, problem};
use crate::answer::{Answer, Detail, Problem, Violation};
use crate::origin::Origin;

/// A refusal for these errors.
pub(super) fn refusal(origin: &Origin, problems: Vec<Problem>) -> Answer {
    let answer = Answer::detailed(&m::refusal::IE704, Detail::Problems(problems));
    to_submitter(origin, answer)
}

/// A report of these XML errors.
pub(super) fn xml_errors(origin: &Origin, violations: Vec<Violation>) -> Answer {
    let answer = Answer::detailed(&m::refusal::IE917, Detail::Violations(violations));
    to_submitter(origin, answer)
}

pub(super) fn out_of_sequence(origin: &Origin, reason: &'static str) -> Answer {
    refusal(
        origin,
        vec![problem(origin, "", fault(OUT_OF_SEQUENCE, reason))],
    )
}

/// An answer to who sent the message: where it does not say, that is the consignor.
pub(super) fn to_submitter(origin: &Origin, answer: Answer) -> Answer {
    if origin.sender.is_empty() {
        return answer;
    }
    answer.to(&origin.sender)
}

//! What is a message about a movement looked at with? A [`Case`]: the message, and the movement as it
//! stands.

use std::sync::Arc;

use super::movement::{Traders, trimmed};
use super::problem::{Fault, OUT_OF_SEQUENCE, WRONG, example_problems, fault, problem};
use crate::answer::{Act, Answer, Problem};
use crate::conversation::Declaration;
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::xml::Element;

/// A message about a movement, and the movement.
pub(super) struct Case<'a> {
    pub(super) origin: &'a Arc<Origin>,
    pub(super) document: &'a Arc<Origin>,
    pub(super) traders: Traders,
    pub(super) own: &'a Markers,
}

/// What follows, or what is wrong.
pub(super) type Verdict<T = Vec<Act>> = Result<T, Vec<Problem>>;

impl<'a> Case<'a> {
    pub(super) fn new(
        origin: &'a Arc<Origin>,
        document: &'a Arc<Origin>,
        own: &'a Markers,
    ) -> Case<'a> {
        Case {
            origin,
            document,
            traders: Traders::of_origin(document),
            own,
        }
    }

    /// A problem at a path below the element of the body.
    pub(super) fn problem(&self, path: &str, what: Fault, value: &str) -> Problem {
        Problem {
            value: Some(value.to_owned()).filter(|value| !value.is_empty()),
            ..problem(self.origin, path, what)
        }
    }

    /// Refuses a message that does not fit the standing of its movement.
    pub(super) fn expect(&self, declaration: &Declaration, standings: &[&str]) -> Verdict<()> {
        if standings.contains(&declaration.standing) {
            return Ok(());
        }
        let reason = "The movement is not in a state for this message";
        Err(vec![problem(
            self.origin,
            "",
            fault(OUT_OF_SEQUENCE, reason),
        )])
    }

    /// Refuses a message about another version of the movement.
    pub(super) fn expect_version(
        &self,
        declaration: &Declaration,
        container: &Element<'_>,
    ) -> Verdict<()> {
        const SEQUENCE: &str = "ExciseMovement/SequenceNumber";
        let told = trimmed(container, SEQUENCE);
        if told == declaration.version.to_string() {
            return Ok(());
        }
        let what = fault(WRONG, "The movement has another sequence number (R059)");
        Err(vec![self.problem(SEQUENCE, what, told)])
    }

    /// A message of this trader as customs took it: he gets it back, and the other gets it too.
    pub(super) fn pass_on(&self, answer: &Answer, submitter: &str) -> Vec<Act> {
        let other = self.traders.other(submitter);
        let forwarded = other.map(|other| answer.clone().forwarded_to(other));
        let confirmed = answer.clone().to(submitter);
        let answers = std::iter::once(confirmed).chain(forwarded);
        answers.map(Act::Say).collect()
    }

    /// What a marker refuses; of the movement or of this message.
    pub(super) fn refused_by(&self, declaration: &Declaration, marker: Marker) -> Verdict<()> {
        if self.own.has(marker) || declaration.markers().has(marker) {
            return Err(example_problems(self.origin));
        }
        Ok(())
    }
}

//! What follows a message of a trader? An objection, or what the file of its kind has to say.

use std::sync::Arc;

use super::messages as m;
use super::movement::{Traders, trimmed};
use super::{Emcs, MOVEMENT, alert, cancellation, destination, explanation, lodging, receipt};
use super::{TAKEN, door, split};
use crate::answer::{Act, Answer, Detail, Problem, Violation};
use crate::conversation::{Conversation, Declaration};
use crate::marker::{Marker, Markers};
use crate::origin::Origin;
use crate::system::{Inspection, Reception, System as _, scripted};
use crate::xml::Element;

/// Codes of errors (TC49).
pub(super) const WRONG: &str = "12";
pub(super) const UNSUPPORTED: &str = "15";
pub(super) const UNKNOWN_ARC: &str = "90";
pub(super) const DUPLICATE_LRN: &str = "91";
pub(super) const OUT_OF_SEQUENCE: &str = "92";

/// Plans what follows a message.
pub(super) fn react(conversation: &mut Conversation, mut reception: Reception) {
    let origin = Arc::clone(&reception.origin);
    let inspection = std::mem::take(&mut reception.inspection);
    match objection(conversation, &origin, inspection) {
        // Without an LRN there is no movement to remember.
        Some(answer) if origin.message == MOVEMENT && !origin.lrn.is_empty() => {
            lodging::reject(conversation, &reception, answer);
        }
        Some(answer) => conversation.say_first(&origin, answer),
        None => answer(conversation, &origin, reception),
    }
}

/// What stands against taking a message up: its form, its reference, its content.
fn objection(
    conversation: &Conversation,
    origin: &Origin,
    inspection: Inspection,
) -> Option<Answer> {
    if !inspection.violations.is_empty() {
        return Some(xml_errors(origin, inspection.violations));
    }
    if !Emcs.is_taken_up(origin) {
        let problem = problem(origin, "", (UNSUPPORTED, "This message is not taken here"));
        let detail = Detail::Problems(vec![problem]);
        return Some(to_submitter(
            origin,
            Answer::detailed(&m::ie906::KIND, detail),
        ));
    }
    if origin.message != MOVEMENT && conversation.declaration.is_none() {
        let taken = TAKEN.iter().find(|taken| taken.message == origin.message);
        let path = taken.map_or("", |taken| taken.arc);
        let unknown = Problem {
            value: origin.mrn.clone(),
            ..problem(origin, path, (UNKNOWN_ARC, "Unknown ARC"))
        };
        return Some(refusal(origin, vec![unknown]));
    }
    let problems = inspection.problems;
    (!problems.is_empty()).then(|| refusal(origin, problems))
}

/// Answers a message that nothing stands against.
fn answer(conversation: &mut Conversation, origin: &Arc<Origin>, reception: Reception) {
    if origin.message == MOVEMENT {
        return lodging::react(conversation, reception);
    }
    let declaration = conversation.declaration.as_mut();
    if let Some(acts) = scripted(&Emcs, &reception, declaration) {
        return conversation.plan(origin, acts);
    }
    let own = &reception.course.markers;
    if is_met_with_silence(conversation, origin, own) {
        return destination::keep(conversation, origin);
    }
    let Some(declaration) = &mut conversation.declaration else {
        return;
    };
    let Some(document) = declaration.document.clone() else {
        let answer = out_of_sequence(origin, "The movement is at its end");
        return conversation.say_first(origin, answer);
    };
    let case = Case::of(origin, &document, own);
    let acts = match origin.message.as_str() {
        "IE810" => cancellation::react(declaration, &case),
        "IE813" => destination::react(declaration, &case),
        "IE818" => receipt::react(declaration, &case),
        "IE819" => alert::react(declaration, &case),
        "IE825" => match split::react(declaration, &case, reception.seed) {
            Ok((acts, openings)) => {
                conversation.openings = openings;
                Ok(acts)
            }
            Err(problems) => Err(problems),
        },
        "IE837" | "IE871" => explanation::react(declaration, &case),
        _ => Ok(vec![Act::Say(to_submitter(
            origin,
            Answer::plain(&m::ie905::KIND),
        ))]),
    };
    let acts = acts.unwrap_or_else(|problems| vec![Act::Say(refusal(origin, problems))]);
    conversation.plan_first(origin, acts);
}

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
    fn of(origin: &'a Arc<Origin>, document: &'a Arc<Origin>, own: &'a Markers) -> Case<'a> {
        Case {
            origin,
            document,
            traders: Traders::of_origin(document),
            own,
        }
    }

    /// A problem at a path below the element of the body.
    pub(super) fn problem(
        &self,
        path: &str,
        what: (&'static str, &'static str),
        value: &str,
    ) -> Problem {
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
        Err(vec![problem(self.origin, "", (OUT_OF_SEQUENCE, reason))])
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
        let what = (WRONG, "The movement has another sequence number (R059)");
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

/// Whether nothing is said to a message that follows a movement.
fn is_met_with_silence(conversation: &Conversation, origin: &Origin, own: &Markers) -> bool {
    let marker = match origin.message.as_str() {
        "IE813" | "IE825" => Marker::Silent013,
        "IE810" => Marker::Silent014,
        _ => Marker::Silent170,
    };
    let declaration = conversation.declaration.as_ref();
    own.has(Marker::Silent)
        || own.has(marker)
        || declaration.is_some_and(|known| known.markers().has(marker))
}

/// A refusal for these errors.
pub(super) fn refusal(origin: &Origin, problems: Vec<Problem>) -> Answer {
    let answer = Answer::detailed(&m::ie704::KIND, Detail::Problems(problems));
    to_submitter(origin, answer)
}

/// A report of these XML errors.
pub(super) fn xml_errors(origin: &Origin, violations: Vec<Violation>) -> Answer {
    let answer = Answer::detailed(&m::ie917::KIND, Detail::Violations(violations));
    to_submitter(origin, answer)
}

fn out_of_sequence(origin: &Origin, reason: &'static str) -> Answer {
    refusal(origin, vec![problem(origin, "", (OUT_OF_SEQUENCE, reason))])
}

/// An answer to who sent the message: where it does not say, that is the consignor.
pub(super) fn to_submitter(origin: &Origin, answer: Answer) -> Answer {
    if origin.sender.is_empty() {
        return answer;
    }
    answer.to(&origin.sender)
}

/// A problem of a message at a path below the element of its body.
pub(super) fn problem(
    origin: &Origin,
    path: &str,
    (code, reason): (&'static str, &'static str),
) -> Problem {
    Problem {
        pointer: pointer(&origin.message, path),
        code,
        reason,
        value: None,
    }
}

/// A pointer as customs writes it: every step with its number.
pub(super) fn pointer(message: &str, path: &str) -> String {
    let taken = TAKEN.iter().find(|taken| taken.message == message);
    let container = taken.map_or("", |taken| taken.container);
    let steps = [message, "Body", container].into_iter();
    let steps = steps.chain(path.split('/')).filter(|step| !step.is_empty());
    let numbered = steps.map(|step| match step.ends_with(']') {
        true => format!("/{step}"),
        false => format!("/{step}[1]"),
    });
    numbered.collect()
}

/// Errors at places that every movement has: the product of the first item, and the office of
/// dispatch. Other messages have their ARC only.
pub(super) fn example_problems(origin: &Origin) -> Vec<Problem> {
    let read = super::movement::document_of(origin);
    let container = read.as_ref().and_then(door::container);
    let value = |path: &str| Some(trimmed(container?, path).to_owned());
    let arc = TAKEN.iter().find(|taken| taken.message == origin.message);
    let places: &[&str] = match (origin.message.as_str(), &arc) {
        (MOVEMENT, _) => &[
            "BodyEadEsad/ExciseProductCode",
            "CompetentAuthorityDispatchOffice/ReferenceNumber",
        ],
        (_, Some(taken)) => &[taken.arc],
        (_, None) => &[""],
    };
    let found = places.iter().map(|path| Problem {
        value: value(path).filter(|value| !value.is_empty()),
        ..problem(origin, path, (WRONG, "Refused on request"))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn pointers_number_every_step() {
        for (message, path, expected) in [
            (
                "IE815",
                "BodyEadEsad[2]/Quantity",
                "/IE815[1]/Body[1]/SubmittedDraftOfEADESAD[1]/BodyEadEsad[2]/Quantity[1]",
            ),
            ("IE810", "", "/IE810[1]/Body[1]/CancellationOfEAD[1]"),
            ("IE999", "", "/IE999[1]/Body[1]"),
        ] {
            assert_eq!(pointer(message, path), expected);
        }
    }
}

//! What is wrong with a message, and where in it? Problems with their codes and pointers as customs
//! writes them.

use super::door;
use super::incoming::{INCOMING, MOVEMENT};
use super::movement::trimmed;
use crate::answer::Problem;
use crate::origin::Origin;

/// Codes of errors (TC49).
pub(super) const WRONG: &str = "12";

pub(super) const UNSUPPORTED: &str = "15";

pub(super) const UNKNOWN_ARC: &str = "90";

pub(super) const DUPLICATE_LRN: &str = "91";

pub(super) const OUT_OF_SEQUENCE: &str = "92";

/// What is wrong, by its code and in words.
#[derive(Clone, Copy)]
pub(super) struct Fault {
    code: &'static str,
    reason: &'static str,
}

/// A fault of one of the codes.
pub(super) const fn fault(code: &'static str, reason: &'static str) -> Fault {
    Fault { code, reason }
}

/// A problem of a message at a path below the element of its body.
pub(super) fn problem(origin: &Origin, path: &str, what: Fault) -> Problem {
    Problem {
        pointer: pointer(&origin.message, path),
        code: what.code,
        reason: what.reason,
        value: None,
    }
}

/// A pointer as customs writes it: every step with its number.
pub(super) fn pointer(message: &str, path: &str) -> String {
    let taken = INCOMING.iter().find(|taken| taken.message == message);
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
    let arc = INCOMING
        .iter()
        .find(|taken| taken.message == origin.message);
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
        ..problem(origin, path, fault(WRONG, "Refused on request"))
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

//! What does the authority check of its own? The form at the door (the envelope, the operator's
//! official schemas), and then the content, one file for each check.
//!
//! Faults of form are told at the door, faults of content with a rejection that points at them.

mod parties;
mod procedures;
mod required;
mod totals;

use crate::answer::Problem;
use crate::origin::Origin;
use crate::system::{Inspection, SchemaCheck};
use crate::wco::{self, DECLARATION};
use crate::xml::{Document, Element, ReadError};

/// The checks of declarations.
const CHECKS: &[fn(&Element<'_>, &mut Vec<Problem>)] = &[
    required::check,
    totals::check,
    parties::check,
    procedures::check,
];

/// At most so many problems are reported; one pointer for each of a thousand items helps nobody.
const MOST_PROBLEMS: usize = 50;

const METADATA: &str = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2";

/// Checks a message for what must be there.
pub(super) fn inspect(
    document: &Document<'_>,
    origin: &Origin,
    schema_check: Option<&SchemaCheck>,
) -> Result<Inspection, ReadError> {
    let refuse = |reason: String| Err(ReadError { reason });
    let declaration = wco::checks::declaration(document);
    if document.root.name == "MetaData" && document.root.own_namespace() != Some(METADATA) {
        return refuse(format!("MetaData must be in {METADATA}"));
    }
    let declaration = declaration?;
    if let Some(check) = schema_check
        && let Some(violation) = check(&origin.body).into_iter().next()
    {
        return refuse(violation);
    }
    let mut problems = Vec::new();
    if origin.message == DECLARATION {
        CHECKS
            .iter()
            .for_each(|check| check(declaration, &mut problems));
        problems.truncate(MOST_PROBLEMS);
    } else {
        required::check_request(declaration, &origin.message, &mut problems);
    }
    Ok(Inspection {
        violations: Vec::new(),
        problems,
    })
}

/// The items with the pointers to them.
fn items<'a, 'b>(declaration: &'b Element<'a>) -> impl Iterator<Item = (String, &'b Element<'a>)> {
    (1..)
        .zip(wco::checks::items_of(declaration))
        .map(|(number, item)| (format!("42A 67A 68A[{number}]"), item))
}

/// A problem at a place, which is written as sections and, after a colon, the tag of the last.
pub(super) fn problem(pointer: &str, code: &'static str) -> Problem {
    Problem {
        pointer: pointer.to_owned(),
        code,
        reason: "",
        value: None,
    }
}

//! What does the authority check of its own? That there is a declaration in its namespace, at the
//! door; and then the content, one file for each check, with a rejection that points at it.

mod formats;
mod numbers;
mod relief;
mod required;

use super::declared::Declared;
use crate::answer::Problem;
use crate::origin::Origin;
use crate::system::Inspection;
use crate::wco::{self, DECLARATION};
use crate::xml::{Document, Element, ReadError};

/// The checks of declarations.
const CHECKS: &[fn(&Element<'_>, &Declared, &mut Vec<Problem>)] =
    &[required::check, formats::check, numbers::check];

/// At most so many problems are reported; one pointer for each of a thousand items helps nobody.
const MOST_PROBLEMS: usize = 50;

/// Checks a message for what must be there.
pub(super) fn inspect(document: &Document<'_>, origin: &Origin) -> Result<Inspection, ReadError> {
    let message = wco::checks::declaration(document)?;
    let mut problems = Vec::new();
    required::check_function(message, &origin.message, &mut problems);
    if origin.message == DECLARATION {
        let declared = Declared::read(message);
        CHECKS
            .iter()
            .for_each(|check| check(message, &declared, &mut problems));
        relief::check(message, &declared, origin.prepared.date(), &mut problems);
    } else {
        required::check_request(message, &origin.message, &mut problems);
    }
    problems.truncate(MOST_PROBLEMS);
    Ok(Inspection {
        violations: Vec::new(),
        problems,
    })
}

/// The items with the paths to them.
fn items<'a, 'b>(declaration: &'b Element<'a>) -> impl Iterator<Item = (String, &'b Element<'a>)> {
    (1..)
        .zip(wco::checks::items_of(declaration))
        .map(|(number, item)| {
            let path = format!("GoodsShipment/GovernmentAgencyGoodsItem[{number}]");
            (path, item)
        })
}

/// A problem at a place, which is a path below the declaration.
pub(super) fn problem(
    pointer: impl Into<String>,
    code: &'static str,
    reason: &'static str,
) -> Problem {
    Problem {
        pointer: pointer.into(),
        code,
        reason,
        value: None,
    }
}

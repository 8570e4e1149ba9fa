//! What does the authority check of its own? The form of a message (root, header, body, the
//! operator's official schemas), and then the content, one file for each check.
//!
//! Faults of form are answered with an XML error report, faults of content with a refusal that
//! points at them. What depends on the movement is checked where the message is taken up.

mod formats;
mod goods;
mod header;
mod place;
mod reports;
mod required;

use super::incoming::INCOMING;
use super::{door, problem};
use crate::answer::{Problem, Violation};
use crate::origin::Origin;
use crate::system::{Inspection, SchemaCheck};
use crate::xml::{Document, Element};

/// The checks of content.
const CHECKS: &[fn(&Inspected<'_>, &mut Vec<Problem>)] = &[
    required::check,
    formats::check,
    place::check,
    goods::check,
    reports::check,
];

/// At most so many problems are reported; one pointer for each of a thousand items helps nobody.
const MOST_PROBLEMS: usize = 50;

/// A message under inspection: what its body holds.
struct Inspected<'a> {
    container: &'a Element<'a>,
    message: &'a str,
}

impl Inspected<'_> {
    /// A problem at a path.
    fn problem(&self, path: &str, code: &'static str, reason: &'static str) -> Problem {
        Problem {
            pointer: problem::pointer(self.message, path),
            code,
            reason,
            value: None,
        }
    }
}

/// Checks a message against schema and rules.
pub(super) fn inspect(
    document: &Document<'_>,
    origin: &Origin,
    schema_check: Option<&SchemaCheck>,
) -> Inspection {
    let mut violations = header::check(document, origin);
    if let Some(check) = schema_check {
        violations.extend(check(&origin.body).into_iter().map(by_schema));
    }
    let mut problems = Vec::new();
    if violations.is_empty()
        && INCOMING.iter().any(|taken| taken.message == origin.message)
        && let Some(container) = door::container(document)
    {
        let inspected = Inspected {
            container,
            message: &origin.message,
        };
        CHECKS
            .iter()
            .for_each(|check| check(&inspected, &mut problems));
        problems.truncate(MOST_PROBLEMS);
    }
    Inspection {
        violations,
        problems,
    }
}

fn by_schema(text: String) -> Violation {
    Violation {
        line: 1,
        column: 1,
        pointer: None,
        code: "",
        text,
    }
}

#[cfg(test)]
mod tests;

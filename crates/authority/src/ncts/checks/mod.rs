//! What does the authority check of its own? The form of a message (root, header, the operator's
//! official schemas), and of declarations and amendments the content, one file for each check.
//!
//! Faults of form are answered with an XML error report, faults of content with a rejection that
//! points at them.

mod gross_mass;
mod header;
mod identifiers;
mod required;
mod sequence;

use crate::answer::{Problem, Violation};
use crate::origin::Origin;
use crate::settings::SchemaCheck;
use crate::system::Inspection;
use crate::xml::{Document, Element};

/// The checks of content.
const CHECKS: &[fn(&Inspected<'_>, &mut Vec<Problem>)] = &[
    required::check,
    identifiers::check,
    sequence::check,
    gross_mass::check,
];

/// At most so many problems are reported; one pointer for each of a thousand items helps nobody.
const MOST_PROBLEMS: usize = 50;

/// A message under inspection.
pub(crate) struct Inspected<'a> {
    pub(crate) root: &'a Element<'a>,
    pub(crate) message: &'a str,
}

impl Inspected<'_> {
    /// A problem at a path below the root.
    fn problem(&self, path: &str, code: &'static str, reason: &'static str) -> Problem {
        Problem {
            pointer: format!("/{}/{path}", self.message),
            code,
            reason,
            value: None,
        }
    }
}

/// Checks a message.
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
    if violations.is_empty() {
        let inspected = Inspected {
            root: &document.root,
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
        code: "18",
        text,
    }
}

#[cfg(test)]
mod tests;

//! What does an authority check of its own? The form of a message (root, header, the operator's
//! official schemas), and the content by the checks that its domain lists, one file for each.
//!
//! Faults of form are answered with an XML error report, faults of content with a rejection that
//! points at them.

mod header;
pub(crate) mod identifiers;
pub(crate) mod sequence;

pub(crate) use super::domain::{Check, Format, Inspected, format};

use super::Domain;
use crate::answer::Violation;
use crate::origin::Origin;
use crate::system::{Inspection, SchemaCheck};
use crate::xml::Document;

/// At most so many problems are reported; one pointer for each of a thousand items helps nobody.
const MOST_PROBLEMS: usize = 50;

/// Checks a message against schema and rules.
pub(crate) fn inspect(
    domain: &Domain,
    document: &Document<'_>,
    origin: &Origin,
    schema_check: Option<&SchemaCheck>,
) -> Inspection {
    let mut violations = header::check(domain, document, origin);
    if let Some(check) = schema_check {
        violations.extend(check(&origin.body).into_iter().map(by_schema));
    }
    let mut problems = Vec::new();
    if violations.is_empty() {
        let inspected = Inspected {
            domain,
            root: &document.root,
            message: &origin.message,
        };
        let checks = domain.checks.iter();
        checks.for_each(|check| check(&inspected, &mut problems));
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

//! What does an authority check of its own? The form of a message (root, header, the operator's
//! official schemas), and the content by the checks that its domain lists, one file for each.
//!
//! Faults of form are answered with an XML error report, faults of content with a rejection that
//! points at them.

mod header;
pub(crate) mod identifiers;
pub(crate) mod sequence;

pub(crate) use identifiers::Format;

use super::Domain;
use crate::answer::{Problem, Violation};
use crate::origin::Origin;
use crate::system::{Inspection, SchemaCheck};
use crate::xml::{Document, Element};

/// One check of content.
pub(crate) type Check = fn(&Inspected<'_>, &mut Vec<Problem>);

/// At most so many problems are reported; one pointer for each of a thousand items helps nobody.
const MOST_PROBLEMS: usize = 50;

/// A message under inspection.
pub(crate) struct Inspected<'a> {
    pub(crate) domain: &'a Domain,
    pub(crate) root: &'a Element<'a>,
    pub(crate) message: &'a str,
}

impl Inspected<'_> {
    /// Whether it is a declaration, or takes the place of one.
    pub(crate) fn repeats_declaration(&self) -> bool {
        self.domain.repeats_declaration(self.message)
    }

    /// A problem at a path below the root.
    pub(crate) fn problem(&self, path: &str, code: &'static str, reason: &'static str) -> Problem {
        Problem {
            pointer: format!("/{}/{path}", self.message),
            code,
            reason,
            value: None,
        }
    }

    /// Problems for all of these paths below a group that nothing stands at. The place of the group
    /// is told as a pointer that ends with a slash, or is empty for the root.
    pub(crate) fn require(
        &self,
        group: &Element<'_>,
        place: &str,
        paths: &[&str],
        problems: &mut Vec<Problem>,
    ) {
        let missing = paths.iter().filter(|path| group.at_path(path).is_none());
        problems.extend(missing.map(|path| self.problem(&format!("{place}{path}"), "13", "N/A")));
    }
}

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

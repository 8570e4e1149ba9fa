//! What does an amendment say of itself: which elements changed, and why?
//!
//! Each change is an `Amendment` with the code of its reason and the pointer to its element, and
//! a statement in words that points back at it. A change that customs is not sent by itself is
//! one of the nearest record that it is sent.

use cas_gateway::{EncodeError, ToldAmendment, ToldChange, ToldStatement};
use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use super::pointers::{self, Pointer, ROOT};
use super::settings::Settings;
use crate::reading::optional;
use crate::wco::reading::pointer_of;
use crate::xml::{Element, Writer};

/// The section of amendments.
const AMENDMENT: &str = "06A";
/// The type of statements about amendments.
const STATEMENT: &str = "AES";
/// Longest statement, in characters that customs takes.
const MAX_STATEMENT: usize = 512;
/// The reason for a change that has none of its own.
const OTHER: &str = "32";
/// Reasons by the data elements that changed: values, and weights and quantities.
const BY_TAG: &[(&str, &[&str])] = &[
    ("21", &["108", "109", "112", "114"]),
    ("28", &["126", "128", "130", "131", "144", "146"]),
];
/// The reason for a change of the consignee or consignor, and the sections that hold them.
const PARTIES: (&str, &[&str]) = ("29", &["27A", "30A", "57A"]);

/// One change, as customs is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The element that changes, as customs points to it.
    pub pointer: Vec<Pointer>,
    /// The code of its reason.
    pub reason: &'static str,
    /// The field of our document that it stands for.
    pub path: FieldPath,
}

/// The changes that an amendment tells of, each element once.
#[must_use]
pub fn changes(document: &SingleAdministrativeDocument, paths: &[FieldPath]) -> Vec<Change> {
    let mut found: Vec<Change> = Vec::new();
    // Customs takes no amendment without a pointer.
    let whole = [FieldPath::root()];
    let paths = if paths.is_empty() { &whole } else { paths };
    for path in paths {
        let counts = counts(document, path);
        for pointer in nearest(document, path).into_iter().chain(counts) {
            if found.iter().any(|change| change.pointer == pointer) {
                continue;
            }
            found.push(Change {
                reason: reason(&pointer),
                pointer,
                path: path.clone(),
            });
        }
    }
    found
}

/// The pointers to what counts the elements that this one is of: one came or went.
fn counts(document: &SingleAdministrativeDocument, path: &FieldPath) -> Vec<Vec<Pointer>> {
    path.element()
        .map(|(list, _)| pointers::pointers_of(document, &list))
        .unwrap_or_default()
}

/// The pointers to a field, or to the nearest record around it that customs is sent.
fn nearest(document: &SingleAdministrativeDocument, path: &FieldPath) -> Vec<Vec<Pointer>> {
    let mut path = path.clone();
    loop {
        let pointers = pointers::pointers_of(document, &path);
        if !pointers.is_empty() {
            return pointers;
        }
        path = path.parent().unwrap_or_default();
    }
}

fn reason(pointer: &[Pointer]) -> &'static str {
    let tag = pointer.last().and_then(|step| step.tag.as_deref());
    let by_tag = BY_TAG
        .iter()
        .find(|(_, tags)| tag.is_some_and(|tag| tags.contains(&tag)));
    let is_party = |step: &Pointer| PARTIES.1.contains(&step.section.as_str());
    let by_section = pointer.iter().any(is_party).then_some(PARTIES.0);
    by_tag
        .map(|(reason, _)| *reason)
        .or(by_section)
        .unwrap_or(OTHER)
}

/// What customs is told of changes: each with its pointer and its reason, for which that of the
/// settings stands where there is one, and a statement that names our field.
#[must_use]
pub fn told(
    document: &SingleAdministrativeDocument,
    paths: &[FieldPath],
    settings: &Settings<'_>,
) -> ToldAmendment {
    let mut told = ToldAmendment::default();
    for (change, number) in changes(document, paths).into_iter().zip(1..) {
        told.changes.push(ToldChange {
            reason: settings
                .amendment_reason
                .unwrap_or(change.reason)
                .to_owned(),
            pointer: pointers::written(&numbered(change.pointer)),
        });
        told.statements.push(ToldStatement {
            text: words(&change.path),
            pointer: format!("{ROOT}[1]/{AMENDMENT}[{number}]"),
        });
    }
    told
}

fn words(path: &FieldPath) -> String {
    let words = match path.as_str() {
        "" => "Amends the declaration".to_owned(),
        path => format!("Amends {path}"),
    };
    words.chars().take(MAX_STATEMENT).collect()
}

/// A pointer with all of its numbers said.
fn numbered(mut pointer: Vec<Pointer>) -> Vec<Pointer> {
    for step in &mut pointer {
        step.sequence.get_or_insert(1);
    }
    pointer
}

/// What an amendment that we read tells.
///
/// # Errors
/// When a pointer is none.
pub(super) fn read(declaration: &Element<'_>) -> Result<ToldAmendment, String> {
    let mut told = ToldAmendment::default();
    let statements = declaration.children_named("AdditionalInformation");
    for statement in statements.filter(|statement| statement.child("Pointer").is_some()) {
        told.statements.push(ToldStatement {
            text: optional(statement, "StatementDescription").unwrap_or_default(),
            pointer: pointer_of(statement)?.unwrap_or_default(),
        });
    }
    for change in declaration.children_named("Amendment") {
        told.changes.push(ToldChange {
            reason: optional(change, "ChangeReasonCode").unwrap_or_default(),
            pointer: pointer_of(change)?.unwrap_or_default(),
        });
    }
    Ok(told)
}

/// Writes the statements that say in words what changed.
///
/// # Errors
/// When words cannot be written.
pub fn write_statements(
    statements: &[ToldStatement],
    writer: &mut Writer,
) -> Result<(), EncodeError> {
    for statement in statements {
        writer.open("AdditionalInformation");
        leaf(writer, "StatementDescription", &statement.text)?;
        leaf(writer, "StatementTypeCode", STATEMENT)?;
        write_pointer(&statement.pointer, writer)?;
        writer.close();
    }
    Ok(())
}

/// Writes the changes themselves.
///
/// # Errors
/// When a code cannot be written.
pub fn write_changes(changes: &[ToldChange], writer: &mut Writer) -> Result<(), EncodeError> {
    for change in changes {
        writer.open("Amendment");
        leaf(writer, "ChangeReasonCode", &change.reason)?;
        write_pointer(&change.pointer, writer)?;
        writer.close();
    }
    Ok(())
}

fn write_pointer(pointer: &str, writer: &mut Writer) -> Result<(), EncodeError> {
    for step in pointers::read(pointer) {
        writer.open("Pointer");
        if let Some(number) = step.sequence {
            leaf(writer, "SequenceNumeric", &number.to_string())?;
        }
        leaf(writer, "DocumentSectionCode", &step.section)?;
        if let Some(tag) = &step.tag {
            leaf(writer, "TagID", tag)?;
        }
        writer.close();
    }
    Ok(())
}

fn leaf(writer: &mut Writer, name: &str, text: &str) -> Result<(), EncodeError> {
    writer
        .leaf(name, text)
        .map_err(|problem| EncodeError::Document {
            path: FieldPath::root(),
            problem: problem.to_string(),
        })
}

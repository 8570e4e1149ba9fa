//! How does the WCO data model point at an element of a declaration?
//!
//! A pointer is a list of steps from the declaration (42A) downwards. A step names a section of the
//! data model (`68A` a goods item), which one of several, and the last one the data element in it.
//! [`written`] keeps a whole path in one line, `42A/67A/68A[2]/02A[1]:D005`; [`read`] takes it
//! apart again. The codes stand in the rows of the declaration's table, so the same rows that write
//! an element know its pointer.

use std::fmt;

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use crate::table::Table;

/// The section of the declaration itself, with which pointers begin.
pub const ROOT: &str = "42A";

/// One step of a pointer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pointer {
    /// `SequenceNumeric`: which of the elements, counted from one; `None` where customs gave none,
    /// or there is one.
    pub sequence: Option<u32>,
    /// The section of the document: `DocumentSectionCode`.
    pub section: String,
    /// `TagID`: the data element of it that is meant.
    pub tag: Option<String>,
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.section)?;
        if let Some(sequence) = self.sequence {
            write!(f, "[{sequence}]")?;
        }
        match &self.tag {
            Some(tag) => write!(f, ":{tag}"),
            None => Ok(()),
        }
    }
}

/// A path in one line.
#[must_use]
pub fn written(path: &[Pointer]) -> String {
    let steps: Vec<String> = path.iter().map(ToString::to_string).collect();
    steps.join("/")
}

/// The path of one line.
#[must_use]
pub fn read(line: &str) -> Vec<Pointer> {
    line.split('/').map(step).collect()
}

fn step(text: &str) -> Pointer {
    let (place, tag) = match text.split_once(':') {
        Some((place, tag)) => (place, Some(tag.to_owned())),
        None => (text, None),
    };
    let numbered = place
        .strip_suffix(']')
        .and_then(|place| place.split_once('['))
        .and_then(|(section, number)| Some((section, number.parse().ok()?)));
    let (section, sequence) = match numbered {
        Some((section, number)) => (section, Some(number)),
        None => (place, None),
    };
    Pointer {
        sequence,
        section: section.to_owned(),
        tag,
    }
}

/// The field that a pointer of customs means; the document itself when it means no single field.
/// What the table does not know leads to the nearest record that it knows.
#[must_use]
pub fn field_of(
    table: &Table,
    document: &SingleAdministrativeDocument,
    path: &[Pointer],
) -> FieldPath {
    let below = match path.iter().position(|step| step.section == ROOT) {
        Some(root) => path[root]
            .tag
            .clone()
            .unwrap_or_else(|| in_table(&path[root + 1..])),
        None => in_table(path),
    };
    table.field_of(document, &below)
}

/// The pointer to the element of the declaration that is made from a field; `None` when customs
/// is not sent it.
#[must_use]
pub fn pointer_of(
    table: &Table,
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
) -> Option<Vec<Pointer>> {
    if path.is_root() {
        return Some(read(ROOT));
    }
    table
        .pointer_of(document, path)
        .map(|below| of_table(&below))
}

/// The pointers to all elements that are made from a field: a document of the whole declaration
/// stands on each item, a commodity code is cut into several.
#[must_use]
pub fn pointers_of(
    table: &Table,
    document: &SingleAdministrativeDocument,
    path: &FieldPath,
) -> Vec<Vec<Pointer>> {
    if path.is_root() {
        return vec![read(ROOT)];
    }
    let below = table.pointers_of(document, path);
    below.iter().map(|below| of_table(below)).collect()
}

/// Steps as the table writes them, where the data element is a step of its own:
/// `67A/68A[2]/02A[1]/D005`.
fn in_table(path: &[Pointer]) -> String {
    written(path).replace(':', "/")
}

/// The pointer to a place below the declaration, as the table writes it.
fn of_table(below: &str) -> Vec<Pointer> {
    let mut path = read(ROOT);
    for part in below.split('/').filter(|part| !part.is_empty()) {
        let next = step(part);
        match path.last_mut() {
            Some(last) if !is_section(&next.section) => last.tag = Some(next.section),
            Some(_) | None => path.push(next),
        }
    }
    path
}

/// Sections are two digits and a letter; data elements end with digits.
pub(crate) fn is_section(name: &str) -> bool {
    let is_digit = |index: usize| name.as_bytes().get(index).is_some_and(u8::is_ascii_digit);
    name.len() == 3 && is_digit(0) && is_digit(1) && !is_digit(2)
}

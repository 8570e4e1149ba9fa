//! Which field of ours does customs' pointer mean, and how does customs call a field of ours?
//!
//! A pointer of CDS is a list of WCO sections from the declaration (42A) downwards, each with the
//! number of the element among its like; the last carries the data element it means. As text it
//! reads `42A/67A/68A[2]/02A[1]/D005`.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;

use super::tables::DECLARATION;

/// The section of the declaration itself, with which pointers begin.
pub const ROOT: &str = "42A";

/// One step of a pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// `SequenceNumeric`: which of the elements; `None` where customs gave none, or there is one.
    pub number: Option<usize>,
    /// `DocumentSectionCode`: the section.
    pub section: String,
    /// `TagID`: the data element of it that is meant.
    pub tag: Option<String>,
}

/// The field that a pointer of customs means; the document itself when it means no single field.
/// What the declaration's table does not know leads to the nearest record that it knows.
#[must_use]
pub fn field_of(document: &SingleAdministrativeDocument, steps: &[Step]) -> FieldPath {
    let below = match steps.iter().position(|step| step.section == ROOT) {
        Some(root) => steps[root]
            .tag
            .clone()
            .unwrap_or_else(|| text(&steps[root + 1..])),
        None => text(steps),
    };
    DECLARATION.field_of(document, &below)
}

/// The pointer to the element of the declaration that is made from a field; `None` when customs
/// is not sent it.
#[must_use]
pub fn pointer_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<Vec<Step>> {
    if path.is_root() {
        return Some(read(ROOT));
    }
    let below = DECLARATION.pointer_of(document, path)?;
    Some(read(&format!("{ROOT}{below}")))
}

/// The pointers to all elements that are made from a field: a document of the whole declaration
/// stands on each item, a commodity code is cut into several.
#[must_use]
pub fn pointers_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Vec<Vec<Step>> {
    if path.is_root() {
        return vec![read(ROOT)];
    }
    let below = DECLARATION.pointers_of(document, path);
    let pointers = below.iter().map(|below| read(&format!("{ROOT}{below}")));
    pointers.collect()
}

/// A pointer as text.
#[must_use]
pub fn text(steps: &[Step]) -> String {
    let step = |step: &Step| {
        let number = step.number.map(|number| format!("[{number}]"));
        let tag = step.tag.as_ref().map(|tag| format!("/{tag}"));
        step.section.clone() + &number.unwrap_or_default() + &tag.unwrap_or_default()
    };
    steps.iter().map(step).collect::<Vec<_>>().join("/")
}

/// A pointer from its text.
#[must_use]
pub fn read(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for part in text.split('/').filter(|part| !part.is_empty()) {
        let (name, rest) = part.split_once('[').unwrap_or((part, ""));
        match steps.last_mut() {
            Some(last) if last.tag.is_none() && !is_section(name) => {
                last.tag = Some(name.to_owned());
            }
            _ => steps.push(Step {
                number: rest.trim_end_matches(']').parse().ok(),
                section: name.to_owned(),
                tag: None,
            }),
        }
    }
    steps
}

/// Sections are two digits and a letter; data elements end with digits.
fn is_section(name: &str) -> bool {
    let is_digit = |at: usize| name.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    name.len() == 3 && is_digit(0) && is_digit(1) && !is_digit(2)
}

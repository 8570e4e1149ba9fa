//! Which fields does the form of a declaration have, in which section and order?
//!
//! All fields of the document, by their paths without numbers: of a collection every element is
//! meant (`goodsShipment.governmentAgencyGoodsItems.goodsMeasure.gmass`). The sections are those in
//! which forms show them; what stands below a field is in its section.

mod sections;
mod wording;

use std::collections::HashMap;
use std::sync::LazyLock;

use sections::section_of;

pub use sections::{SECTIONS, Section};
pub use wording::{Wording, wording};

use crate::document::SingleAdministrativeDocument;
use crate::elements::REFERENCE;
use crate::field_path::{FieldPath, Segment};
use crate::shape::{FieldShape, Shape, ValueKind};

/// A field of the form.
pub struct FormField {
    /// Its path below the document, without numbers.
    pub path: String,
    /// The type of the record that it is a field of.
    pub record: &'static str,
    /// Its name, kind and documentation.
    pub shape: &'static FieldShape,
    /// Where forms show it.
    pub section: &'static Section,
    /// Its place among all fields, from 1, in the order of forms.
    pub order: usize,
    /// What it is called.
    pub label: Wording,
    /// What it means, for people.
    pub help: Wording,
}

impl FormField {
    /// Whether it is a collection.
    #[must_use]
    pub fn is_repeatable(&self) -> bool {
        matches!(self.shape.kind, ValueKind::List(_))
    }

    /// Whether it stands at a path or below.
    #[must_use]
    pub fn is_within(&self, path: &str) -> bool {
        let rest = self.path.strip_prefix(path);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

static FIELDS: LazyLock<Vec<FormField>> = LazyLock::new(|| {
    let mut collected = Vec::new();
    let place = Place {
        path: String::new(),
        section: None,
    };
    collect(
        SingleAdministrativeDocument::shape(),
        &place,
        &mut collected,
    );
    let rank = |section: &'static Section| SECTIONS.iter().position(|it| it.code == section.code);
    // Stable: what is below a field follows it in the order of the document.
    collected.sort_by_key(|(field, position)| (rank(field.section), *position));
    let fields = collected.into_iter().map(|(field, _)| field);
    fields
        .enumerate()
        .map(|(at, field)| FormField {
            order: at + 1,
            ..field
        })
        .collect()
});

static BY_PATH: LazyLock<HashMap<&str, &FormField>> =
    LazyLock::new(|| FIELDS.iter().map(|it| (it.path.as_str(), it)).collect());

/// Every field, in the order of forms.
#[must_use]
pub fn all() -> &'static [FormField] {
    &FIELDS
}

/// The field with a path without numbers.
#[must_use]
pub fn find(path: &str) -> Option<&'static FormField> {
    BY_PATH.get(path).copied()
}

/// The field that a path in a document leads to, or to an element of.
#[must_use]
pub fn at(path: &FieldPath) -> Option<&'static FormField> {
    find(&without_numbers(path))
}

/// A path without the numbers of elements.
#[must_use]
pub fn without_numbers(path: &FieldPath) -> String {
    let names = path.segments().filter_map(|segment| match segment {
        Segment::Name(name) => Some(name),
        Segment::Index(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

/// Where fields are collected.
struct Place {
    path: String,
    /// The section of the field above and its position there, where that decides.
    section: Option<(&'static Section, usize)>,
}

fn collect(shape: &'static Shape, place: &Place, fields: &mut Vec<(FormField, usize)>) {
    for field in shape.fields.iter().filter(|field| field.name != REFERENCE) {
        let path = match place.path.as_str() {
            "" => field.name.to_owned(),
            above => format!("{above}.{}", field.name),
        };
        let Some(words) = wording::of_field(shape.name, field.name) else {
            continue;
        };
        let own = section_of(shape.name, field.name);
        let Some((section, position)) = own.or(place.section) else {
            continue;
        };
        let found = FormField {
            path: path.clone(),
            record: shape.name,
            shape: field,
            section,
            order: 0,
            label: words.label,
            help: wording(field.doc, words.help_de),
        };
        fields.push((found, position));
        if let ValueKind::Record(below) | ValueKind::List(below) = field.kind {
            let section = Some((section, position));
            collect(below(), &Place { path, section }, fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_the_paths_of_documents() {
        for (path, label, section) in [
            ("declType", "Declaration type", "message"),
            (
                "goodsShipment.governmentAgencyGoodsItems[3].goodsMeasure.gmass",
                "Gross mass",
                "goods",
            ),
            ("agent.contact.email", "Electronic mail", "parties"),
            (
                "goodsShipment.consignment.gmass",
                "Total gross mass",
                "goods",
            ),
        ] {
            let found = at(&FieldPath::new(path)).expect(path);
            assert_eq!((found.label.en, found.section.code), (label, section));
        }
        assert!(at(&FieldPath::new("declTypo")).is_none());
    }

    #[test]
    fn every_field_has_its_place_in_one_order() {
        let mut shown = 0;
        for (at, field) in all().iter().enumerate() {
            assert_eq!(field.order, at + 1);
            let section = SECTIONS.iter().position(|it| it.code == field.section.code);
            assert!(section >= Some(shown), "{}", field.path);
            shown = section.unwrap_or_default();
            assert!(field.help.en.len() > 3, "{}: no help", field.path);
            assert_ne!(field.help.en, field.help.de, "{}", field.path);
        }
        assert!(all().len() > 500);
    }
}

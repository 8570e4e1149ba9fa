//! What are things called, in the languages of the people who read them?
//!
//! The fields of a declaration have their words in `words/fields.txt`: a line for each. What a field
//! means in English is its documentation, which `document!` keeps.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Serialize;

/// One text in the languages that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Wording {
    /// The text in English.
    pub en: &'static str,
    /// The text in German.
    pub de: &'static str,
}

/// A text in both languages.
#[must_use]
pub const fn wording(en: &'static str, de: &'static str) -> Wording {
    Wording { en, de }
}

/// The words of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldWords {
    /// What it is called.
    pub label: Wording,
    /// What it means, in German.
    pub help_de: &'static str,
}

static LINES: &str = include_str!("../../words/fields.txt");

/// What stands between the parts of a line.
const BETWEEN: &str = " | ";

static FIELDS: LazyLock<HashMap<&str, FieldWords>> = LazyLock::new(|| {
    let lines = LINES.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(read).collect()
});

fn read(line: &'static str) -> Option<(&'static str, FieldWords)> {
    let mut parts = line.split(BETWEEN);
    let (field, en, de, help_de) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    let label = wording(en, de);
    Some((field, FieldWords { label, help_de }))
}

/// The words of a field of a record of a declaration's document.
#[must_use]
pub fn of_field(record: &str, field: &str) -> Option<&'static FieldWords> {
    FIELDS.get(format!("{record}.{field}").as_str())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::document::SingleAdministrativeDocument;
    use crate::elements::REFERENCE;
    use crate::shape::{Shape, ValueKind};

    /// Labels that are the same word in both languages.
    const ALIKE: &[&str] = &["Code", "GRN", "LRN", "MRN", "Name", "Text", "UN/LOCODE"];

    fn collect(shape: &'static Shape, fields: &mut BTreeSet<String>) {
        for field in shape.fields.iter().filter(|field| field.name != REFERENCE) {
            let is_new = fields.insert(format!("{}.{}", shape.name, field.name));
            match field.kind {
                ValueKind::Record(below) | ValueKind::List(below) if is_new => {
                    collect(below(), fields);
                }
                ValueKind::Record(_)
                | ValueKind::List(_)
                | ValueKind::Text
                | ValueKind::Decimal
                | ValueKind::Integer
                | ValueKind::Flag
                | ValueKind::Date
                | ValueKind::Instant => {}
            }
        }
    }

    #[test]
    fn every_field_has_its_words_and_no_other() {
        let mut fields = BTreeSet::new();
        collect(SingleAdministrativeDocument::shape(), &mut fields);
        let named: BTreeSet<String> = FIELDS.keys().map(|field| (*field).to_owned()).collect();
        assert_eq!(fields, named);
        let lines = LINES.lines().filter(|line| line.contains(BETWEEN));
        let lines = lines.filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), named.len(), "each field once");
    }

    #[test]
    fn no_word_is_missing_or_left_in_the_other_language() {
        for (field, words) in FIELDS.iter() {
            let Wording { en, de } = words.label;
            assert!(!en.is_empty() && !de.is_empty(), "{field}");
            assert!(en != de || ALIKE.contains(&en), "{field}: {en}");
            assert!(words.help_de.chars().count() > 3, "{field}: no help");
            let (record, name) = field.split_once('.').unwrap_or_default();
            assert!(of_field(record, name).is_some(), "{field}");
            for side in [en, de] {
                assert!(side.chars().count() <= 60 && !side.ends_with('.'), "{side}");
                assert_eq!(side.trim(), side, "{field}");
            }
        }
    }
}

//! What did each source say of one field?

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::origin::{Origin, Origins};
use serde::Serialize;

/// A source that a value may come from, and what it said.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AskedSource {
    /// What was asked: `given` is what shipment, persons, customs and grouping said, `recorded` what
    /// stands in the declaration.
    pub source: &'static str,
    /// What came of it.
    pub answer: SourceAnswer,
    /// The value that it filled, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Where exactly the value comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
}

/// What came of asking a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum SourceAnswer {
    /// It filled the field, or filled it anew.
    Filled,
    /// It had nothing for the field.
    Nothing,
    /// The field was filled already.
    NotAsked,
}

impl AskedSource {
    /// What was given before anything is deduced.
    pub(super) fn given(
        document: &SingleAdministrativeDocument,
        origins: &Origins,
        field: &FieldPath,
    ) -> Self {
        Self::standing("given", document, origins, field)
    }

    /// What was recorded of a field, where nothing can be asked any more.
    #[must_use]
    pub fn recorded(
        document: &SingleAdministrativeDocument,
        origins: &Origins,
        field: &FieldPath,
    ) -> Self {
        Self::standing("recorded", document, origins, field)
    }

    fn standing(
        source: &'static str,
        document: &SingleAdministrativeDocument,
        origins: &Origins,
        field: &FieldPath,
    ) -> Self {
        // A text that was given as empty was given; what is deduced fills it all the same.
        let value = text_at(document, field);
        let answer = match value {
            Some(_) => SourceAnswer::Filled,
            None => SourceAnswer::Nothing,
        };
        Self {
            source,
            answer,
            origin: origin_at(origins, field, answer),
            value,
        }
    }
}

/// What stands in a field, as text; nothing where it is empty.
pub(super) fn value_at(
    document: &SingleAdministrativeDocument,
    field: &FieldPath,
) -> Option<String> {
    text_at(document, field).filter(|text| !text.trim().is_empty())
}

/// What stands in a field, as text, though it be empty.
fn text_at(document: &SingleAdministrativeDocument, field: &FieldPath) -> Option<String> {
    Some(field.get(document)?.text()?.into_owned())
}

/// Where a value that was filled is said to come from.
pub(super) fn origin_at(
    origins: &Origins,
    field: &FieldPath,
    answer: SourceAnswer,
) -> Option<Origin> {
    match answer {
        SourceAnswer::Filled => origins.origin_of(field).cloned(),
        SourceAnswer::Nothing | SourceAnswer::NotAsked => None,
    }
}

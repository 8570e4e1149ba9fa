//! Which values would be calculated that a declaration leaves out?
//!
//! They are told beside it, with the rates that made them, and taken out again before the message is
//! compared: whether values are calculated is for the flows of the trader to say, and a declaration
//! is written as it was whatever they say.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::origin::{Origin, Origins};
use serde::Serialize;

/// The calculations that ask for rates.
const CALCULATIONS: [&str; 2] = ["customsValue", "statisticalValue"];

/// A value that was calculated.
#[derive(Clone, Debug, Serialize)]
pub(super) struct CalculatedValue {
    /// Where it would stand in the document.
    pub field: FieldPath,
    /// What it is, as text.
    pub value: String,
    /// From what, and at which rates.
    pub detail: String,
}

/// Takes the values that were calculated out of a document.
pub(super) fn take(
    document: &mut SingleAdministrativeDocument,
    origins: &Origins,
) -> Vec<CalculatedValue> {
    let mut taken = Vec::new();
    for group in origins.groups() {
        let Origin::Calculation { name, detail } = &group.origin else {
            continue;
        };
        if !CALCULATIONS.contains(&name.as_str()) {
            continue;
        }
        for field in &group.paths {
            let value = field
                .get(document)
                .and_then(|value| Some(value.text()?.into_owned()));
            taken.extend(value.map(|value| CalculatedValue {
                field: field.clone(),
                value,
                detail: detail.clone(),
            }));
            field.clear(document);
        }
    }
    taken
}

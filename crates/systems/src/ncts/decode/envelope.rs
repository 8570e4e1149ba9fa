//! What every message has: its header, and the numbers it can be matched by.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::declaration::CustomsFacts;
use jiff::civil::Date;

use crate::xml::Element;

/// Reads the header and the numbers.
pub(super) fn read(root: &Element) -> Result<Inbound, String> {
    let message_type = required(root, "messageType")?;
    if message_type != root.name {
        return Err(format!("messageType says {message_type}"));
    }
    let either = |name: &str| {
        let ours = |group: &str| optional(root, &format!("{group}/{name}"));
        ours("TransitOperation").or_else(|| ours("Header"))
    };
    Ok(Inbound {
        message_type: root.name.to_owned(),
        identifier: Some(required(root, "messageIdentification")?.to_owned()),
        correlation: Correlation {
            correlation_identifier: optional(root, "correlationIdentifier"),
            lrn: either("LRN"),
            mrn: either("MRN"),
            arc: None,
        },
        customs_time: Some(required(root, "preparationDateAndTime")?.to_owned()),
        facts: CustomsFacts::default(),
        errors: Vec::new(),
        rejected_type: None,
    })
}

pub(super) fn required<'a>(element: &'a Element, path: &str) -> Result<&'a str, String> {
    element
        .text_at(path)
        .ok_or_else(|| format!("{path} is missing"))
}

pub(super) fn optional(element: &Element, path: &str) -> Option<String> {
    element.text_at(path).map(str::to_owned)
}

pub(super) fn date(element: &Element, path: &str) -> Result<Date, String> {
    let text = required(element, path)?;
    text.parse()
        .map_err(|_| format!("{path} is not a date: {text}"))
}

/// A 0 or 1.
pub(super) fn flag(element: &Element, path: &str) -> Result<bool, String> {
    match required(element, path)? {
        "0" => Ok(false),
        "1" => Ok(true),
        other => Err(format!("{path} is neither 0 nor 1: {other}")),
    }
}

/// The errors of a message, in the order customs gives them.
pub(super) fn functional_errors(root: &Element) -> Result<Vec<CustomsError>, String> {
    root.children_named("FunctionalError")
        .map(|error| {
            Ok(CustomsError {
                code: required(error, "errorCode")?.to_owned(),
                reason: optional(error, "errorReason").unwrap_or_default(),
                pointer: optional(error, "errorPointer"),
                original_value: optional(error, "originalAttributeValue"),
            })
        })
        .collect()
}

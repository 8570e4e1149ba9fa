//! What every message has: its header, and the movement that it speaks of.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::access::{FromValue, Value};
use cas_model::declaration::CustomsFacts;
use jiff::civil::Date;

pub(super) use crate::reading::{flag, optional, required, secondary, with_words};

use crate::reading::{self, notice};
use crate::xml::Element;

/// Reads what the header says of the message.
pub(super) fn read(root: &Element) -> Result<Inbound, String> {
    let header = root.child("Header").ok_or("Header is missing")?;
    let date = optional(header, "DateOfPreparation");
    let time = optional(header, "TimeOfPreparation");
    let prepared = date.map(|date| match time {
        Some(time) => format!("{date}T{time}"),
        None => date,
    });
    Ok(Inbound {
        message_type: root.name.to_owned(),
        identifier: Some(required(header, "MessageIdentifier")?.to_owned()),
        correlation: Correlation {
            correlation_identifier: optional(header, "CorrelationIdentifier"),
            ..Correlation::default()
        },
        customs_time: prepared,
        ..Inbound::default()
    })
}

/// The country of the administration that a message is for: who tells us of it.
pub(super) fn recipient(root: &Element) -> String {
    let recipient = root.text_at("Header/MessageRecipient").unwrap_or_default();
    recipient.trim_start_matches("NDEA.").to_owned()
}

/// The one element of the body.
pub(super) fn container<'e>(root: &'e Element<'e>) -> Result<&'e Element<'e>, String> {
    let body = root.child("Body").ok_or("Body is missing")?;
    body.children
        .first()
        .ok_or_else(|| "Body is empty".to_owned())
}

/// The movement that a group names.
pub(super) fn movement(
    container: &Element,
    group: &str,
    message: Inbound,
) -> Result<Inbound, String> {
    let group = container
        .child(group)
        .ok_or_else(|| format!("{group} is missing"))?;
    let arc = required(group, "AdministrativeReferenceCode")?.to_owned();
    let mut message = message;
    let sequence = secondary(value(group, "SequenceNumber"), &mut message).flatten();
    Ok(of_movement(message, arc, sequence))
}

/// The same, of a movement by its numbers.
pub(super) fn of_movement(message: Inbound, arc: String, sequence: Option<u32>) -> Inbound {
    Inbound {
        correlation: Correlation {
            arc: Some(arc.clone()),
            ..message.correlation
        },
        facts: CustomsFacts {
            arc: Some(arc),
            sequence_number: sequence,
            ..message.facts
        },
        ..message
    }
}

/// A value that must be one of its kind, where it is there.
pub(super) fn value<T: FromValue>(element: &Element, path: &str) -> Result<Option<T>, String> {
    let Some(text) = element.text_at(path) else {
        return Ok(None);
    };
    let value = T::from_value(Value::Text(text.to_owned()));
    // A day may be written with its time or its zone.
    let of_day = || T::from_value(Value::Date(reading::day(text)?));
    value
        .or_else(of_day)
        .map(Some)
        .ok_or_else(|| format!("{path} is not what it should be: {text}"))
}

/// The day of a time.
pub(super) fn day(element: &Element, path: &str) -> Result<Date, String> {
    let text = required(element, path)?;
    reading::day(text).ok_or_else(|| format!("{path} is not a time: {text}"))
}

/// The errors of a message, in the order customs gives them.
pub(super) fn errors(container: &Element, group: &str) -> Vec<CustomsError> {
    let meant = |text: &String| text != "None";
    let errors = container.children_named(group);
    let read = errors.map(|error| CustomsError {
        // An error of XML has no code but its place.
        code: optional(error, "ErrorType").unwrap_or_else(|| "XML".to_owned()),
        reason: optional(error, "ErrorReason").unwrap_or_default(),
        pointer: optional(error, "ErrorLocation"),
        original_value: optional(error, "OriginalAttributeValue").filter(meant),
    });
    read.collect()
}

/// Keeps what a message says as a notice.
pub(super) fn note(message: &mut Inbound, text: String) {
    let notice = notice(&message.message_type, text);
    message.facts.notices.push(notice);
}

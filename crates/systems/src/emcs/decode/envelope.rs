//! What every message has: its header, and the movement that it speaks of.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::access::{FromValue, Value};
use cas_model::declaration::CustomsFacts;
use jiff::civil::Date;

pub(super) use crate::reading::{flag, optional, required, with_words};

use crate::reading::notice;
use crate::xml::Element;

/// Reads what the header says of the message.
pub(super) fn read(root: &Element) -> Result<Inbound, String> {
    let header = root.child("Header").ok_or("Header is missing")?;
    let date = required(header, "DateOfPreparation")?;
    let time = required(header, "TimeOfPreparation")?;
    Ok(Inbound {
        message_type: root.name.to_owned(),
        identifier: Some(required(header, "MessageIdentifier")?.to_owned()),
        correlation: Correlation {
            correlation_identifier: optional(header, "CorrelationIdentifier"),
            ..Correlation::default()
        },
        customs_time: Some(format!("{date}T{time}")),
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
    let sequence = group.text_at("SequenceNumber");
    let sequence = sequence.map(|text| {
        text.parse()
            .map_err(|_| format!("SequenceNumber is no number: {text}"))
    });
    Ok(of_movement(message, arc, sequence.transpose()?))
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
    value
        .map(Some)
        .ok_or_else(|| format!("{path} is not what it should be: {text}"))
}

/// The day of a time.
pub(super) fn day(element: &Element, path: &str) -> Result<Date, String> {
    let text = required(element, path)?;
    let day = text.get(..10).and_then(|day| day.parse().ok());
    day.ok_or_else(|| format!("{path} is not a time: {text}"))
}

/// The errors of a message, in the order customs gives them.
pub(super) fn errors(container: &Element, group: &str) -> Result<Vec<CustomsError>, String> {
    let meant = |text: &String| text != "None";
    container
        .children_named(group)
        .map(|error| {
            let code = optional(error, "ErrorType");
            Ok(CustomsError {
                // An error of XML has no code but its place.
                code: code.unwrap_or_else(|| "XML".to_owned()),
                reason: required(error, "ErrorReason")?.to_owned(),
                pointer: optional(error, "ErrorLocation"),
                original_value: optional(error, "OriginalAttributeValue").filter(meant),
            })
        })
        .collect()
}

/// Keeps what a message says as a notice.
pub(super) fn note(message: &mut Inbound, text: String) {
    let notice = notice(&message.message_type, text);
    message.facts.notices.push(notice);
}

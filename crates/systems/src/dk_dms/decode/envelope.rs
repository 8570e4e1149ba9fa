//! What every notification has: when it was made, the numbers it can be matched by, and which message
//! of ours it answers.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::declaration::CustomsFacts;
use jiff::civil::Date;

use super::AnswerKind;
use crate::dk_dms::codes;
use crate::reading::{notice, optional, with_words};
pub(super) use crate::wco::reading::moment;
use crate::wco::reading::words;
use crate::xml::Element;

/// Whose days are meant where a time says its zone.
pub(super) const COUNTRY: &str = "DK";

/// The day of a time there.
///
/// # Errors
/// When it is there and no day.
pub(super) fn date(element: &Element, path: &str) -> Result<Option<Date>, String> {
    crate::wco::reading::date(element, path, COUNTRY)
}

/// Where the time of a notification stands, in the order in which it is looked for.
const TIMES: &[&str] = &[
    "IssueDateTime",
    "NotificationCreatedDate",
    "Declaration/EffectiveDateTime",
];

/// Our number. Imports are told of by the second element only, which other software may have too.
const REFERENCES: &[&str] = &["LRN", "SubmitterReferenceNumber"];

/// Reads the numbers. The declaration's are all that customs repeats of what it answers.
pub(super) fn read(notification: &Element, kind: &AnswerKind) -> Result<Inbound, String> {
    let declaration = declaration(notification)?;
    let mut references = REFERENCES.iter();
    let lrn = references.find_map(|name| optional(declaration, name));
    let mrn = optional(declaration, "MRN");
    let number = lrn.as_ref().or(mrn.as_ref());
    let number = number.ok_or("Declaration has none of LRN, SubmitterReferenceNumber and MRN")?;
    let mut times = TIMES.iter().filter_map(|path| moment(notification, path));
    let customs_time = times.next().map(str::to_owned);
    let identifier = optional(notification, "NotificationSID").or_else(|| {
        // The same notification again is known by what it says of what and when.
        let time = customs_time.as_ref()?;
        Some(format!("{}/{number}/{time}", kind.name))
    });
    Ok(Inbound {
        message_type: kind.name.to_owned(),
        identifier,
        correlation: Correlation {
            correlation_identifier: None,
            lrn,
            mrn: mrn.clone(),
            arc: None,
            ..Correlation::default()
        },
        customs_time,
        facts: CustomsFacts {
            mrn,
            ..CustomsFacts::default()
        },
        rejected_type: additional_message(notification),
        ..Inbound::default()
    })
}

/// The type of the message after the declaration that a notification is about: customs numbers each,
/// and the fifth to seventh characters of the number say what it is (`26DKGPR…`).
fn additional_message(notification: &Element) -> Option<String> {
    let number = notification.text_at("AdditionalMessage/MRN")?;
    number.get(4..7).map(str::to_owned)
}

/// What a notification says of the declaration.
pub(super) fn declaration<'a>(notification: &'a Element<'_>) -> Result<&'a Element<'a>, String> {
    let missing = || "Declaration is missing".to_owned();
    notification.child("Declaration").ok_or_else(missing)
}

/// When something took effect: as the declaration says, else when the notification was made.
pub(super) fn effective(notification: &Element) -> Result<Option<Date>, String> {
    if let Some(day) = date(notification, "Declaration/EffectiveDateTime")? {
        return Ok(Some(day));
    }
    date(notification, "IssueDateTime")
}

/// The errors of a notification, in the order customs gives them. One without a code goes by its
/// rule, or by the notification's own type.
pub(super) fn errors(notification: &Element, message_type: &str) -> Vec<CustomsError> {
    let errors = notification.children_named("Error");
    let read = errors.map(|error| {
        let code = optional(error, "ValidationCode").or_else(|| optional(error, "ValidationRule"));
        let parts = ["ValidationText", "ValidationInformation", "ValidationRule"];
        let words: Vec<&str> = parts
            .iter()
            .filter_map(|part| error.text_at(part))
            .collect();
        CustomsError {
            code: code.unwrap_or_else(|| message_type.to_owned()),
            reason: words.join("; "),
            pointer: pointer_of(error),
            original_value: None,
        }
    });
    read.collect()
}

/// Where an error is: one pointer, or one step of it in each of several.
fn pointer_of(error: &Element) -> Option<String> {
    let steps = error.children_named("Pointer");
    let written: Vec<&str> = steps
        .filter_map(|step| step.text_at("DocumentSectionCode"))
        .collect();
    (!written.is_empty()).then(|| written.join("/"))
}

/// What customs says in words: on the declaration, on the notification, and why it decided so.
pub(super) fn all_words(notification: &Element) -> Option<String> {
    let position = notification.text_at("CustomsPosition/Reason");
    let result = notification.text_at("ControlResult/Description");
    let state = notification
        .text_at("CustomsPosition/ID")
        .and_then(codes::state);
    let on_declaration = notification.child("Declaration").and_then(words);
    let parts = [
        on_declaration,
        words(notification),
        position.map(str::to_owned),
        state.map(str::to_owned),
        result.map(str::to_owned),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join("; "))
}

/// Keeps what a notification says as a notice without an amount, with customs' words behind it.
pub(super) fn note(notification: &Element, what: &str, message: &mut Inbound) {
    let text = with_words(what, all_words(notification).as_deref());
    let notice = notice(&message.message_type, text);
    message.facts.notices.push(notice);
}

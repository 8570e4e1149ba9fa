//! What does customs say at once of a message of ours, before it looks at the declaration? That it has
//! it, or why not: the words of its schema validator, a wrong service, a number that it has already.
//!
//! Most of it names no declaration. It belongs to the request that the AS4 property
//! `RefToOriginalMessageId` names, which the gateway hands on as a header.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::moment;
use crate::reading::{notice, optional};
use crate::xml::Element;

/// Every kind of what customs says at once, by the root element.
pub static SYNCHRONOUS: &[AnswerKind] = &[
    kind("StatusResponse", status),
    kind("SuccessfulResponseDTO", success),
    kind("ErrorMessageDTO", refusal),
    kind("ErrorMessage", refusal),
    kind("GenericErrorDTO", refusal),
    kind("genericErrorDTO", refusal),
    kind("ValidationResponse", validation),
    kind("ValidationResults", result),
    kind("response", response),
];

/// A message that is refused has errors; one that is not was received.
const fn kind(
    name: &'static str,
    read: fn(&Element, &mut Inbound) -> Result<(), String>,
) -> AnswerKind {
    AnswerKind {
        name,
        read,
        event: |message, _| match message.errors.is_empty() {
            false => Event::MessageRefused,
            true if message.facts.notices.iter().any(is_of_repetition) => Event::NoticeReceived,
            true => Event::Acknowledged,
        },
    }
}

/// Reads what is said at once; `None` for what is no such message.
pub(super) fn read(root: &Element) -> Option<Inbound> {
    // A list may hold one in the place of a notification.
    let inner = root.child("genericErrorDTO").unwrap_or(root);
    let kind = SYNCHRONOUS.iter().find(|kind| kind.name == inner.name)?;
    let number = |names: [&str; 3]| names.iter().find_map(|name| optional(inner, name));
    let mut message = Inbound {
        message_type: kind.name.to_owned(),
        correlation: Correlation {
            lrn: number(["lrn", "validationResponse/lrn", "LRN"]),
            mrn: number(["mrn", "MRN", "declaration/mrn"]),
            ..Correlation::default()
        },
        customs_time: moment(inner, "timestamp").map(str::to_owned),
        content: Some(root.content(0)),
        ..Inbound::default()
    };
    // Nothing of it must be there, so that nothing can be wrong with it.
    (kind.read)(inner, &mut message).ok()?;
    Some(message)
}

/// Code `OK` or `Error`, with the words of the schema validator.
fn status(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let code = root.text_at("Code").unwrap_or_default();
    if code.eq_ignore_ascii_case("OK") {
        return Ok(());
    }
    let words = root.text_at("Message").unwrap_or(code);
    refuse(code, words, None, message);
    Ok(())
}

fn success(root: &Element, message: &mut Inbound) -> Result<(), String> {
    message.facts.mrn = optional(root, "mrn");
    Ok(())
}

/// What is wrong, in words and result by result.
fn refusal(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let words: Vec<&str> = root
        .children
        .iter()
        .filter(|child| WORDS.contains(&child.name) && !child.text.is_empty())
        .map(|child| child.text.as_ref())
        .collect();
    let words = words.join(": ");
    if names_known_number(&words) {
        let text = format!("{REPEATED}: {words}");
        let told = notice(&message.message_type, text);
        message.facts.notices.push(told);
        return Ok(());
    }
    let code = root.text_at("Code").unwrap_or(root.name);
    let results = root.child("validationResponse").into_iter();
    for result in results.flat_map(|response| response.children_named("ValidationResults")) {
        note_result(result, message);
    }
    if !words.is_empty() || message.errors.is_empty() {
        refuse(code, &words, None, message);
    }
    Ok(())
}

/// Where an error message has its words.
const WORDS: &[&str] = &["cause", "Cause", "message", "Message"];

fn validation(root: &Element, message: &mut Inbound) -> Result<(), String> {
    root.children_named("ValidationResults")
        .for_each(|result| note_result(result, message));
    Ok(())
}

fn result(root: &Element, message: &mut Inbound) -> Result<(), String> {
    note_result(root, message);
    Ok(())
}

fn response(root: &Element, message: &mut Inbound) -> Result<(), String> {
    let errors: Vec<String> = root
        .children_named("validationErrors")
        .map(|error| error.text.to_string())
        .collect();
    let code = message.message_type.clone();
    errors
        .iter()
        .for_each(|words| refuse(&code, words, None, message));
    if errors.is_empty() {
        message.facts.mrn = optional(root, "mrn");
    }
    Ok(())
}

/// One result of a validation. What rejects nothing is told as a notice.
fn note_result(result: &Element, message: &mut Inbound) {
    let code = result
        .text_at("ViolatedRule")
        .or_else(|| result.text_at("ValidationResultType"))
        .unwrap_or(result.name);
    let words = result.text_at("ValidationResultText").unwrap_or_default();
    let pointers: Vec<&str> = result
        .children_named("pointers")
        .map(|pointer| pointer.text.as_ref())
        .filter(|pointer| !pointer.is_empty())
        .collect();
    if result.text_at("isRejecting") == Some("false") {
        let text = format!("{code}: {words} {}", pointers.join(", "));
        let told = notice(&message.message_type, text.trim_end());
        message.facts.notices.push(told);
        return;
    }
    if pointers.is_empty() {
        refuse(code, words, None, message);
    }
    for pointer in pointers {
        refuse(code, words, Some(pointer), message);
    }
}

fn refuse(code: &str, words: &str, pointer: Option<&str>, message: &mut Inbound) {
    message.errors.push(CustomsError {
        code: code.to_owned(),
        reason: words.to_owned(),
        pointer: pointer.map(str::to_owned),
        original_value: None,
    });
}

/// How a notice begins that customs has had our number before.
const REPEATED: &str = "Customs has this number already";

/// Whether customs refuses a message because it has its number: then it has the declaration, and what
/// became of that it tells of the message that came first.
fn names_known_number(words: &str) -> bool {
    let words = words.to_lowercase();
    let is_known = ["already", "exists", "duplicate", "not unique"];
    words.contains("lrn") && is_known.iter().any(|known| words.contains(known))
}

fn is_of_repetition(notice: &cas_model::declaration::Notice) -> bool {
    notice.text.starts_with(REPEATED)
}

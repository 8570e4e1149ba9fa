//! How are values taken out of a message of customs?
//!
//! What every system's reader says: a value that must be there or may be missing, as text, date,
//! flag or number. What is wrong comes back in words, with the path of the element.

use cas_model::declaration::{CodeText, Notice};
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::xml::Element;

/// A text that must be there.
///
/// # Errors
/// When it is missing.
pub(crate) fn required<'a>(element: &'a Element, path: &str) -> Result<&'a str, String> {
    element
        .text_at(path)
        .ok_or_else(|| format!("{path} is missing"))
}

/// A text that may be missing.
pub(crate) fn optional(element: &Element, path: &str) -> Option<String> {
    element.text_at(path).map(str::to_owned)
}

/// A day, as `YYYY-MM-DD`.
///
/// # Errors
/// When it is missing or no day.
pub(crate) fn date(element: &Element, path: &str) -> Result<Date, String> {
    let text = required(element, path)?;
    text.parse()
        .map_err(|_| format!("{path} is not a date: {text}"))
}

/// A day that may be missing.
///
/// # Errors
/// When it is no day.
pub(crate) fn optional_date(element: &Element, path: &str) -> Result<Option<Date>, String> {
    let given = element.text_at(path);
    given.map(|_| date(element, path)).transpose()
}

/// A 0 or 1.
///
/// # Errors
/// When it is missing or neither.
pub(crate) fn flag(element: &Element, path: &str) -> Result<bool, String> {
    match required(element, path)? {
        "0" => Ok(false),
        "1" => Ok(true),
        other => Err(format!("{path} is neither 0 nor 1: {other}")),
    }
}

/// A number that may be missing.
///
/// # Errors
/// When it is no number.
pub(crate) fn decimal(element: &Element, path: &str) -> Result<Option<Decimal>, String> {
    let number = |text: &str| {
        Decimal::from_str_exact(text).map_err(|_| format!("{path} is not a number: {text}"))
    };
    element.text_at(path).map(number).transpose()
}

/// The codes of the groups of a name, each with its text.
///
/// # Errors
/// When a group has no code.
pub(crate) fn coded(
    element: &Element,
    group: &str,
    code: &str,
    text: &str,
) -> Result<Vec<CodeText>, String> {
    let groups = element.children_named(group);
    let read = groups.map(|group| {
        Ok(CodeText {
            code: required(group, code)?.to_owned(),
            text: optional(group, text),
        })
    });
    read.collect()
}

/// What a message of a type says, as a notice without an amount.
pub(crate) fn notice(message_type: &str, text: impl Into<String>) -> Notice {
    Notice {
        message_type: message_type.to_owned(),
        text: text.into(),
        amount: None,
        currency: None,
    }
}

/// What happened, with customs' words behind it where there are any.
pub(crate) fn with_words(what: &str, words: Option<&str>) -> String {
    words.map_or_else(|| what.to_owned(), |words| format!("{what}: {words}"))
}

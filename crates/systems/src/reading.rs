//! How are values taken out of a message of customs?
//!
//! What every system's reader says: a value that must be there or may be missing, as text, date,
//! flag or number. What is wrong comes back in words, with the path of the element. A message that
//! is understood without a value is read without it, and the words are kept ([`secondary`]).

use cas_gateway::Inbound;
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

/// A value that a message is understood without: what is wrong with it is kept in the message.
pub(crate) fn secondary<T>(read: Result<T, String>, message: &mut Inbound) -> Option<T> {
    or_noted(read, &mut message.unread)
}

/// The same, where the message is not at hand.
pub(crate) fn or_noted<T>(read: Result<T, String>, unread: &mut Vec<String>) -> Option<T> {
    read.map_err(|problem| unread.push(problem)).ok()
}

/// The day of a date or time, in any form in which customs writes one: `2026-03-01` and `20260301`,
/// with or without the time of day and the zone, or as programs print it (`Sun Mar 01 10:00:00 UTC
/// 2026`). It is the day that is written, whatever the zone.
pub(crate) fn day(text: &str) -> Option<Date> {
    let (digits, format) = match text.as_bytes().get(4) {
        Some(b'-') => (10, "%Y-%m-%d"),
        Some(digit) if digit.is_ascii_digit() => (8, "%Y%m%d"),
        Some(_) | None => return day_in_words(text),
    };
    let (day, rest) = text.split_at_checked(digits)?;
    let is_time = |byte: u8| byte.is_ascii_digit() || b"T:.+-Z ".contains(&byte);
    let day = Date::strptime(format, day).ok()?;
    rest.bytes().all(is_time).then_some(day)
}

/// The day as programs print it: the day's name, the month's, the day, the time, the zone, the year.
fn day_in_words(text: &str) -> Option<Date> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let [_, month, day, _, .., year] = words[..] else {
        return None;
    };
    Date::strptime("%b %d %Y", format!("{month} {day} {year}")).ok()
}

/// A day.
///
/// # Errors
/// When it is missing or no day.
pub(crate) fn date(element: &Element, path: &str) -> Result<Date, String> {
    let text = required(element, path)?;
    day(text).ok_or_else(|| format!("{path} is not a date: {text}"))
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

/// The codes of the groups of a name, each with its text. One that has no code is told by its text.
pub(crate) fn coded(element: &Element, group: &str, code: &str, text: &str) -> Vec<CodeText> {
    let groups = element.children_named(group);
    let read = groups.map(|group| CodeText {
        code: optional(group, code).unwrap_or_default(),
        text: optional(group, text),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let read = day(text).map(|day| day.to_string());
        assert_eq!(read.as_deref(), expected, "{text}");
    }

    #[test]
    fn days_are_read_in_every_form_that_customs_writes() {
        let expected = Some("2026-03-01");
        for text in [
            "2026-03-01",
            "2026-03-01Z",
            "2026-03-01+01:00",
            "2026-03-01T10:00:00",
            "2026-03-01T10:00:00.123+00:00",
            "20260301",
            "20260301100000Z",
            "20260301100000+01",
            "Sun Mar 01 10:00:00 UTC 2026",
            "Sun Mar 1 10:00:00 2026",
        ] {
            check(text, expected);
        }
        for text in [
            "",
            "2026",
            "2026-13-01",
            "20261301",
            "2026é0301",
            "2026-03-01 or later",
            "tomorrow",
            "Sun Mar 01 2026",
            "Sun Foo 01 10:00:00 UTC 2026",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn what_cannot_be_read_is_kept_in_words() {
        let element = Element::read(b"<a><d>soon</d></a>").unwrap();
        let mut message = Inbound::default();
        assert_eq!(secondary(date(&element, "d"), &mut message), None);
        assert_eq!(secondary(date(&element, "e"), &mut message), None);
        assert_eq!(message.unread, ["d is not a date: soon", "e is missing"]);
    }
}

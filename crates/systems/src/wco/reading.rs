//! How are times, statements and pointers taken out of a notification?
//!
//! The elements are the data model's, wherever a country puts them; namespaces are not looked at.

use cas_gateway::Inbound;
use cas_model::civil_day::day_in;
use cas_model::declaration::CodeText;
use jiff::civil::Date;

use super::pointers::{self, Pointer};
use crate::reading::{day, notice, optional, with_words};
use crate::table::zoned_moment;
use crate::xml::Element;

/// A time as customs wrote it: the text of the element or of the choice in it.
pub(crate) fn moment<'a>(element: &'a Element, path: &str) -> Option<&'a str> {
    let element = element.at(path)?;
    let choices = element.children.iter().map(|choice| choice.text.as_ref());
    let mut texts = std::iter::once(element.text.as_ref()).chain(choices);
    texts.find(|text| !text.is_empty())
}

/// The day of a time in the country of a customs: a time that says its zone is brought there.
///
/// # Errors
/// When it is there and no day.
pub(crate) fn date(element: &Element, path: &str, country: &str) -> Result<Option<Date>, String> {
    let Some(text) = moment(element, path) else {
        return Ok(None);
    };
    let there = zoned_moment(text).map(|time| day_in(country, time));
    let read = there.or_else(|| day(text)).map(Some);
    read.ok_or_else(|| format!("{path} is not a date: {text}"))
}

/// Where an error or a change is, in one line.
pub(crate) fn pointer_of(element: &Element) -> Result<Option<String>, String> {
    let path: Result<Vec<Pointer>, String> = element.children_named("Pointer").map(step).collect();
    Ok(Some(path?)
        .filter(|path| !path.is_empty())
        .map(|path| pointers::written(&path)))
}

fn step(element: &Element) -> Result<Pointer, String> {
    let sequence = element.text_at("SequenceNumeric").map(|text| {
        text.parse()
            .map_err(|_| format!("SequenceNumeric is no number: {text}"))
    });
    Ok(Pointer {
        sequence: sequence.transpose()?,
        section: optional(element, "DocumentSectionCode").unwrap_or_default(),
        tag: optional(element, "TagID"),
    })
}

/// What customs states beside the declaration: a code and its text.
pub(crate) fn statements(response: &Element) -> Vec<CodeText> {
    let statements = response.children_named("AdditionalInformation");
    let stated = statements.map(|statement| CodeText {
        code: optional(statement, "StatementCode")
            .or_else(|| optional(statement, "StatementTypeCode"))
            .unwrap_or_default(),
        text: optional(statement, "StatementDescription"),
    });
    stated.collect()
}

/// What customs says in words.
pub(crate) fn words(response: &Element) -> Option<String> {
    let statements = response.children_named("AdditionalInformation");
    let words: Vec<&str> = statements
        .filter_map(|statement| statement.text_at("StatementDescription"))
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// Keeps what a response says as a notice without an amount, with customs' words behind it.
pub(crate) fn note(response: &Element, what: &str, message: &mut Inbound) {
    let text = with_words(what, words(response).as_deref());
    let notice = notice(&message.message_type, text);
    message.facts.notices.push(notice);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<Option<&str>, ()>) {
        let written = format!("<a><t><s>{text}</s></t></a>");
        let element = Element::read(written.as_bytes()).unwrap();
        let read = date(&element, "t", "GB").map(|day| day.map(|day| day.to_string()));
        assert_eq!(read.as_ref().map(Option::as_deref).map_err(drop), expected);
    }

    #[test]
    fn days_are_read_in_both_writings() {
        check("20260301", Ok(Some("2026-03-01")));
        check("20260301100000Z", Ok(Some("2026-03-01")));
        check("20260301100000+01", Ok(Some("2026-03-01")));
        check("20260630225959Z", Ok(Some("2026-06-30")));
        check("20260630233000Z", Ok(Some("2026-07-01")));
        check("20260701003000+01", Ok(Some("2026-07-01")));
        check("2026-06-30T23:30:00Z", Ok(Some("2026-07-01")));
        check("20260630233000", Ok(Some("2026-06-30")));
        check("2026-03-01", Ok(Some("2026-03-01")));
        check("2026-03-01T10:00:00", Ok(Some("2026-03-01")));
        check("", Ok(None));
        check("20261301", Err(()));
        check("2026-13-01", Err(()));
        check("2026", Err(()));
        check("2026é0301", Err(()));
    }
}

//! What every response has: when it was made, and the numbers it can be matched by.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::declaration::{CodeText, CustomsFacts, Notice};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::Kind;
use crate::uk_cds::pointers::{self, Pointer};
use crate::xml::Element;

/// Reads the numbers. The declaration's functional reference is that of the message of ours that
/// customs answers: our number for the declaration, and the request's own for a request.
pub(super) fn read(response: &Element, kind: &Kind) -> Result<Inbound, String> {
    let declaration = declaration(response)?;
    let reference = optional(declaration, "FunctionalReferenceID");
    let mrn = optional(declaration, "ID");
    let number = reference.as_ref().or(mrn.as_ref());
    let number = number.ok_or("Declaration has neither FunctionalReferenceID nor ID")?;
    let customs_time = moment(response, "IssueDateTime").map(str::to_owned);
    let identifier = optional(response, "FunctionalReferenceID").or_else(|| {
        // The same response again is known by what it says of what and when.
        let time = customs_time.as_ref()?;
        Some(format!("{}/{number}/{time}", kind.name))
    });
    Ok(Inbound {
        message_type: kind.name.to_owned(),
        identifier,
        correlation: Correlation {
            correlation_identifier: reference.clone(),
            lrn: reference,
            mrn: mrn.clone(),
            arc: None,
        },
        customs_time,
        facts: CustomsFacts {
            mrn,
            ..CustomsFacts::default()
        },
        errors: Vec::new(),
        rejected_type: None,
    })
}

/// The response's own words on the declaration. The declaration as customs has it now stands
/// beside them under the same name; only that one has a function.
pub(super) fn declaration(response: &Element) -> Result<&Element, String> {
    let mut declarations = response.children_named("Declaration");
    let own = declarations.find(|declaration| declaration.child("FunctionCode").is_none());
    own.ok_or_else(|| "Declaration is missing".to_owned())
}

pub(super) fn optional(element: &Element, path: &str) -> Option<String> {
    element.text_at(path).map(str::to_owned)
}

/// A time as customs wrote it: the text of the element or of the choice in it.
pub(super) fn moment<'a>(element: &'a Element, path: &str) -> Option<&'a str> {
    let element = element.at(path)?;
    let choices = element.children.iter().map(|choice| choice.text.as_str());
    let mut texts = std::iter::once(element.text.as_str()).chain(choices);
    texts.find(|text| !text.is_empty())
}

/// The day of a time, which customs writes as 20260301, with or without the time of day.
pub(super) fn date(element: &Element, path: &str) -> Result<Option<Date>, String> {
    let Some(text) = moment(element, path) else {
        return Ok(None);
    };
    let wrong = || format!("{path} is not a date: {text}");
    let day = text.get(..8).ok_or_else(wrong)?;
    let date = Date::strptime("%Y%m%d", day).map_err(|_| wrong())?;
    Ok(Some(date))
}

pub(super) fn decimal(element: &Element, path: &str) -> Result<Option<Decimal>, String> {
    let number = |text: &str| {
        Decimal::from_str_exact(text).map_err(|_| format!("{path} is not a number: {text}"))
    };
    element.text_at(path).map(number).transpose()
}

/// The errors of a response, in the order customs gives them.
pub(super) fn errors(response: &Element) -> Result<Vec<CustomsError>, String> {
    let errors = response.children_named("Error");
    let read = errors.map(|error| {
        Ok(CustomsError {
            code: optional(error, "ValidationCode").ok_or("Error/ValidationCode is missing")?,
            reason: optional(error, "Description").unwrap_or_default(),
            pointer: pointer_of(error)?,
            original_value: None,
        })
    });
    read.collect()
}

/// Where an error or a change is, in one line.
pub(super) fn pointer_of(element: &Element) -> Result<Option<String>, String> {
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
pub(super) fn statements(response: &Element) -> Vec<CodeText> {
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
pub(super) fn words(response: &Element) -> Option<String> {
    let statements = response.children_named("AdditionalInformation");
    let words: Vec<&str> = statements
        .filter_map(|statement| statement.text_at("StatementDescription"))
        .collect();
    (!words.is_empty()).then(|| words.join("; "))
}

/// Keeps what a response says as a notice without an amount, with customs' words behind it.
pub(super) fn note(response: &Element, what: &str, message: &mut Inbound) {
    let text = match words(response) {
        Some(words) => format!("{what}: {words}"),
        None => what.to_owned(),
    };
    message.facts.notices.push(Notice {
        message_type: message.message_type.clone(),
        text,
        amount: None,
        currency: None,
    });
}

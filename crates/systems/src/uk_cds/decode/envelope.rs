//! What every response has: when it was made, and the numbers it can be matched by.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::declaration::{Bank, CustomsFacts};
use jiff::civil::Date;

use super::ResponseKind;
pub(super) use crate::reading::{optional, or_noted, secondary};
pub(super) use crate::wco::reading::{moment, note, pointer_of, statements, words};
use crate::xml::Element;

/// Whose days are meant where a time says its zone.
pub(super) use crate::uk_cds::tables::COUNTRY;

/// The day of a time there.
///
/// # Errors
/// When it is there and no day.
pub(super) fn date(element: &Element, path: &str) -> Result<Option<Date>, String> {
    crate::wco::reading::date(element, path, COUNTRY)
}

/// Reads the numbers. The declaration's functional reference is that of the message of ours that
/// customs answers: our number for the declaration, and the request's own for a request.
pub(super) fn read(response: &Element, kind: &ResponseKind) -> Result<Inbound, String> {
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
    let version = declaration.text_at("VersionID");
    let version = version.map(|text| {
        let number = text.parse();
        number.map_err(|_| format!("Declaration/VersionID is no number: {text}"))
    });
    let mut unread = Vec::new();
    let version = version.and_then(|read| or_noted(read, &mut unread));
    Ok(Inbound {
        message_type: kind.name.to_owned(),
        identifier,
        correlation: Correlation {
            correlation_identifier: reference.clone(),
            lrn: reference,
            mrn: mrn.clone(),
            arc: None,
            ..Correlation::default()
        },
        customs_time,
        facts: CustomsFacts {
            mrn,
            version,
            bank: bank(response),
            ..CustomsFacts::default()
        },
        unread,
        ..Inbound::default()
    })
}

/// Where customs wants to be paid.
fn bank(response: &Element) -> Option<Bank> {
    let bank = response.child("Bank")?;
    Some(Bank {
        account: optional(bank, "ID"),
        code: optional(bank, "ReferenceID"),
    })
}

/// The response's own words on the declaration. The declaration as customs has it now stands
/// beside them under the same name; only that one has a function.
pub(super) fn declaration<'a>(response: &'a Element<'_>) -> Result<&'a Element<'a>, String> {
    let mut declarations = response.children_named("Declaration");
    let own = declarations.find(|declaration| declaration.child("FunctionCode").is_none());
    own.ok_or_else(|| "Declaration is missing".to_owned())
}

/// The errors of a response, in the order customs gives them. A statement that points at an error
/// says it in words where the error itself does not.
pub(super) fn errors(response: &Element, unread: &mut Vec<String>) -> Vec<CustomsError> {
    let errors = response.children_named("Error").zip(1u32..);
    let read = errors.map(|(error, number)| CustomsError {
        code: optional(error, "ValidationCode").unwrap_or_else(|| UNCODED.to_owned()),
        reason: optional(error, "Description")
            .or_else(|| words_on(response, number))
            .unwrap_or_default(),
        pointer: or_noted(pointer_of(error), unread).flatten(),
        original_value: None,
    });
    read.collect()
}

/// Stands for the code of an error that has none.
const UNCODED: &str = "none";

/// The section of errors, in pointers of statements.
const ERROR: &str = "53A";

/// What customs states of one of its errors.
fn words_on(response: &Element, number: u32) -> Option<String> {
    let mut statements = response.children_named("AdditionalInformation");
    let statement = statements.find(|statement| {
        let last = statement.children_named("Pointer").last();
        let points = |name: &str, expected: &str| {
            last.is_some_and(|step| step.text_at(name) == Some(expected))
        };
        points("DocumentSectionCode", ERROR) && points("SequenceNumeric", &number.to_string())
    });
    optional(statement?, "StatementDescription")
}

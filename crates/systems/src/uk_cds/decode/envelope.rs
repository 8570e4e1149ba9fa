//! What every response has: when it was made, and the numbers it can be matched by.

use cas_gateway::{Correlation, CustomsError, Inbound};
use cas_model::declaration::CustomsFacts;

use super::ResponseKind;
pub(super) use crate::reading::optional;
pub(super) use crate::wco::reading::{date, moment, note, pointer_of, statements, words};
use crate::xml::Element;

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
            ..CustomsFacts::default()
        },
        ..Inbound::default()
    })
}

/// The response's own words on the declaration. The declaration as customs has it now stands
/// beside them under the same name; only that one has a function.
pub(super) fn declaration<'a>(response: &'a Element<'_>) -> Result<&'a Element<'a>, String> {
    let mut declarations = response.children_named("Declaration");
    let own = declarations.find(|declaration| declaration.child("FunctionCode").is_none());
    own.ok_or_else(|| "Declaration is missing".to_owned())
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

//! CC906C and CC917C: customs could not process a message of ours, by its content or as XML.
//! Both are our mistake more than the user's.

use cas_gateway::{CustomsError, Inbound};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{functional_errors, optional, required};
use crate::xml::Element;

pub(super) const CC906C: Kind = Kind {
    name: "CC906C",
    read: |root, message| keep(functional_errors(root)?, message),
    event: |_, _| Event::MessageRefused,
};

pub(super) const CC917C: Kind = Kind {
    name: "CC917C",
    read: |root, message| {
        let errors: Result<Vec<_>, _> = root.children_named("XMLError").map(xml_error).collect();
        keep(errors?, message)
    },
    event: |_, _| Event::MessageRefused,
};

fn keep(errors: Vec<CustomsError>, message: &mut Inbound) -> Result<(), String> {
    if errors.is_empty() {
        return Err("no error is given".to_owned());
    }
    message.errors = errors;
    Ok(())
}

fn xml_error(error: &Element) -> Result<CustomsError, String> {
    let line = required(error, "errorLineNumber")?;
    let column = required(error, "errorColumnNumber")?;
    let text = required(error, "errorText")?;
    Ok(CustomsError {
        code: required(error, "errorCode")?.to_owned(),
        reason: format!("line {line}, column {column}: {text}"),
        pointer: optional(error, "errorPointer"),
        original_value: optional(error, "originalAttributeValue"),
    })
}

//! What does the authority check of its own? The form at the door (the envelope, the operator's
//! official schemas), and then the content, one file for each check.
//!
//! Faults of form are told at the door, faults of content with a rejection that points at them.

mod parties;
mod procedures;
mod required;
mod totals;

use super::{DECLARATION, door};
use crate::answer::Problem;
use crate::origin::Origin;
use crate::settings::SchemaCheck;
use crate::system::Inspection;
use crate::xml::{Document, Element, ReadError};

/// The checks of declarations.
const CHECKS: &[fn(&Element<'_>, &mut Vec<Problem>)] = &[
    required::check,
    totals::check,
    parties::check,
    procedures::check,
];

/// At most so many problems are reported; one pointer for each of a thousand items helps nobody.
const MOST_PROBLEMS: usize = 50;

const METADATA: &str = "urn:wco:datamodel:WCO:DocumentMetaData-DMS:2";
const NAMESPACE: &str = "urn:wco:datamodel:WCO:DEC-DMS:2";

/// Checks a message.
pub(super) fn inspect(
    document: &Document<'_>,
    origin: &Origin,
    schema_check: Option<&SchemaCheck>,
) -> Result<Inspection, ReadError> {
    let refuse = |reason: String| Err(ReadError { reason });
    let Some(declaration) = door::declaration(document) else {
        return refuse("there is no Declaration in the message".to_owned());
    };
    if document.root.name == "MetaData" && document.root.own_namespace() != Some(METADATA) {
        return refuse(format!("MetaData must be in {METADATA}"));
    }
    if namespace(&document.root, declaration) != Some(NAMESPACE) {
        return refuse(format!("Declaration must be in {NAMESPACE}"));
    }
    if let Some(check) = schema_check
        && let Some(violation) = check(&origin.body).into_iter().next()
    {
        return refuse(violation);
    }
    let mut problems = Vec::new();
    if origin.message == DECLARATION {
        CHECKS
            .iter()
            .for_each(|check| check(declaration, &mut problems));
        problems.truncate(MOST_PROBLEMS);
    } else {
        required::check_request(declaration, &origin.message, &mut problems);
    }
    Ok(Inspection {
        violations: Vec::new(),
        problems,
    })
}

/// The namespace of the declaration: its prefix is declared by itself or by the envelope.
fn namespace<'a>(root: &'a Element<'_>, declaration: &'a Element<'_>) -> Option<&'a str> {
    declaration.own_namespace().or_else(|| {
        let key = match declaration.prefix {
            "" => "xmlns".to_owned(),
            prefix => format!("xmlns:{prefix}"),
        };
        root.attribute(&key)
    })
}

/// The items with the pointers to them.
fn items<'a, 'b>(declaration: &'b Element<'a>) -> impl Iterator<Item = (String, &'b Element<'a>)> {
    let shipment = declaration.child("GoodsShipment").into_iter();
    let items = shipment.flat_map(|shipment| shipment.all("GovernmentAgencyGoodsItem"));
    (1..)
        .zip(items)
        .map(|(number, item)| (format!("42A 67A 68A[{number}]"), item))
}

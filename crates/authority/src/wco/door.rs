//! What does a message tell about itself at the door?
//!
//! Messages have no identification of their own: a message is the same if it is the same text at
//! the same address.

use jiff::civil::DateTime;

use super::DECLARATION;
use crate::origin::Origin;
use crate::seed;
use crate::system::Request;
use crate::xml::{Document, Element, ReadError};

/// The declaration inside the envelope, or without one.
pub(crate) fn declaration<'a, 'b>(document: &'b Document<'a>) -> Option<&'b Element<'a>> {
    let root = &document.root;
    if root.name == "Declaration" {
        return Some(root);
    }
    root.child("Declaration")
}

/// Places a message of a system; which message it is, its address and its type say. One that holds
/// no declaration cannot be answered.
pub(crate) fn origin_of(
    system: &str,
    message_of: fn(path: &str, type_code: &str) -> &'static str,
    request: &Request<'_>,
    document: &Document<'_>,
) -> Result<Origin, ReadError> {
    let Some(declaration) = declaration(document) else {
        return Err(ReadError {
            reason: "there is no Declaration in the message".to_owned(),
        });
    };
    let text = |path: &str| {
        declaration
            .text_at(path)
            .unwrap_or_default()
            .trim()
            .to_owned()
    };
    let type_code = text("TypeCode");
    let message = message_of(request.path, &type_code);
    let reference = text("FunctionalReferenceID");
    let is_declaration = message == DECLARATION;
    let body = String::from_utf8_lossy(request.body);
    Ok(Origin {
        message: message.to_owned(),
        identification: seed::uuid(request.seed, &[system, request.path, &body]),
        attempt: 1,
        sender: sender(declaration),
        recipient: String::new(),
        phase: None,
        prepared: prepared(declaration).unwrap_or(request.now),
        lrn: if is_declaration {
            reference.clone()
        } else {
            String::new()
        },
        mrn: Some(text("ID")).filter(|mrn| !is_declaration && !mrn.is_empty()),
        reference,
        additional_type: type_code.chars().skip(2).collect(),
        ucr: references(declaration),
        office: text("DeclarationOfficeID"),
        body: request.body.clone(),
    })
}

/// Who lodges: the submitter, else the declarant.
fn sender(declaration: &Element<'_>) -> String {
    let parties = ["Submitter/ID", "Declarant/ID", "Agent/ID"];
    let named = parties.iter().find_map(|path| declaration.text_at(path));
    named.unwrap_or_default().trim().to_owned()
}

/// The references that are the trader's to choose, where markers stand.
fn references(declaration: &Element<'_>) -> String {
    const UCR: &str = "UCR/TraderAssignedReferenceID";
    let Some(shipment) = declaration.child("GoodsShipment") else {
        return String::new();
    };
    let items = shipment.all("GovernmentAgencyGoodsItem");
    let own = std::iter::once(shipment)
        .chain(items)
        .filter_map(|part| part.text_at(UCR));
    let previous = shipment.all("PreviousDocument");
    let previous = previous.filter_map(|document| document.text_at("ID"));
    own.chain(previous).collect::<Vec<_>>().join(" ")
}

/// When the trader says it issued the message.
fn prepared(declaration: &Element<'_>) -> Option<DateTime> {
    let text = declaration.text_at("IssueDateTime/DateTimeString")?.trim();
    let digits = text.get(..14)?;
    DateTime::strptime("%Y%m%d%H%M%S", digits).ok()
}

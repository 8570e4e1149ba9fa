//! What is said at the door, and what does a message tell about itself there?
//!
//! Messages have no identification of their own: a message is the same if it is the same text at
//! the same address. Each submission has a conversation, whose name is given back at once and
//! comes with every notification that answers it.

use jiff::civil::DateTime;

use super::{AMENDMENT, ARRIVAL, CANCELLATION, DECLARATION};
use crate::origin::Origin;
use crate::seed;
use crate::system::{Outcome, Reply, Request};
use crate::xml::{Document, Element, ReadError, Writer};

/// The declaration inside the envelope, or without one.
pub(super) fn declaration<'a, 'b>(document: &'b Document<'a>) -> Option<&'b Element<'a>> {
    let root = &document.root;
    if root.name == "Declaration" {
        return Some(root);
    }
    root.child("Declaration")
}

/// Places a message. One that holds no declaration cannot be answered.
pub(super) fn place(request: &Request<'_>, document: &Document<'_>) -> Result<Origin, ReadError> {
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
        identification: seed::uuid(request.seed, &["uk_cds", request.path, &body]),
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

fn message_of(path: &str, type_code: &str) -> &'static str {
    match (path, type_code) {
        ("/arrival-notification", _) | (_, ARRIVAL) => ARRIVAL,
        ("/cancellation-requests", _) | (_, CANCELLATION) => CANCELLATION,
        ("/amend", _) | (_, AMENDMENT) => AMENDMENT,
        _ => DECLARATION,
    }
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

/// The conversation of a submission, as a header.
pub(super) fn conversation(origin: &Origin, seed: u64) -> (&'static str, String) {
    let name = match origin.attempt {
        1 => origin.identification.clone(),
        attempt => seed::uuid(seed, &[&origin.identification, &attempt.to_string()]),
    };
    ("x-conversation-id", name)
}

/// The answer at the door.
pub(super) fn reply(outcome: &Outcome<'_>) -> Reply {
    let (headers, body) = match outcome {
        Outcome::Received { origin, seed, .. } => {
            (vec![conversation(origin, *seed)], String::new())
        }
        Outcome::Malformed(reason) => (Vec::new(), error("BAD_REQUEST", reason)),
        Outcome::Unauthorized => (
            Vec::new(),
            error("UNAUTHORIZED", "Present the secret as a bearer token"),
        ),
        Outcome::Failed => (
            Vec::new(),
            error("INTERNAL_SERVER_ERROR", "Failed on request"),
        ),
    };
    Reply {
        status: outcome.status(),
        content_type: "application/xml; charset=UTF-8",
        headers,
        body,
    }
}

fn error(code: &str, reason: &str) -> String {
    let mut writer = Writer::default();
    writer.group("errorResponse", |writer| {
        writer.leaf("code", code);
        if code != "BAD_REQUEST" {
            return writer.leaf("message", reason);
        }
        writer.leaf("message", "Payload is not valid according to schema");
        writer.group("errors", |writer| {
            writer.group("error", |writer| {
                writer.leaf("code", "xml_validation_error");
                writer.leaf("message", reason);
            });
        });
    });
    writer.finish()
}

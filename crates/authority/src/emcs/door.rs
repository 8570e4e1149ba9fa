//! What is said at the door, and what does a message tell about itself there?
//!
//! The header names administrations, not traders. Who speaks is in the body, where it is said at
//! all: a cancellation or a change of destination is the consignor's, and does not name him.

use jiff::civil::DateTime;
use serde_json::json;

use super::incoming::{INCOMING, MOVEMENT, NAMESPACE};
use crate::origin::{NO_TIME, Origin};
use crate::system::{Outcome, Reply, Request};
use crate::xml::{Document, Element, ReadError};

/// Free texts of the trader, where markers may stand.
const TEXTS: [&str; 4] = [
    "InvoiceNumber",
    "ComplementaryInformation",
    "DocumentReference",
    "GlobalExplanation",
];

/// Places a message. One without identification cannot be answered.
pub(super) fn origin_of(
    request: &Request<'_>,
    document: &Document<'_>,
) -> Result<Origin, ReadError> {
    let root = &document.root;
    let container = container(document);
    let text = |path: &str| {
        let found = container.and_then(|container| container.text_at(path));
        found.unwrap_or_default().trim().to_owned()
    };
    let header = |name: &str| root.text_at(&format!("Header/{name}")).map(str::trim);
    let Some(identification) = header("MessageIdentifier").filter(|text| !text.is_empty()) else {
        return Err(ReadError {
            reason: "MessageIdentifier is missing, so nobody can be answered; fill it".to_owned(),
        });
    };
    let taken = INCOMING.iter().find(|taken| taken.message == root.name);
    let arc = taken.map(|taken| text(taken.arc)).unwrap_or_default();
    let mut free = Vec::new();
    container.into_iter().for_each(|own| texts(own, &mut free));
    Ok(Origin {
        message: root.name.to_owned(),
        identification: identification.to_owned(),
        attempt: 1,
        sender: sender(root.name, &text).unwrap_or_default(),
        recipient: header("MessageRecipient").unwrap_or_default().to_owned(),
        phase: version(root),
        prepared: prepared(root).unwrap_or(NO_TIME),
        lrn: text("EadEsadDraft/LocalReferenceNumber"),
        mrn: Some(arc).filter(|arc| !arc.is_empty()),
        reference: String::new(),
        additional_type: text("Attributes/SubmissionMessageType"),
        ucr: free.join(" "),
        office: text("CompetentAuthorityDispatchOffice/ReferenceNumber"),
        body: request.body.clone(),
    })
}

/// What the body holds.
pub(super) fn container<'a, 'b>(document: &'b Document<'a>) -> Option<&'b Element<'a>> {
    document.root.child("Body")?.children.first()
}

/// The trader that a message says it is from.
fn sender(message: &str, text: &dyn Fn(&str) -> String) -> Option<String> {
    let path = match message {
        MOVEMENT => "ConsignorTrader/TraderExciseNumber",
        "IE818" | "IE819" => "ConsigneeTrader/Traderid",
        "IE837" => "Attributes/SubmitterIdentification",
        "IE871" if text("Attributes/SubmitterType") == "1" => "ConsignorTrader/TraderExciseNumber",
        "IE871" => "ConsigneeTrader/Traderid",
        _ => return None,
    };
    Some(text(path))
}

fn texts(element: &Element<'_>, found: &mut Vec<String>) {
    if TEXTS.contains(&element.name) {
        found.push(element.text.trim().to_owned());
    }
    for child in &element.children {
        texts(child, found);
    }
}

/// The version in the namespace of the root.
fn version(root: &Element<'_>) -> Option<String> {
    let namespace = root.own_namespace()?.strip_prefix(NAMESPACE)?;
    let (message, version) = namespace.split_once(':')?;
    (message == root.name).then(|| version.to_owned())
}

fn prepared(root: &Element<'_>) -> Option<DateTime> {
    let date = root.text_at("Header/DateOfPreparation")?.trim();
    let time = root.text_at("Header/TimeOfPreparation")?.trim().get(..8)?;
    format!("{date}T{time}").parse().ok()
}

/// The answer at the door.
pub(super) fn reply(outcome: &Outcome<'_>) -> Reply {
    let body = match outcome {
        Outcome::Received {
            origin,
            is_duplicate,
            ..
        } => json!({
            "messageIdentifier": origin.identification,
            "duplicate": is_duplicate,
        }),
        Outcome::Malformed(reason) => json!({ "error": reason }),
        Outcome::Unauthorized => {
            json!({ "error": "present the secret as `Authorization: Bearer <secret>`" })
        }
        Outcome::Failed => json!({ "error": "failed on request" }),
    };
    Reply {
        status: outcome.status(),
        content_type: "application/json",
        headers: Vec::new(),
        body: body.to_string(),
    }
}

//! What is said at the door, and what does a message tell about itself there?

use serde_json::json;

use super::Domain;
use crate::origin::{NO_TIME, Origin};
use crate::system::{Outcome, Reply, Request};
use crate::xml::{Document, ReadError};

/// Places a message. One without identification or sender cannot be answered.
pub(crate) fn origin_of(
    domain: &Domain,
    request: &Request<'_>,
    document: &Document<'_>,
) -> Result<Origin, ReadError> {
    let root = &document.root;
    let text = |path: &str| root.text_at(path).unwrap_or_default().to_owned();
    let operation = root.child(domain.operation);
    let named = |name: &str| operation.and_then(|operation| operation.text_at(name));
    let origin = Origin {
        message: root.name.to_owned(),
        identification: text("messageIdentification"),
        attempt: 1,
        sender: text("messageSender"),
        recipient: text("messageRecipient"),
        phase: root.attribute("PhaseID").map(str::to_owned),
        prepared: text("preparationDateAndTime").parse().unwrap_or(NO_TIME),
        lrn: named("LRN").unwrap_or_default().to_owned(),
        mrn: named("MRN").map(str::to_owned),
        reference: String::new(),
        additional_type: named("additionalDeclarationType")
            .unwrap_or_default()
            .to_owned(),
        ucr: text(domain.ucr),
        office: text(&format!("{}/referenceNumber", domain.office)),
        body: request.body.clone(),
    };
    for (name, value) in [
        ("messageIdentification", &origin.identification),
        ("messageSender", &origin.sender),
    ] {
        if value.is_empty() {
            return Err(ReadError {
                reason: format!("{name} is missing, so nobody can be answered; fill it"),
            });
        }
    }
    Ok(origin)
}

/// The answer at the door.
pub(crate) fn reply(outcome: &Outcome<'_>) -> Reply {
    let body = match outcome {
        Outcome::Received {
            origin,
            is_duplicate,
            ..
        } => json!({
            "messageIdentification": origin.identification,
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

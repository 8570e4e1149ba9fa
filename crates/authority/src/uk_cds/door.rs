//! What is said at the door, and which message is it?
//!
//! Each submission has a conversation, whose name is given back at once and
//! comes with every notification that answers it.

use crate::origin::Origin;
use crate::seed;
use crate::system::{Outcome, Reply};
use crate::wco::{AMENDMENT, ARRIVAL, CANCELLATION, DECLARATION};
use crate::xml::Writer;

/// Which message it is, by its address or its type.
pub(super) fn message_of(path: &str, type_code: &str) -> &'static str {
    let path = path.strip_prefix("/declarations").unwrap_or(path);
    match (path, type_code) {
        ("/arrival-notification", _) | (_, ARRIVAL) => ARRIVAL,
        ("/cancellation-requests", _) | (_, CANCELLATION) => CANCELLATION,
        ("/amend", _) | (_, AMENDMENT) => AMENDMENT,
        _ => DECLARATION,
    }
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

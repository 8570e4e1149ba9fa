//! What is said at the door, and which message is it?
//!
//! Customs speaks AS4, where a message goes to a service as an action. Here both are the address,
//! as the gateway has it that stands between.

use serde_json::json;

use crate::system::{Outcome, Reply};
use crate::wco::{AMENDMENT, ARRIVAL, CANCELLATION, DECLARATION};

/// Every address: the services of imports and of exports.
pub(super) const PATHS: &[&str] = &[
    "/DMS.Import2/Declaration.Submit",
    "/DMS.Import2/Presentation.I2EIDR",
    "/DMS.Import2/Declaration.Amend",
    "/DMS.Import2/Declaration.Amend.Goodspresented",
    "/DMS.Import2/Declaration.Invalidate",
    "/DMS.Export/Declaration.Submit",
    "/DMS.Export/Declaration.Amend",
    "/DMS.Export/Declaration.Amend.Goodspresented",
    "/DMS.Export/Declaration.Invalidate",
];

/// The message that an answer at once is about.
const ANSWERED_MESSAGE: &str = "reftooriginalmessageid";

/// Which message it is: the action says so.
pub(super) fn message_of(path: &str, _type_code: &str) -> &'static str {
    match path.rsplit('/').next().unwrap_or_default() {
        "Declaration.Amend" => AMENDMENT,
        "Declaration.Amend.Goodspresented" => ARRIVAL,
        "Declaration.Invalidate" => CANCELLATION,
        _ => DECLARATION,
    }
}

/// The answer at the door.
pub(super) fn reply(outcome: &Outcome<'_>) -> Reply {
    let mut headers = Vec::new();
    let body = match outcome {
        Outcome::Received {
            origin,
            is_duplicate,
            ..
        } => {
            // The gateway says which message it made of it.
            headers.push((ANSWERED_MESSAGE, origin.identification.clone()));
            json!({
                "messageId": origin.identification,
                "duplicate": is_duplicate,
            })
        }
        Outcome::Malformed(reason) => error(reason),
        Outcome::Unauthorized => error("present the secret as a bearer token"),
        Outcome::Failed => error("failed on request"),
    };
    Reply {
        status: outcome.status(),
        content_type: "application/json",
        headers,
        body: body.to_string(),
    }
}

fn error(reason: &str) -> serde_json::Value {
    json!({ "error": reason })
}

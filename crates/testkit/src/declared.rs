//! A declaration that was read, written again without anything of ours between.

use cas_gateway::{CustomsSystem, ReadDeclaration, Request};
use cas_model::declaration::{CustomsFacts, Side};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Writes what was read, as its settings and numbers say.
///
/// # Errors
/// Why it cannot be written.
pub fn write_again(system: &dyn CustomsSystem, read: &ReadDeclaration) -> Result<Vec<u8>, String> {
    let facts = CustomsFacts {
        mrn: read.mrn.clone(),
        arc: read.arc.clone(),
        ..CustomsFacts::default()
    };
    let outbound = system.encode(&Request {
        intent: read.intent.clone(),
        document: &read.document,
        declaration_type: read.declaration_type,
        side: Side::Sent,
        lrn: read.lrn.as_deref().unwrap_or_default(),
        facts: &facts,
        settings: &settings(read),
        message_identifier: read.identifier.as_deref().unwrap_or("LAW"),
        now: Timestamp::UNIX_EPOCH,
    });
    outbound
        .map(|outbound| outbound.body)
        .map_err(|error| error.to_string())
}

/// What the message says of the connection, and what any system asks for beside it.
fn settings(read: &ReadDeclaration) -> Value {
    let mut settings = json!({
        "messageSender": "NDEA.XI", "messageRecipient": "NDEA.GB", "phase": "P5",
        "submitter": "GB000000000000", "exciseNumbers": ["GB00000000000"],
    });
    for (name, value) in read.settings.as_object().into_iter().flatten() {
        if !value.is_null() {
            settings[name] = value.clone();
        }
    }
    settings
}

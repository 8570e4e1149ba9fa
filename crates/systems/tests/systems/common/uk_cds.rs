//! Requests to CDS.

use cas_gateway::{EncodeError, Intent, Outbound, Request};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::uk_cds::encode::encode;
use serde_json::json;

/// The fixtures: everything an import can say, and an export.
pub const FIXTURES: &[&str] = &["uk_cds_import", "uk_cds_export"];

pub fn send(
    document: &SingleAdministrativeDocument,
    intent: Intent,
) -> Result<Outbound, EncodeError> {
    let facts = CustomsFacts {
        mrn: Some("26GB7BKUHU20XX8PR5".to_owned()),
        ..CustomsFacts::default()
    };
    send_knowing(document, intent, &facts)
}

pub fn send_knowing(
    document: &SingleAdministrativeDocument,
    intent: Intent,
    facts: &CustomsFacts,
) -> Result<Outbound, EncodeError> {
    encode(&Request {
        intent,
        document,
        declaration_type: None,
        side: Side::Sent,
        lrn: "LRN0001",
        facts,
        settings: &json!({"submitter": "GB603202734852"}),
        message_identifier: "MSG-0001",
        now: "2026-03-01T09:30:15.75Z".parse().unwrap(),
    })
}

pub fn text(outbound: Result<Outbound, EncodeError>) -> String {
    String::from_utf8(outbound.unwrap().body).unwrap()
}

//! Requests to DMS.

use cas_gateway::{EncodeError, Intent, Outbound, Request};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::dk_dms::encode::encode;
use serde_json::{Value, json};

use super::fixture;

/// The types of declaration; each has a fixture that says all that customs takes of it.
pub const TYPES: &[&str] = &["H1", "H7", "I1", "I2", "B1"];

pub fn document(declared_as: &str) -> SingleAdministrativeDocument {
    fixture(&format!("dk_dms_{}", declared_as.to_lowercase()))
}

pub fn settings() -> Value {
    json!({"submitter": "12345678", "submitterName": "Declarant ApS", "invalidationReason": "123"})
}

pub fn accepted() -> CustomsFacts {
    CustomsFacts {
        mrn: Some("26DK3100A1B2C3D4R5".to_owned()),
        ..CustomsFacts::default()
    }
}

pub fn send(
    declared_as: &str,
    document: &SingleAdministrativeDocument,
    intent: Intent,
) -> Result<Outbound, EncodeError> {
    send_knowing(declared_as, document, intent, (&accepted(), &settings()))
}

pub fn send_knowing(
    declared_as: &str,
    document: &SingleAdministrativeDocument,
    intent: Intent,
    (facts, settings): (&CustomsFacts, &Value),
) -> Result<Outbound, EncodeError> {
    encode(&Request {
        intent,
        document,
        declaration_type: Some(declared_as),
        side: Side::Sent,
        lrn: "LRN0001",
        facts,
        settings,
        message_identifier: "MSG-0001",
        now: "2026-03-01T09:30:15.75Z".parse().unwrap(),
    })
}

pub fn text(outbound: Result<Outbound, EncodeError>) -> String {
    String::from_utf8(outbound.unwrap().body).unwrap()
}

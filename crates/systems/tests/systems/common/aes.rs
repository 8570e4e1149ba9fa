//! Requests to AES.

use cas_gateway::{CustomsSystem, EncodeError, Intent, Outbound, Request};
use cas_model::ActionContent;
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::Action;
use cas_systems::aes::Aes;
use serde_json::{Value, json};

/// The fixtures: the least an export says, and everything it can say.
pub const FIXTURES: &[&str] = &["aes_minimal", "aes_export"];

pub fn settings() -> Value {
    json!({"messageSender": "DE1234567890", "messageRecipient": "NECA.DE", "phase": "P1"})
}

pub fn send(
    document: &SingleAdministrativeDocument,
    intent: Intent,
    facts: &CustomsFacts,
) -> Result<Outbound, EncodeError> {
    Aes.encode(&Request {
        intent,
        document,
        declaration_type: Some("B1"),
        side: Side::Sent,
        lrn: "LRN0001",
        facts,
        settings: &settings(),
        message_identifier: "MSG-0001",
        now: "2026-03-01T09:30:15.75Z".parse().unwrap(),
    })
}

pub fn text(outbound: Result<Outbound, EncodeError>) -> String {
    String::from_utf8(outbound.unwrap().body).unwrap()
}

pub fn accepted() -> CustomsFacts {
    CustomsFacts {
        mrn: Some("26DE485100000001A5".to_owned()),
        acceptance_date: Some("2026-03-01".parse().unwrap()),
        ..CustomsFacts::default()
    }
}

fn tell(action: Action, content: Value) -> Intent {
    let content = ActionContent::read(action, content).expect("a content is structurally sound");
    Intent::Tell(content.expect("it says something"))
}

/// The goods have left, and a bill of lading says so.
pub fn evidence() -> Intent {
    evidence_of("10", "705", "BL-4711")
}

/// The same, with other words.
pub fn evidence_of(kind: &str, document_type: &str, reference: &str) -> Intent {
    let document = json!({"category": "N", "type": document_type, "refNum": reference});
    let piece = json!({"type": kind, "transportDocuments": [document]});
    let content = json!({
        "informationCode": "2",
        "exitDate": "2026-03-05",
        "exitOffice": "DE003302",
        "evidence": [piece],
    });
    tell(Action::ExitEvidence, content)
}

pub fn arrival() -> Intent {
    tell(Action::ArrivalAtExit, json!({"place": "Quay 1"}))
}

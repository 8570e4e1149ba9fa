//! Requests to AES.

use cas_gateway::{
    ArrivalAtExit, CustomsSystem, EncodeError, Evidence, EvidenceDocument, ExitEvidence, Intent,
    Outbound, Request,
};
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
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
        declaration_type: "B1",
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

/// The goods have left, and a bill of lading says so.
pub fn evidence() -> Intent {
    Intent::AnswerExitEnquiry(ExitEvidence {
        information_code: "2".to_owned(),
        exit_date: Some("2026-03-05".parse().unwrap()),
        exit_office: Some("DE003302".to_owned()),
        evidence: vec![Evidence {
            kind: "10".to_owned(),
            transport_documents: vec![EvidenceDocument {
                document_type: "N705".to_owned(),
                reference: "BL-4711".to_owned(),
            }],
        }],
    })
}

pub fn arrival() -> Intent {
    Intent::NotifyArrivalAtExit(ArrivalAtExit {
        place: Some("Quay 1".to_owned()),
        ..ArrivalAtExit::default()
    })
}

//! Fixtures, requests, and the official data where the operator has it.

pub mod aes;
pub mod dk_dms;
pub mod emcs;
pub mod filled;
pub mod published;
pub mod structure;
pub mod uk_cds;

use std::path::PathBuf;

use cas_gateway::{CustomsSystem, EncodeError, Intent, Outbound, Request};
use cas_model::FieldPath;
use cas_model::declaration::{CustomsFacts, InvalidGuarantee, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::ncts::Ncts;
use serde_json::{Value, json};

pub fn fixture(name: &str) -> SingleAdministrativeDocument {
    let path = format!("{}/tests/fixtures/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let value: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    read(value)
}

pub fn read(value: Value) -> SingleAdministrativeDocument {
    let shape = SingleAdministrativeDocument::shape();
    cas_model::structure::read(shape, value).expect("a fixture is structurally sound")
}

/// A fixture, with its first item so many times.
pub fn with_items(name: &str, count: u32) -> SingleAdministrativeDocument {
    let mut document = fixture(name);
    let items = &mut document
        .goods_shipment
        .as_mut()
        .unwrap()
        .government_agency_goods_items;
    let first = items[0].clone();
    items.clear();
    items.extend((1..=count).map(|number| {
        let mut item = first.clone();
        item.seq_num = Some(number);
        item
    }));
    document
}

pub fn settings(phase: &str) -> Value {
    json!({"messageSender": "DE1234567890", "messageRecipient": "NTA.DE", "phase": phase})
}

pub fn encode(
    document: &SingleAdministrativeDocument,
    intent: Intent,
    phase: &str,
    facts: &CustomsFacts,
) -> Result<Outbound, EncodeError> {
    Ncts.encode(&Request {
        intent,
        document,
        declaration_type: Some("transit"),
        side: Side::Sent,
        lrn: "LRN0001",
        facts,
        settings: &settings(phase),
        message_identifier: "MSG-0001",
        now: "2026-03-01T09:30:15.75Z".parse().unwrap(),
    })
}

pub fn declare(document: &SingleAdministrativeDocument, phase: &str) -> String {
    let outbound = encode(document, Intent::Declare, phase, &CustomsFacts::default());
    String::from_utf8(outbound.unwrap().body).unwrap()
}

pub fn accepted() -> CustomsFacts {
    CustomsFacts {
        mrn: Some("26DE485100000001J5".to_owned()),
        acceptance_date: Some("2026-03-01".parse().unwrap()),
        ..CustomsFacts::default()
    }
}

/// What customs said of a declaration whose guarantee it does not accept.
pub fn guarantee_refused() -> CustomsFacts {
    CustomsFacts {
        invalid_guarantees: vec![InvalidGuarantee::default()],
        ..accepted()
    }
}

/// The amendment of one field.
pub fn amend(path: &str) -> Intent {
    Intent::amend(vec![FieldPath::from(path)])
}

/// The official data: named by the environment, or where developers keep it.
#[expect(
    clippy::print_stderr,
    reason = "whoever reads the test's output must know"
)]
pub fn official(variable: &str, folder: &str) -> Option<PathBuf> {
    let path = std::env::var_os(variable).map_or_else(
        || {
            PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("../../../shared/data")
                .join(folder)
        },
        PathBuf::from,
    );
    if path.is_dir() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there; set {variable}", path.display());
    None
}

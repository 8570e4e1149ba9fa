//! Does what we write hold against the official schemas of both phases?

use cas_gateway::Intent;
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_schemas::SchemaSet;

use crate::common::{
    accepted, amend, encode, fixture, guarantee_refused, official, read, with_items,
};

/// The full document as other procedures would have it.
fn variant(change: &str) -> SingleAdministrativeDocument {
    let mut value = serde_json::to_value(fixture("full")).unwrap();
    let consignment = "/goodsShipment/consignment";
    let changes: Vec<(String, serde_json::Value)> = match change {
        "tir" => vec![
            ("/declType".into(), "TIR".into()),
            (
                "/holderOfTheTransitProcedure/businessPartnerReference/0/type".into(),
                "TirHolder".into(),
            ),
        ],
        "mail" => vec![
            (format!("{consignment}/inlandMode"), "5".into()),
            (
                format!("{consignment}/borderTransportMeans/mode"),
                "5".into(),
            ),
        ],
        "postcode" => vec![(format!("{consignment}/goodsLocation/qualifier"), "T".into())],
        "unsecured" => vec![
            ("/security".into(), "0".into()),
            ("/reducedDatasetIndicator".into(), true.into()),
        ],
        other => panic!("no variant {other}"),
    };
    for (pointer, new) in changes {
        *value.pointer_mut(&pointer).unwrap() = new;
    }
    read(value)
}

#[test]
fn every_message_validates() {
    let Some(folder) = official("CAS_SCHEMAS", "xsd") else {
        return;
    };
    let schemas = SchemaSet::open(&folder).unwrap();
    let mut documents = vec![("minimal", fixture("minimal")), ("full", fixture("full"))];
    for name in ["tir", "mail", "postcode", "unsecured"] {
        documents.push((name, variant(name)));
    }
    let reason = "Order cancelled\nby the buyer".to_owned();
    let none = CustomsFacts::default;
    for (name, document) in &documents {
        for (intent, facts) in [
            (Intent::Declare, none()),
            (Intent::PresentGoods, none()),
            (Intent::PresentGoods, accepted()),
            (amend("declType"), none()),
            (amend("obligationGuarantees[0].refNum"), guarantee_refused()),
            (
                Intent::Invalidate {
                    reason: reason.clone(),
                    ground: None,
                },
                none(),
            ),
            (
                Intent::Invalidate {
                    reason: reason.clone(),
                    ground: None,
                },
                accepted(),
            ),
        ] {
            check(&schemas, name, document, &intent, &facts);
        }
    }
    check(
        &schemas,
        "999 items",
        &with_items("minimal", 999),
        &Intent::Declare,
        &none(),
    );
}

fn check(
    schemas: &SchemaSet,
    name: &str,
    document: &SingleAdministrativeDocument,
    intent: &Intent,
    facts: &CustomsFacts,
) {
    for phase in ["P5", "P6"] {
        let outbound = encode(document, intent.clone(), phase, facts).unwrap();
        let violations = schemas.validate(&outbound.body).unwrap();
        let shown: String = String::from_utf8_lossy(&outbound.body)
            .chars()
            .take(9_000)
            .collect();
        assert!(
            violations.is_empty(),
            "{name} {intent:?} {phase} {violations:#?}\n{shown}"
        );
    }
}

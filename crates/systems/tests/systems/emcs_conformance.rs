//! Does what we write hold against the official schemas of phase 4.2?

use cas_gateway::Intent;
use cas_model::document::SingleAdministrativeDocument;
use cas_schemas::SchemaSet;

use crate::common::emcs::{
    CONSIGNEE, CONSIGNOR, alert, delay, new_destination, rejection, report, send, shortage, split,
};
use crate::common::{fixture, official, with_items};

fn check(
    schemas: &SchemaSet,
    document: &SingleAdministrativeDocument,
    (intent, number): (Intent, &str),
    expected: &str,
) {
    let outbound = send(document, intent.clone(), number).unwrap();
    assert_eq!(outbound.message_type, expected);
    let violations = schemas.validate(&outbound.body).unwrap();
    let shown = String::from_utf8_lossy(&outbound.body);
    let shown: String = shown.chars().take(9_000).collect();
    assert!(violations.is_empty(), "{intent:?} {violations:#?}\n{shown}");
}

#[test]
fn every_message_validates() {
    let Some(folder) = official("CAS_SCHEMAS", "xsd") else {
        return;
    };
    let schemas = SchemaSet::open(&folder).unwrap();
    let cancel = Intent::Invalidate {
        reason: "Order cancelled\nby the buyer".to_owned(),
        ground: None,
    };
    for name in ["emcs_movement", "emcs_minimal"] {
        let document = fixture(name);
        for (intent, expected) in [
            (Intent::Declare, "IE815"),
            (cancel.clone(), "IE810"),
            (new_destination(), "IE813"),
            (delay(), "IE837"),
            (shortage(), "IE871"),
        ] {
            check(&schemas, &document, (intent, CONSIGNOR), expected);
        }
        for (intent, expected) in [
            (report(), "IE818"),
            (alert(), "IE819"),
            (rejection(), "IE819"),
            (delay(), "IE837"),
            (shortage(), "IE871"),
        ] {
            check(&schemas, &document, (intent, CONSIGNEE), expected);
        }
    }
    let document = fixture("emcs_movement");
    check(&schemas, &document, (split(), CONSIGNOR), "IE825");
    let large = with_items("emcs_movement", 999);
    check(&schemas, &large, (Intent::Declare, CONSIGNOR), "IE815");
}

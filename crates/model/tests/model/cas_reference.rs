//! References of collection elements: stable, unique, kept, and possible everywhere.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use cas_model::access::Node;
use cas_model::assign_in_document;
use cas_model::document::{CustomsShipment, SingleAdministrativeDocument};
use cas_model::master_data::{Article, BusinessPartner};
use cas_model::shape::{Shape, ValueKind};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::documents::any_shipment;

/// The references of `authorisations` after assignment.
fn references(authorisations: Value) -> Vec<String> {
    let document = json!({"authorisations": authorisations});
    let mut document: SingleAdministrativeDocument =
        serde_json::from_value(document).expect("a document");
    assign_in_document(&mut document);
    let authorisations = document.authorisations.into_iter();
    authorisations
        .map(|element| element.cas_reference.expect("assigned"))
        .collect()
}

#[test]
fn same_content_same_reference() {
    let first = references(json!([{"type": "C521", "refNum": "1"}, {"type": "C522"}]));
    let reordered = references(json!([{"type": "C522"}, {"refNum": "1", "type": "C521"}]));
    assert_eq!(first, [reordered[1].clone(), reordered[0].clone()]);
}

#[test]
fn other_content_other_reference() {
    let [first] = references(json!([{"type": "C521"}]))
        .try_into()
        .expect("one");
    let [other] = references(json!([{"type": "C522"}]))
        .try_into()
        .expect("one");
    assert_ne!(first, other);
}

#[test]
fn equal_elements_are_told_apart() {
    let references = references(json!([{"type": "C521"}, {"type": "C521"}, {"type": "C521"}]));
    assert_eq!(references.iter().collect::<HashSet<_>>().len(), 3);
}

/// Each is not to be compared with all that were before it: this would take minutes then.
#[test]
fn many_equal_elements_are_told_apart() {
    let many: Vec<Value> = (0..50_000).map(|_| json!({"type": "C521"})).collect();
    let references = references(Value::Array(many));
    assert_eq!(references.iter().collect::<HashSet<_>>().len(), 50_000);
}

#[test]
fn given_references_are_kept() {
    let given = references(json!([{"casReference": "mine"}, {"type": "C521"}]));
    assert_eq!(given[0], "mine");
    // A new element whose reference is already taken by another gets the next one.
    let [taken] = references(json!([{"type": "C521"}]))
        .try_into()
        .expect("one");
    let kept = references(json!([{"type": "C521"}, {"casReference": taken, "type": "C522"}]));
    assert_eq!(kept[1], taken);
    assert_ne!(kept[0], taken);
}

#[test]
fn every_element_has_room_for_its_reference() {
    let mut seen = BTreeSet::new();
    for shape in [
        CustomsShipment::shape(),
        Article::shape(),
        BusinessPartner::shape(),
    ] {
        visit(shape, &mut seen);
    }
    assert!(seen.contains("GovernmentAgencyGoodsItem"), "{seen:?}");
}

fn visit(shape: &'static Shape, seen: &mut BTreeSet<&'static str>) {
    if !seen.insert(shape.name) {
        return;
    }
    for field in &shape.fields {
        match field.kind {
            ValueKind::Record(record) => visit(record(), seen),
            ValueKind::List(element) => {
                let element = element();
                let index = element.index_of("casReference");
                let kind = index.map(|index| element.fields[index].kind.expected());
                assert_eq!(kind, Some("text"), "casReference of {}", element.name);
                visit(element, seen);
            }
            ValueKind::Text
            | ValueKind::Decimal
            | ValueKind::Integer
            | ValueKind::Flag
            | ValueKind::Date
            | ValueKind::Instant => {}
        }
    }
}

/// Every element of every collection, with its collection's number.
fn all_references(value: &Value, collections: &mut Vec<Vec<String>>) {
    match value {
        Value::Array(elements) => {
            let references = elements
                .iter()
                .map(|element| element["casReference"].as_str().unwrap_or("").to_owned());
            collections.push(references.collect());
            for element in elements {
                all_references(element, collections);
            }
        }
        Value::Object(object) => {
            for value in object.values() {
                all_references(value, collections);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A record whose elements have the references that customers know them by.
fn check<T: Node + DeserializeOwned + Serialize>(file: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/references");
    let text = std::fs::read_to_string(folder.join(file)).expect("a record");
    let mut record: T = serde_json::from_str(&text).expect("a record");
    let expected = serde_json::to_value(&record).expect("records are JSON");
    let mut lacking = expected.clone();
    forget_assigned(&mut lacking);
    assert_ne!(lacking, expected);
    record = serde_json::from_value(lacking).expect("a record");
    assign_in_document(&mut record);
    let found = serde_json::to_value(&record).expect("records are JSON");
    assert_eq!(found, expected, "{file}");
}

/// Takes away the references that were not sent.
fn forget_assigned(value: &mut Value) {
    match value {
        Value::Array(elements) => elements.iter_mut().for_each(forget_assigned),
        Value::Object(object) => {
            object.retain(|name, value| {
                name != "casReference"
                    || value
                        .as_str()
                        .is_some_and(|text| text.starts_with("given-"))
            });
            object.values_mut().for_each(forget_assigned);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// They live in customers' systems: a change of a file here breaks each of their updates.
#[test]
fn references_are_the_same_for_ever() {
    check::<CustomsShipment>("shipment.json");
    check::<CustomsShipment>("edges.json");
    check::<Article>("article.json");
    check::<BusinessPartner>("business_partner.json");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn references_are_there_unique_and_stay(shipment in any_shipment()) {
        let mut shipment = shipment;
        forget_references(&mut shipment);
        assign_in_document(&mut shipment);
        let once = serde_json::to_value(&shipment).expect("documents are JSON");
        let mut collections = Vec::new();
        all_references(&once, &mut collections);
        for references in collections {
            prop_assert!(references.iter().all(|reference| !reference.is_empty()));
            let unique: HashSet<_> = references.iter().collect();
            prop_assert_eq!(unique.len(), references.len());
        }
        let mut twice = shipment.clone();
        assign_in_document(&mut twice);
        prop_assert_eq!(&twice, &shipment);
        let text = cas_model::canonical_text(&shipment).expect("documents are JSON");
        prop_assert_eq!(once.to_string(), text);
    }
}

/// Takes away the random references that the caller may not send twice.
fn forget_references(shipment: &mut CustomsShipment) {
    for path in crate::documents::scalar_paths(shipment) {
        if path.as_str().ends_with(".casReference") {
            path.clear(shipment);
        }
    }
}

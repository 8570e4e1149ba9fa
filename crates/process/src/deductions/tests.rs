//! What is filled, from where, and what is left alone.

use std::sync::Arc;

use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::Flow;
use cas_model::origin::{Origin, Origins};
use cas_model::{FieldPath, Finding};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::reference::{MasterData, Versioned};

fn flow() -> Flow {
    let defaults = json!({
        "declarationOfficeCode": "DE004101",
        "obligationGuarantees": [{"casReference": "g", "type": "1", "refNum": "24DE0000000000001"}],
        "holderOfTheTransitProcedure": {"code": "HOLDER"},
        "goodsShipment": {"exportCountry": "DE"},
    });
    let flow = json!({
        "name": "Export",
        "version": 3,
        "direction": "OUT",
        "steps": [{
            "name": "transit",
            "declarationType": "transit",
            "system": "ncts",
            "jurisdiction": "DE",
            "autoSubmit": "always",
            "defaults": defaults,
        }],
    });
    serde_json::from_value(flow).expect("a flow")
}

fn master_data() -> MasterData {
    let article = json!({
        "code": "A1", "nmassPerUnit": 2.5, "gmassPerUnit": 3,
        "descriptions": [{"casReference": "d", "language": "en", "text": "Bicycles"}],
        "classifications": [
            {"casReference": "c", "code": "87120030", "type": "CN"},
            {"casReference": "u", "code": "8712003000", "type": "TARIC", "jurisdiction": "GB"},
        ],
    });
    let partner = json!({
        "code": "HOLDER", "name": "Holder", "street": "Street 1", "city": "Kiel", "country": "DE",
        "identifiers": [{"casReference": "e", "code": "DE123456", "type": "Eori"}],
    });
    let record = serde_json::from_value(article).expect("an article");
    let articles = [("A1".to_owned(), Arc::new(Versioned { version: 7, record }))];
    let record = serde_json::from_value(partner).expect("a partner");
    let business_partners = [(
        "HOLDER".to_owned(),
        Arc::new(Versioned { version: 2, record }),
    )];
    MasterData {
        articles: articles.into_iter().collect(),
        business_partners: business_partners.into_iter().collect(),
        ..MasterData::default()
    }
}

fn run(document: &mut SingleAdministrativeDocument, origins: &mut Origins) -> Vec<Finding> {
    let flow = flow();
    let master_data = master_data();
    let day = "2026-11-24".parse().expect("a day");
    let sources = Sources {
        lrn: Some("LRN1"),
        ..Sources::of_first_step(&flow, &master_data, day)
    };
    deduce(document, origins, &sources).findings
}

fn document(given: Value) -> SingleAdministrativeDocument {
    serde_json::from_value(given).expect("a document")
}

/// What stands at a path after deduction, and the kind of its origin.
fn check(given: Value, path: &str) -> (Option<String>, Option<&'static str>) {
    let mut document = document(given);
    let mut origins = Origins::default();
    run(&mut document, &mut origins);
    let path = FieldPath::from(path);
    let value = path.get(&document).and_then(cas_model::access::Field::text);
    let origin = origins.origin_of(&path).map(|origin| match origin {
        Origin::Configuration { .. } => "configuration",
        Origin::MasterData { .. } => "master data",
        Origin::Calculation { .. } => "calculation",
        Origin::Generated => "generated",
        Origin::Shipment { .. }
        | Origin::InputMapping(_)
        | Origin::DecisionTable { .. }
        | Origin::EarlierDeclaration { .. }
        | Origin::Grouping { .. }
        | Origin::Person { .. }
        | Origin::Customs { .. } => "other",
    });
    (value.map(std::borrow::Cow::into_owned), origin)
}

#[test]
fn each_source_fills_what_is_empty() {
    let item = |commodity: Value, measure: Value| {
        json!({"goodsShipment": {"governmentAgencyGoodsItems": [
            {"commodity": commodity, "goodsMeasure": measure},
        ]}})
    };
    let first = "goodsShipment.governmentAgencyGoodsItems[0]";
    let at = |field: &str| format!("{first}.{field}");
    let article = || item(json!({"itemId": "A1"}), json!({"qty": 4}));
    for (given, path, value, origin) in [
        (
            json!({}),
            "functionRefNum".to_owned(),
            "LRN1",
            Some("generated"),
        ),
        (
            json!({"functionRefNum": "X"}),
            "functionRefNum".to_owned(),
            "X",
            None,
        ),
        (
            json!({}),
            "declarationOfficeCode".to_owned(),
            "DE004101",
            Some("configuration"),
        ),
        (
            json!({"declarationOfficeCode": "DE1"}),
            "declarationOfficeCode".to_owned(),
            "DE1",
            None,
        ),
        (
            json!({}),
            "holderOfTheTransitProcedure.name".to_owned(),
            "Holder",
            Some("master data"),
        ),
        (
            json!({"holderOfTheTransitProcedure": {"code": "HOLDER", "name": "Given"}}),
            "holderOfTheTransitProcedure.name".to_owned(),
            "Given",
            None,
        ),
        (
            article(),
            at("commodity.description"),
            "Bicycles",
            Some("master data"),
        ),
        (
            article(),
            at("commodity.classifications[0].code"),
            "87120030",
            Some("master data"),
        ),
        (
            article(),
            at("goodsMeasure.nmass"),
            "10",
            Some("master data"),
        ),
        (article(), at("seqNum"), "1", Some("calculation")),
        (
            article(),
            "goodsShipment.consignment.gmass".to_owned(),
            "12",
            Some("calculation"),
        ),
        (
            item(
                json!({"itemId": "A1", "description": "Mine"}),
                json!({"gmass": 5}),
            ),
            at("commodity.description"),
            "Mine",
            None,
        ),
    ] {
        let expected = (Some(value.to_owned()), origin);
        assert_eq!(check(given.clone(), &path), expected, "{path} of {given}");
    }
}

#[test]
fn codes_of_other_jurisdictions_are_left_out() {
    let mut document = document(json!({"goodsShipment": {"governmentAgencyGoodsItems": [
        {"commodity": {"itemId": "A1"}},
    ]}}));
    run(&mut document, &mut Origins::default());
    let shipment = document.goods_shipment.expect("a shipment");
    let commodity = shipment.government_agency_goods_items[0]
        .commodity
        .as_deref();
    assert_eq!(
        commodity.map(|commodity| commodity.classifications.len()),
        Some(1)
    );
}

#[test]
fn unknown_codes_are_said() {
    let mut document = document(json!({
        "declarant": {"code": "NOBODY"},
        "goodsShipment": {"governmentAgencyGoodsItems": [{"commodity": {"itemId": "NOTHING"}}]},
    }));
    let findings = run(&mut document, &mut Origins::default());
    let shown: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code.as_str(), finding.fields[0].as_str()))
        .collect();
    let item = "goodsShipment.governmentAgencyGoodsItems[0].commodity.itemId";
    assert_eq!(shown, [("D0001", "declarant.code"), ("D0002", item)]);
}

proptest! {
    /// Deducing again gives the same, and never touches what was given.
    #[test]
    fn running_again_changes_nothing(
        office in proptest::option::of("[A-Z]{2}[0-9]{6}"),
        description in proptest::option::of("[a-z]{1,9}"),
        quantities in proptest::collection::vec(1u32..100, 0..5),
        named in proptest::bool::ANY,
    ) {
        let items: Vec<Value> = quantities.iter().map(|quantity| json!({
            "commodity": {"itemId": if named { Some("A1") } else { None }, "description": description},
            "goodsMeasure": {"qty": quantity},
        })).collect();
        let given = json!({
            "declarationOfficeCode": office,
            "goodsShipment": {"governmentAgencyGoodsItems": items},
        });
        let mut document = document(given);
        let mut origins = Origins::default();
        run(&mut document, &mut origins);
        let (first, first_origins) = (document.clone(), origins.clone());
        run(&mut document, &mut origins);
        prop_assert_eq!(&document, &first);
        for group in first_origins.groups() {
            for path in &group.paths {
                prop_assert_eq!(origins.origin_of(path), Some(&group.origin));
            }
        }
        if let Some(office) = office {
            prop_assert_eq!(document.declaration_office_code, Some(office));
        }
    }
}

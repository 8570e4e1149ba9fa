//! What each kind of record fills, in which language, jurisdiction and period.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::FieldPath;
use cas_model::access::Field;
use cas_model::flow::Flow;
use cas_model::origin::{Origin, Origins};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::*;
use crate::deductions::{Sources, deduce};
use crate::reference::{MasterData, Versioned, currencies, master_data_codes};

fn records<T: DeserializeOwned>(records: &[Value]) -> HashMap<String, Arc<Versioned<T>>> {
    let versioned = |record: &Value| {
        let code = record["code"].as_str().expect("a code").to_owned();
        let record = serde_json::from_value(record.clone()).expect("a record");
        (code, Arc::new(Versioned { version: 3, record }))
    };
    records.iter().map(versioned).collect()
}

fn master_data() -> MasterData {
    MasterData {
        articles: records(&[json!({
            "code": "A1", "packageType": "CT", "originCountry": "DE", "originRegion": "05",
            "supQtyPerUnit": 9,
            "descriptions": [{"language": "en", "text": "Tea"}, {"language": "de", "text": "Tee"}],
            "classifications": [
                {"type": "CN", "code": "09021000"},
                {"type": "TARIC", "code": "0902100000"},
                {"type": "TARIC", "code": "0902100010", "jurisdiction": "DE"},
                {"type": "national", "code": "1", "jurisdiction": "FR"},
            ],
            "additionalCodes": [{"type": "additional", "code": "8700", "jurisdiction": "DE"}],
            "supplementaryUnits": [{"unit": "NAR", "perUnit": 2, "jurisdiction": "DE"}],
            "productIdentifiers": [
                {"type": "C127", "number": "SHOP-1"}, {"type": "Y081"},
                {"type": "C128", "number": "MAKER-1"},
            ],
        })]),
        authorisations: records(&[json!({"code": "AUT1", "type": "C521", "holderEori": "DE1"})]),
        guarantees: records(&[json!({
            "code": "26DE0000000001237", "type": "1", "accessCode": "AC01", "amount": 5000,
        })]),
        locations: records(&[
            json!({"code": "MUC", "type": "B", "qualifier": "Z", "city": "Munich"}),
        ]),
        ..MasterData::default()
    }
}

fn sources(flow: &Flow, check: impl FnOnce(&Sources<'_>)) {
    let master_data = master_data();
    let day = "2026-11-24".parse().expect("a day");
    check(&Sources::of_first_step(flow, &master_data, day));
}

fn flow(jurisdiction: &str) -> Flow {
    let flow = json!({
        "name": "Export",
        "direction": "OUT",
        "steps": [{
            "name": "export", "declarationType": "B1", "jurisdiction": jurisdiction,
            "system": "ncts", "autoSubmit": true,
        }],
    });
    serde_json::from_value(flow).expect("a flow")
}

/// What stands at a path after deduction, and the kind and code of the record it came from.
fn check(given: &Value, jurisdiction: &str, path: &str, expected: (Option<&str>, &str)) {
    let mut document: SingleAdministrativeDocument =
        serde_json::from_value(given.clone()).expect("a document");
    let mut origins = Origins::default();
    sources(&flow(jurisdiction), |sources| {
        deduce(&mut document, &mut origins, sources);
    });
    let path = FieldPath::from(path);
    let value = path.get(&document).and_then(Field::text);
    let origin = match origins.origin_of(&path) {
        Some(Origin::MasterData {
            kind,
            code,
            version: 3,
        }) => format!("{kind} {code}"),
        Some(other) => format!("{other:?}"),
        None => String::new(),
    };
    assert_eq!(
        (value.as_deref(), origin.as_str()),
        expected,
        "{path} of {given}"
    );
}

fn item(language: Option<&str>) -> Value {
    json!({
        "communicationLanguage": language,
        "goodsShipment": {"governmentAgencyGoodsItems": [{
            "commodity": {"itemId": "A1"}, "goodsMeasure": {"qty": 4},
            "packagings": [{"quantity": 1}, {"quantity": 2, "type": "PX"}],
        }]},
    })
}

#[test]
fn articles_speak_the_language_and_know_the_jurisdiction() {
    let at = |field: &str| format!("goodsShipment.governmentAgencyGoodsItems[0].{field}");
    let from = "article A1";
    for (language, jurisdiction, field, value, origin) in [
        (None, "DE", "commodity.description", Some("Tea"), from),
        (Some("DE"), "DE", "commodity.description", Some("Tee"), from),
        (Some("fr"), "DE", "commodity.description", Some("Tea"), from),
        (
            None,
            "DE",
            "commodity.classifications[0].code",
            Some("09021000"),
            from,
        ),
        (
            None,
            "DE",
            "commodity.classifications[1].code",
            Some("0902100010"),
            from,
        ),
        (
            None,
            "DE",
            "commodity.classifications[2].code",
            Some("8700"),
            from,
        ),
        (
            None,
            "FR",
            "commodity.classifications[1].code",
            Some("0902100000"),
            from,
        ),
        (
            None,
            "FR",
            "commodity.classifications[2].code",
            Some("1"),
            from,
        ),
        (None, "DE", "goodsMeasure.supQty", Some("8"), from),
        (None, "FR", "goodsMeasure.supQty", Some("36"), from),
        (None, "DE", "origin.region", Some("05"), from),
        (None, "DE", "packagings[0].type", Some("CT"), from),
        (None, "DE", "packagings[1].type", Some("PX"), ""),
    ] {
        check(&item(language), jurisdiction, &at(field), (value, origin));
    }
}

/// Distance sales get the numbers of the product that they do not have, beside their documents.
#[test]
fn distance_sales_name_their_product() {
    let at = |field: &str| {
        format!("goodsShipment.governmentAgencyGoodsItems[0].additionalDocuments{field}")
    };
    let mut parcel = item(None);
    let goods = &mut parcel["goodsShipment"]["governmentAgencyGoodsItems"][0];
    goods["governmentProcedure"] = json!({"procNat1": "F48"});
    goods["additionalDocuments"] = json!([
        {"casReference": "a", "category": "N", "type": "380", "refNum": "INV-1"},
        {"casReference": "b", "type": "C128", "refNum": "OWN"},
    ]);
    for (field, value) in [
        ("[1].refNum", Some("OWN")),
        ("[2].category", Some("C")),
        ("[2].type", Some("127")),
        ("[2].refNum", Some("SHOP-1")),
        ("[3].category", Some("Y")),
        ("[3].type", Some("081")),
        ("[4].refNum", None),
    ] {
        let origin = match field.starts_with("[1]") || value.is_none() {
            true => "",
            false => "article A1",
        };
        check(&parcel, "DE", &at(field), (value, origin));
    }
    check(&item(None), "DE", &at("[0].refNum"), (None, ""));
}

#[test]
fn authorisations_guarantees_and_locations_are_filled_by_what_names_them() {
    let given = json!({
        "authorisations": [{"refNum": "AUT1"}, {"refNum": "OTHER"}],
        "obligationGuarantees": [{"refNum": "26DE0000000001237", "accessCode": "MINE"}],
        "goodsShipment": {"consignment": {"goodsLocation": {"code": "MUC", "type": "A"}}},
    });
    let place = "goodsShipment.consignment.goodsLocation";
    for (path, value, origin) in [
        ("authorisations[0].type", Some("C521"), "authorisation AUT1"),
        (
            "authorisations[0].holder",
            Some("DE1"),
            "authorisation AUT1",
        ),
        ("authorisations[1].type", None, ""),
        (
            "obligationGuarantees[0].type",
            Some("1"),
            "guarantee 26DE0000000001237",
        ),
        ("obligationGuarantees[0].accessCode", Some("MINE"), ""),
        ("obligationGuarantees[0].amount", None, ""),
        (&format!("{place}.type"), Some("A"), ""),
        (&format!("{place}.qualifier"), Some("Z"), "location MUC"),
        (
            &format!("{place}.address.city"),
            Some("Munich"),
            "location MUC",
        ),
    ] {
        check(&given, "DE", path, (value, origin));
    }
}

#[test]
fn what_a_document_refers_to_is_found() {
    let document = serde_json::from_value(json!({
        "invoiceCurrency": "USD",
        "authorisations": [{"refNum": "AUT1"}],
        "declarant": {"code": "P1"},
        "goodsShipment": {
            "consignment": {"goodsLocation": {"code": "MUC"}},
            "governmentAgencyGoodsItems": [
                {"commodity": {"itemId": "A1"}, "valuationAdjustments": [{"currency": "CHF"}]},
                {"commodity": {"itemId": "A1"}, "consignee": {"code": "P2"}},
            ],
        },
    }))
    .expect("a document");
    let codes = master_data_codes(&document);
    let found: Vec<String> = codes
        .iter()
        .map(|(kind, code)| format!("{kind} {code}"))
        .collect();
    let expected = [
        "article A1",
        "authorisation AUT1",
        "businessPartner P1",
        "businessPartner P2",
        "location MUC",
    ];
    assert_eq!(found, expected);
    let currencies: Vec<String> = currencies(&document).into_iter().collect();
    assert_eq!(currencies, ["CHF", "USD"]);
}

//! What is written to AES: whole messages, and that they keep to the structures that are known.

use cas_gateway::{EncodeError, Intent};
use cas_model::FieldPath;
use cas_model::access::Value;
use cas_model::declaration::CustomsFacts;
use cas_systems::xml::Element;

use crate::common::aes::{FIXTURES, accepted, arrival, evidence, evidence_of, send, text};
use crate::common::{amend, fixture, official, structure};

fn invalidate() -> Intent {
    Intent::Invalidate {
        reason: "Order cancelled".to_owned(),
        ground: None,
    }
}

#[test]
fn the_least_export() {
    let none = CustomsFacts::default();
    insta::assert_snapshot!(text(send(&fixture("aes_minimal"), Intent::Declare, &none)));
}

#[test]
fn everything_an_export_can_say() {
    let none = CustomsFacts::default();
    insta::assert_snapshot!(text(send(&fixture("aes_export"), Intent::Declare, &none)));
}

#[test]
fn the_answer_to_an_enquiry() {
    let sent = send(&fixture("aes_export"), evidence(), &accepted());
    insta::assert_snapshot!(text(sent));
}

#[test]
fn the_arrival_at_the_office_of_exit() {
    let sent = send(&fixture("aes_minimal"), arrival(), &accepted());
    insta::assert_snapshot!(text(sent));
}

/// Of items too, where customs asks for safety and security.
#[test]
fn how_transport_is_paid_stands_with_the_item() {
    for (security, expected) in [("2", Some("A")), ("0", None)] {
        let mut document = fixture("aes_export");
        for (path, text) in [
            ("security", security),
            (
                "goodsShipment.governmentAgencyGoodsItems[0].transportChargesMethod",
                "A",
            ),
        ] {
            let path = FieldPath::from(path);
            path.set(&mut document, Value::Text(text.to_owned()))
                .unwrap();
        }
        let sent = send(&document, Intent::Declare, &CustomsFacts::default())
            .unwrap()
            .body;
        let root = Element::read(&sent).unwrap();
        let element = "GoodsShipment/GoodsItem/TransportCharges/methodOfPayment";
        assert_eq!(root.text_at(element), expected, "security {security}");
    }
}

#[test]
fn every_message_keeps_to_its_structure() {
    let Some(folder) = official("CAS_STRUCTURES", "structures") else {
        return;
    };
    let none = CustomsFacts::default();
    for name in FIXTURES {
        let document = fixture(name);
        for (intent, facts, file) in [
            (Intent::Declare, &none, "cc515c-derived"),
            (Intent::PresentGoods, &none, "cc511c-derived"),
            (amend("goodsShipment.destination"), &none, "cc513c-derived"),
            (
                amend("goodsShipment.destination"),
                &accepted(),
                "cc513c-derived",
            ),
            (invalidate(), &none, "cc514c-derived"),
            (invalidate(), &accepted(), "cc514c-derived"),
            (evidence(), &accepted(), "CC583C-official"),
            (arrival(), &accepted(), "CC507C-official"),
        ] {
            let tree = structure::read(&folder.join(format!("aes-p1/{file}.txt")));
            let sent = text(send(&document, intent, facts));
            let root = Element::read(sent.as_bytes()).unwrap();
            assert_eq!(
                structure::violations(&tree, &root),
                [""; 0],
                "{name} {file}\n{sent}"
            );
        }
    }
}

fn named(intent: Intent, facts: &CustomsFacts, lrn: Option<&str>, mrn: Option<&str>) {
    let sent = text(send(&fixture("aes_export"), intent, facts));
    let root = Element::read(sent.as_bytes()).unwrap();
    let at = |name: &str| {
        root.text_at(&format!("ExportOperation/{name}"))
            .map(str::to_owned)
    };
    assert_eq!((at("LRN").as_deref(), at("MRN").as_deref()), (lrn, mrn));
}

#[test]
fn a_declaration_is_named_as_customs_knows_it() {
    let none = CustomsFacts::default();
    let mrn = Some("26DE485100000001A5");
    for intent in [amend("goodsShipment"), invalidate()] {
        named(intent.clone(), &none, Some("LRN0001"), None);
        named(intent, &accepted(), None, mrn);
    }
    named(Intent::PresentGoods, &none, Some("LRN0001"), None);
    named(evidence(), &accepted(), None, mrn);
    named(arrival(), &accepted(), None, mrn);
}

fn refused(path: &str, intent: Intent, facts: &CustomsFacts, expected: &str) {
    let mut document = fixture("aes_export");
    if !path.is_empty() {
        FieldPath::from(path).clear(&mut document);
    }
    let error = send(&document, intent, facts).unwrap_err();
    assert!(matches!(error, EncodeError::Document { .. }), "{error}");
    assert!(error.to_string().contains(expected), "{error}");
}

#[test]
fn what_customs_would_refuse_is_refused() {
    let none = CustomsFacts::default();
    let item = "goodsShipment.governmentAgencyGoodsItems[0]";
    let declare = || Intent::Declare;
    refused(
        "goodsShipment.exitOffice",
        declare(),
        &none,
        "CustomsOfficeOfExitDeclared",
    );
    refused("goodsShipment.exporter", declare(), &none, "Exporter");
    refused("declarant", declare(), &none, "Declarant");
    refused(
        &format!("{item}.governmentProcedure"),
        declare(),
        &none,
        "Procedure",
    );
    refused(
        &format!("{item}.goodsMeasure.nmass"),
        declare(),
        &none,
        "netMass",
    );
    refused(
        "",
        evidence(),
        &none,
        "docRefNum: is missing; customs require it as MRN",
    );
    refused("carrier", arrival(), &accepted(), "ExitCarrier");
    for (kind, document, reference, expected) in [
        ("1", "705", "BL-1", "[0].type must be two digits, not \"1\""),
        (
            "10",
            "70",
            "BL-1",
            "[0].type with its category must be four characters, not \"N70\"",
        ),
        ("10", "705", " ", "[0].refNum must be 1 to 70 characters"),
    ] {
        let evidence = evidence_of(kind, document, reference);
        refused("", evidence, &accepted(), expected);
    }
}

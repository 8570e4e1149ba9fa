//! Each check by one fault put into a sound declaration.

use bytes::Bytes;

use crate::aes::DOMAIN;
use crate::commission::checks::inspect;
use crate::commission::door;
use crate::origin::NO_TIME;
use crate::system::Request;
use crate::xml::{Extent, read};

const SOUND: &str = include_str!("../../../tests/fixtures/aes_export.xml");

/// What is found after a change: codes, reasons and pointers.
fn check(change: (&str, &str), expected: &[&str]) {
    let (from, to) = change;
    assert!(SOUND.contains(from), "the declaration has no {from}");
    let body = Bytes::from(SOUND.replacen(from, to, 1));
    let document = read(&body, Extent::Whole).unwrap();
    let request = Request {
        path: "/messages",
        body: &body,
        seed: 7,
        now: NO_TIME,
    };
    let origin = door::origin_of(&DOMAIN, &request, &document).unwrap();
    let found = inspect(&DOMAIN, &document, &origin, None);
    let violations = found.violations.iter().map(|violation| {
        let pointer = violation.pointer.as_deref().unwrap_or_default();
        format!("917 {} {pointer}", violation.code)
    });
    let problems = found.problems.iter().map(|problem| {
        assert!(problem.reason.len() <= 7, "{problem:?}");
        format!("{} {} {}", problem.code, problem.reason, problem.pointer)
    });
    let found: Vec<_> = violations.chain(problems).collect();
    assert_eq!(found, expected, "{change:?}");
}

#[test]
fn each_fault_is_found() {
    check(("CC515C", "CC515C"), &[]);
    check(
        ("http://ecs.dgtaxud.ec", "http://ncts.dgtaxud.ec"),
        &["917 52 /CC515C"],
    );
    let item = "/CC515C/GoodsShipment/GoodsItem[2]";
    let (number, net, code, consignee) = (
        format!("14 N/A {item}/declarationGoodsItemNumber"),
        format!("14 N/A {item}/Commodity/GoodsMeasure/netMass"),
        format!("13 N/A {item}/Commodity/CommodityCode/combinedNomenclatureCode"),
        format!("12 R0850 {item}/Consignee/identificationNumber"),
    );
    for (from, to, expected) in [
        (
            "EXP20260001",
            "ABCDEFGHIJKLMNOPQRSTUVWX",
            "12 LRN /CC515C/ExportOperation/LRN",
        ),
        (
            "<CustomsOfficeOfExitDeclared><referenceNumber>DE003302</referenceNumber>\
             </CustomsOfficeOfExitDeclared>",
            "",
            "13 N/A /CC515C/CustomsOfficeOfExitDeclared/referenceNumber",
        ),
        (
            "DE003302",
            "DE33",
            "12 CL171 /CC515C/CustomsOfficeOfExitDeclared/referenceNumber",
        ),
        (
            "DE222222222222222",
            "222",
            "12 R0850 /CC515C/Exporter/identificationNumber",
        ),
        (
            "<grossMass>25</grossMass>",
            "<grossMass>24.9</grossMass>",
            "14 N/A /CC515C/GoodsShipment/Consignment/grossMass",
        ),
        ("ItemNumber>2<", "ItemNumber>3<", &number),
        ("<netMass>4.5<", "<netMass>5.5<", &net),
        (
            "<combinedNomenclatureCode>90</combinedNomenclatureCode>",
            "",
            &code,
        ),
        ("US333333333333333", "333", &consignee),
        (
            "<sequenceNumber>2</sequenceNumber>",
            "<sequenceNumber>4</sequenceNumber>",
            "14 R0987 /CC515C/GoodsShipment/SupportingDocument[2]/sequenceNumber",
        ),
    ] {
        check((from, to), &[expected]);
    }
}

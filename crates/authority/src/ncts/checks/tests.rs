//! Each check by one fault put into a sound declaration.

use bytes::Bytes;

use crate::commission::checks::inspect;
use crate::commission::door;
use crate::ncts::DOMAIN;
use crate::origin::NO_TIME;
use crate::system::Request;
use crate::xml::{Extent, read};

const SOUND: &str = include_str!("../../../tests/fixtures/declaration.xml");

/// What is found after a change: codes and pointers, faults of form first.
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
fn a_sound_declaration_has_no_fault() {
    check(("CC015C", "CC015C"), &[]);
}

#[test]
fn faults_of_form() {
    for (change, expected) in [
        (("http://ncts.dgtaxud.ec", "http://other"), "917 52 /CC015C"),
        (
            ("<TransitOperation>", "<TransitOperation xmlns=\"x\">"),
            "917 52 /CC015C",
        ),
        (
            ("<messageType>CC015C", "<messageType>CC013C"),
            "917 12 /CC015C/messageType",
        ),
        (
            ("<messageRecipient>NTA.DE</messageRecipient>", ""),
            "917 13 /CC015C/messageRecipient",
        ),
        (
            ("2026-03-02T09:30:00", "2026-03-02 09:30:00Z"),
            "917 39 /CC015C/preparationDateAndTime",
        ),
    ] {
        let more: &[&str] = &[expected, "917 51 /CC015C/preparationDateAndTime"];
        let count = if expected.contains(" 39 ") { 2 } else { 1 };
        check(change, &more[..count]);
    }
}

#[test]
fn faults_of_content() {
    const HOUSE: &str = "/CC015C/Consignment/HouseConsignment[1]";
    for (change, expected) in [
        (
            ("<security>0</security>", ""),
            "13 N/A /CC015C/TransitOperation/security".to_owned(),
        ),
        (
            ("LRN20260001", "ABCDEFGHIJKLMNOPQRSTUVWX"),
            "12 LRN /CC015C/TransitOperation/LRN".to_owned(),
        ),
        (
            ("DE004101", "DE0041"),
            "12 CL171 /CC015C/CustomsOfficeOfDeparture/referenceNumber".to_owned(),
        ),
        (
            ("DE123456789012345", "123"),
            "12 R0850 /CC015C/HolderOfTheTransitProcedure/identificationNumber".to_owned(),
        ),
        (
            ("26DE0000000000017", "26DE17"),
            "12 GRN /CC015C/Guarantee[1]/GuaranteeReference[1]/GRN".to_owned(),
        ),
        (
            ("<grossMass>1500.5<", "<grossMass>1500.4<"),
            "14 R0994 /CC015C/Consignment/grossMass".to_owned(),
        ),
        (
            ("<grossMass>500.5<", "<grossMass>500.4<"),
            format!("14 R0983 {HOUSE}/grossMass"),
        ),
        (
            (
                "<goodsItemNumber>2</goodsItemNumber>",
                "<goodsItemNumber>3</goodsItemNumber>",
            ),
            format!("14 R0988 {HOUSE}/ConsignmentItem[2]/goodsItemNumber"),
        ),
        (
            (
                "<declarationGoodsItemNumber>2<",
                "<declarationGoodsItemNumber>1<",
            ),
            format!("14 R0007 {HOUSE}/ConsignmentItem[2]/declarationGoodsItemNumber"),
        ),
        (
            (
                "<sequenceNumber>1</sequenceNumber><typeOf",
                "<sequenceNumber>4</sequenceNumber><typeOf",
            ),
            "14 R0987 /CC015C/Consignment/DepartureTransportMeans[1]/sequenceNumber".to_owned(),
        ),
    ] {
        check(change, &[&expected]);
    }
}

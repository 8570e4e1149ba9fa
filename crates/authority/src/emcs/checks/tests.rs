//! Each check of a movement by one fault put into a sound one; those of other messages are proved
//! over HTTP.

use bytes::Bytes;

use super::inspect;
use crate::emcs::door;
use crate::origin::NO_TIME;
use crate::system::Request;
use crate::xml::{Extent, read};

const SOUND: &str = include_str!("../../../tests/fixtures/emcs_movement.xml");

/// What is found after a change: codes, reasons' rules and pointers, faults of form first.
fn check(change: (&str, &str), expected: &[&str]) {
    let (from, to) = change;
    assert!(SOUND.contains(from), "the movement has no {from}");
    let body = Bytes::from(SOUND.replacen(from, to, 1));
    let document = read(&body, Extent::Whole).unwrap();
    let request = Request {
        path: "/messages",
        body: &body,
        seed: 7,
        now: NO_TIME,
    };
    let origin = door::origin_of(&request, &document).unwrap();
    let found = inspect(&document, &origin, None);
    let violations = found.violations.iter().map(|violation| {
        let pointer = violation.pointer.as_deref().unwrap_or_default();
        format!("917 {pointer}")
    });
    let problems = found.problems.iter().map(|problem| {
        assert!(problem.reason.len() <= 350, "{problem:?}");
        let pointer = problem.pointer.replace("[1]", "");
        let below = pointer.strip_prefix("/IE815/Body/SubmittedDraftOfEADESAD/");
        format!("{} {}", problem.code, below.unwrap_or(&pointer))
    });
    let found: Vec<_> = violations.chain(problems).collect();
    assert_eq!(found, expected, "{change:?}");
}

#[test]
fn a_sound_movement_has_no_fault() {
    check(("IE815", "IE815"), &[]);
}

#[test]
fn faults_of_form() {
    for (change, expected) in [
        (("PHASE4:IE815", "PHASE4:IE801"), "917 /IE815"),
        (("NDEA.BE", "TRADER"), "917 /IE815/Header/MessageSender"),
        (("NDEA.NL", "NDEA.nl"), "917 /IE815/Header/MessageRecipient"),
        (
            (">2026-03-02</tms", ">2026-13-02</tms"),
            "917 /IE815/Header/DateOfPreparation",
        ),
        (
            (">09:00:00<", ">9:00<"),
            "917 /IE815/Header/TimeOfPreparation",
        ),
    ] {
        check(change, &[expected]);
    }
    check(
        (
            "<SubmittedDraftOfEADESAD>",
            "<Other/><SubmittedDraftOfEADESAD>",
        ),
        &["917 /IE815/Body"],
    );
}

#[test]
fn faults_of_codes_and_numbers() {
    for (change, expected) in [
        (
            ("BE00000010001", "BE1"),
            "12 ConsignorTrader/TraderExciseNumber",
        ),
        (
            ("BE101000", "BE1"),
            "12 CompetentAuthorityDispatchOffice/ReferenceNumber",
        ),
        (("LRN20260001", ""), "12 EadEsadDraft/LocalReferenceNumber"),
        ((">D02<", ">D93<"), "12 HeaderEadEsad/JourneyTime"),
        ((">E430<", ">X430<"), "12 BodyEadEsad/ExciseProductCode"),
        (("27101943", "2710"), "12 BodyEadEsad/CnCode"),
        (
            ("2026-03-02</DateOfDispatch", "2026-3-2</DateOfDispatch"),
            "12 EadEsadDraft/DateOfDispatch",
        ),
    ] {
        check(change, &[expected]);
    }
}

#[test]
fn faults_of_places() {
    for (change, expected) in [
        (
            ("<OriginTypeCode>1", "<OriginTypeCode>2"),
            &["15 DispatchImportOffice", "15 PlaceOfDispatchTrader"][..],
        ),
        (
            ("<DestinationTypeCode>1", "<DestinationTypeCode>6"),
            &["15 DeliveryPlaceCustomsOffice", "15 DeliveryPlaceTrader"],
        ),
        (
            ("<DestinationTypeCode>1", "<DestinationTypeCode>8"),
            &["15 DeliveryPlaceTrader"],
        ),
        (
            ("<DestinationTypeCode>1", "<DestinationTypeCode>7"),
            &["12 HeaderEadEsad/DestinationTypeCode"],
        ),
    ] {
        check(change, expected);
    }
}

#[test]
fn faults_of_goods_and_transport() {
    for (change, expected) in [
        (
            ("UniqueReference>2<", "UniqueReference>1<"),
            "12 BodyEadEsad[2]/BodyRecordUniqueReference",
        ),
        (("10000.000", "0"), "12 BodyEadEsad/Quantity"),
        (("<NetMass>8400", "<NetMass>8401"), "12 BodyEadEsad/NetMass"),
        (
            ("<KindOfPackages>VL</KindOfPackages>", ""),
            "15 BodyEadEsad/Package/KindOfPackages",
        ),
        (
            ("<GuarantorTypeCode>1<", "<GuarantorTypeCode>12<"),
            "15 MovementGuarantee/GuarantorTrader",
        ),
        (
            ("<TransportArrangement>1<", "<TransportArrangement>3<"),
            "15 TransportArrangerTrader",
        ),
        (
            ("<InvoiceNumber>INV-1</InvoiceNumber>", ""),
            "15 EadEsadDraft/InvoiceNumber",
        ),
    ] {
        check(change, &[expected]);
    }
}

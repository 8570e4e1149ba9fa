//! CDS's pointers and our field paths, both ways.

use cas_gateway::CustomsSystem as _;
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_model::lifecycle::Event;
use cas_systems::uk_cds::UkCds;
use cas_systems::uk_cds::pointers::{Pointer, field_of, pointer_of, pointers_of, read, written};
use proptest::prelude::*;

use crate::common::uk_cds::FIXTURES;
use crate::common::{fixture, with_items};

fn check(pointer: &str, expected: &str) {
    let document = fixture("uk_cds_import");
    let field = field_of(&document, &read(pointer));
    assert_eq!(field.as_str(), expected, "{pointer}");
}

#[test]
fn customs_pointers_lead_to_our_fields() {
    let items = "goodsShipment.governmentAgencyGoodsItems";
    let at = |below: &str| format!("{items}{below}");
    for (pointer, expected) in [
        ("42A", String::new()),
        ("", String::new()),
        ("42A[1]:146", "totalPackageQuantity".into()),
        ("42A:023", "acceptanceDateTime".into()),
        ("42A:D011", "issueDateTime".into()),
        ("42A:D013", "addDeclType1".into()),
        (
            "42A[1]/67A[1]/68A[2]/23A[1]/79A[1]:112",
            at("[1].commodity.invoiceLine.itemAmount"),
        ),
        (
            "42A/67A/68A[2]/02A[2]:360",
            at("[1].additionalDocuments[1].statusCode"),
        ),
        (
            "42A/67A/68A[2]/02A[2]/22C:502",
            at("[1].additionalDocuments[1].writeOff.quantity"),
        ),
        (
            "42A/67A/68A[1]/02A[2]:276",
            at("[0].additionalDocuments[1].validTo"),
        ),
        // Documents of the whole declaration come after the item's.
        (
            "42A/67A/68A[1]/02A[3]:D005",
            "additionalDocuments[0].refNum".into(),
        ),
        (
            "42A/67A/68A[1]/02A[4]:D005",
            "goodsShipment.additionalDocuments[0].refNum".into(),
        ),
        (
            "42A/67A/68A[1]/23A/21A[1]:145",
            at("[0].commodity.classifications[1].code"),
        ),
        (
            "42A/67A/68A[1]/23A/21A[4]:145",
            at("[0].commodity.classifications[2].code"),
        ),
        (
            "42A/67A/68A[1]/70A[3]:166",
            at("[0].governmentProcedure.procNat2"),
        ),
        ("42A/67A/68A[1]:006", at("[0].seqNum")),
        ("42A/67A/68A[1]/99Z:123", at("[0]")),
        ("42A/67A/68A[9]:137", items.into()),
        // Numbers of what there is one of are not looked at.
        ("42A[1]/57A[2]:R031", "goodsShipment.exporter.name".into()),
        (
            "42A[1]/57A[1]/04A[3]:241",
            "goodsShipment.exporter.address.city".into(),
        ),
        ("42A/28A/18A:R011", "carrier.name".into()),
        (
            "42A/67A/28A/64A:L016",
            "goodsShipment.consignment.goodsLocation.unLocode".into(),
        ),
        (
            "42A/67A/74A:R038",
            "importer.businessPartnerReference[1].code".into(),
        ),
        ("42A/05A:102", "agentStatus".into()),
        ("42A/67A:103", "trxNatCode2".into()),
        (
            "42A/90A[2]:100",
            "obligationGuarantees[1].otherRefNum".into(),
        ),
        ("42A/06A[1]:099", String::new()),
        ("07B/42A:146", "totalPackageQuantity".into()),
        ("67A/22B:L002", "goodsShipment.tradeTerms.place".into()),
    ] {
        check(pointer, &expected);
    }
}

/// Fields that are part of another's element: their pointer leads to that one.
const PARTS: &[&str] = &["declType", "trxNatCode1", "urrency", ".unit"];

fn is_part(path: &str) -> bool {
    // The type of a code has no data element; its pointer is the code's group.
    let is_type_of_code = path.contains(".classifications[") && path.ends_with(".type");
    is_type_of_code || PARTS.iter().any(|part| path.ends_with(part))
}

fn returns(document: &SingleAdministrativeDocument, path: &FieldPath) -> bool {
    let Some(pointer) = pointer_of(document, path) else {
        return false;
    };
    assert_eq!(read(&written(&pointer)), pointer);
    let back = field_of(document, &pointer);
    assert!(
        &back == path || is_part(path.as_str()),
        "{path}: {pointer:?} {back}"
    );
    // Going round once more changes nothing.
    assert_eq!(pointer_of(document, &back), Some(pointer), "{path}");
    true
}

#[test]
fn every_field_that_is_sent_has_its_pointer() {
    let mut unsent = Vec::new();
    for name in FIXTURES {
        let document = fixture(name);
        each_scalar(&document, &FieldPath::root(), &mut |path, _| {
            let repeated = path.as_str().contains("Items[1]");
            if !returns(&document, path) && !repeated {
                unsent.push(format!("{name} {path}"));
            }
        });
    }
    insta::assert_snapshot!(unsent.join("\n"));
}

#[test]
fn values_of_several_fields_are_pointed_at_from_each() {
    let document = fixture("uk_cds_import");
    for (part, whole) in [
        ("declType", "addDeclType1"),
        ("trxNatCode1", "trxNatCode2"),
        ("invoiceCurrency", "totalInvoiceAmount"),
        (
            "obligationGuarantees[0].currency",
            "obligationGuarantees[0].amount",
        ),
    ] {
        let pointer = |path| pointer_of(&document, &FieldPath::from(path));
        assert!(pointer(part).is_some(), "{part}");
        assert_eq!(pointer(part), pointer(whole));
    }
}

#[test]
fn what_stands_in_several_places_is_pointed_at_in_each() {
    let document = fixture("uk_cds_import");
    for (path, expected) in [
        (
            "additionalDocuments[0].refNum",
            vec!["42A/67A/68A[1]/02A[3]:D005", "42A/67A/68A[2]/02A[3]:D005"],
        ),
        (
            "goodsShipment.governmentAgencyGoodsItems[1].commodity.classifications[1].code",
            vec![
                "42A/67A/68A[2]/23A/21A[1]:145",
                "42A/67A/68A[2]/23A/21A[2]:145",
            ],
        ),
        (
            "invoiceCurrency",
            vec![
                "42A:109",
                "42A/67A/68A[1]/23A/79A:112",
                "42A/67A/68A[2]/23A/79A:112",
            ],
        ),
        ("totalPackageQuantity", vec!["42A:146"]),
        ("goodsShipment.tradeTerms.country", vec![]),
    ] {
        let pointers = pointers_of(&document, &FieldPath::from(path));
        let texts: Vec<String> = pointers.iter().map(|pointer| written(pointer)).collect();
        assert_eq!(texts, expected, "{path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn items_keep_their_numbers(count in 1_u32..200, chosen in 0_usize..200) {
        let document = with_items("uk_cds_import", count);
        let chosen = chosen % count as usize;
        let item = FieldPath::from("goodsShipment.governmentAgencyGoodsItems").index(chosen);
        prop_assert!(returns(&document, &item));
        prop_assert!(returns(&document, &item.field("commodity").field("description")));
    }

    #[test]
    fn no_pointer_breaks_the_reader(pointer in "[/A-Z0-9\\[\\] ]{0,60}") {
        let _ = field_of(&fixture("uk_cds_export"), &read(&pointer));
    }
}

/// What customs rejects at a field of ours comes back as a finding at that field: the writing and
/// the reading half of the system agree on pointers.
#[test]
fn a_rejection_names_the_field_that_was_written() {
    let document = fixture("uk_cds_import");
    for path in [
        "goodsShipment.governmentAgencyGoodsItems[1].commodity.invoiceLine.itemAmount",
        "goodsShipment.governmentAgencyGoodsItems[0].commodity.classifications[1].code",
        "goodsShipment.governmentAgencyGoodsItems[1].additionalDocuments[1].writeOff.quantity",
        "totalPackageQuantity",
    ] {
        let path = FieldPath::from(path);
        let steps = pointer_of(&document, &path).expect("customs is sent this field");
        let response = rejection(&steps);
        let read = UkCds.decode(response.as_bytes()).expect("a response");
        let answer = UkCds.interpret(&read.said[0], &document, &CustomsFacts::default());
        assert_eq!(answer.event, Event::DeclarationRejected);
        assert_eq!(answer.findings[0].fields, [path], "{response}");
    }
}

fn rejection(steps: &[Pointer]) -> String {
    let pointers: String = steps.iter().map(pointer).collect();
    format!(
        "<Response xmlns=\"urn:wco:datamodel:WCO:RES-DMS:2\"><FunctionCode>03</FunctionCode>\
         <FunctionalReferenceID>L1</FunctionalReferenceID><IssueDateTime><DateTimeString \
         formatCode=\"304\">20261124120000Z</DateTimeString></IssueDateTime><Error>\
         <ValidationCode>CDS10001</ValidationCode>{pointers}</Error><Declaration>\
         <FunctionalReferenceID>L1</FunctionalReferenceID><ID>26GB20B6YAHRKSGAR2</ID>\
         <RejectionDateTime><DateTimeString formatCode=\"304\">20261124120000Z</DateTimeString>\
         </RejectionDateTime></Declaration></Response>"
    )
}

fn pointer(step: &Pointer) -> String {
    let number = step
        .sequence
        .map(|number| format!("<SequenceNumeric>{number}</SequenceNumeric>"));
    let tag = step.tag.as_ref().map(|tag| format!("<TagID>{tag}</TagID>"));
    format!(
        "<Pointer>{}<DocumentSectionCode>{}</DocumentSectionCode>{}</Pointer>",
        number.unwrap_or_default(),
        step.section,
        tag.unwrap_or_default()
    )
}

//! DMS's pointers and our field paths, both ways.

use cas_gateway::CustomsSystem as _;
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_systems::dk_dms::DkDms;
use cas_systems::dk_dms::pointers::{field_of, pointer_of};
use cas_systems::dk_dms::tables::DECLARATION;
use proptest::prelude::*;

use crate::common::dk_dms::{TYPES, document};
use crate::common::with_items;

const ITEMS: &str = "goodsShipment.governmentAgencyGoodsItems";

fn item(below: &str) -> String {
    format!("{ITEMS}{below}")
}

/// The three ways in which DMS points at one field.
fn check(xpath: &str, json: &str, wco: &str, expected: &str) {
    let document = document("H1");
    for pointer in [xpath, json, wco]
        .iter()
        .filter(|pointer| !pointer.is_empty())
    {
        let field = field_of(&document, pointer);
        assert_eq!(field.as_str(), expected, "{pointer}");
    }
}

#[test]
fn customs_pointers_lead_to_our_fields() {
    check("/Declaration", "$", "42A", "");
    check("", "$.declaration", "42A[1]", "");
    check(
        "/Declaration/InvoiceAmount",
        "$.invoiceAmount",
        "42A:109",
        "totalInvoiceAmount",
    );
    check(
        "/ns2:Declaration/ns2:TypeCode",
        "$['TypeCode']",
        "42A/D013",
        "addDeclType1",
    );
    check(
        "Declaration/GoodsShipment/GovernmentAgencyGoodsItem[2]/Commodity/InvoiceLine/ItemChargeAmount",
        "$.goodsShipment.governmentAgencyGoodsItem[1].commodity.invoiceLine.itemChargeAmount",
        "42A/67A/68A[2]/23A/79A:112",
        &item("[1].commodity.invoiceLine.itemAmount"),
    );
    check(
        "/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[1]/Commodity/Classification[3]/ID",
        "$.Declaration.GoodsShipment.GovernmentAgencyGoodsItem[0].Commodity.Classification[2].ID",
        "42A[1]/67A[1]/68A[1]/23A[1]/21A[3]/145",
        &item("[0].commodity.classifications[1].code"),
    );
    check(
        "/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[1]/GovernmentProcedure[3]/CurrentCode",
        "goodsShipment.governmentAgencyGoodsItem[0].governmentProcedure[2].currentCode",
        "42A/67A/68A[1]/70A[3]:166",
        &item("[0].governmentProcedure.procNat2"),
    );
}

#[test]
fn customs_pointers_lead_to_documents_and_parties() {
    // Documents of the declaration come before the shipment's.
    check(
        "/Declaration/GoodsShipment/SupportingDocument[2]/ID",
        "$['goodsShipment']['supportingDocument'][1]['id']",
        "42A/67A/02A[2]:D005",
        "goodsShipment.additionalDocuments[0].refNum",
    );
    check(
        "/Declaration/GoodsShipment/AdditionalReference[1]/TypeCode",
        "$.goodsShipment.additionalReference[0].typeCode",
        "",
        "additionalDocuments[1].type",
    );
    check(
        "/Declaration/GoodsShipment/Consignment/GoodsLocation/IdentificationType",
        "$.goodsShipment.consignment.goodsLocation.identificationType",
        "",
        "goodsShipment.consignment.goodsLocation.qualifier",
    );
    check(
        "/Declaration/GoodsShipment/Importer/ID",
        "$.goodsShipment.importer.id",
        "42A/67A/74A:R038",
        "importer.businessPartnerReference[1].code",
    );
}

#[test]
fn what_is_unknown_leads_to_the_nearest_record() {
    check(
        "/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[1]/Unknown/Thing",
        "$.goodsShipment.governmentAgencyGoodsItem[0].unknown",
        "42A/67A/68A[1]/99Z",
        &item("[0]"),
    );
    check(
        "/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[9]/UCR",
        "$.goodsShipment.governmentAgencyGoodsItem[8].ucr",
        "42A/67A/68A[9]/35B",
        ITEMS,
    );
}

/// Fields that are part of another's element: their pointer leads to that one.
const PARTS: &[&str] = &["declType", "trxNatCode1", "urrency", ".unit", ".category"];

fn is_part(path: &str) -> bool {
    // The type of a code has no pointer of its own; it means the code's element.
    let is_type_of_code = path.contains(".classifications[") && path.ends_with(".type");
    is_type_of_code || PARTS.iter().any(|part| path.ends_with(part))
}

/// The pointer as an XPath of the declaration: how the declaration's table points.
fn xpath_of(document: &SingleAdministrativeDocument, path: &FieldPath) -> Option<String> {
    let below = DECLARATION.pointer_of(document, path)?;
    Some(format!("/Declaration{below}"))
}

/// The same pointer as something like a JSONPath, which counts from nought.
fn as_json(pointer: &str) -> String {
    let steps = pointer.split('/').filter(|step| !step.is_empty());
    let steps = steps.map(|step| match step.split_once('[') {
        Some((name, number)) => {
            let number: usize = number.trim_end_matches(']').parse().unwrap();
            format!("{name}[{}]", number - 1)
        }
        None => step.to_owned(),
    });
    format!("$.{}", steps.collect::<Vec<_>>().join("."))
}

fn returns(document: &SingleAdministrativeDocument, path: &FieldPath) -> bool {
    let Some(pointer) = xpath_of(document, path) else {
        assert_eq!(pointer_of(document, path), None);
        return false;
    };
    let back = field_of(document, &pointer);
    assert!(
        &back == path || is_part(path.as_str()),
        "{path}: {pointer} {back}"
    );
    assert_eq!(field_of(document, &as_json(&pointer)), back, "{pointer}");
    // Customs' own pointer leads to the same field.
    let own = pointer_of(document, path).expect("what is sent has a pointer");
    assert_eq!(field_of(document, &own), back, "{own}");
    // Going round once more changes nothing.
    assert_eq!(xpath_of(document, &back), Some(pointer), "{path}");
    assert_eq!(pointer_of(document, &back), Some(own), "{path}");
    true
}

/// A pointer into customs' own model, the field that it means, and how we write it.
fn own(pointer: &str, expected: &str, written: &str) {
    let document = document("H1");
    let field = field_of(&document, pointer);
    assert_eq!(field.as_str(), expected, "{pointer}");
    let back = pointer_of(&document, &field);
    assert_eq!(back.as_deref(), Some(written), "{expected}");
}

/// How customs points in what it has published: by roles and numbers, with and without all brackets.
#[test]
fn pointers_into_customs_model_lead_to_our_fields() {
    const GOODS: &str = "$.consignmentShipment.goodsItems[?(@.sequenceNumber == 1)]";
    own(
        "$.consignmentShipment[?(@.sequenceNumber == 1)].goodsItems[?(@.sequenceNumber == 1]",
        &item("[0]"),
        GOODS,
    );
    let description = ".commodity.description";
    own(
        &format!("$.consignmentShipment[0].goodsItems[0]{description}"),
        &item("[0].commodity.description"),
        &format!("{GOODS}{description}"),
    );
    own(
        "$.customsOfficeRoles[?(@.customsOfficeRoleType == '96')].customsOfficeID",
        "declarationOfficeCode",
        "$.customsOfficeRoles[?(@.customsOfficeRoleType == '96')].customsOfficeID",
    );
    own(
        "$.invoiceAmount.value",
        "totalInvoiceAmount",
        "$.invoiceAmount.value",
    );
    own("$.type", "addDeclType1", "$.type");
    own(
        "$.consignmentShipment[?(@.sequenceNumber == 1)].locations\
         [?(@.locationRoleType == '14')].locationId",
        "goodsShipment.consignment.goodsLocation",
        "$.consignmentShipment.locations[?(@.locationRoleType == '14')].locationId",
    );
    own(
        "$.consignmentShipment[0].parties[?(@.partyRoleType == 'IM')].partyIdentification",
        "importer.businessPartnerReference[1].code",
        "$.consignmentShipment.parties[?(@.partyRoleType == 'IM')].partyIdentification",
    );
    own(
        "$.consignmentShipment[0].goodsItems[1].procedureCombination.specialProcedures[0]",
        &item("[1].governmentProcedure.procNat1"),
        "$.consignmentShipment.goodsItems[?(@.sequenceNumber == 2)].procedureCombination\
         .specialProcedures[0]",
    );
    own(
        "$.consignmentShipment[0].goodsItems[0].commodity.netMass.value",
        &item("[0].goodsMeasure.nmass"),
        &format!("{GOODS}.commodity.netMass.value"),
    );
    // A role that is not known leads to the record around it, not to another role's.
    let document = document("H1");
    let other = "$.consignmentShipment[0].parties[?(@.partyRoleType == 'ZZ')].partyName";
    assert_eq!(field_of(&document, other).as_str(), "goodsShipment");
}

#[test]
fn every_field_that_is_sent_has_its_pointer() {
    let mut unsent = Vec::new();
    for declared_as in TYPES {
        let document = document(declared_as);
        each_scalar(&document, &FieldPath::root(), &mut |path, _| {
            let repeated = path.as_str().contains("Items[1]");
            if !returns(&document, path) && !repeated {
                unsent.push(format!("{declared_as} {path}"));
            }
        });
    }
    insta::assert_snapshot!(unsent.join("\n"));
}

fn rejection(pointers: &[&str]) -> String {
    let pointers: String = pointers
        .iter()
        .map(|step| format!("<Pointer><DocumentSectionCode>{step}</DocumentSectionCode></Pointer>"))
        .collect();
    format!(
        "<Notification><NotificationEventType>CWMREJ</NotificationEventType><Declaration>\
         <LRN>L1</LRN></Declaration><Error>{pointers}<ValidationCode>DMS1</ValidationCode></Error>\
         </Notification>"
    )
}

/// What customs rejects at a field of ours comes back as a finding at that field, however it points:
/// the writing and the reading half of the system agree on pointers.
#[test]
fn a_rejection_names_the_field_that_was_written() {
    let document = document("H1");
    let path = FieldPath::from(format!("{ITEMS}[1].commodity.invoiceLine.itemAmount").as_str());
    let xpath = xpath_of(&document, &path).expect("customs is sent this field");
    let own = pointer_of(&document, &path).expect("customs is sent this field");
    for pointers in [
        &[xpath.as_str()][..],
        &[own.as_str()],
        &[&as_json(&xpath)],
        &["42A/67A/68A[2]/23A/79A:112"],
        &["42A", "67A", "68A[2]", "23A", "79A", "112"],
    ] {
        let response = rejection(pointers);
        let read = DkDms.decode(response.as_bytes()).expect("a notification");
        let answer = DkDms.interpret(&read.said[0], &document, &CustomsFacts::default());
        let fields = answer.findings[0].fields.as_slice();
        assert_eq!(fields, std::slice::from_ref(&path), "{response}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn items_keep_their_numbers(count in 1_u32..200, chosen in 0_usize..200) {
        let document = with_items("dk_dms_h7", count);
        let item = FieldPath::from(ITEMS).index(chosen % count as usize);
        prop_assert!(returns(&document, &item));
        prop_assert!(returns(&document, &item.field("commodity").field("description")));
    }

    #[test]
    fn no_pointer_breaks_the_reader(pointer in "[/.$:'*A-Za-z0-9\\[\\] é]{0,60}") {
        let _ = field_of(&document("B1"), &pointer);
    }
}

/// The account of the carbon border adjustment is a document, all others of category Y references.
#[test]
fn pointers_follow_y128_to_the_documents() {
    let mut document = document("H1");
    let paper = |kind: &str, number: &str| cas_model::document::AdditionalDocument {
        category: Some("Y".to_owned()),
        r#type: Some(kind.to_owned()),
        ref_num: Some(number.to_owned()),
        ..cas_model::document::AdditionalDocument::default()
    };
    let shipment = document.goods_shipment.as_mut().expect("goods");
    let item = &mut shipment.government_agency_goods_items[0];
    item.additional_documents = vec![paper("137", "1"), paper("128", "CBAM-1"), paper("929", "2")];
    let list = "/Declaration/GoodsShipment/GovernmentAgencyGoodsItem[1]";
    for (pointer, place) in [
        ("SupportingDocument[1]/ID", 1),
        ("AdditionalReference[1]/ID", 0),
        ("AdditionalReference[2]/ID", 2),
    ] {
        let field = item_path(place);
        assert_eq!(field_of(&document, &format!("{list}/{pointer}")), field);
        let back = pointer_of(&document, &field).expect("customs gets it");
        assert_eq!(field_of(&document, &back), field, "{back}");
    }
}

fn item_path(place: usize) -> FieldPath {
    FieldPath::from(item(&format!("[0].additionalDocuments[{place}].refNum")).as_str())
}

//! Pointers of AES and our paths: known ones, and the law that they return.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_systems::aes::pointers::{field_of, pointer_of};
use proptest::prelude::*;

use crate::common::fixture;

fn check(pointer: &str, expected: &str) {
    let field = field_of(&fixture("aes_export"), pointer);
    assert_eq!(field.as_str(), expected, "{pointer}");
}

#[test]
fn pointers_lead_to_our_fields() {
    let items = "goodsShipment.governmentAgencyGoodsItems";
    for (pointer, expected) in [
        ("/CC515C/ExportOperation/LRN", "functionRefNum"),
        ("/ecs:CC515C/ExportOperation/security", "security"),
        (
            "/CC515C/CustomsOfficeOfExitDeclared/referenceNumber",
            "goodsShipment.exitOffice",
        ),
        (
            "/CC515C/Exporter/identificationNumber",
            "goodsShipment.exporter.businessPartnerReference[1].code",
        ),
        (
            "/CC515C/GoodsShipment/DeliveryTerms/location",
            "goodsShipment.tradeTerms.place",
        ),
        (
            "/CC515C/GoodsShipment/SupportingDocument[3]/referenceNumber",
            "goodsShipment.additionalDocuments[0].refNum",
        ),
        (
            "/CC515C/GoodsShipment/Consignment/grossMass",
            "goodsShipment.consignment.gmass",
        ),
        (
            "/CC515C/GoodsShipment/GoodsItem[2]/Procedure/AdditionalProcedure[2]/additionalProcedure",
            &format!("{items}[1].governmentProcedure.procNat2"),
        ),
        (
            "/CC515C/GoodsShipment/GoodsItem[1]/Commodity/CommodityCode/TARICAdditionalCode[1]",
            &format!("{items}[0].commodity.classifications[2]"),
        ),
        (
            "/CC513C/GoodsShipment/GoodsItem[2]/Origin/countryOfOrigin",
            &format!("{items}[1].origin.country"),
        ),
        (
            "/CC511C/GoodsShipment/Consignment/LocationOfGoods",
            "goodsShipment.consignment.goodsLocation",
        ),
        (
            "/CC583C/ExitCarrier/identificationNumber",
            "carrier.businessPartnerReference[1].code",
        ),
        ("/CC583C/AlternativeEvidence[1]/type", ""),
        (
            "/CC507C/CustomsOfficeOfExitActual/referenceNumber",
            "goodsShipment.exitOffice",
        ),
        ("GoodsShipment/GoodsItem[1]", &format!("{items}[0]")),
        ("", ""),
    ] {
        check(pointer, expected);
    }
}

fn returns(document: &SingleAdministrativeDocument, path: &FieldPath) -> bool {
    let Some(pointer) = pointer_of(document, path) else {
        return false;
    };
    let back = field_of(document, &pointer);
    // The nature of the transaction is one code of two fields.
    let is_part = path.as_str() == "trxNatCode1" && back.as_str() == "trxNatCode2";
    assert!(&back == path || is_part, "{pointer} {back}");
    true
}

#[test]
fn every_field_that_is_sent_has_its_pointer() {
    let document = fixture("aes_export");
    let mut unsent = Vec::new();
    each_scalar(&document, &FieldPath::root(), &mut |path, _| {
        if !returns(&document, path) && !path.as_str().contains("Items[1]") {
            unsent.push(path.as_str().to_owned());
        }
    });
    insta::assert_snapshot!(unsent.join("\n"));
}

proptest! {
    #[test]
    fn no_pointer_breaks_the_reader(pointer in "[/A-Za-z:\\[\\]0-9 ]{0,80}") {
        let _ = field_of(&fixture("aes_minimal"), &pointer);
    }
}

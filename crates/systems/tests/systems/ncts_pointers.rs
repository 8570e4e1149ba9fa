//! Customs' pointers and our paths: known ones, and the law that they return.

use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::each_scalar;
use cas_systems::ncts::pointers::{field_of, pointer_of};
use proptest::prelude::*;

use crate::common::{fixture, with_items};

fn check(pointer: &str, expected: &str) {
    assert_eq!(
        field_of(&fixture("full"), pointer).as_str(),
        expected,
        "{pointer}"
    );
}

#[test]
fn pointers_lead_to_our_fields() {
    let items = "goodsShipment.governmentAgencyGoodsItems";
    let item = "/CC015C/Consignment[1]/HouseConsignment[1]/ConsignmentItem[3]";
    let code = format!("{items}[2].commodity.classifications[1].code");
    let holder = "holderOfTheTransitProcedure";
    for (pointer, expected) in [
        (
            &*format!("{item}/Commodity/CommodityCode/harmonizedSystemSubHeadingCode"),
            &*code,
        ),
        (
            &format!("{item}/Commodity[1]/CommodityCode[1]/combinedNomenclatureCode[1]"),
            &code,
        ),
        (
            &format!("{item}/SupportingDocument[2]/type"),
            &format!("{items}[2].additionalDocuments[2].type"),
        ),
        (
            &format!("{item}/AdditionalReference[1]"),
            &format!("{items}[2].additionalDocuments[1]"),
        ),
        (item, &format!("{items}[2]")),
        (&format!("{item}/goodsItemNumber"), &format!("{items}[2]")),
        (
            &format!("{item}/Commodity"),
            &format!("{items}[2].commodity"),
        ),
        (&format!("{item}/Unheard/of"), &format!("{items}[2]")),
        // Without numbers where there are several: their list.
        (
            "/CC015C/Consignment/HouseConsignment/ConsignmentItem/Commodity/cusCode",
            items,
        ),
        (
            "/CC015C/Consignment/HouseConsignment/ConsignmentItem[9]/Commodity",
            items,
        ),
        (
            "/CC015C/HolderOfTheTransitProcedure/identificationNumber",
            &format!("{holder}.businessPartnerReference[1].code"),
        ),
        (
            "ncts:CC015C/ncts:HolderOfTheTransitProcedure/ncts:name",
            &format!("{holder}.name"),
        ),
        (
            "CC015C/Guarantee[2]/guaranteeType",
            "obligationGuarantees[1].type",
        ),
        (
            "/CC015C/Guarantee[1]/GuaranteeReference[1]/GRN",
            "obligationGuarantees[0].refNum",
        ),
        ("/CC015C/TransitOperation/LRN", "functionRefNum"),
        ("/CC015C/TransitOperation/declarationType", "declType"),
        ("TransitOperation/security", "security"),
        ("/CC015C/CustomsOfficeOfDeparture", "declarationOfficeCode"),
        (
            "/CC015C/Consignment/DepartureTransportMeans[1]/nationality",
            "goodsShipment.consignment.departureTransportMeans.country",
        ),
        (
            "/CC015C/Consignment/DepartureTransportMeans[3]/nationality",
            "goodsShipment.consignment.additionalDepartureTransportMeans[1].country",
        ),
        (
            "/CC015C/Consignment/SupportingDocument[3]/referenceNumber",
            "goodsShipment.additionalDocuments[0].refNum",
        ),
        (
            "/CC015C/Consignment/LocationOfGoods/Address/city",
            "goodsShipment.consignment.goodsLocation.address.city",
        ),
        (
            "/CC015C/Consignment/grossMass",
            "goodsShipment.consignment.gmass",
        ),
        ("/CC015C/Consignment/HouseConsignment[1]", items),
        (
            "/CC014C/CustomsOfficeOfDeparture/referenceNumber",
            "declarationOfficeCode",
        ),
        (
            "/CC170C/Consignment/LocationOfGoods/typeOfLocation",
            "goodsShipment.consignment.goodsLocation.type",
        ),
        ("/CC013C/TransitOperation/LRN", "functionRefNum"),
        ("/CC013C/TransitOperation/MRN", "docRefNum"),
        ("/CC013C/TransitOperation/amendmentTypeFlag", ""),
        ("/CC013C/TransitOperation/limitDate", "limitDate"),
        (&item.replace("015", "013"), &format!("{items}[2]")),
        (
            "/CC013C/Guarantee[2]/guaranteeType",
            "obligationGuarantees[1].type",
        ),
        ("/CC015C", ""),
        ("", ""),
        ("///[[]]", ""),
    ] {
        check(pointer, expected);
    }
}

#[test]
fn a_pointer_at_what_is_missing_leads_to_where_it_belongs() {
    let document = SingleAdministrativeDocument::default();
    let at = |pointer: &str| field_of(&document, pointer).as_str().to_owned();
    assert_eq!(
        at("/CC015C/HolderOfTheTransitProcedure/name"),
        "holderOfTheTransitProcedure.name"
    );
    assert_eq!(
        at("/CC015C/Guarantee[1]/guaranteeType"),
        "obligationGuarantees"
    );
    assert_eq!(
        at("/CC015C/Consignment/Consignee/Address/city"),
        "goodsShipment.consignee.address.city"
    );
}

fn returns(document: &SingleAdministrativeDocument, path: &FieldPath) -> bool {
    let Some(pointer) = pointer_of(document, path) else {
        return false;
    };
    assert_eq!(&field_of(document, &pointer), path, "{pointer}");
    true
}

#[test]
fn every_field_that_is_sent_has_its_pointer() {
    let document = fixture("full");
    let mut unsent = Vec::new();
    each_scalar(&document, &FieldPath::root(), &mut |path, _| {
        let repeated = path.as_str().contains("Items[1]") || path.as_str().contains("Items[2]");
        if !returns(&document, path) && !repeated {
            unsent.push(path.as_str().to_owned());
        }
    });
    insta::assert_snapshot!(unsent.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn items_keep_their_numbers(count in 1_u32..300, chosen in 0_usize..300) {
        let document = with_items("full", count);
        let chosen = chosen % count as usize;
        let item = FieldPath::from("goodsShipment.governmentAgencyGoodsItems").index(chosen);
        prop_assert!(returns(&document, &item));
        prop_assert!(returns(&document, &item.field("commodity").field("description")));
    }

    #[test]
    fn no_pointer_breaks_the_reader(pointer in "[/A-Za-z:\\[\\]0-9 ]{0,80}") {
        let _ = field_of(&fixture("minimal"), &pointer);
    }
}

//! What is written: one whole message, the laws of writing, and what is refused.

use cas_gateway::{EncodeError, Intent};
use cas_model::FieldPath;
use cas_model::access::Value;
use cas_model::declaration::CustomsFacts;
use cas_systems::xml::Element;
use proptest::prelude::*;

use crate::common::{accepted, amend, declare, encode, fixture, guarantee_refused, with_items};

#[test]
fn the_minimal_declaration() {
    insta::assert_snapshot!(declare(&fixture("minimal"), "P6"));
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let document = fixture("full");
    assert_eq!(declare(&document, "P5"), declare(&document, "P5"));
}

/// Reads an encoded message's elements along a path, as `name=text`.
fn texts(message: &[u8], path: &str, name: &str) -> Vec<String> {
    let root = Element::read(message).unwrap();
    let mut level = vec![&root];
    for step in path.split('/').filter(|step| !step.is_empty()) {
        level = level
            .iter()
            .flat_map(|element| element.children_named(step))
            .collect();
    }
    level
        .iter()
        .filter_map(|e| e.text_at(name))
        .map(str::to_owned)
        .collect()
}

fn check(path: &str, name: &str, phase: &str, expected: &[&str]) {
    let message = declare(&fixture("full"), phase);
    assert_eq!(
        texts(message.as_bytes(), path, name),
        expected,
        "{path}/{name}"
    );
}

#[test]
fn one_list_of_ours_may_be_several_of_customs() {
    let at = "Consignment";
    check(
        &format!("{at}/SupportingDocument"),
        "type",
        "P6",
        &["N380", "C651", "N380", "C651"],
    );
    check(
        &format!("{at}/AdditionalReference"),
        "type",
        "P6",
        &["Y900", "Y900"],
    );
    check(
        &format!("{at}/SupportingDocument"),
        "sequenceNumber",
        "P6",
        &["1", "2", "3", "4"],
    );
    check(
        &format!("{at}/DepartureTransportMeans"),
        "sequenceNumber",
        "P6",
        &["1", "2", "3"],
    );
    check(
        &format!("{at}/TransportEquipment"),
        "numberOfSeals",
        "P6",
        &["2", "0"],
    );
}

#[test]
fn codes_and_levels_follow_customs_rules() {
    let item = "Consignment/HouseConsignment/ConsignmentItem";
    let code = format!("{item}/Commodity/CommodityCode");
    check(
        &code,
        "harmonizedSystemSubHeadingCode",
        "P6",
        &["848180"; 3],
    );
    check(&code, "combinedNomenclatureCode", "P6", &["59"; 3]);
    check("Consignment", "countryOfDestination", "P6", &[]);
    check(item, "countryOfDestination", "P6", &["CH", "NO", "CH"]);
    check("Consignment", "countryOfDispatch", "P6", &["DE"]);
    check(item, "countryOfDispatch", "P6", &[]);
    check("Consignment/HouseConsignment", "grossMass", "P6", &["31.5"]);
    check(
        &format!("{item}/Consignee"),
        "identificationNumber",
        "P6",
        &[],
    );
    check(
        &format!("{item}/Consignee"),
        "identificationNumber",
        "P5",
        &["CHE123456789"; 3],
    );
    check("TransitOperation", "TIRCarnetNumber", "P6", &[]);
    check("HolderOfTheTransitProcedure", "name", "P6", &[]);
    check("Consignment/Consignee", "name", "P6", &["Consignee AG"]);
}

#[test]
fn an_invalidation_names_the_declaration_as_customs_knows_it() {
    let intent = Intent::Invalidate {
        reason: "no longer needed".to_owned(),
        ground: None,
    };
    for (facts, lrn, mrn) in [
        (CustomsFacts::default(), vec!["LRN0001"], vec![]),
        (accepted(), vec![], vec!["26DE485100000001J5"]),
    ] {
        let sent = encode(&fixture("minimal"), intent.clone(), "P6", &facts).unwrap();
        assert_eq!(texts(&sent.body, "TransitOperation", "LRN"), lrn);
        assert_eq!(texts(&sent.body, "TransitOperation", "MRN"), mrn);
        assert_eq!(
            texts(&sent.body, "Invalidation", "initiatedByCustoms"),
            ["0"]
        );
    }
}

#[test]
fn an_amendment_is_the_declaration_with_another_operation() {
    let amended = encode(
        &fixture("full"),
        amend("declType"),
        "P6",
        &CustomsFacts::default(),
    );
    let (amended, declared) = (amended.unwrap().body, declare(&fixture("full"), "P6"));
    let amended = Element::read(&amended).unwrap();
    let declared = Element::read(declared.as_bytes()).unwrap();
    assert_eq!(
        without(&amended, &["messageType", "TransitOperation"]),
        without(&declared, &["messageType", "TransitOperation"])
    );
    let operation = |root| Element::child(root, "TransitOperation").unwrap();
    assert_eq!(
        without(operation(&amended), &["amendmentTypeFlag"]),
        without(operation(&declared), &[])
    );
    assert_eq!(
        amended.text_at("TransitOperation/amendmentTypeFlag"),
        Some("0")
    );
}

/// What stands in an element, but for some names.
fn without<'a>(element: &'a Element<'a>, names: &[&str]) -> Vec<&'a Element<'a>> {
    let children = element.children.iter();
    children
        .filter(|child| !names.contains(&child.name))
        .collect()
}

fn amendment_type(facts: &CustomsFacts, paths: &[&str], expected: &str) {
    let changes = paths.iter().map(|path| FieldPath::from(*path)).collect();
    let sent = encode(&fixture("minimal"), Intent::amend(changes), "P6", facts).unwrap();
    let flag = texts(&sent.body, "TransitOperation", "amendmentTypeFlag");
    assert_eq!(flag, [expected], "{paths:?}");
    let by_lrn = facts.acceptance_date.is_none();
    let named = |name| texts(&sent.body, "TransitOperation", name).len();
    assert_eq!((named("LRN") == 1, named("MRN") == 0), (by_lrn, by_lrn));
}

#[test]
fn an_amendment_says_what_it_answers_and_names_the_declaration() {
    let guarantee = "obligationGuarantees[0].refNum";
    let refused = guarantee_refused();
    amendment_type(&refused, &[guarantee, "obligationGuarantees"], "1");
    amendment_type(&refused, &[guarantee, "declType"], "0");
    amendment_type(&refused, &["obligationGuaranteesOfOthers"], "0");
    // R0520: only an answer to a refusal is one.
    amendment_type(&accepted(), &[guarantee], "0");
    amendment_type(&CustomsFacts::default(), &["declType"], "0");
}

fn refused(path: &str, value: Option<&str>, expected: &str) {
    let mut document = fixture("minimal");
    let field = FieldPath::from(path);
    match value {
        Some(text) => field
            .set(&mut document, Value::Text(text.to_owned()))
            .unwrap(),
        None => field.clear(&mut document),
    }
    let facts = CustomsFacts::default();
    match encode(&document, Intent::Declare, "P6", &facts) {
        Err(EncodeError::Document { path: at, problem }) => {
            assert_eq!(at.as_str(), path);
            assert!(problem.contains(expected), "{problem}");
        }
        Err(other) => panic!("{path}: {other}"),
        Ok(_) => panic!("{path} was written"),
    }
}

#[test]
fn what_customs_would_refuse_is_refused() {
    let item = "goodsShipment.governmentAgencyGoodsItems[0]";
    refused(
        "declType",
        None,
        "is missing; customs require it as declarationType",
    );
    refused("declType", Some("  "), "is missing");
    refused("declarationOfficeCode", None, "CustomsOfficeOfDeparture");
    refused(
        "holderOfTheTransitProcedure",
        None,
        "HolderOfTheTransitProcedure",
    );
    refused("obligationGuarantees", None, "Guarantee");
    refused(
        "goodsShipment.governmentAgencyGoodsItems",
        None,
        "grossMass",
    );
    refused(
        &format!("{item}.commodity.description"),
        Some("a\u{1}b"),
        "U+0001",
    );
    refused(
        "goodsShipment.consignment.departureTransportMeans.country",
        None,
        "nationality",
    );
    refused(
        &format!("{item}.goodsMeasure.nmass"),
        Some("-1"),
        "more than 0",
    );
    refused(
        &format!("{item}.commodity.classifications[0].code"),
        Some("8413"),
        "at least 6",
    );
    refused(&format!("{item}.packagings"), None, "Packaging");
    refused(
        "goodsShipment.consignment.gmass",
        Some("0.0000001"),
        "more than 6 decimals",
    );
}

#[test]
fn too_many_items_are_refused() {
    let result = encode(
        &with_items("minimal", 1_000),
        Intent::Declare,
        "P6",
        &CustomsFacts::default(),
    );
    assert!(
        matches!(result, Err(EncodeError::Document { .. })),
        "{result:?}"
    );
}

proptest! {
    #[test]
    fn any_description_is_carried(text in "[^\\p{Cc}\\p{Z}\\u{FFFE}\\u{FFFF}]{1,200}") {
        let mut document = fixture("minimal");
        let path = "goodsShipment.governmentAgencyGoodsItems[0].commodity.description";
        FieldPath::from(path).set(&mut document, Value::Text(text.clone())).unwrap();
        let message = declare(&document, "P6");
        let at = "Consignment/HouseConsignment/ConsignmentItem/Commodity";
        prop_assert_eq!(texts(message.as_bytes(), at, "descriptionOfGoods"), vec![text]);
    }
}

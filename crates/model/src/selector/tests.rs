//! What is found, what is written where, and what is refused.

use serde_json::json;

use super::*;

fn document() -> SingleAdministrativeDocument {
    serde_json::from_value(json!({
        "declarationOfficeCode": "DE004101",
        "previousDocuments": [{"type": "MRN", "refNum": "1"}],
        "goodsShipment": {"destination": "FR", "supplyChainActors": [
            {"role": "CS", "identifier": "DE1"}, {"role": "FW", "identifier": "DE2"},
        ]},
    }))
    .expect("a document")
}

#[test]
fn fields_are_found() {
    for (text, expected) in [
        ("declarationOfficeCode", Some("DE004101")),
        ("goodsShipment.destination", Some("FR")),
        ("goodsShipment.exportCountry", None),
        ("goodsShipment.consignment.gmass", None),
        ("previousDocuments[0].refNum", Some("1")),
        ("previousDocuments[1].refNum", None),
        ("previousDocuments[MRN].refNum", Some("1")),
        ("previousDocuments[ZZZ].refNum", None),
        (
            "goodsShipment.supplyChainActors[role=FW].identifier",
            Some("DE2"),
        ),
    ] {
        let document = document();
        let selector = Selector::parse(text).expect(text);
        assert_eq!(
            selector.get(&document).text().as_deref(),
            expected,
            "{text}"
        );
    }
}

#[test]
fn what_is_written_is_found_again_where_the_path_says() {
    for (text, path) in [
        ("declarationOfficeCode", "declarationOfficeCode"),
        (
            "goodsShipment.warehouse.type",
            "goodsShipment.warehouse.type",
        ),
        ("previousDocuments[0].refNum", "previousDocuments[0].refNum"),
        ("previousDocuments[1].refNum", "previousDocuments[1].refNum"),
        (
            "previousDocuments[T1].refNum",
            "previousDocuments[1].refNum",
        ),
        (
            "goodsShipment.supplyChainActors[role=MF].identifier",
            "goodsShipment.supplyChainActors[2].identifier",
        ),
    ] {
        let mut document = document();
        let selector = Selector::parse(text).expect(text);
        let at = selector
            .put(&mut document, Value::Text("X".to_owned()))
            .expect(text);
        assert_eq!(
            at.made.is_some(),
            text.contains("[1]") || text.contains("T1]") || text.contains("MF")
        );
        let at = at.path;
        assert_eq!(at.as_str(), path);
        assert_eq!(selector.locate(&document), Some(at.clone()));
        assert_eq!(
            selector.get(&document).text().as_deref(),
            Some("X"),
            "{text}"
        );
        assert_eq!(
            at.get(&document).and_then(Field::text).as_deref(),
            Some("X"),
            "{text}"
        );
    }
}

#[test]
fn positions_beyond_the_end_are_refused() {
    let selector = Selector::parse("previousDocuments[3].refNum").expect("a selector");
    assert!(
        selector
            .put(&mut document(), Value::Text("X".to_owned()))
            .is_err()
    );
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind() {
    let mut document = document();
    for text in [
        "previousDocuments[+].lineNum",
        "previousDocuments[T9].lineNum",
    ] {
        let selector = Selector::parse(text).expect(text);
        let value = Value::Text("x".to_owned());
        if selector.appends() {
            let kind = Selector::parse("previousDocuments[+].type").expect("a selector");
            let values = [(&kind, Value::Text("T8".to_owned())), (&selector, value)];
            assert!(append(&mut document, &values, "r").is_err());
        } else {
            assert!(selector.put(&mut document, value).is_err());
        }
        assert_eq!(document.previous_documents.len(), 1, "{text}");
    }
    let number = Selector::parse("previousDocuments[0].lineNum").expect("a selector");
    let whole = Value::Decimal("2.0".parse().expect("a number"));
    number.put(&mut document, whole).expect("a whole number");
}

#[test]
fn an_element_is_appended_once() {
    let (kind, number) = (
        Selector::parse("previousDocuments[+].type").expect("a selector"),
        Selector::parse("previousDocuments[+].refNum").expect("a selector"),
    );
    assert!(kind.appends_with(&number));
    let mut document = document();
    let mut add = |value: &str| {
        let values = [
            (&kind, Value::Text("MRN".to_owned())),
            (&number, Value::Text(value.to_owned())),
        ];
        append(&mut document, &values, "r1").expect("it fits")
    };
    assert_eq!(add("1"), None, "it is there");
    assert_eq!(add("2"), Some(FieldPath::from("previousDocuments[1]")));
    assert_eq!(add("2"), None, "it was just appended");
    assert_eq!(
        document.previous_documents[1].cas_reference.as_deref(),
        Some("r1")
    );
}

#[test]
fn what_is_no_field_is_refused_with_the_remedy() {
    for (text, says) in [
        ("", "a field is missing"),
        ("goodsShipment", "holds several values"),
        ("goodsShipment.consignmemt", "has no field consignmemt"),
        ("goodsshipment.destination", "perhaps goodsShipment"),
        (
            "goodsShipment.governmentAgencyGoodsItems.seqNum",
            "say which element",
        ),
        ("declType[1]", "behind collections only"),
        ("declType.code", "nothing below a single value"),
        ("item.commodity.classifications[=1].code", "has no field"),
        ("item.packagings[+].type[+]", "behind collections only"),
        ("item.packagings[", "without ]"),
        ("goodsShipment..destination", "a name is missing"),
    ] {
        let error = Selector::parse(text).expect_err(text);
        assert!(error.message.contains(says), "{text}: {error}");
    }
}

#[test]
fn overlaps_are_seen() {
    let overlap = |a: &str, b: &str| {
        Selector::parse(a)
            .expect(a)
            .overlaps(&Selector::parse(b).expect(b))
    };
    assert!(overlap("declType", "declType"));
    assert!(!overlap("declType", "item.declType"));
    assert!(!overlap(
        "goodsShipment.destination",
        "goodsShipment.exportCountry"
    ));
    assert!(overlap(
        "item.packagings[+].type",
        "item.packagings[0].type"
    ));
    assert!(overlap(
        "item.packagings[CT].quantity",
        "item.packagings[0].type"
    ));
    assert!(!overlap("item.packagings[0].type", "item.origin.country"));
}

#[test]
fn a_selector_means_its_field_however_it_is_spelled() {
    let read = |text: &str| Selector::parse(text).expect("a field");
    assert_eq!(read(" declType "), read("declType"));
    assert_ne!(read("declType"), read("shipment.plant"));
    let (first, second) = (
        read("item.commodity.classifications[CN].code"),
        read("item.commodity.classifications[HS].code"),
    );
    assert_ne!(first, second);
}

#[test]
fn a_selector_says_whether_it_appends_and_what_it_holds() {
    let read = |text: &str| Selector::parse(text).expect("a field");
    assert!(read("item.commodity.classifications[+].code").appends());
    assert!(!read("item.commodity.classifications[CN].code").appends());
    let document = SingleAdministrativeDocument {
        decl_type: Some("EX".to_owned()),
        ..SingleAdministrativeDocument::default()
    };
    let text = |value: &str| Value::Text(value.to_owned());
    assert!(read("declType").holds(&document, &text("EX")));
    assert!(!read("declType").holds(&document, &text("IM")));
    assert!(!read("addDeclType1").holds(&document, &text("EX")));
}

#[test]
fn a_name_is_recognised_within_another_either_way() {
    let near = |written: &str| {
        let said = Selector::parse(written).expect_err("no field").message;
        let said = said
            .split_once("; perhaps ")
            .map(|(_, near)| near.to_owned());
        said.unwrap_or_default()
    };
    assert_eq!(near("decltype"), "addDeclType1, declType");
    assert_eq!(near("myDeclType"), "declType");
    assert_eq!(near("nothing"), "");
}

#[test]
fn selectors_may_mean_the_same_field() {
    for (one, other, expected) in [
        ("security", "security", true),
        ("security", "declType", false),
        ("item.declType", "declType", false),
        (
            "previousDocuments[0].type",
            "previousDocuments[+].type",
            true,
        ),
        (
            "previousDocuments[0].type",
            "previousDocuments[MRN].type",
            true,
        ),
        (
            "previousDocuments[0].type",
            "previousDocuments[1].type",
            false,
        ),
        (
            "previousDocuments[T1].type",
            "previousDocuments[MRN].type",
            false,
        ),
        (
            "previousDocuments[T1].type",
            "previousDocuments[T1].refNum",
            false,
        ),
        (
            "previousDocuments[T1].type",
            "previousDocuments[refNum=1].type",
            true,
        ),
        (
            "goodsShipment.destination",
            "goodsShipment.warehouse.type",
            false,
        ),
    ] {
        let [left, right] = [one, other].map(|text| Selector::parse(text).expect(text));
        assert_eq!(left.may_mean(&right), expected, "{one} {other}");
        assert_eq!(right.may_mean(&left), expected, "{other} {one}");
    }
}

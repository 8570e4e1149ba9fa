//! Paths: their steps, what they reach, what writing and emptying through them does.

use cas_model::FieldPath;
use cas_model::access::Value;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::field_path::{Segment, each_scalar};
use proptest::prelude::*;
use serde_json::json;

use crate::documents::{any_shipment, scalar_paths};

const GROSS_MASS: &str = "goodsShipment.governmentAgencyGoodsItems[1].goodsMeasure.gmass";

fn document() -> SingleAdministrativeDocument {
    serde_json::from_value(json!({
        "declType": "T1",
        "agent": {"name": "Agent"},
        "goodsShipment": {"governmentAgencyGoodsItems": [
            {"seqNum": 1},
            {"seqNum": 2, "goodsMeasure": {"gmass": 12.5}},
        ]},
    }))
    .expect("the fixture is a document")
}

/// What `get` finds: the scalar's text, or which kind of thing else.
fn found(path: &str) -> String {
    use cas_model::access::Field;
    let document = document();
    match FieldPath::from(path).get(&document) {
        None => "no such field".to_owned(),
        Some(Field::Absent) => "absent".to_owned(),
        Some(Field::Record(record)) => record.shape().name.to_owned(),
        Some(Field::List(list)) => format!("{} elements", list.len()),
        Some(scalar) => scalar.text().expect("a scalar has a text").into_owned(),
    }
}

#[test]
fn paths_lead_to_what_they_name() {
    for (path, expected) in [
        ("", "SingleAdministrativeDocument"),
        ("declType", "T1"),
        ("agentStatus", "absent"),
        ("agent", "Party"),
        ("agent.name", "Agent"),
        ("declarant", "absent"),
        ("declarant.name", "absent"),
        ("goodsShipment.governmentAgencyGoodsItems", "2 elements"),
        (
            "goodsShipment.governmentAgencyGoodsItems[1]",
            "GovernmentAgencyGoodsItem",
        ),
        ("goodsShipment.governmentAgencyGoodsItems[2]", "absent"),
        (
            "goodsShipment.governmentAgencyGoodsItems[2].seqNum",
            "absent",
        ),
        (GROSS_MASS, "12.5"),
        ("declTyp", "no such field"),
        ("declType.name", "no such field"),
        ("agent[0]", "no such field"),
        (
            "goodsShipment.governmentAgencyGoodsItems.seqNum",
            "no such field",
        ),
        // The spelling we read but do not write names no field of the document.
        ("addDeclType", "no such field"),
    ] {
        assert_eq!(found(path), expected, "at {path}");
    }
}

/// Writes and gives the document back, or the error.
fn after_set(path: &str, value: Value) -> Result<serde_json::Value, String> {
    let mut document = SingleAdministrativeDocument::default();
    FieldPath::from(path)
        .set(&mut document, value)
        .map(|()| serde_json::to_value(document).expect("documents are JSON"))
        .map_err(|error| error.to_string())
}

#[test]
fn writing_creates_the_way() {
    let text = |text: &str| Value::Text(text.to_owned());
    for (path, value, expected) in [
        ("declType", text("T2"), Ok(json!({"declType": "T2"}))),
        (
            "agent.address.city",
            text("Ghent"),
            Ok(json!({"agent": {"address": {"city": "Ghent"}}})),
        ),
        (
            "authorisations[0].type",
            text("C521"),
            Ok(json!({"authorisations": [{"type": "C521"}]})),
        ),
        (
            "bindingItinerary",
            text("1"),
            Ok(json!({"bindingItinerary": true})),
        ),
        (
            "limitDate",
            text("2026-12-24"),
            Ok(json!({"limitDate": "2026-12-24"})),
        ),
        (
            "trxNatCode1",
            Value::Integer(1),
            Ok(json!({"trxNatCode1": "1"})),
        ),
        (
            "authorisations[1].type",
            text("C521"),
            Err("SingleAdministrativeDocument has no field authorisations[1].type"),
        ),
        (
            "limitDate",
            text("today"),
            Err("limitDate of SingleAdministrativeDocument takes a date YYYY-MM-DD"),
        ),
        (
            "agent",
            text("ACME"),
            Err("agent of SingleAdministrativeDocument takes an object"),
        ),
        (
            "agent.nam",
            text("ACME"),
            Err("Party has no field agent.nam"),
        ),
        (
            "",
            text("ACME"),
            Err("SingleAdministrativeDocument has no field "),
        ),
    ] {
        assert_eq!(
            after_set(path, value),
            expected.map_err(str::to_owned),
            "at {path}"
        );
    }
}

#[test]
fn emptying_takes_away_just_that() {
    for (path, expected) in [
        ("declType", json!({"agent": {"name": "Agent"}})),
        ("agent", json!({"declType": "T1"})),
        ("agent.name", json!({"declType": "T1", "agent": {}})),
        (
            "declarant.name",
            json!({"declType": "T1", "agent": {"name": "Agent"}}),
        ),
        (
            "nothing",
            json!({"declType": "T1", "agent": {"name": "Agent"}}),
        ),
    ] {
        let mut document = document();
        document.goods_shipment = None;
        FieldPath::from(path).clear(&mut document);
        let left = serde_json::to_value(document).expect("documents are JSON");
        assert_eq!(left, expected, "after {path}");
    }
}

#[test]
fn records_are_found_but_not_made() {
    for (path, expected) in [
        ("", Some("SingleAdministrativeDocument")),
        ("agent", Some("Party")),
        (
            "goodsShipment.governmentAgencyGoodsItems[0]",
            Some("GovernmentAgencyGoodsItem"),
        ),
        ("goodsShipment.governmentAgencyGoodsItems[9]", None),
        ("declarant", None),
        ("declType", None),
        ("agent.nam", None),
    ] {
        let mut document = document();
        let name = FieldPath::from(path)
            .record_mut(&mut document)
            .map(|record| record.shape().name);
        assert_eq!(name, expected, "at {path}");
        assert_eq!(document, self::document(), "after looking at {path}");
    }
}

#[test]
fn paths_have_steps() {
    let (a, b) = (Segment::Name("a"), Segment::Name("b"));
    for (path, expected) in [
        ("", vec![]),
        ("a", vec![a]),
        ("a.b", vec![a, b]),
        ("a[12].b", vec![a, Segment::Index(12), b]),
        ("[3]", vec![Segment::Index(3)]),
    ] {
        let path = FieldPath::from(path);
        assert_eq!(path.segments().collect::<Vec<_>>(), expected, "of {path}");
    }
}

#[test]
fn joined_paths() {
    for (above, below, expected) in [
        ("", "", ""),
        ("", "a", "a"),
        ("a", "", "a"),
        ("a", "b", "a.b"),
        ("a", "[1].b", "a[1].b"),
    ] {
        assert_eq!(
            FieldPath::from(above).join(&below.into()).as_str(),
            expected
        );
    }
    assert_eq!(
        FieldPath::root().field("a").index(1).field("b").as_str(),
        "a[1].b"
    );
}

#[test]
fn within_is_by_whole_steps() {
    for (path, other, expected) in [
        ("a.b", "a", true),
        ("a[1]", "a", true),
        ("a", "a", true),
        ("a", "", true),
        ("", "a", false),
        ("a", "a.b", false),
        ("ab", "a", false),
        ("a[10]", "a[1]", false),
    ] {
        let path = FieldPath::from(path);
        assert_eq!(
            path.is_within(&other.into()),
            expected,
            "{path} within {other}"
        );
    }
}

#[test]
fn public_references() {
    for (path, name, above) in [
        ("", "", "SingleAdministrativeDocument"),
        (
            "addDeclType1",
            "AddDeclType1",
            "SingleAdministrativeDocument",
        ),
        ("agent.name", "Name", "SingleAdministrativeDocument.Agent"),
        (
            "goodsShipment.governmentAgencyGoodsItems[1]",
            "GovernmentAgencyGoodsItems[1]",
            "SingleAdministrativeDocument.GoodsShipment",
        ),
        (
            GROSS_MASS,
            "Gmass",
            "SingleAdministrativeDocument.GoodsShipment.GovernmentAgencyGoodsItems[1].GoodsMeasure",
        ),
    ] {
        let reference = FieldPath::from(path).public_reference();
        assert_eq!(reference, (name.to_owned(), above.to_owned()), "of {path}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn writing_what_is_there_changes_nothing(shipment in any_shipment()) {
        let mut again = shipment.clone();
        each_scalar(&shipment, &FieldPath::root(), &mut |path, scalar| {
            let text = scalar.text().expect("a scalar has a text").into_owned();
            path.set(&mut again, Value::Text(text)).expect("the path is of this document");
        });
        prop_assert_eq!(again, shipment);
    }

    #[test]
    fn an_emptied_scalar_is_absent(
        shipment in any_shipment(),
        chosen in any::<proptest::sample::Index>(),
    ) {
        let paths = scalar_paths(&shipment);
        prop_assume!(!paths.is_empty());
        let path = chosen.get(&paths);
        let mut shipment = shipment;
        path.clear(&mut shipment);
        let left: Vec<_> = paths.iter().filter(|other| *other != path).cloned().collect();
        prop_assert_eq!(scalar_paths(&shipment), left);
    }

    #[test]
    fn steps_make_the_path_again(names in proptest::collection::vec("[a-z][A-Za-z0-9]{0,5}", 0..6)) {
        let path = names.iter().enumerate().fold(FieldPath::root(), |path, (index, name)| {
            let path = path.field(name);
            if index % 2 == 0 { path } else { path.index(index) }
        });
        let again = path.segments().fold(FieldPath::root(), |path, segment| match segment {
            Segment::Name(name) => path.field(name),
            Segment::Index(index) => path.index(index),
        });
        prop_assert_eq!(again, path);
    }
}

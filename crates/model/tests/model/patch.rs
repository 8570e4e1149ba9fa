//! Selective updates: what stays, what goes, what is refused, and the laws.

use cas_model::access::Node;
use cas_model::document::CustomsShipment;
use cas_model::master_data::{Article, BusinessPartner};
use cas_model::shape::{Shape, ValueKind};
use cas_model::structure::StructureError;
use cas_model::{Patch, assign_in_document};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::changes::Dice;
use crate::documents::any_shipment;

/// An update of a record, both as JSON.
fn apply<T>(current: Option<&Value>, update: Value) -> Result<Value, Vec<StructureError>>
where
    T: Node + Default + Clone + Serialize + DeserializeOwned,
{
    let patch = Patch::check(T::default().shape(), update)?;
    let after: T = match current {
        None => patch.make()?,
        Some(current) => {
            let current: T = serde_json::from_value(current.clone()).expect("a record");
            patch.apply_to(&current)?
        }
    };
    Ok(serde_json::to_value(after).expect("records are JSON"))
}

fn partner() -> Value {
    json!({
        "code": "P", "name": "Partner", "city": "Kiel",
        "identifiers": [
            {"casReference": "e", "type": "Eori", "code": "DE1"},
            {"casReference": "v", "type": "Vat", "code": "DE2"},
        ],
    })
}

fn check(update: Value, expected: Value) {
    let found = apply::<BusinessPartner>(Some(&partner()), update.clone());
    assert_eq!(
        found.map_err(|errors| format!("{errors:?}")),
        Ok(expected),
        "{update}"
    );
}

fn with(change: impl FnOnce(&mut Value)) -> Value {
    let mut partner = partner();
    change(&mut partner);
    partner
}

#[test]
fn what_is_sent_changes_and_the_rest_stays() {
    check(json!({}), partner());
    check(json!({"name": "New"}), with(|p| p["name"] = json!("New")));
    check(
        json!({"name": null, "street": null}),
        with(|p| drop(p.as_object_mut().expect("an object").remove("name"))),
    );
    check(
        json!({"identifiers": [{"casReference": "v", "code": "DE3"}]}),
        with(|p| p["identifiers"][1]["code"] = json!("DE3")),
    );
    check(
        json!({"identifiers": [
            {"casReference": "v", "code": null}, {"casReference": "e", "code": "DE4"},
        ]}),
        with(|p| {
            p["identifiers"] = json!([
                {"casReference": "e", "type": "Eori", "code": "DE4"},
                {"casReference": "v", "type": "Vat"},
            ]);
        }),
    );
    for nothing in [json!(null), json!([])] {
        check(
            json!({"identifiers": nothing}),
            with(|p| drop(p.as_object_mut().expect("an object").remove("identifiers"))),
        );
    }
}

#[test]
fn elements_without_a_reference_replace_the_collection() {
    let update = json!({"identifiers": [{"type": "Eori", "code": "DE9"}]});
    let found = apply::<BusinessPartner>(Some(&partner()), update).expect("good");
    let [only] = found["identifiers"]
        .as_array()
        .expect("a collection")
        .as_slice()
    else {
        panic!("one element is expected: {found}");
    };
    assert_eq!(only["code"], "DE9");
    assert!(only["casReference"].is_string());
    assert_ne!(only["casReference"], "e");
}

#[test]
fn one_element_is_added_or_removed_and_the_others_stay() {
    let add = json!({"$add": true, "type": "Excise", "code": "DE3"});
    let found = apply::<BusinessPartner>(Some(&partner()), json!({"identifiers": [add]}));
    let found = found.expect("good");
    let identifiers = found["identifiers"].as_array().expect("a collection");
    assert_eq!(
        identifiers[..2],
        partner()["identifiers"].as_array().unwrap()[..]
    );
    assert_eq!(identifiers[2]["code"], "DE3");
    assert!(identifiers[2]["casReference"].is_string());
    assert_eq!(identifiers.len(), 3);
    assert!(identifiers[2].get("$add").is_none());

    let several = json!({"identifiers": [
        {"$remove": true, "casReference": "e"},
        {"casReference": "v", "code": "DE7"},
        {"$add": true, "casReference": "n", "type": "Excise", "code": "DE3"},
    ]});
    let expected = with(|partner| {
        partner["identifiers"] = json!([
            {"casReference": "v", "type": "Vat", "code": "DE7"},
            {"casReference": "n", "type": "Excise", "code": "DE3"},
        ]);
    });
    check(several, expected);

    // What is added by a reference is added once.
    let named = json!({"identifiers": [{"$add": true, "casReference": "n", "code": "DE3"}]});
    let once = apply::<BusinessPartner>(Some(&partner()), named.clone()).expect("good");
    let twice = apply::<BusinessPartner>(Some(&once), named.clone()).expect("good");
    assert_eq!(once, twice);
    // Where there is nothing yet, it is the first.
    let first = apply::<BusinessPartner>(Some(&json!({"code": "P"})), named).expect("good");
    assert_eq!(
        first["identifiers"],
        json!([{"casReference": "n", "code": "DE3"}])
    );
}

#[test]
fn a_new_document_takes_what_is_to_be_added_and_nothing_to_be_removed() {
    let new = json!({"code": "A", "descriptions": [{"$add": true, "text": "Tea"}]});
    let made = apply::<Article>(None, new).expect("good");
    assert_eq!(made["descriptions"][0]["text"], "Tea");
    let new = json!({"code": "A", "descriptions": [{"$remove": true, "casReference": "x"}]});
    assert!(apply::<Article>(None, new).is_err());
}

#[test]
fn elements_are_updated_at_any_depth() {
    let shipment = json!({"singleAdministrativeDocument": {"goodsShipment": {
        "governmentAgencyGoodsItems": [
            {"casReference": "1", "packagings": [{"casReference": "p", "quantity": 1}, {"type": "CT"}]},
            {"casReference": "2", "seqNum": 2},
        ],
    }}});
    let shipment = document(&serde_json::from_value(shipment).expect("a shipment"));
    let update = json!({"singleAdministrativeDocument": {"goodsShipment": {
        "governmentAgencyGoodsItems": [
            {"casReference": "1", "packagings": [{"casReference": "p", "quantity": 7}]},
        ],
    }}});
    let found = apply::<CustomsShipment>(Some(&shipment), update).expect("good");
    let path = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems";
    let expected = {
        let mut expected = shipment.clone();
        let items = expected.pointer_mut(path).expect("items");
        items[0]["packagings"][0]["quantity"] = json!(7);
        expected
    };
    assert_eq!(found, expected);
}

#[test]
fn what_is_refused_is_named_by_its_path() {
    let eori = json!({"casReference": "e", "code": "1"});
    for (update, places) in [
        (
            json!({"colour": 1, "identifiers": [{"casReference": "e", "x": 1}]}),
            vec!["colour", "identifiers[0].x"],
        ),
        (
            json!({"name": [], "identifiers": 7}),
            vec!["identifiers", "name"],
        ),
        (
            json!({"identifiers": [eori, {"type": "Vat"}]}),
            vec!["identifiers"],
        ),
        (
            json!({"identifiers": [eori, {"casReference": "x"}]}),
            vec!["identifiers[1].casReference"],
        ),
        (
            json!({"identifiers": [eori, eori]}),
            vec!["identifiers[1].casReference"],
        ),
        (json!([]), vec![""]),
        (
            json!({"identifiers": [{"$add": true, "type": "Vat"}, {"type": "Eori"}]}),
            vec!["identifiers"],
        ),
        (
            json!({"identifiers": [{"$remove": true, "casReference": "x"}]}),
            vec!["identifiers[0].casReference"],
        ),
        (
            json!({"identifiers": [
                {"$remove": true}, {"$remove": true, "casReference": "e", "code": "1"},
                {"$add": "yes"}, {"$add": true, "$remove": true, "casReference": "v"},
            ]}),
            vec![
                "identifiers[0].$remove",
                "identifiers[1].$remove",
                "identifiers[2].$add",
                "identifiers[3].$remove",
            ],
        ),
        (
            json!({"$remove": true, "casReference": "e"}),
            vec!["$remove", "casReference"],
        ),
    ] {
        let before = partner();
        let errors = apply::<BusinessPartner>(Some(&before), update.clone());
        let errors = errors.expect_err("refused");
        let mut found: Vec<&str> = errors.iter().map(|error| error.path.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, places, "{update}");
        assert_eq!(before, partner());
    }
}

#[test]
fn a_new_document_keeps_the_references_it_was_given() {
    let new = json!({"code": "A", "descriptions": [{"casReference": "mine", "text": "Tea"}]});
    let made = apply::<Article>(None, new.clone()).expect("good");
    assert_eq!(made, new);
    let twice = json!({"descriptions": [{"casReference": "a"}, {"casReference": "a"}]});
    assert!(apply::<Article>(None, twice).is_err());
    // In a document that is there, an element that is new has nothing below it yet.
    let below = json!({"descriptions": [{"casReference": "other", "text": "Tea"}]});
    assert!(apply::<Article>(Some(&made), below).is_err());
}

/// An update made of another document: fields left out, cleared, or taken from it; elements
/// replaced, or updated by a reference that may be unknown.
fn update_of(shape: &'static Shape, document: &Value, dice: &mut Dice) -> Value {
    let mut update = Map::new();
    for field in shape
        .fields
        .iter()
        .filter(|field| field.name != "casReference")
    {
        let value = &document[field.name];
        let sent = match (dice.throw(5), value) {
            (0, _) | (_, Value::Null) => continue,
            (1, _) => Value::Null,
            _ => field_of(field.kind, value, dice),
        };
        update.insert(field.name.to_owned(), sent);
    }
    Value::Object(update)
}

fn field_of(kind: ValueKind, value: &Value, dice: &mut Dice) -> Value {
    match (kind, value) {
        (ValueKind::Record(shape), value) => update_of(shape(), value, dice),
        (ValueKind::List(shape), Value::Array(elements)) => {
            let by_reference = dice.throw(2) == 0;
            let update = |element: &Value| {
                let mut update = update_of(shape(), element, dice);
                if by_reference {
                    update["casReference"] = element["casReference"].clone();
                }
                update
            };
            elements.iter().map(update).collect()
        }
        (_, value) => value.clone(),
    }
}

fn document(shipment: &CustomsShipment) -> Value {
    let mut shipment = shipment.clone();
    assign_in_document(&mut shipment);
    serde_json::to_value(shipment).expect("writable")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn twice_is_once(one in any_shipment(), other in any_shipment(), seed: u64, own: bool) {
        let shape = CustomsShipment::shape();
        let (before, other) = (document(&one), document(&other));
        // Of the document itself, so that references are known; or of another.
        let source = if own { &before } else { &other };
        let update = update_of(shape, source, &mut Dice(seed));
        if let Ok(once) = apply::<CustomsShipment>(Some(&before), update.clone()) {
            let twice = apply::<CustomsShipment>(Some(&once), update);
            prop_assert_eq!(twice.map_err(|errors| format!("{errors:?}")), Ok(once));
        }
    }

    #[test]
    fn what_comes_out_is_a_document(one in any_shipment(), seed: u64) {
        let shape = CustomsShipment::shape();
        let before = document(&one);
        let update = update_of(shape, &before, &mut Dice(seed));
        // An element that is replaced knows nothing of what stood below the one before.
        if let Ok(after) = apply::<CustomsShipment>(Some(&before), update) {
            let read: Result<CustomsShipment, _> = cas_model::structure::read(shape, after);
            prop_assert!(read.is_ok(), "{read:?}");
        }
    }

    #[test]
    fn a_document_is_an_update_that_changes_nothing_of_itself(one in any_shipment()) {
        let before = document(&one);
        let after = apply::<CustomsShipment>(Some(&before), before.clone());
        let nothing = apply::<CustomsShipment>(Some(&before), json!({}));
        let before = Ok(before);
        prop_assert_eq!(after.map_err(|errors| format!("{errors:?}")), before.clone());
        prop_assert_eq!(nothing.map_err(|errors| format!("{errors:?}")), before);
    }
}

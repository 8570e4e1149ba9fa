//! Differences: none where nothing differs, each in its place, and with them one version becomes
//! the other.

use cas_model::difference::{Difference, differences, is_same};
use cas_model::document::SingleAdministrativeDocument;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::changes::{any_document, any_versions, moved, with_references};
use crate::documents::json_at;

fn document(json: &Value) -> SingleAdministrativeDocument {
    serde_json::from_value(json.clone()).expect("the fixture is a document")
}

/// Both documents with these authorisations, and other fields beside them.
fn check(before: Value, after: Value, expected: &[(&str, &str, Value, Value)]) {
    let found = differences(&document(&before), &document(&after));
    let found: Vec<_> = found
        .into_iter()
        .map(|difference| {
            let Difference {
                address,
                path,
                before,
                after,
            } = difference;
            let [before, after] = [before, after].map(|value| value.unwrap_or(Value::Null));
            (address.to_string(), path.to_string(), before, after)
        })
        .collect();
    let expected: Vec<_> = expected
        .iter()
        .map(|(address, path, before, after)| {
            (
                (*address).to_owned(),
                (*path).to_owned(),
                before.clone(),
                after.clone(),
            )
        })
        .collect();
    assert_eq!(found, expected, "{before} to {after}");
}

#[test]
fn scalars_differ_one_by_one() {
    check(
        json!({"declType": "T1", "totalInvoiceAmount": 1.50, "goodsItemQuantity": 1,
               "bindingItinerary": true, "limitDate": "2026-01-01", "agent": {}}),
        json!({"declType": "T2", "totalInvoiceAmount": 1.5, "goodsItemQuantity": 2,
               "limitDate": "2026-01-02", "presentationDateTime": "2026-01-01T00:00:00Z",
               "declarant": {"address": {"city": "Kiel"}}}),
        &[
            ("declType", "declType", json!("T1"), json!("T2")),
            ("goodsItemQuantity", "goodsItemQuantity", json!(1), json!(2)),
            (
                "bindingItinerary",
                "bindingItinerary",
                json!(true),
                json!(null),
            ),
            (
                "limitDate",
                "limitDate",
                json!("2026-01-01"),
                json!("2026-01-02"),
            ),
            (
                "presentationDateTime",
                "presentationDateTime",
                json!(null),
                json!("2026-01-01T00:00:00Z"),
            ),
            (
                "declarant.address.city",
                "declarant.address.city",
                json!(null),
                json!("Kiel"),
            ),
        ],
    );
}

#[test]
fn elements_differ_whole_or_by_their_fields() {
    let [a, b, c, x, y] = [
        json!({"casReference": "a", "type": "C521"}),
        json!({"casReference": "b", "type": "C522"}),
        json!({"casReference": "c", "type": "C523"}),
        json!({"type": "C524"}),
        json!({"type": "C525"}),
    ];
    let referenced = json!({"casReference": "r", "type": "C524"});
    let other = json!({"casReference": "r", "type": "C526"});
    let changed = json!({"casReference": "a", "type": "C529"});
    let none = json!(null);
    for (before, after, expected) in [
        (json!([a, b]), json!([b, a]), vec![]),
        (
            json!([a, b]),
            json!([b, changed]),
            vec![("[#a].type", "[1].type", &a["type"], &changed["type"])],
        ),
        (
            json!([a, b, c]),
            json!([a, c]),
            vec![("[#b]", "[1]", &b, &none)],
        ),
        (json!([a]), json!([c, a]), vec![("[#c]", "[0]", &none, &c)]),
        (
            json!([a, b]),
            json!([c]),
            vec![
                ("[#c]", "[0]", &none, &c),
                ("[#a]", "[0]", &a, &none),
                ("[#b]", "[1]", &b, &none),
            ],
        ),
        // Without references, elements at the same place are the same.
        (
            json!([x, a]),
            json!([a, y]),
            vec![("[0].type", "[1].type", &x["type"], &y["type"])],
        ),
        (json!([x, y]), json!([x]), vec![("[1]", "[1]", &y, &none)]),
        // An element that got its reference is the same; one that also changed is another.
        (
            json!([x, y]),
            json!([y, referenced]),
            vec![
                ("[0].type", "[0].type", &x["type"], &y["type"]),
                ("[#r]", "[1]", &none, &referenced),
                ("[1]", "[1]", &y, &none),
            ],
        ),
        (json!([a, x]), json!([referenced, a]), vec![]),
        (
            json!([x]),
            json!([other]),
            vec![("[#r]", "[0]", &none, &other), ("[0]", "[0]", &x, &none)],
        ),
        (json!([a]), json!([]), vec![("[#a]", "[0]", &a, &none)]),
    ] {
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(address, path, before, after)| {
                let [address, path] = [address, path].map(|at| format!("authorisations{at}"));
                (address, path, before.clone(), after.clone())
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(address, path, before, after)| {
                (
                    address.as_str(),
                    path.as_str(),
                    before.clone(),
                    after.clone(),
                )
            })
            .collect();
        check(
            json!({"authorisations": before}),
            json!({"authorisations": after}),
            &expected,
        );
    }
}

#[test]
fn differences_are_told_as_json() {
    let [before, after] = [json!({}), json!({"declType": "T1"})].map(|json| document(&json));
    let found = serde_json::to_value(differences(&before, &after)).expect("JSON");
    let expected = json!([{"address": "declType", "path": "declType", "after": "T1"}]);
    assert_eq!(found, expected);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_document_is_as_itself(document in any_document()) {
        prop_assert_eq!(differences(&document, &document), []);
    }

    #[test]
    fn moving_is_no_difference(document in any_document(), seed: u64) {
        let document = with_references(&document);
        prop_assert_eq!(differences(&document, &moved(&document, seed)), []);
    }

    #[test]
    fn to_get_references_is_no_difference(document in any_document()) {
        prop_assert_eq!(differences(&document, &with_references(&document)), []);
    }

    #[test]
    fn the_same_is_what_has_no_differences(versions in any_versions()) {
        let (before, after) = (&versions.first, &versions.second);
        let found = differences(before, after);
        prop_assert_eq!(is_same(before, after), found.is_empty());
        prop_assert_eq!(is_same(after, before), found.is_empty());
        prop_assert_eq!(differences(after, before).is_empty(), found.is_empty());
    }

    /// Every difference says what is written where it says.
    #[test]
    fn values_stand_at_their_paths(versions in any_versions()) {
        let (before, after) = (&versions.first, &versions.second);
        let [mut earlier, mut later] =
            [before, after].map(|document| serde_json::to_value(document).expect("JSON"));
        for difference in differences(before, after) {
            match (&difference.before, &difference.after) {
                (_, Some(value)) => prop_assert_eq!(json_at(&mut later, &difference.path), value),
                (Some(value), None) if difference.address.is_element() => {
                    prop_assert_eq!(json_at(&mut earlier, &difference.path), value);
                }
                (Some(_), None) => {
                    let place = difference.path.get(after);
                    prop_assert!(place.is_some_and(|field| !field.is_present()));
                }
                (None, None) => prop_assert!(false, "{} says nothing", difference.path),
            }
        }
    }
}

//! Edits: what is kept of what people change, and the laws of bringing it to a new document.

use cas_model::difference::{differences, is_same};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::edit::{Edits, Merged, conflict_findings, gone_findings, merge};
use cas_model::{Address, FieldPath};
use jiff::Timestamp;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::changes::{References, Versions, any_document, any_versions, any_versions_with};

fn document(json: &Value) -> SingleAdministrativeDocument {
    serde_json::from_value(json.clone()).expect("the fixture is a document")
}

/// Notes what Ada changed.
fn note(
    edits: &mut Edits,
    before: &SingleAdministrativeDocument,
    after: &SingleAdministrativeDocument,
) {
    let at = Timestamp::UNIX_EPOCH;
    edits.note(&differences(before, after), "Ada", at, after);
}

/// The edits of a person who changes a document in these steps.
fn edits(steps: &[Value]) -> Edits {
    let mut edits = Edits::default();
    for pair in steps.windows(2) {
        note(&mut edits, &document(&pair[0]), &document(&pair[1]));
    }
    edits
}

/// The edits in a line each: `address: before > after`, with `! now` in conflict.
fn shown(edits: &Edits) -> Vec<String> {
    let value = |value: &Option<Value>| value.as_ref().map_or("-".to_owned(), Value::to_string);
    edits
        .iter()
        .map(|edit| {
            let conflict = edit.conflict.as_ref();
            let now = conflict.map(|conflict| format!(" ! {}", value(&conflict.now)));
            let (before, after) = (value(&edit.before), value(&edit.after));
            let now = now.unwrap_or_default();
            format!("{}: {before} > {after}{now}", edit.address)
        })
        .collect()
}

fn merged(edits: &Edits, onto: &Value) -> (Merged, Value) {
    let mut document = document(onto);
    let merged = merge(edits, &mut document);
    (
        merged,
        serde_json::to_value(document).expect("documents are JSON"),
    )
}

fn authorisations(elements: Value) -> Value {
    json!({ "authorisations": elements })
}

fn element(reference: &str, code: &str) -> Value {
    json!({"casReference": reference, "type": code})
}

#[test]
fn what_a_person_changes_is_one_edit_each() {
    let (a, b) = (element("a", "C1"), element("b", "C2"));
    for (steps, expected) in [
        (
            vec![json!({}), json!({"declType": "T1"})],
            vec![r#"declType: - > "T1""#],
        ),
        (
            vec![
                json!({"declType": "T"}),
                json!({"declType": "T1"}),
                json!({"declType": "T2"}),
            ],
            vec![r#"declType: "T" > "T2""#],
        ),
        (
            vec![
                json!({"declType": "T"}),
                json!({"declType": "T1"}),
                json!({"declType": "T"}),
            ],
            vec![],
        ),
        // A change below an element that was added is part of it.
        (
            vec![
                authorisations(json!([a])),
                authorisations(json!([a, element("b", "C2")])),
                authorisations(json!([a, element("b", "C3")])),
            ],
            vec![r##"authorisations[#b]: - > {"casReference":"b","type":"C3"}"##],
        ),
        // What was added and removed was never there.
        (
            vec![
                authorisations(json!([a])),
                authorisations(json!([a, b])),
                authorisations(json!([a])),
            ],
            vec![],
        ),
        // What was changed and then removed was removed as it was before.
        (
            vec![
                authorisations(json!([a, b])),
                authorisations(json!([a, element("b", "C9")])),
                authorisations(json!([a])),
            ],
            vec![r##"authorisations[#b]: {"casReference":"b","type":"C2"} > -"##],
        ),
        // What was removed and put back as it was is no edit.
        (
            vec![
                authorisations(json!([a, b])),
                authorisations(json!([a])),
                authorisations(json!([b, a])),
            ],
            vec![],
        ),
        (
            vec![
                authorisations(json!([a, b])),
                authorisations(json!([a])),
                authorisations(json!([element("b", "C9"), a])),
            ],
            vec![concat!(
                r##"authorisations[#b]: {"casReference":"b","type":"C2"}"##,
                r#" > {"casReference":"b","type":"C9"}"#,
            )],
        ),
    ] {
        assert_eq!(shown(&edits(&steps)), expected, "{steps:?}");
    }
}

#[test]
fn an_edit_meets_what_is_given_anew() {
    let [a, b, c] = ["a", "b", "c"].map(|name| element(name, "C1"));
    let changed = element("b", "C9");
    let filled = json!({"casReference": "b", "type": "C1", "refNum": "DE1"});
    let with = authorisations;
    for (before, after, anew, expected, conflicts) in [
        // Scalars: as it was, as the person put it, something else.
        (
            json!({"declType": "T"}),
            json!({"declType": "T1"}),
            json!({"declType": "T"}),
            json!({"declType": "T1"}),
            0,
        ),
        (
            json!({"declType": "T"}),
            json!({"declType": "T1"}),
            json!({"declType": "T1"}),
            json!({"declType": "T1"}),
            0,
        ),
        (
            json!({"declType": "T"}),
            json!({"declType": "T1"}),
            json!({"declType": "T2"}),
            json!({"declType": "T2"}),
            1,
        ),
        (
            json!({"declType": "T"}),
            json!({}),
            json!({"declType": "T"}),
            json!({}),
            0,
        ),
        (
            json!({"declType": "T"}),
            json!({}),
            json!({"declType": "T2"}),
            json!({"declType": "T2"}),
            1,
        ),
        (
            json!({"totalInvoiceAmount": 1.5}),
            json!({"totalInvoiceAmount": 2}),
            json!({"totalInvoiceAmount": 1.50}),
            json!({"totalInvoiceAmount": 2}),
            0,
        ),
        // An element that was added.
        (
            with(json!([a])),
            with(json!([b, a])),
            with(json!([a, c])),
            with(json!([a, c, b])),
            0,
        ),
        (
            with(json!([a])),
            with(json!([b, a])),
            with(json!([b, a])),
            with(json!([b, a])),
            0,
        ),
        (
            with(json!([a])),
            with(json!([b, a])),
            with(json!([a, changed])),
            with(json!([a, changed])),
            1,
        ),
        (json!({}), with(json!([b])), json!({}), with(json!([b])), 0),
        // What the person did not say of it was deduced.
        (
            with(json!([a])),
            with(json!([a, b])),
            with(json!([a, filled])),
            with(json!([a, filled])),
            0,
        ),
        // An element that was removed.
        (
            with(json!([a, b])),
            with(json!([a])),
            with(json!([b, c, a])),
            with(json!([c, a])),
            0,
        ),
        (
            with(json!([a, b])),
            with(json!([a])),
            with(json!([changed, a])),
            with(json!([changed, a])),
            1,
        ),
        (
            with(json!([a, b])),
            with(json!([a])),
            with(json!([a])),
            with(json!([a])),
            0,
        ),
        // A field of an element that moved.
        (
            with(json!([a, b])),
            with(json!([a, changed])),
            with(json!([b, c, a])),
            with(json!([changed, c, a])),
            0,
        ),
    ] {
        let (merged, found) = merged(&edits(&[before.clone(), after.clone()]), &anew);
        let case = format!("{before} to {after} onto {anew}");
        assert_eq!(found, expected, "{case}");
        assert_eq!(merged.edits.conflicts().count(), conflicts, "{case}");
        assert_eq!(merged.edits.iter().count(), 1, "{case}");
        assert!(merged.gone.is_empty(), "{case}");
    }
}

#[test]
fn what_the_merge_did_is_told_with_its_places() {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|name| element(name, "C1"));
    let changed = element("c", "C9");
    let edits = edits(&[
        authorisations(json!([a, b, c])),
        authorisations(json!([changed, d])),
    ]);
    let (merged, found) = merged(&edits, &authorisations(json!([a, b, c])));
    assert_eq!(found, authorisations(json!([changed, d])));
    let paths: Vec<&str> = merged.applied.iter().map(FieldPath::as_str).collect();
    assert_eq!(paths, ["authorisations[0].type", "authorisations[1]"]);
    let removed: Vec<_> = merged
        .removed_elements
        .iter()
        .map(|(collection, position)| (collection.as_str(), *position))
        .collect();
    assert_eq!(removed, [("authorisations", 1), ("authorisations", 0)]);
}

#[test]
fn an_edit_without_a_place_is_gone() {
    let (a, b) = (element("a", "C1"), element("b", "C2"));
    let edits = edits(&[
        authorisations(json!([a, b])),
        authorisations(json!([a, element("b", "C3")])),
    ]);
    let (merged, found) = merged(&edits, &authorisations(json!([a])));
    assert_eq!(found, authorisations(json!([a])));
    assert!(merged.edits.is_empty());
    insta::assert_json_snapshot!(gone_findings(&merged.gone), @r#"
    [
      {
        "code": "D0051",
        "message": "Ada changed authorisations[#b].type from C2 to C3; this place is no longer there",
        "description": "The change is dropped: make it again where it belongs now",
        "severity": "warning",
        "source": "validation"
      }
    ]
    "#);
}

/// Ada set T1 where T was; then T2 was deduced.
fn in_conflict() -> (Edits, Value) {
    let edits = edits(&[json!({"declType": "T"}), json!({"declType": "T1"})]);
    let (merged, found) = merged(&edits, &json!({"declType": "T2"}));
    (merged.edits, found)
}

#[test]
fn a_conflict_is_told_until_it_is_decided() {
    let (edits, anew) = in_conflict();
    assert_eq!(shown(&edits), [r#"declType: "T" > "T1" ! "T2""#]);
    insta::assert_json_snapshot!(conflict_findings(&edits, &document(&anew)), @r#"
    [
      {
        "code": "D0050",
        "message": "Ada changed declType from T to T1; now T2 is given or deduced",
        "description": "T2 stands there until you decide: set the field again, to T1 or to T2",
        "severity": "error",
        "source": "validation",
        "fields": [
          "declType"
        ]
      }
    ]
    "#);
    let kept = serde_json::to_string(&edits).expect("JSON");
    assert_eq!(
        serde_json::from_str::<Edits>(&kept).expect("just written"),
        edits
    );
    // It stays while nothing is decided, and goes when the cause goes.
    let (again, _) = merged(&edits, &anew);
    assert_eq!(again.edits, edits);
    let (back, found) = merged(&edits, &json!({"declType": "T"}));
    assert_eq!(
        (back.edits.conflicts().count(), found),
        (0, json!({"declType": "T1"}))
    );
}

#[test]
fn a_person_decides_by_setting_the_field() {
    for (sent, expected) in [
        (json!({"declType": "T1"}), vec![r#"declType: "T2" > "T1""#]),
        (json!({"declType": "T"}), vec![r#"declType: "T2" > "T""#]),
        (json!({"declType": null}), vec![r#"declType: "T2" > -"#]),
        // What stands there now: there is no difference, and the edit is given up.
        (json!({"declType": "T2"}), vec![]),
        (
            json!({"agentStatus": null}),
            vec![r#"declType: "T" > "T1" ! "T2""#],
        ),
    ] {
        let (mut edits, anew) = in_conflict();
        let mut after = anew.clone();
        let fields = after.as_object_mut().expect("an object");
        fields.extend(sent.as_object().expect("an object").clone());
        fields.retain(|_, value| !value.is_null());
        note(&mut edits, &document(&anew), &document(&after));
        edits.settle(&sent);
        assert_eq!(shown(&edits), expected, "{sent}");
        // What is decided stays decided.
        let (merged, found) = merged(&edits, &anew);
        assert_eq!(
            (shown(&merged.edits), found),
            (shown(&edits), after),
            "{sent}"
        );
    }
}

#[test]
fn a_person_decides_about_an_element() {
    let (b, changed) = (element("b", "C2"), element("b", "C3"));
    let anew = authorisations(json!([changed]));
    let conflict = || {
        let edits = edits(&[authorisations(json!([b])), authorisations(json!([]))]);
        merged(&edits, &anew).0.edits
    };
    let then = |after: Value, sent: Value| {
        let mut edits = conflict();
        note(
            &mut edits,
            &document(&anew),
            &document(&authorisations(after)),
        );
        edits.settle(&sent);
        shown(&edits)
    };
    let removed = r##"authorisations[#b]: {"casReference":"b","type":"C3"} > -"##;
    assert_eq!(then(json!([]), json!({})), [removed]);
    let named = authorisations(json!([{"casReference": "b"}]));
    assert_eq!(then(json!([changed]), named), [""; 0]);
    let edited = r##"authorisations[#b].type: "C3" > "C4""##;
    assert_eq!(then(json!([element("b", "C4")]), json!({})), [edited]);
}

fn edits_of(versions: &Versions) -> Edits {
    let mut edits = Edits::default();
    note(&mut edits, &versions.first, &versions.second);
    edits
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_edits_change_nothing(document in any_document()) {
        let mut after = document.clone();
        prop_assert_eq!(merge(&Edits::default(), &mut after), Merged::default());
        prop_assert_eq!(after, document);
    }

    #[test]
    fn the_same_document_is_edited_again(versions in any_versions()) {
        let mut document = versions.first.clone();
        let merged = merge(&edits_of(&versions), &mut document);
        prop_assert_eq!(differences(&document, &versions.second), []);
        prop_assert_eq!(merged.gone, []);
        prop_assert_eq!(merged.edits, edits_of(&versions));
    }

    /// Two changes, one after the other, are what both do together.
    #[test]
    fn edits_add_up(versions in prop_oneof![
        any_versions_with(References::All), any_versions_with(References::None),
    ]) {
        let mut edits = edits_of(&versions);
        note(&mut edits, &versions.second, &versions.third);
        let mut document = versions.first.clone();
        let merged = merge(&edits, &mut document);
        prop_assert_eq!(differences(&document, &versions.third), []);
        prop_assert_eq!(merged.gone, []);
        prop_assert_eq!(is_same(&versions.first, &versions.third), edits.is_empty());
    }

    #[test]
    fn noting_twice_is_noting_once(versions in any_versions()) {
        let once = edits_of(&versions);
        let mut twice = once.clone();
        note(&mut twice, &versions.first, &versions.second);
        prop_assert_eq!(twice, once);
    }

    /// Edits of one change, brought to a document that changed otherwise.
    #[test]
    fn merging_twice_is_merging_once(versions in any_versions_with(References::All)) {
        let mut edits = Edits::default();
        note(&mut edits, &versions.second, &versions.first);
        let mut once = versions.third.clone();
        let merged = merge(&edits, &mut once);
        let mut twice = once.clone();
        let again = merge(&merged.edits, &mut twice);
        prop_assert_eq!(&again.edits, &merged.edits);
        prop_assert_eq!((again.applied, again.removed_elements, again.gone), Default::default());
        prop_assert_eq!(twice, once);
    }

    #[test]
    fn a_conflict_leaves_the_document(versions in any_versions()) {
        let mut edits = Edits::default();
        note(&mut edits, &versions.second, &versions.first);
        let mut document = versions.third.clone();
        let merged = merge(&edits, &mut document);
        let places: Vec<&Address> = merged.edits.conflicts().map(|edit| &edit.address).collect();
        let touched = differences(&versions.third, &document);
        for difference in &touched {
            let concerns = |at: &&&Address| difference.address.is_within(at);
            // What a position leads to moves when others are removed.
            prop_assert!(
                versions.references == References::None || places.iter().find(concerns).is_none(),
                "{} in conflict", difference.address
            );
        }
        prop_assert_eq!(
            conflict_findings(&merged.edits, &document).len(), merged.edits.conflicts().count()
        );
    }
}

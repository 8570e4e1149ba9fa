//! Where do two documents differ?
//!
//! Elements that have an `id` or a `name` are found by it, so that a row that was moved or put in
//! between does not make all the others look changed; other elements are found by their place.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

/// One place at which two documents differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Where: elements by their `id` or `name`, else by their place.
    pub path: String,
    /// What stood there; none where nothing did.
    pub before: Option<Value>,
    /// What stands there; none where nothing does.
    pub after: Option<Value>,
}

/// The paths at which a document differs from another, in the order of names and elements.
pub fn paths(before: &Value, after: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut add = |path: String, _: Option<&Value>, _: Option<&Value>| found.push(path);
    compare("", before, after, &mut add);
    found
}

/// What differs between two documents, with what each says there.
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    let mut add = |path: String, before: Option<&Value>, after: Option<&Value>| {
        found.push(Difference {
            path,
            before: before.cloned(),
            after: after.cloned(),
        });
    };
    compare("", before, after, &mut add);
    found
}

/// Gets each place that differs, with what stood there and what stands there.
type Found<'f> = dyn FnMut(String, Option<&Value>, Option<&Value>) + 'f;

fn compare(path: &str, before: &Value, after: &Value, found: &mut Found<'_>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in names {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                both(&path, before.get(name), after.get(name), found);
            }
        }
        (Value::Array(before), Value::Array(after)) => elements(path, before, after, found),
        (before, after) if before != after => {
            found(path.to_owned(), Some(before), Some(after));
        }
        (_, _) => {}
    }
}

fn both(path: &str, before: Option<&Value>, after: Option<&Value>, found: &mut Found<'_>) {
    match (before, after) {
        (Some(before), Some(after)) => compare(path, before, after, found),
        (None, None) => {}
        (Some(_), None) | (None, Some(_)) => found(path.to_owned(), before, after),
    }
}

fn elements(path: &str, before: &[Value], after: &[Value], found: &mut Found<'_>) {
    let (Some(old), Some(new)) = (keys(before), keys(after)) else {
        for at in 0..before.len().max(after.len()) {
            let path = format!("{path}[{at}]");
            both(&path, before.get(at), after.get(at), found);
        }
        return;
    };
    let old_places: std::collections::HashMap<&str, usize> =
        old.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let new_keys: BTreeSet<&str> = new.iter().copied().collect();
    for (at, key) in new.iter().enumerate() {
        let known = old_places.get(key).map(|index| &before[*index]);
        both(&format!("{path}[{key}]"), known, Some(&after[at]), found);
    }
    for (at, key) in old.iter().enumerate() {
        if !new_keys.contains(key) {
            found(format!("{path}[{key}]"), Some(&before[at]), None);
        }
    }
    let stayed = |keys: &[&str], others: &dyn Fn(&str) -> bool| -> Vec<String> {
        let kept = keys.iter().filter(|key| others(key));
        kept.map(|key| (*key).to_owned()).collect()
    };
    let kept_before = stayed(&old, &|key| new_keys.contains(key));
    let kept_after = stayed(&new, &|key| old_places.contains_key(key));
    if kept_before != kept_after {
        let (before, after) = (Value::from(kept_before), Value::from(kept_after));
        found(format!("{path} (order)"), Some(&before), Some(&after));
    }
}

/// What elements are called; none unless all are called something different.
fn keys(elements: &[Value]) -> Option<Vec<&str>> {
    let keys: Vec<&str> = elements
        .iter()
        .map(|element| {
            let text_of = |name: &str| element.get(name).and_then(Value::as_str);
            text_of("id").or_else(|| text_of("name"))
        })
        .collect::<Option<_>>()?;
    let distinct: BTreeSet<&str> = keys.iter().copied().collect();
    (distinct.len() == keys.len()).then_some(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn differences_are_named_by_path() {
        for (before, after, expected) in [
            (json!({"a": 1}), json!({"a": 1}), vec![]),
            (json!({"a": 1}), json!({"a": 2, "b": 3}), vec!["a", "b"]),
            (
                json!({"a": {"b": [1, 2]}}),
                json!({"a": {"b": [1]}}),
                vec!["a.b[1]"],
            ),
            (
                json!({"rows": [{"id": "r1", "x": 1}, {"id": "r2", "x": 1}]}),
                json!({"rows": [{"id": "r0"}, {"id": "r1", "x": 2}, {"id": "r2", "x": 1}]}),
                vec!["rows[r0]", "rows[r1].x"],
            ),
            (
                json!([{"name": "a"}, {"name": "b"}]),
                json!([{"name": "b"}, {"name": "a"}]),
                vec![" (order)"],
            ),
            (json!([{"id": "a"}]), json!([]), vec!["[a]"]),
        ] {
            assert_eq!(paths(&before, &after), expected, "{before} {after}");
        }
    }

    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            (0_i64..4).prop_map(Value::from),
            "[ab]{0,2}".prop_map(Value::from),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("id|name|x|y", inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn only_equal_documents_have_no_difference(one in documents(), other in documents()) {
            prop_assert_eq!(paths(&one, &other).is_empty(), one == other);
            prop_assert!(paths(&one, &one).is_empty());
            let told = differences(&one, &other).into_iter().map(|it| it.path);
            prop_assert_eq!(told.collect::<Vec<_>>(), paths(&one, &other));
        }
    }
}

//! What is written is read as the same configuration, whatever it holds.

use cas_process::configuration::Bundle;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{read, write};

/// Texts as they are kept: no space around them, lines end with LF.
fn any_text() -> impl Strategy<Value = String> {
    let characters = prop::sample::select(vec![
        'a', 'B', '7', ' ', ',', ';', '"', '\'', '\n', '\t', '=', '-', 'ö', '€', '%', '/',
    ]);
    let text = prop::collection::vec(characters, 0..8);
    text.prop_map(|characters| characters.into_iter().collect::<String>().trim().to_owned())
}

fn name() -> impl Strategy<Value = String> {
    any_text().prop_map(|text| format!("n{}", text.replace(['\n', '\t'], "")))
}

fn table() -> impl Strategy<Value = Value> {
    let row = (any_text(), any_text(), any::<bool>(), any_text());
    let rows = prop::collection::vec(row, 0..5);
    (name(), any_text(), rows).prop_map(|(name, description, rows)| {
        let rows = rows.into_iter().enumerate();
        let rows: Vec<Value> = rows
            .map(|(at, (condition, mut output, enabled, note))| {
                // A row without condition and result is none.
                if matches!(&*condition, "" | "-") && matches!(&*output, "" | "-") {
                    output.push('x');
                }
                let mut row = json!({
                    "id": format!("r{at}"), "conditions": [condition], "outputs": [output],
                });
                if !enabled {
                    row["enabled"] = false.into();
                    row["validFrom"] = "2026-01-31".into();
                }
                if !note.is_empty() {
                    row["note"] = note.into();
                }
                row
            })
            .collect();
        json!({
            "description": description,
            "table": {
                "name": name,
                "inputs": [{ "name": "d", "type": "code" }],
                "outputs": [{ "name": "declType", "type": "code" }],
                "rows": rows,
            },
        })
    })
}

fn bundle() -> impl Strategy<Value = Bundle> {
    let tables = prop::collection::vec(table(), 0..4);
    let flows = prop::collection::vec((name(), any_text()), 0..4);
    let settings = prop::option::of(Just(json!({ "flowSelection": "n" })));
    let connection = json!({ "system": "ncts", "endpoint": "https://customs.example.com" });
    let connections = prop::option::of(Just(vec![connection]));
    let mappings = prop::collection::vec(name(), 0..3);
    let parts = (tables, flows, settings, mappings, connections);
    parts.prop_map(|(tables, flows, settings, mappings, connections)| {
        let flows = flows.into_iter();
        let flow = |(name, text)| json!({ "name": name, "description": text, "steps": [] });
        let mapping = |name| json!({ "name": name, "clients": ["*"], "tables": [] });
        Bundle {
            flows: by_name(flows.map(flow).collect(), "/name"),
            decision_tables: by_name(tables, "/table/name"),
            settings,
            input_mappings: by_name(mappings.into_iter().map(mapping).collect(), "/name"),
            connections,
        }
    })
}

/// Each name once, in the order in which files are found.
fn by_name(documents: Vec<Value>, place: &str) -> Vec<Value> {
    let stem = |document: &Value| {
        let name = document.pointer(place).and_then(Value::as_str);
        super::names::stem(name.unwrap_or_default())
    };
    let mut documents = documents;
    documents.sort_by_key(|document| format!("{}.json", stem(document)));
    documents.dedup_by_key(|document| stem(document));
    documents
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_written_is_read_again(bundle in bundle(), other in bundle()) {
        let folder = tempfile::tempdir().expect("a folder");
        write(&other, folder.path()).expect("written");
        let kept = folder.path().join("flows/README.md");
        std::fs::create_dir_all(kept.parent().expect("a folder")).expect("made");
        std::fs::write(&kept, "ours").expect("written");

        write(&bundle, folder.path()).expect("written over the other");
        let again = write(&bundle, folder.path()).expect("written again");
        prop_assert!(again.written.is_empty() && again.removed.is_empty(), "{:?}", again);
        prop_assert!(kept.is_file(), "what is not ours stays");

        let read = read(folder.path()).expect("a folder");
        let mut read = read.map_err(|broken| TestCaseError::fail(format!("{broken:?}")))?;
        if bundle.connections.is_none() {
            // The empty folder of an earlier export may stay.
            read.connections = read.connections.filter(|all| !all.is_empty());
        }
        prop_assert_eq!(read, bundle);
    }
}

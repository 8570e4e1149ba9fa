//! The OpenAPI document and the pages of the refusal codes are what is committed.

use std::collections::BTreeSet;
use std::path::PathBuf;

use axum::http::StatusCode;
use serde_json::Value;

use crate::app::{App, all_scopes};

fn docs() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs")
}

#[test]
fn the_committed_document_is_current() {
    let file = docs().join("openapi.json");
    let current = cas_api::openapi().to_pretty_json().unwrap() + "\n";
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&file, &current).unwrap();
    }
    let committed = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        committed == current,
        "docs/openapi.json is old: run the tests with UPDATE_DOCS=1"
    );
}

#[test]
fn every_reference_leads_to_a_schema() {
    fn visit(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                if let Some(Value::String(reference)) = object.get("$ref") {
                    found.insert(reference.clone());
                }
                // What an example holds is an answer, whose references are of others.
                let schemas = object.iter().filter(|(name, _)| *name != "example");
                schemas.for_each(|(_, below)| visit(below, found));
            }
            Value::Array(array) => array.iter().for_each(|below| visit(below, found)),
            _ => {}
        }
    }
    let document = serde_json::to_value(cas_api::openapi()).unwrap();
    let mut references = BTreeSet::new();
    visit(&document, &mut references);
    assert!(references.contains("#/components/schemas/CustomsShipment"));
    for reference in references {
        let pointer = reference.trim_start_matches('#');
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
}

#[test]
fn every_field_of_a_shipment_is_described() {
    let document = serde_json::to_value(cas_api::openapi()).unwrap();
    let described = &document["components"]["schemas"]["CustomsShipment"]["properties"];
    for field in &cas_model::document::CustomsShipment::shape().fields {
        let text = described[field.name]["description"].as_str();
        assert!(
            text.is_some_and(|text| text.starts_with(field.doc)),
            "{}",
            field.name
        );
    }
}

#[test]
fn every_code_has_its_page_and_every_page_its_code() {
    let pages: BTreeSet<String> = std::fs::read_dir(docs().join("errors"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    let codes = cas_api::codes::PAGES
        .iter()
        .map(|(code, _)| (*code).to_owned());
    assert_eq!(pages, codes.collect());
    for (code, page) in cas_api::codes::PAGES {
        assert!(page.starts_with(&format!("# {code}\n")), "{code}");
        for part in ["**What happened.**", "**Why.**", "**What to do.**"] {
            assert!(page.contains(part), "{code} lacks {part}");
        }
    }
}

/// Which of the documented parameters the endpoints do not know: none.
#[tokio::test]
async fn every_documented_parameter_is_read() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let document = serde_json::to_value(cas_api::openapi()).unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        let parameters = item["get"]["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let is_query = |parameter: &&Value| parameter["in"] == "query";
        for parameter in parameters.iter().filter(is_query) {
            let name = parameter["name"].as_str().unwrap();
            let answer = app.get(&format!("{path}?{name}=%00"), &token).await;
            if answer.status == StatusCode::OK {
                continue;
            }
            let message = answer.json()["errors"][0]["message"].to_string();
            assert!(
                !message.contains("unknown parameter"),
                "{path} does not know {name}"
            );
        }
    }
}

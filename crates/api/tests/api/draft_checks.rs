//! Drafts, cells and rows are checked without being saved; what names what is told both ways.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{App, TABLE, all_scopes, table};

fn of_table(rest: &str) -> String {
    format!("/v1/configuration/decisiontables/{TABLE}{rest}")
}

fn columns() -> Value {
    json!({
        "inputs": [
            {"name": "tariff", "type": "tariffCode",
                "expression": "item.commodity.classifications[CN].code"},
            {"name": "gross", "type": "number", "expression": "item.goodsMeasure.gmass"},
        ],
        "outputs": [{"name": "declarationOfficeCode", "type": "code",
            "allowedValues": ["DE004101", "DE004102"], "label": "office"}],
    })
}

#[tokio::test]
async fn cells_are_read_by_the_servers_own_parser() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let batch = json!({
        "columns": columns(),
        "cells": [
            {"row": "a", "column": "tariff", "text": "8703*; 8704"},
            {"row": "b", "column": "gross", "text": "> 1,5"},
            {"row": "c", "column": "gross", "text": ">= 5"},
            {"row": "d", "column": "declarationOfficeCode", "text": "DE009999"},
            {"row": "e", "column": "tariff", "part": "condition", "text": "-"},
            {"row": "f", "column": "tariff", "text": "87011"},
        ],
        "rows": [
            {"id": "r1", "conditions": ["8703*", "> 5"], "outputs": ["DE004101"],
                "validFrom": "2026-01-01"},
            {"id": "r2", "conditions": ["x*", "-"], "outputs": ["DE004101"]},
            {"id": "r3", "conditions": ["-"], "outputs": ["DE004101"]},
        ],
    });
    let answer = app.post(&of_table("/draft/check"), &token, batch).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let answer = answer.json();
    let cells = answer["cells"].as_array().unwrap();
    assert_eq!(cells[0]["feel"], "8703*, 8704", "{answer:#}");
    let said = &cells[0]["sentence"];
    assert!(
        said["en"].as_str().unwrap().contains("begins with 8703"),
        "{said}"
    );
    assert!(
        said["de"].as_str().unwrap().contains("mit 8703 beginnt"),
        "{said}"
    );
    assert_eq!(
        cells[1]["errors"][0]["characters"],
        json!([3, 5]),
        "{answer:#}"
    );
    assert_eq!(cells[2]["feel"], ">= 5");
    assert!(cells[2].get("errors").is_none());
    let allowed = cells[3]["errors"][0]["message"].as_str().unwrap();
    assert!(allowed.contains("allowed values"), "{allowed}");
    assert!(cells[4].get("sentence").is_none());
    assert!(cells[5]["warnings"][0]["code"].is_string(), "{answer:#}");
    assert_eq!(cells[6]["row"], "r2", "{answer:#}");
    assert_eq!(cells.len(), 7, "{answer:#}");
    let sentences = answer["sentences"].as_array().unwrap();
    assert_eq!(sentences.len(), 1, "{answer:#}");
    let english = sentences[0]["en"].as_str().unwrap();
    assert!(english.starts_with("From 1 Jan 2026: When "), "{english}");
    assert!(english.ends_with("fill office with DE004101."), "{english}");
    let german = sentences[0]["de"].as_str().unwrap();
    assert!(german.starts_with("Ab 01.01.2026: Wenn "), "{german}");
    assert!(german.ends_with("office mit DE004101 füllen."), "{german}");
    assert_eq!(answer["problems"][0]["row"], "r3", "{answer:#}");
    // Items may differ, and the output is of the document.
    assert_eq!(
        answer["problems"][1]["path"], "table.outputs[0]",
        "{answer:#}"
    );
    let stored = app.get(&of_table(""), &token).await;
    assert_eq!(stored.status, StatusCode::NOT_FOUND, "nothing is saved");
}

#[tokio::test]
async fn a_batch_that_cannot_be_read_is_refused() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let cells = |count: usize| vec![json!({"row": "a", "column": "tariff", "text": "1"}); count];
    for body in [
        json!({}),
        json!({"document": table(), "columns": columns()}),
        json!({"columns": columns(), "cells": [{"row": "a", "column": "none", "text": "1"}]}),
        json!({"columns": columns(), "cells": cells(2_001)}),
        json!({"columns": {"inputs": 5}, "cells": []}),
    ] {
        let answer = app.post(&of_table("/draft/check"), &token, body).await;
        assert_eq!(answer.problem(), "configuration-invalid", "{answer:?}");
    }
    let of_flow = "/v1/configuration/flows/F/draft/check";
    let answer = app
        .post(of_flow, &token, json!({"columns": columns()}))
        .await;
    assert_eq!(answer.problem(), "configuration-invalid");
}

#[tokio::test]
async fn a_flow_is_checked_drawn_and_compared() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let path = |rest: &str| format!("/v1/configuration/flows/Checked{rest}");
    let step = |name: &str, start: Value| {
        json!({
            "name": name, "declarationType": "transit", "system": "ncts",
            "jurisdiction": "DE", "start": start,
        })
    };
    let after = |step: &str| json!({"on": "statusReached", "step": step, "statuses": ["Released"]});
    let flow = |second: &str| {
        let first = step("first", json!({"on": "shipmentCreated"}));
        json!({"direction": "OUT", "steps": [first, step("second", after(second))]})
    };
    let wrong = json!({"document": flow("nobody")});
    let checked = app.post(&path("/draft/check"), &token, wrong).await.json();
    assert_eq!(checked["problems"][0]["step"], "second", "{checked:#}");
    assert_eq!(checked["problems"][0]["path"], "steps[1].start.step");
    let right = json!({"document": flow("first")});
    let checked = app.post(&path("/draft/check"), &token, right).await.json();
    assert_eq!(checked["problems"], json!([]), "{checked:#}");
    let unsaved = app.get(&path("/versions/draft/graph"), &token).await;
    assert_eq!(unsaved.status, StatusCode::NOT_FOUND);

    app.put(&path("/draft"), &token, flow("first")).await;
    let graph = app.get(&path("/versions/draft/graph"), &token).await.json();
    assert_eq!(graph["nodes"][1]["rank"], 1, "{graph:#}");
    let edge = &graph["edges"][1];
    assert_eq!(edge["from"], "first", "{graph:#}");
    assert_eq!(edge["statuses"], json!(["Released"]));
    let published = app.post(&path("/draft/publish"), &token, json!({})).await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
    let mut other = flow("first");
    other["steps"][1]["autoSubmit"] = json!("always");
    app.put(&path("/draft"), &token, other).await;
    let changes = app
        .get(&path("/versions/draft/difference"), &token)
        .await
        .json();
    assert_eq!(
        changes,
        json!({"from": 1, "to": 2, "changes": [{
            "path": "steps[second].autoSubmit", "before": "never", "after": "always",
        }]})
    );
    let backwards = app
        .get(&path("/versions/1/difference?from=draft"), &token)
        .await
        .json();
    assert_eq!(backwards["changes"][0]["before"], "always");
    let none = app
        .get(&path("/versions/1/difference?from=7"), &token)
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn what_a_document_names_and_what_names_it_is_told() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.put(&of_table("/draft"), &token, table()).await;
    let published = app
        .post(&of_table("/draft/publish"), &token, json!({}))
        .await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
    let flow = json!({"direction": "OUT", "steps": [{
        "name": "first", "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
        "tables": [TABLE],
    }]});
    let path = |rest: &str| format!("/v1/configuration/flows/Asking{rest}");
    let saved = app.put(&path("/draft"), &token, flow).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let uses = app.get(&of_table("/uses"), &token).await.json();
    assert_eq!(
        uses,
        json!({"uses": [{
            "kind": "flow", "name": "Asking", "version": 1, "state": "draft",
            "path": "steps[first].tables[0]",
        }]})
    );
    let needs = app.get(&path("/needs"), &token).await.json();
    let kinds: Vec<&str> = needs["needs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|need| need["kind"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        ["decisionTable", "system", "declarationType"],
        "{needs:#}"
    );
    let fields = app.get(&of_table("/needs"), &token).await.json();
    let of_field = |need: &&Value| need["kind"] == "field";
    assert!(
        fields["needs"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| of_field(&it)),
        "{fields:#}"
    );
    let nothing = app.get(&path("x/uses"), &token).await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn fields_are_offered_as_columns() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let found = app
        .get("/v1/fields?for=table&search=gmass", &token)
        .await
        .json();
    let fields = found["fields"].as_array().unwrap();
    let names: Vec<&str> = fields
        .iter()
        .map(|it| it["column"]["name"].as_str().unwrap())
        .collect();
    assert!(names.contains(&"item.goodsMeasure.gmass"), "{names:?}");
    assert!(fields.iter().all(|it| it.get("needs").is_none()));
    let wrong = app.get("/v1/fields?for=flow", &token).await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

//! What is told of a decision table when it is saved, published or imported, and stops nothing.

use axum::body::Body;
use axum::http::header;
use serde_json::{Value, json};

use crate::app::{App, TABLE, all_scopes, call, table};

const DRAFT: &str = "/v1/configuration/decisiontables/item-types/draft";

fn hiding() -> Value {
    let mut hiding = table();
    let rows = hiding["table"]["rows"].as_array_mut().unwrap();
    rows.push(json!({ "id": "r3", "conditions": ["870323*", "-"], "outputs": ["400"] }));
    rows.push(json!({ "id": "r4", "conditions": ["409*", "-"], "outputs": ["-"] }));
    hiding
}

/// The codes and rows of the warnings of tables in an answer.
fn told(answer: &Value) -> Vec<(String, String)> {
    assert_eq!(answer["moreWarnings"], 0);
    assert_eq!(answer["unfinished"], false);
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let warnings = answer["warnings"].as_array().expect("a list");
    let of_tables = warnings.iter().filter(|it| it["kind"] == "decisionTable");
    of_tables
        .map(|warning| (text(&warning["code"]), text(&warning["row"])))
        .collect()
}

#[tokio::test]
async fn every_way_in_tells_the_same() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.add_configuration(&token).await;
    // No code of the types of declarations (CL232) is a number.
    let expected = [
        ("D0065", "r1"),
        ("D0065", "r2"),
        ("D0060", "r3"),
        ("D0065", "r3"),
        ("D0062", "r4"),
        ("D0066", "r4"),
    ]
    .map(|(code, row)| (code.to_owned(), row.to_owned()));

    let saved = app.put(DRAFT, &token, hiding()).await.json();
    assert_eq!(told(&saved), expected);
    let hidden = &saved["warnings"][2];
    assert_eq!(hidden["severity"], "warning");
    assert_eq!(hidden["message"], "Row r3 never fires");
    assert_eq!(saved["warnings"][5]["column"], "tariff");

    let file = format!("/v1/decisiontables/{TABLE}/versions/draft.csv");
    let rows = app.get(&file, &token).await.body;
    let import = call(
        "POST",
        &format!("/v1/decisiontables/{TABLE}/import"),
        &token,
    )
    .header(header::CONTENT_TYPE, "text/csv");
    let imported = app
        .send(import.body(Body::from(rows)).unwrap())
        .await
        .json();
    assert_eq!(told(&imported), expected);

    let published = app.post(&format!("{DRAFT}/publish"), &token, "{}").await;
    assert_eq!(told(&published.json()), expected);

    let mut bundle = app.get("/v1/configuration/export", &token).await.json();
    bundle["decisionTables"][0]["description"] = json!("another");
    let path = "/v1/configuration/import?dryRun=true";
    let answer = app.post(path, &token, bundle).await.json();
    assert_eq!(told(&answer), expected);
    let bundle = app.get("/v1/configuration/export", &token).await.json();
    let answer = app.post(path, &token, bundle).await.json();
    assert_eq!(told(&answer), [], "of what does not change");
}

#[tokio::test]
async fn what_is_no_table_has_no_warnings_and_each_code_a_page() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.add_configuration(&token).await;
    let path = format!("/v1/configuration/decisiontables/{TABLE}");
    let versions = app.get(&path, &token).await.json();
    let number = &versions["versions"][0]["version"];
    let read = app.get(&format!("{path}/versions/{number}"), &token).await;
    assert_eq!(read.json()["warnings"], Value::Null);
    let settings = "/v1/configuration/settings/settings/draft";
    let saved = app.put(settings, &token, json!({})).await;
    assert!(saved.status.is_success(), "{saved:?}");
    assert_eq!(saved.json()["warnings"], json!([]));
    for code in 60..=70 {
        let page = app.get(&format!("/errors/D00{code}"), "").await;
        assert!(page.status.is_success(), "D00{code}");
    }
}

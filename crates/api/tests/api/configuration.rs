//! Flows, decision tables and settings: drafts, versions, export and import.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::app::{Answer, App, TABLE, all_scopes, call, table};

const TABLES: &str = "/v1/configuration/decisiontables";

fn path(rest: &str) -> String {
    format!("{TABLES}/{TABLE}{rest}")
}

/// The table with another answer in its first row.
fn changed(other: &str) -> Value {
    let mut table = table();
    table["table"]["rows"][0]["outputs"][0] = other.into();
    table
}

async fn put_if(app: &App, token: &str, tag: &str, body: &Value) -> Answer {
    let request = call("PUT", &path("/draft"), token)
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::IF_MATCH, tag)
        .body(Body::from(body.to_string()));
    app.send(request.unwrap()).await
}

fn states(list: &Value) -> Vec<(u64, &str)> {
    let versions = list["versions"].as_array().unwrap().iter();
    versions
        .map(|one| {
            (
                one["version"].as_u64().unwrap(),
                one["state"].as_str().unwrap(),
            )
        })
        .collect()
}

#[tokio::test]
async fn a_draft_is_saved_published_and_retired() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let saved = app.put(&path("/draft"), &token, table()).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    assert!(saved.header("etag").starts_with("\"1-1-"), "{saved:?}");
    let published = app
        .post(&path("/draft/publish"), &token, json!({ "note": "go" }))
        .await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
    assert_eq!(published.json()["note"], "go");
    assert_eq!(published.json()["publishedBy"], "ours");
    let gone = app.get(&path("/versions/draft"), &token).await;
    assert_eq!(
        (gone.status, gone.problem().as_str()),
        (StatusCode::NOT_FOUND, "not-found")
    );

    let next = app.put(&path("/draft"), &token, changed("200")).await;
    assert!(next.header("etag").starts_with("\"2-1-"), "{next:?}");
    let read = app.get(&path("/versions/draft"), &token).await;
    assert_eq!(read.header("etag"), next.header("etag"));
    assert_eq!(
        read.json()["document"]["table"]["rows"][0]["outputs"][0],
        "200"
    );
    let first = app.get(&path("/versions/1"), &token).await.json();
    assert_eq!(first["document"]["table"]["rows"][0]["outputs"][0], "300");

    let list = app.get(&path(""), &token).await.json();
    assert_eq!(states(&list), [(1, "published"), (2, "draft")]);
    let names = app.get(TABLES, &token).await.json();
    assert_eq!(names["names"][0]["name"], TABLE);

    assert_eq!(
        app.delete(&path("/draft"), &token).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(
        app.delete(&path("/draft"), &token).await.status,
        StatusCode::NOT_FOUND
    );
    let retired = app.post(&path("/versions/1/retire"), &token, "{}").await;
    assert_eq!(retired.json()["state"], "retired");
    let again = app.post(&path("/versions/1/retire"), &token, "{}").await;
    assert_eq!(
        (again.status, again.problem().as_str()),
        (StatusCode::CONFLICT, "not-published")
    );
}

#[tokio::test]
async fn whoever_was_slower_is_told() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let none = put_if(&app, &token, "\"1-1\"", &table()).await;
    assert_eq!(none.status, StatusCode::PRECONDITION_FAILED);
    let first = app.put(&path("/draft"), &token, table()).await;
    let first = first.header("etag");
    let second = put_if(&app, &token, first, &changed("200")).await;
    assert!(second.header("etag").starts_with("\"1-2-"), "{second:?}");
    let late = put_if(&app, &token, first, &changed("400")).await;
    assert_eq!(late.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(late.problem(), "configuration-changed");
    assert!(late.json()["detail"].as_str().unwrap().contains("1-2-"));

    app.delete(&path("/draft"), &token).await;
    app.clock.advance(jiff::SignedDuration::from_secs(1));
    app.put(&path("/draft"), &token, table()).await;
    let late = put_if(&app, &token, first, &changed("400")).await;
    assert_eq!(
        late.problem(),
        "configuration-changed",
        "it is another draft"
    );
    let unreadable = put_if(&app, &token, "1-2", &changed("400")).await;
    assert_eq!(unreadable.problem(), "malformed-request");
}

#[tokio::test]
async fn a_wrong_cell_is_told_by_row_column_and_characters() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let mut wrong = table();
    wrong["table"]["rows"][1]["conditions"][1] = "> many".into();
    wrong["table"]["rows"][0]["outputs"][0] = "(1".into();
    let answer = app.put(&path("/draft"), &token, &wrong).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.problem(), "configuration-invalid");
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    let place = |error: &Value| (error["row"].clone(), error["column"].clone());
    let places: Vec<_> = errors.iter().map(place).collect();
    assert_eq!(places.len(), 2, "{errors:?}");
    assert!(places.contains(&(json!("r2"), json!("mass"))), "{errors:?}");
    assert!(
        places.contains(&(json!("r1"), json!("item.declType"))),
        "{errors:?}"
    );
    let many = errors.iter().find(|error| error["row"] == "r2").unwrap();
    assert_eq!(many["characters"], json!([3, 6]));
    assert_eq!(
        app.get(&path(""), &token).await.status,
        StatusCode::NOT_FOUND,
        "nothing saved"
    );
}

#[tokio::test]
async fn what_cannot_be_a_document_is_refused() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let mut renamed = table();
    renamed["table"]["name"] = "other".into();
    let mut turned = table();
    turned["validFrom"] = "2026-02-01".into();
    turned["validTo"] = "2026-01-01".into();
    let mut unknown = table();
    unknown["colour"] = "red".into();
    for (document, place) in [
        (json!([]), ""),
        (json!({}), ""),
        (renamed, "table.name"),
        (turned, "validTo"),
        (unknown, "colour"),
    ] {
        let answer = app.put(&path("/draft"), &token, &document).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{document}");
        assert_eq!(answer.problem(), "configuration-invalid", "{document}");
        assert_eq!(answer.places(), [place], "{document}");
    }
    for unknown in [
        "/v1/configuration/tables/x/draft",
        "/v1/configuration/settings/x/draft",
    ] {
        let answer = app.put(unknown, &token, "{}").await;
        assert_eq!(answer.problem(), "not-found", "{unknown}");
    }
}

#[tokio::test]
async fn failing_tests_are_overridden_only_with_a_reason() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.put(&path("/draft"), &token, changed("200")).await;
    let publish = path("/draft/publish");
    let refused = app.post(&publish, &token, "{}").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.problem(), "table-tests-failed");
    assert_eq!(refused.places(), ["tests[0]"]);
    let hasty = json!({ "overrideFailingTests": true, "note": " " });
    assert_eq!(
        app.post(&publish, &token, hasty).await.problem(),
        "reason-required"
    );
    let reasoned = json!({ "overrideFailingTests": true, "note": "agreed by phone" });
    let published = app.post(&publish, &token, reasoned).await;
    assert_eq!(published.status, StatusCode::OK, "{published:?}");
    let note = published.json()["note"].as_str().unwrap().to_owned();
    assert!(
        note.starts_with("agreed by phone") && note.contains("a car"),
        "{note}"
    );
}

#[tokio::test]
async fn names_may_be_any_text() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let mut named = table();
    named["table"]["name"] = "Zölle / EU 50 %".into();
    let path = format!("{TABLES}/Z%C3%B6lle%20%2F%20EU%2050%20%25");
    let saved = app.put(&format!("{path}/draft"), &token, named).await;
    assert_eq!(saved.status, StatusCode::OK, "{saved:?}");
    let read = app.get(&format!("{path}/versions/draft"), &token).await;
    assert_eq!(read.json()["name"], "Zölle / EU 50 %");
}

/// What becomes of each document of an import.
fn changes(answer: &Answer) -> Vec<(String, String)> {
    let answer = answer.json();
    let documents = answer["documents"]
        .as_array()
        .unwrap_or_else(|| panic!("{answer}"));
    let text = |one: &Value, field: &str| one[field].as_str().unwrap().to_owned();
    documents
        .iter()
        .map(|one| (text(one, "name"), text(one, "change")))
        .collect()
}

#[tokio::test]
async fn a_bundle_is_exported_compared_and_imported() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.add_configuration(&token).await;
    let bundle = app.get("/v1/configuration/export", &token).await.json();
    assert_eq!(bundle["connections"][0]["system"], "ncts");
    assert!(
        !bundle.to_string().contains("theirs"),
        "no secrets: {bundle}"
    );
    let import = "/v1/configuration/import";
    let same = app.post(import, &token, &bundle).await;
    let pair = |name: &str, change: &str| (name.to_owned(), change.to_owned());
    assert_eq!(
        changes(&same),
        [pair("ncts", "unchanged"), pair(TABLE, "unchanged")]
    );

    let mut other = bundle.clone();
    other["decisionTables"][0]["description"] = "shorter".into();
    other["connections"][0]["timeoutSeconds"] = 5.into();
    let dry = app
        .post(&format!("{import}?dryRun=true"), &token, &other)
        .await;
    assert_eq!(
        changes(&dry),
        [pair("ncts", "changed"), pair(TABLE, "changed")]
    );
    assert_eq!(dry.json()["documents"][1]["paths"], json!(["description"]));
    let after_dry = app.get("/v1/configuration/export", &token).await.json();
    assert_eq!(after_dry, bundle);
    let done = app
        .post(&format!("{import}?note=why"), &token, &other)
        .await;
    assert_eq!(changes(&done), changes(&dry));
    assert_eq!(
        app.get("/v1/configuration/export", &token).await.json(),
        other
    );
    let list = app.get(&path(""), &token).await.json();
    assert_eq!(
        states(&list),
        [
            (1, "published"),
            (2, "published"),
            (3, "published"),
            (4, "draft")
        ],
        "the draft has moved on"
    );
    assert_eq!(list["versions"][2]["note"], "why");

    let elsewhere = app.token("theirs", &all_scopes()).await;
    let first = app.post(import, &elsewhere, &other).await;
    assert_eq!(
        changes(&first),
        [pair("ncts", "added"), pair(TABLE, "added")]
    );
    assert_eq!(
        app.get("/v1/configuration/export", &elsewhere).await.json(),
        other
    );
    let nothing = app.post(import, &elsewhere, "{}").await;
    assert_eq!(changes(&nothing), [pair(TABLE, "onlyHere")]);
}

#[tokio::test]
async fn a_bundle_with_a_mistake_changes_nothing() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let mut broken = table();
    broken["table"]["name"] = "broken".into();
    broken["table"]["rows"][0]["conditions"][1] = "> many".into();
    let secret = json!({ "system": "ncts", "endpoint": "https://c.example.com", "secret": "x" });
    let elsewhere = json!({ "system": "moon", "endpoint": "https://c.example.com" });
    for (bundle, place) in [
        (
            json!({ "decisionTables": [table(), broken] }),
            "decisionTables[broken].table",
        ),
        (
            json!({ "decisionTables": [table(), table()] }),
            "decisionTables[1]",
        ),
        (
            json!({ "decisionTables": [table(), {}] }),
            "decisionTables[1].table.name",
        ),
        (json!({ "flows": [{ "name": " x" }] }), "flows[0].name"),
        (json!({ "connections": [secret] }), "connections[0].secret"),
        (json!({ "connections": [elsewhere] }), "connections[moon]"),
        (json!({ "tables": [] }), "tables"),
    ] {
        let answer = app.post("/v1/configuration/import", &token, &bundle).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{bundle}");
        assert_eq!(answer.problem(), "configuration-invalid", "{bundle}");
        assert_eq!(answer.places(), [place], "{bundle}");
    }
    let export = app.get("/v1/configuration/export", &token).await.json();
    assert_eq!(export["decisionTables"], json!([]));
}

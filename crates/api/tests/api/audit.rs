//! Does the audit trail tell who changed, took away and was refused something, and does tampering show?

use axum::http::StatusCode;
use cas_store::testing::Tampering;
use serde_json::Value;

use crate::app::{Answer, App, all_scopes};

/// The entries of an answer, each as its event, its subject and its detail.
fn told(answer: &Answer) -> Vec<[String; 3]> {
    let answer = answer.json();
    let entries = answer["entries"].as_array().expect("entries").iter();
    let texts = |entry: &Value| {
        ["event", "subject", "detail"]
            .map(|name| entry[name].as_str().unwrap_or_default().to_owned())
    };
    entries.map(texts).collect()
}

#[tokio::test]
async fn who_did_what_is_told_chained_and_taken_away() {
    App::on_each_store(who_did_what_on).await;
}

async fn who_did_what_on(app: App) {
    let token = app.token("ours", &all_scopes()).await;
    let foreign = app.token("theirs", &all_scopes()).await;
    app.add_configuration(&token).await;
    app.add_master_data("A1", "OWN").await;
    let reader = app.token("ours", "read:declarations").await;
    let refused = app.get("/v1/audit", &reader).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let refusals = app.get("/v1/audit?refused=true", &token).await;
    let expected = ["request-refused", "/v1/audit", "GET: missing-scope"];
    assert_eq!(told(&refusals), [expected.map(str::to_owned)]);
    let records = app.get("/v1/audit?kind=master-data", &token).await;
    let events: Vec<String> = told(&records)
        .into_iter()
        .map(|[event, ..]| event)
        .collect();
    assert!(events.contains(&"record-saved".to_owned()), "{records:?}");
    let edits = app.get("/v1/audit?kind=configuration", &token).await;
    let events: Vec<String> = told(&edits).into_iter().map(|[event, ..]| event).collect();
    assert!(
        events.contains(&"version-published".to_owned()),
        "{edits:?}"
    );

    let table = app.get("/v1/audit/export?refused=true", &token).await;
    assert_eq!(table.status, StatusCode::OK, "{table:?}");
    let text = String::from_utf8(table.body).expect("text");
    assert_eq!(text.lines().count(), 2, "{text}");
    assert!(text.contains("request-refused"), "{text}");
    let paged = app.get("/v1/audit/export?limit=3", &token).await;
    assert_eq!(paged.places(), ["limit"]);
    let exports = app.get("/v1/audit?event=exported", &token).await;
    let expected = ["exported", "/v1/audit/export", "refused=true"];
    assert_eq!(told(&exports), [expected.map(str::to_owned)]);
    let nothing = app.get("/v1/audit", &foreign).await;
    assert_eq!(told(&nothing), [] as [[String; 3]; 0]);

    access_codes_are_told_where_they_are(&app, &token).await;
    tampering_shows(&app, &token).await;
}

/// The list of clients names the scope of access codes, and has none.
async fn access_codes_are_told_where_they_are(app: &App, token: &str) {
    let guarantee = serde_json::json!({
        "code": "G1", "type": "1", "refNum": "26DE0000000000GX7", "accessCode": "A1B2"
    });
    let sent = app.post("/v1/guarantees", token, guarantee).await;
    assert_eq!(sent.status, StatusCode::ACCEPTED, "{sent:?}");
    let reference = sent.json()["referenceId"].as_str().map(str::to_owned);
    let payload = format!("/v1/ingestions/{}/payload", reference.expect("an id"));
    for path in ["/v1/clients", "/v1/roles", &payload] {
        let read = app.get(path, token).await;
        assert_eq!(read.status, StatusCode::OK, "{read:?}");
    }
    let reads = app.get("/v1/audit?event=access-codes-read", token).await;
    let expected = ["access-codes-read", &payload, ""];
    assert_eq!(told(&reads), [expected.map(str::to_owned)]);
}

async fn tampering_shows(app: &App, token: &str) {
    let verification = "/v1/audit/verification";
    let whole = app.get(verification, token).await.json();
    assert_eq!(whole["isWhole"], true, "{whole:#}");
    assert_eq!(whole["entries"], whole["head"]["sequence"], "{whole:#}");
    assert_eq!(whole["unchained"], 0);
    let store = app.engine.store();
    let hit = store
        .tamper_with_audit(app.ours, 2, Tampering::Detail)
        .await;
    assert_eq!(hit.expect("the database answers"), 1);
    let broken = app.get(verification, token).await.json();
    assert_eq!(broken["isWhole"], false, "{broken:#}");
    assert_eq!(broken["firstBroken"]["sequence"], 2, "{broken:#}");
    let behind = app.get(&format!("{verification}?from=3"), token).await;
    assert_eq!(behind.json()["isWhole"], true, "{behind:?}");
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let reader = app.token("ours", "read:declarations").await;
    for _ in 0..5 {
        app.get("/v1/users", &reader).await;
    }
    let mut sequences = Vec::new();
    let mut path = "/v1/audit?limit=2&sort=-sequence".to_owned();
    loop {
        let page = app.get(&path, &token).await.json();
        let entries = page["entries"].as_array().expect("entries").iter();
        sequences.extend(entries.map(|entry| entry["sequence"].as_i64().expect("a place")));
        let Some(cursor) = page["nextCursor"].as_str() else {
            break;
        };
        path = format!("/v1/audit?limit=2&sort=-sequence&cursor={cursor}");
    }
    assert_eq!(sequences, [6, 5, 4, 3, 2, 1]);
}

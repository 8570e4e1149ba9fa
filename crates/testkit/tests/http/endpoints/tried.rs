//! Trying a connection: what is found out, and that nothing is declared by it.

use cas_testkit::{SECRET, StorePlace, TestApp, each_store};
use serde_json::{Value, json};

use crate::endpoints::faults::{connect, no_tls};

async fn test(app: &TestApp, system: &str) -> Value {
    let path = format!("/v1/connections/{system}/test");
    let (status, answer) = app.post(&path, &Value::Null).await.expect("an answer");
    assert_eq!(status, 200, "{answer}");
    answer
}

/// Outcome, HTTP status, credentials and TLS of a test.
async fn check(app: &TestApp, expected: (&str, Option<u64>, &str, &str)) {
    let answer = test(app, "ncts").await;
    let text = |field: &str| answer[field].as_str().unwrap_or_default();
    let seen = (
        text("outcome"),
        answer["httpStatus"].as_u64(),
        text("credentials"),
        text("tls"),
    );
    assert_eq!(seen, expected, "{answer:#}");
    assert!(!text("hint").is_empty());
}

async fn tried(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let host = format!("http://{}", app.authority.address());
    let right = format!("{host}/ncts/messages");
    connect(&app, &right, SECRET).await;
    check(&app, ("works", Some(405), "accepted", "unused")).await;
    connect(&app, &right, "wrong").await;
    check(
        &app,
        ("credentials-refused", Some(401), "refused", "unused"),
    )
    .await;
    connect(&app, &host, SECRET).await;
    check(&app, ("path-unknown", Some(404), "not-told", "unused")).await;
    connect(&app, "http://127.0.0.1:1/", SECRET).await;
    check(&app, ("unreachable", None, "not-told", "unused")).await;
    connect(&app, &no_tls().await, SECRET).await;
    check(&app, ("tls-failed", None, "not-told", "failed")).await;
    // Nothing was declared, nothing is due, nobody is alerted.
    app.settle().await.expect("settled");
    assert_eq!(app.authority.ledger().counts.received, 0);
    let (_, alerts) = app.get("/v1/alerts").await.expect("alerts");
    assert_eq!(alerts["alerts"], json!([]));
    // What is not connected cannot be tried.
    let (status, _) = app.delete("/v1/connections/ncts").await.expect("an answer");
    assert_eq!(status, 204);
    for unknown in ["ncts", "nonsense"] {
        let path = format!("/v1/connections/{unknown}/test");
        let (status, answer) = app.post(&path, &Value::Null).await.expect("an answer");
        assert_eq!((status, &answer["code"]), (404, &json!("not-found")));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_is_tried_without_declaring_anything() {
    each_store(tried).await;
}

async fn fetched(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let (_, answer) = app
        .get("/v1/connections/uk_cds")
        .await
        .expect("a connection");
    let mut connection = answer["connection"].clone();
    connection["pullSeconds"] = json!(3_600);
    let host = app.authority.address();
    connection["pullEndpoint"] = json!(format!("http://{host}/uk_cds"));
    let put = app.put("/v1/connections/uk_cds", &connection).await;
    assert_eq!(put.expect("an answer").0, 200);
    // The list of what waits is read, and nothing of it is marked as read.
    let answer = test(&app, "uk_cds").await;
    let url = answer["url"].as_str().unwrap_or_default();
    assert!(url.ends_with("/notifications/unpulled"), "{answer:#}");
    assert_eq!(answer["outcome"], "works", "{answer:#}");
    assert_eq!(answer["httpStatus"], 200, "{answer:#}");
    assert_eq!(answer["credentials"], "accepted", "{answer:#}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_messages_are_fetched_their_list_is_asked_for() {
    each_store(fetched).await;
}

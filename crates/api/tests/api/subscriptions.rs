//! Subscriptions and the event log.

use axum::body::Body;
use axum::http::StatusCode;
use cas_model::ids::NotificationId;
use cas_model::record::Json;
use cas_store::{Changes, NotificationRecord};
use serde_json::json;

use crate::app::{App, all_scopes, call};

#[tokio::test]
async fn a_subscription_lives_and_ends() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let filters = json!([
        { "eventType": "DeclarationStatusChanged", "eventSubTypes": ["Released"] },
    ]);
    let wanted = json!({ "url": "https://erp.example.com/hook", "filters": filters });
    let created = app.post("/v1/subscriptions", &token, wanted).await;
    assert_eq!(created.status, StatusCode::CREATED);
    let subscription = created.json();
    assert!(
        subscription["secret"]
            .as_str()
            .unwrap()
            .starts_with("whsec_")
    );
    assert_eq!(subscription["filters"], filters);
    let path = created.header("location").to_owned();
    let read = app.get(&path, &token).await.json();
    assert_eq!(read["url"], "https://erp.example.com/hook");
    assert_eq!(read.get("secret"), None, "the secret is told once");
    let list = app.get("/v1/subscriptions", &token).await.json();
    assert_eq!(list["subscriptions"], json!([read]));
    let deliveries = app
        .get(&format!("{path}/deliveries?limit=5"), &token)
        .await
        .json();
    assert_eq!(deliveries["deliveries"], json!([]));
    for expected in [StatusCode::NO_CONTENT, StatusCode::NOT_FOUND] {
        let request = call("DELETE", &path, &token).body(Body::empty()).unwrap();
        assert_eq!(app.send(request).await.status, expected);
    }
}

#[tokio::test]
async fn a_given_secret_is_kept() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    let wanted = json!({ "url": "https://erp.example.com/hook", "secret": secret });
    let created = app.post("/v1/subscriptions", &token, wanted).await.json();
    assert_eq!(created["secret"], secret);
}

#[tokio::test]
async fn wrong_subscriptions_are_refused() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let good = "https://erp.example.com/hook";
    for (wanted, code) in [
        (
            json!({ "url": "http://127.0.0.1/hook" }),
            "webhook-url-refused",
        ),
        (
            json!({ "url": "https://10.0.0.1/hook" }),
            "webhook-url-refused",
        ),
        (
            json!({ "url": "ftp://erp.example.com/hook" }),
            "webhook-url-refused",
        ),
        (
            json!({ "url": "https://erp.example.com:22/hook" }),
            "webhook-url-refused",
        ),
        (
            json!({ "url": "https://erp.example.com:0/hook" }),
            "webhook-url-refused",
        ),
        (
            json!({ "url": format!("https://{}.com/hook", "abcdefgh.".repeat(30)) }),
            "webhook-url-refused",
        ),
        (
            json!({ "url": format!("https://{}.com/hook", "a".repeat(64)) }),
            "webhook-url-refused",
        ),
        (
            json!({ "url": good, "secret": "short" }),
            "invalid-structure",
        ),
        (
            json!({ "url": good, "filters": [{ "eventType": "Rain" }] }),
            "invalid-structure",
        ),
        (
            json!({ "url": good, "filters": [{
                "eventType": "DeclarationStatusChanged", "eventSubTypes": ["Released", "released"]
            }] }),
            "invalid-structure",
        ),
        (
            json!({ "url": good, "filters": [{
                "eventType": "CustomsShipmentInformation", "eventSubTypes": ["Released"]
            }] }),
            "invalid-structure",
        ),
        (json!({ "url": good, "colour": "red" }), "invalid-structure"),
        (json!({}), "invalid-structure"),
    ] {
        let answer = app.post("/v1/subscriptions", &token, &wanted).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{wanted}");
        assert_eq!(answer.problem(), code, "{wanted}");
    }
}

#[tokio::test]
async fn the_event_log_is_read_by_cursor() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    for number in 1..=3 {
        let body = json!({ "number": number });
        let row = NotificationRecord {
            tenant_id: app.ours,
            seq: 0,
            id: NotificationId(app.engine.ids().next()),
            event_type: "DeclarationStatusChanged".to_owned(),
            event_sub_type: "Released".to_owned(),
            body: Json::stored(body.to_string()),
            occurred_at: app.clock.now(),
        };
        let changes = Changes {
            notifications: vec![row],
            ..Changes::default()
        };
        app.engine.store().commit(changes).await.unwrap();
    }
    let first = app.get("/v1/events?limit=2", &token).await.json();
    assert_eq!(first["events"], json!([{ "number": 1 }, { "number": 2 }]));
    let path = format!("/v1/events?after={}", first["nextCursor"].as_str().unwrap());
    let second = app.get(&path, &token).await.json();
    assert_eq!(second["events"], json!([{ "number": 3 }]));
    let path = format!(
        "/v1/events?after={}",
        second["nextCursor"].as_str().unwrap()
    );
    let third = app.get(&path, &token).await.json();
    assert_eq!(
        third,
        json!({ "events": [], "nextCursor": second["nextCursor"] })
    );
    assert_eq!(
        app.get("/v1/events?after=x", &token).await.places(),
        ["after"]
    );
}

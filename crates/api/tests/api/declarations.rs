//! Reading declarations and acting on them.

use axum::body::Body;
use axum::http::{StatusCode, header};
use cas_model::lifecycle::Status;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::app::{App, all_scopes, call};

#[tokio::test]
async fn a_declaration_reads_like_this() {
    let app = App::start().await;
    let (id, _) = app.add_declaration("L1", Status::Invalid).await;
    let token = app.token("ours", "read:declarations").await;
    let answer = app.get(&format!("/v1/declarations/{id}"), &token).await;
    assert_eq!(answer.header("etag"), "\"1\"");
    let mut declaration = answer.json();
    assert_eq!(declaration["id"].take(), id.to_string());
    let id = id.to_string();
    insta::assert_snapshot!(pretty(&declaration).replace(&id, "{id}"));
}

#[tokio::test]
async fn its_history_messages_origins_and_items_read_like_this() {
    let app = App::start().await;
    let (id, message) = app.add_declaration("L1", Status::Invalid).await;
    let token = app.token("ours", "read:declarations").await;
    let path = format!("/v1/declarations/{id}");
    let mut history = app.get(&format!("{path}/history"), &token).await.json();
    assert_eq!(
        history["history"][0]["messageId"].take(),
        message.to_string()
    );
    let mut messages = app.get(&format!("{path}/messages"), &token).await.json();
    assert_eq!(messages["messages"][0]["id"].take(), message.to_string());
    assert_eq!(
        messages["messages"][0]["declarationId"].take(),
        id.to_string()
    );
    let origins = app.get(&format!("{path}/origins"), &token).await.json();
    let item = app.get(&format!("{path}/items/item-2"), &token).await;
    assert_eq!(item.header("etag"), "\"1\"");
    let item = item.json();
    insta::assert_snapshot!(pretty(&json!({
        "history": history, "messages": messages, "origins": origins, "item": item,
    })));
    let raw = app.get(&format!("{path}/messages/{message}"), &token).await;
    assert_eq!(raw.header("content-type"), "application/xml");
    assert_eq!(raw.body, b"<CC928C/>");
    let (other, _) = app.add_declaration("L2", Status::New).await;
    for missing in [
        format!("{path}/items/item-3"),
        format!("{path}/messages/{id}"),
        format!("/v1/declarations/{other}/messages/{message}"),
    ] {
        assert_eq!(
            app.get(&missing, &token).await.problem(),
            "not-found",
            "{missing}"
        );
    }
}

/// As text: numbers keep their digits.
fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

async fn lrns(app: &App, query: &str) -> (String, Value) {
    let token = app.token("ours", "read:declarations").await;
    let answer = app.get(&format!("/v1/declarations?{query}"), &token).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {answer:?}");
    let answer = answer.json();
    let found = answer["declarations"].as_array().unwrap();
    let lrns: Vec<&str> = found
        .iter()
        .map(|one| one["lrn"].as_str().unwrap())
        .collect();
    (lrns.join(" "), answer["nextCursor"].clone())
}

#[tokio::test]
async fn searches_find_what_is_asked_for() {
    let app = App::start().await;
    app.add_declaration("L1", Status::Invalid).await;
    app.clock.advance(SignedDuration::from_hours(24));
    app.add_declaration("L2", Status::Released).await;
    for (query, expected) in [
        ("", "L2 L1"),
        ("sort=creationDate", "L1 L2"),
        ("sort=-lastUpdated", "L2 L1"),
        ("lrn=L1", "L1"),
        ("externalReference=L2", "L2"),
        ("direction=OUT&shipFrom=BE&shipTo=CH", "L2 L1"),
        ("direction=IN", ""),
        ("currentStatus[]=Released", "L2"),
        (
            "currentStatus[]=Released&currentStatus%5B%5D=Invalid",
            "L2 L1",
        ),
        ("currentStatus=Released", "L2"),
        (
            "customsFlow=export&customsFlowStep[]=transit&jurisdiction[]=BE",
            "L2 L1",
        ),
        ("storageLocation[]=S2", ""),
        ("mrn=26BE", ""),
        ("creationDateFrom=2026-03-02", "L2"),
        ("creationDateTo=2026-03-01", "L1"),
        ("lastUpdatedFrom=2026-03-01T12:00:01Z", "L2"),
        ("limit=1", "L2"),
        ("limit=1&offset=1", "L1"),
    ] {
        assert_eq!(lrns(&app, query).await.0, expected, "{query}");
    }
}

#[tokio::test]
async fn cursors_lead_through_all_pages() {
    let app = App::start().await;
    for number in 1..=5 {
        app.add_declaration(&format!("L{number}"), Status::New)
            .await;
    }
    for (sort, expected) in [
        ("creationDate", "L1 L2 L3 L4 L5"),
        ("-lastUpdated", "L5 L4 L3 L2 L1"),
    ] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let query = format!("limit=2&sort={sort}&cursor={cursor}");
            let (page, next) = lrns(&app, &query).await;
            seen.push(page);
            let Some(next) = next.as_str() else { break };
            cursor = next.to_owned();
        }
        assert_eq!(seen.join(" "), expected);
        let token = app.token("ours", "read:declarations").await;
        let other = format!("/v1/declarations?sort=lastUpdated&cursor={cursor}");
        assert_eq!(app.get(&other, &token).await.places(), ["cursor"]);
    }
}

#[tokio::test]
async fn wrong_parameters_are_named() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    for (query, places) in [
        ("colour=red", vec!["colour"]),
        ("limit=0", vec!["limit"]),
        ("limit=101&offset=-1", vec!["offset", "limit"]),
        (
            "currentStatus[]=Lost&direction=UP",
            vec!["direction", "currentStatus"],
        ),
        ("shipFrom=bel", vec!["shipFrom"]),
        ("creationDateFrom=yesterday", vec!["creationDateFrom"]),
        ("cursor=x", vec!["cursor"]),
        ("sort=lrn", vec!["sort"]),
        ("lrn=1&lrn=2", vec!["lrn"]),
    ] {
        let answer = app.get(&format!("/v1/declarations?{query}"), &token).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
        assert_eq!(answer.problem(), "invalid-parameter", "{query}");
        assert_eq!(answer.places(), places, "{query}");
    }
}

#[tokio::test]
async fn actions_are_allowed_by_status() {
    let app = App::start().await;
    let (invalid, _) = app.add_declaration("L1", Status::Invalid).await;
    let (released, _) = app.add_declaration("L2", Status::Released).await;
    let token = app.token("ours", &all_scopes()).await;
    let path = |id, action: &str| format!("/v1/declarations/{id}/{action}");
    let reason = json!({ "reason": "sent twice" });
    let refused = app.post(&path(released, "submit"), &token, "").await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.problem(), "not-allowed-in-status");
    assert!(
        refused.json()["detail"]
            .as_str()
            .unwrap()
            .contains("Released")
    );
    for (id, action) in [(invalid, "validate"), (released, "invalidate")] {
        let answer = app.post(&path(id, action), &token, &reason).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{action}: {answer:?}");
        assert!(answer.json()["actionId"].is_string());
    }
    for (body, code) in [
        (json!({}), "invalid-structure"),
        (json!({ "reason": " " }), "reason-required"),
        (json!({ "reason": "x".repeat(513) }), "reason-required"),
        (
            json!({ "reason": "x", "colour": "red" }),
            "invalid-structure",
        ),
    ] {
        let answer = app.post(&path(released, "invalidate"), &token, &body).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}");
        assert_eq!(answer.problem(), code, "{body}");
    }
}

#[tokio::test]
async fn what_does_not_exist_is_told_before_its_body_is_read() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let unknown = "/v1/declarations/01900000-0000-7000-8000-000000000001";
    for (method, rest) in [
        ("POST", "/invalidate"),
        ("POST", "/submit"),
        ("POST", "/change-destination"),
        ("PATCH", ""),
        ("POST", "/items"),
        ("PATCH", "/items/1"),
    ] {
        let request = call(method, &format!("{unknown}{rest}"), &token)
            .header(header::CONTENT_TYPE, "application/json");
        let answer = app
            .send(request.body(Body::from("{not JSON")).unwrap())
            .await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {rest}");
    }
}

#[tokio::test]
async fn a_cursor_of_another_list_is_refused() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    for path in [
        "/v1/configuration/flows?cursor=%21",
        "/v1/configuration/flows/none?cursor=x",
    ] {
        let answer = app.get(path, &token).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
    }
}

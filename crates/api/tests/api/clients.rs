//! Clients: made, listed, switched off and on, and given other secrets; and the keys that sign
//! their tokens.

use axum::body::Body;
use axum::http::StatusCode;
use cas_api::{FormerKeys, rotate_signing_keys};
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::app::{App, SECRET, all_scopes, call, form};

async fn sign_in(app: &App, client: &str, secret: &str) -> u16 {
    let answer = app.token_answer(&form(client, secret, "")).await;
    answer.status.as_u16()
}

async fn made(app: &App, token: &str, scopes: &[&str]) -> (String, String) {
    let wanted = json!({"name": "erp", "scopes": scopes});
    let answer = app.post("/v1/clients", token, wanted).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    let answer = answer.json();
    let text = |name: &str| answer[name].as_str().expect(name).to_owned();
    (text("clientId"), text("clientSecret"))
}

async fn listed(app: &App, token: &str, client: &str) -> Value {
    let answer = app.get("/v1/clients", token).await.json();
    let clients = answer["clients"].as_array().expect("clients").iter();
    let mut found = clients.filter(|one| one["clientId"] == client);
    found.next().cloned().unwrap_or_default()
}

#[tokio::test]
async fn a_client_is_made_listed_switched_off_and_on() {
    let app = App::start().await;
    let admin = app.token("ours", &all_scopes()).await;
    let (client, secret) = made(&app, &admin, &["read:declarations"]).await;
    let answer = app.token_answer(&form(&client, &secret, "")).await.json();
    let token = answer["access_token"].as_str().expect("a token").to_owned();
    let row = listed(&app, &admin, &client).await;
    assert_eq!(row["scopes"], json!(["read:declarations"]));
    assert_eq!(row["changedBy"], "ours");
    let all = app.get("/v1/clients", &admin).await;
    assert!(
        !String::from_utf8_lossy(&all.body).contains("argon2"),
        "hashes stay inside"
    );

    let path = format!("/v1/clients/{client}");
    let status = app.get("/v1/authorizationStatus", &token).await.status;
    assert_eq!(status, StatusCode::OK);
    let answer = app.post(&format!("{path}/disable"), &admin, "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    assert_eq!(sign_in(&app, &client, &secret).await, 401);
    app.clock.advance(SignedDuration::from_secs(5));
    let answer = app.get("/v1/authorizationStatus", &token).await;
    assert_eq!(answer.problem(), "invalid-token");
    assert!(listed(&app, &admin, &client).await["disabledAt"].is_string());

    let answer = app.post(&format!("{path}/enable"), &admin, "{}").await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let trail = app.get("/v1/audit?kind=access", &admin).await.json();
    let told = trail["entries"].as_array().expect("entries").iter();
    let told: Vec<(&Value, &Value, &Value)> = told
        .map(|entry| (&entry["event"], &entry["actor"], &entry["subject"]))
        .collect();
    let (by, client_id) = (json!("ours"), json!(client));
    let events = ["client-enabled", "client-disabled", "client-made"].map(Value::from);
    let expected: Vec<_> = events.iter().map(|it| (it, &by, &client_id)).collect();
    assert_eq!(told, expected, "{trail:#}");
    assert_eq!(sign_in(&app, &client, &secret).await, 200);
    app.clock.advance(SignedDuration::from_secs(5));
    let status = app.get("/v1/authorizationStatus", &token).await.status;
    assert_eq!(status, StatusCode::OK);
}

#[tokio::test]
async fn two_secrets_are_valid_for_the_chosen_time() {
    let app = App::start().await;
    let admin = app.token("ours", &all_scopes()).await;
    let (client, first) = made(&app, &admin, &["read:declarations"]).await;
    let path = format!("/v1/clients/{client}/rotate");
    let answer = app
        .post(&path, &admin, json!({"keepOldSeconds": 600}))
        .await;
    let second = answer.json()["clientSecret"]
        .as_str()
        .expect("a secret")
        .to_owned();
    assert_ne!(first, second);
    for (seconds, of_first) in [(0, 200), (599, 200), (1, 401)] {
        app.clock.advance(SignedDuration::from_secs(seconds));
        assert_eq!(
            sign_in(&app, &client, &first).await,
            of_first,
            "after {seconds} more"
        );
        assert_eq!(sign_in(&app, &client, &second).await, 200);
    }
    let answer = app.post(&path, &admin, json!({"keepOldSeconds": 0})).await;
    let third = answer.json()["clientSecret"]
        .as_str()
        .expect("a secret")
        .to_owned();
    for (secret, expected) in [(&first, 401), (&second, 401), (&third, 200)] {
        assert_eq!(sign_in(&app, &client, secret).await, expected);
    }
    let answer = app
        .post(&path, &admin, json!({"keepOldSeconds": 2_592_001}))
        .await;
    assert_eq!(answer.places(), ["keepOldSeconds"]);
    for path in [path.as_str(), "/v1/clients"] {
        let answer = app.post(&format!("{path}?dryRun=true"), &admin, "{}").await;
        assert_eq!(answer.places(), ["dryRun"], "{path}");
    }
}

#[tokio::test]
async fn nobody_gives_what_he_has_not() {
    let app = App::start().await;
    let all = app.token("ours", &all_scopes()).await;
    let (client, _) = made(&app, &all, &["read:accessCodes"]).await;
    let little = app
        .token("ours", "admin:configuration read:declarations")
        .await;
    for (path, body, expected) in [
        (
            "/v1/clients".to_owned(),
            json!({"name": "x", "scopes": ["read:accessCodes"]}),
            403,
        ),
        (
            "/v1/clients".to_owned(),
            json!({"name": "x", "scopes": ["read:declarations"]}),
            201,
        ),
        (
            "/v1/clients".to_owned(),
            json!({"name": "x y", "scopes": ["nonsense"]}),
            400,
        ),
        (
            "/v1/clients".to_owned(),
            json!({"name": "x", "scopes": []}),
            400,
        ),
        (format!("/v1/clients/{client}/rotate"), json!({}), 403),
        (format!("/v1/clients/{client}/disable"), json!({}), 200),
        (format!("/v1/clients/{client}/enable"), json!({}), 403),
        ("/v1/clients/theirs/disable".to_owned(), json!({}), 404),
        ("/v1/clients/theirs/rotate".to_owned(), json!({}), 404),
    ] {
        let answer = app.post(&path, &little, &body).await;
        assert_eq!(
            answer.status.as_u16(),
            expected,
            "{path} {body}: {answer:?}"
        );
    }
    assert_eq!(sign_in(&app, "theirs", SECRET).await, 200);
}

#[tokio::test]
async fn keys_rotate_and_old_tokens_last_unless_told() {
    let app = App::start().await;
    let is_believed = async |token: &str| {
        let answer = app.get("/v1/authorizationStatus", token).await;
        answer.status == StatusCode::OK
    };
    let store = app.engine.store();
    let first = app.token("ours", "").await;
    let key = rotate_signing_keys(
        store,
        FormerKeys::EndWithTheirTokens,
        "jane",
        app.clock.now(),
    )
    .await;
    let key = key.expect("rotated");
    assert_eq!(key.former, 1);
    app.clock.advance(SignedDuration::from_secs(60));
    let second = app.token("ours", "").await;
    assert_ne!(head(&first), head(&second), "the new key signs");
    assert!(is_believed(&first).await && is_believed(&second).await);
    app.clock.advance(SignedDuration::from_secs(3_600));
    assert!(!is_believed(&first).await);

    let third = app.token("ours", "").await;
    assert!(is_believed(&third).await);
    let key = rotate_signing_keys(store, FormerKeys::EndNow, "joe", app.clock.now()).await;
    key.expect("rotated");
    app.clock.advance(SignedDuration::from_secs(60));
    assert!(!is_believed(&third).await);
    let fourth = app.token("ours", "").await;
    assert!(is_believed(&fourth).await);
}

/// The head of a token, which names its key.
fn head(token: &str) -> &str {
    token.split('.').next().unwrap_or_default()
}

#[tokio::test]
async fn a_client_is_changed_while_its_token_lasts() {
    let app = App::start().await;
    let admin = app.token("ours", &all_scopes()).await;
    let scopes = ["read:declarations", "read:messages"];
    let (client, secret) = made(&app, &admin, &scopes).await;
    let (munich, _) = app.add_declaration("L1", Status::Invalid).await;
    app.move_declaration(munich, "ACME", "MUC1").await;
    let (hamburg, _) = app.add_declaration("L2", Status::Invalid).await;
    app.move_declaration(hamburg, "ACME", "HAM1").await;
    let form = form(&client, &secret, "read:declarations read:messages");
    let token = app.token_answer(&form).await.json()["access_token"]
        .as_str()
        .expect("a token")
        .to_owned();
    let sees = async |id: DeclarationId| {
        let path = format!("/v1/declarations/{id}");
        app.get(&path, &token).await.status.as_u16()
    };
    assert_eq!((sees(munich).await, sees(hamburg).await), (200, 200));
    let path = format!("/v1/clients/{client}");
    let change = async |body: Value| {
        let request = call("PATCH", &path, &admin)
            .header("content-type", "application/json")
            .body(Body::from(body.to_string()))
            .expect("a request");
        let answer = app.send(request).await;
        app.clock.advance(SignedDuration::from_secs(5));
        answer
    };

    // What it may see shrinks while its token lasts.
    let visible = json!({ "companies": [], "plants": ["MUC1"] });
    let body = json!({ "visible": visible, "description": "The warehouse in Munich" });
    let changed = change(body).await.json();
    assert_eq!(changed["visible"], visible);
    assert_eq!(changed["description"], "The warehouse in Munich");
    assert!(changed["lastUsedAt"].is_string(), "{changed}");
    assert_eq!((sees(munich).await, sees(hamburg).await), (200, 404));
    // Nobody who is restricted decides for the whole tenant.
    let refused = change(json!({ "scopes": ["read:declarations", "admin:configuration"] })).await;
    assert_eq!(refused.places(), ["visible"]);

    // What it may do shrinks too, and its end ends its token.
    change(json!({ "scopes": ["read:messages"], "visible": null })).await;
    assert_eq!(sees(munich).await, 403);
    change(json!({ "scopes": ["read:declarations"], "expiresAt": app.clock.now() })).await;
    assert_eq!(sees(munich).await, 401);
    assert_eq!(sign_in(&app, &client, &secret).await, 401);
    change(json!({ "expiresAt": null })).await;
    assert_eq!(sign_in(&app, &client, &secret).await, 200);

    let request = call("PATCH", &path, &admin)
        .header("content-type", "application/json")
        .header("if-match", "\"2020-01-01T00:00:00Z\"")
        .body(Body::from(json!({ "description": "late" }).to_string()))
        .expect("a request");
    assert_eq!(app.send(request).await.problem(), "client-changed");
    let trail = app.get("/v1/audit?kind=access", &admin).await.json();
    assert_eq!(trail["entries"][0]["event"], "client-changed");
}

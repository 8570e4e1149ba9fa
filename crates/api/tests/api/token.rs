//! Tokens: who gets one, what it says, and when it stops being believed.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::SignedDuration;

use crate::app::{App, SECRET, all_scopes, form};

#[tokio::test]
async fn a_token_says_what_its_bearer_may() {
    let app = App::start().await;
    let answer = app
        .token_answer(&form("ours", SECRET, "read:declarations"))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    let body = answer.json();
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 3600);
    assert_eq!(body["scope"], "read:declarations");
    let token = body["access_token"].as_str().unwrap();
    let status = app.get("/v1/authorizationStatus", token).await.json();
    assert_eq!(status["sourceSysRef"], "erp of ours");
    assert_eq!(status["tenantIds"][0], app.ours.to_string());
    assert_eq!(status["scopes"], "read:declarations");
}

#[tokio::test]
async fn refused_token_requests_follow_rfc_6749() {
    let app = App::start().await;
    let good = form("ours", SECRET, "");
    for (form, status, error) in [
        (
            good.replace("client_credentials", "password"),
            400,
            "unsupported_grant_type",
        ),
        (form("ours", "wrong", ""), 401, "invalid_client"),
        (form("nobody", SECRET, ""), 401, "invalid_client"),
        (
            form("ours", SECRET, "read:everything"),
            400,
            "invalid_scope",
        ),
        (String::new(), 400, "invalid_request"),
    ] {
        let answer = app.token_answer(&form).await;
        assert_eq!(answer.status.as_u16(), status, "{form}");
        assert_eq!(answer.json()["error"], error, "{form}");
        assert_eq!(answer.header("content-type"), "application/json");
    }
}

#[tokio::test]
async fn a_token_lasts_an_hour() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    for (minutes, expected) in [(59, StatusCode::OK), (1, StatusCode::UNAUTHORIZED)] {
        app.clock.advance(SignedDuration::from_mins(minutes));
        let answer = app.get("/v1/authorizationStatus", &token).await;
        assert_eq!(answer.status, expected);
    }
}

#[tokio::test]
async fn a_changed_token_is_not_believed() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let (head, signature) = token.rsplit_once('.').unwrap();
    let (header, claims) = head.split_once('.').unwrap();
    for forged in [
        format!("{header}.{}.{signature}", claims.replace('a', "b")),
        format!("{head}."),
        format!("{head}.{}", signature.chars().rev().collect::<String>()),
    ] {
        let answer = app.get("/v1/authorizationStatus", &forged).await;
        assert_eq!(answer.problem(), "invalid-token");
        assert!(answer.header("www-authenticate").starts_with("Bearer"));
    }
}

#[tokio::test]
async fn who_guesses_is_slowed_down_and_locks_nobody_out() {
    let app = App::start().await;
    for known in [true, false] {
        if known {
            app.token("ours", "").await;
        }
        let client = if known { "ours" } else { "theirs" };
        let mut last = StatusCode::OK;
        for guess in 0..25 {
            let form = form(client, &format!("guess{guess}"), "");
            last = app.token_answer(&form).await.status;
        }
        assert_eq!(last, StatusCode::TOO_MANY_REQUESTS, "{client}");
        // Neither who knew the secret a moment ago is locked out, nor who signs in for the first time.
        app.token(client, "").await;
    }
}

#[tokio::test]
async fn many_wrong_secrets_are_one_alert() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let alerts = async || {
        let answer = app.get("/v1/alerts", &token).await.json();
        let alerts = answer["alerts"].as_array().expect("alerts").clone();
        let kinds = alerts
            .iter()
            .map(|alert| alert["kind"].as_str().expect("a kind").to_owned());
        kinds.collect::<Vec<_>>()
    };
    for guess in 0..19 {
        app.token_answer(&form("ours", &format!("guess{guess}"), ""))
            .await;
    }
    assert_eq!(alerts().await, Vec::<String>::new());
    for guess in 0..30 {
        app.token_answer(&form("ours", &format!("other{guess}"), ""))
            .await;
        app.token_answer(&form("nobody", &format!("other{guess}"), ""))
            .await;
    }
    assert_eq!(alerts().await, ["sign-ins-refused"]);
    let answer = app.get("/v1/alerts", &token).await;
    assert!(
        !String::from_utf8_lossy(&answer.body).contains("guess"),
        "no secret is told"
    );
}

#[tokio::test]
async fn a_client_of_the_commercial_product_gets_all_its_scopes() {
    let app = App::start().await;
    for scope in [
        "https://c4tprodb2c.onmicrosoft.com/ours/.default",
        ".default",
        "openid",
        "openid api://x/.default",
    ] {
        let answer = app.token_answer(&form("ours", SECRET, scope)).await;
        assert_eq!(answer.status, StatusCode::OK, "{scope}");
        assert_eq!(answer.json()["scope"], all_scopes(), "{scope}");
    }
}

#[tokio::test]
async fn a_client_may_authenticate_by_http_basic() {
    let app = App::start().await;
    let basic = |text: String| format!("Basic {}", STANDARD.encode(text));
    for (authorization, form, status) in [
        (
            basic(format!("ours:{SECRET}")),
            "grant_type=client_credentials",
            200,
        ),
        (
            basic("ours:wrong".to_owned()),
            "grant_type=client_credentials",
            401,
        ),
        (
            basic("ours".to_owned()),
            "grant_type=client_credentials",
            401,
        ),
        (
            basic(format!("ours:{SECRET}")),
            "grant_type=client_credentials&client_secret=x",
            400,
        ),
    ] {
        let request = Request::post("/oauth2/v2.0/token")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::AUTHORIZATION, &authorization)
            .body(Body::from(form))
            .unwrap();
        let answer = app.send(request).await;
        assert_eq!(answer.status.as_u16(), status, "{authorization} {form}");
    }
}

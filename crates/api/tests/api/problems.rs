//! Refusals that no handler makes: limits, methods, paths, content types.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use cas_api::{ApiSettings, HeavyLimits};
use serde_json::json;

use crate::app::{App, all_scopes, call, shipment};

#[tokio::test]
async fn every_refusal_is_problem_details() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let large = "x".repeat(100_001);
    for (method, path, media, body, code) in [
        ("GET", "/nowhere", "", "", "not-found"),
        ("GET", "/v1/articledataitems", "", "", "method-not-allowed"),
        ("PUT", "/v1/declarations", "", "", "method-not-allowed"),
        (
            "POST",
            "/v1/customsshipments",
            "text/plain",
            "{}",
            "unsupported-media-type",
        ),
        (
            "POST",
            "/v1/customsshipments",
            "",
            "{}",
            "unsupported-media-type",
        ),
        (
            "POST",
            "/v1/customsshipments",
            "application/json",
            large.as_str(),
            "body-too-large",
        ),
        (
            "POST",
            "/v1/articledataitems",
            "application/json",
            large.as_str(),
            "body-too-large",
        ),
        (
            "POST",
            "/v1/subscriptions",
            "application/json",
            large.as_str(),
            "body-too-large",
        ),
        (
            "POST",
            "/oauth2/v2.0/token",
            "application/json",
            "{}",
            "unsupported-media-type",
        ),
        (
            "POST",
            "/oauth2/v2.0/token",
            "application/x-www-form-urlencoded",
            large.as_str(),
            "body-too-large",
        ),
    ] {
        let mut request = call(method, path, &token);
        if !media.is_empty() {
            request = request.header(header::CONTENT_TYPE, media);
        }
        let answer = app
            .send(request.body(Body::from(body.to_owned())).unwrap())
            .await;
        assert_eq!(answer.problem(), code, "{method} {path} {media}");
        let expected = cas_api::codes::status_of(cas_api::codes::Code::find(code).unwrap().kind);
        assert_eq!(answer.status, expected, "{method} {path} {media}");
    }
}

#[tokio::test]
async fn a_body_without_length_is_cut_off() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let chunks = (0..200).map(|_| Ok::<_, std::io::Error>(vec![b' '; 1_000]));
    let body = Body::from_stream(futures::stream::iter(chunks));
    let request = call("POST", "/v1/customsshipments", &token)
        .header(header::CONTENT_TYPE, "application/json");
    assert_eq!(
        app.send(request.body(body).unwrap()).await.problem(),
        "body-too-large"
    );
}

#[tokio::test]
async fn a_client_that_sends_too_much_is_told_when_to_come_back() {
    let settings = ApiSettings {
        requests_per_second: 1,
        request_burst: 3,
        ..Default::default()
    };
    let app = App::with(settings).await;
    let (ours, theirs) = (app.token("ours", "").await, app.token("theirs", "").await);
    for _ in 0..3 {
        assert_eq!(
            app.get("/v1/authorizationStatus", &ours).await.status,
            StatusCode::OK
        );
    }
    let answer = app.get("/v1/authorizationStatus", &ours).await;
    assert_eq!(answer.problem(), "too-many-requests");
    assert_eq!(answer.header("retry-after"), "2");
    assert_eq!(
        app.get("/v1/authorizationStatus", &theirs).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn heavy_requests_beyond_the_line_are_told_when_to_come_back() {
    let heavy = HeavyLimits {
        in_line: 0,
        ..HeavyLimits::default()
    };
    let settings = ApiSettings {
        heavy,
        ..Default::default()
    };
    let app = App::with(settings).await;
    let token = app.token("ours", &all_scopes()).await;
    let evaluate = "/v1/decisiontables/any/versions/1/evaluate";
    for path in ["/v1/customsshipments?dryRun=true", evaluate] {
        let answer = app.post(path, &token, json!({})).await;
        assert_eq!(answer.problem(), "too-many-requests", "{path}");
        assert_eq!(answer.header("retry-after"), "2");
    }
    // What is not heavy, and who must not come at all, is not told so.
    let list = app.get("/v1/declarations", &token).await;
    assert_eq!(list.status, StatusCode::OK);
    assert_eq!(
        app.post(evaluate, "none", json!({})).await.problem(),
        "invalid-token"
    );
}

#[tokio::test]
async fn requests_are_named_and_answers_guarded() {
    let app = App::start().await;
    for (id, kept) in [("abc-1", true), ("a b", false), (&"x".repeat(65), false)] {
        let request = Request::get("/health/live").header("x-request-id", id);
        let answer = app.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.header("x-request-id") == id, kept, "{id}");
        assert!(!answer.header("x-request-id").is_empty());
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("access-control-allow-origin"), "");
    }
}

#[tokio::test]
async fn a_packed_body_is_refused_with_what_is_taken() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    for (coding, expected) in [
        ("gzip", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("br", StatusCode::UNSUPPORTED_MEDIA_TYPE),
        ("Identity", StatusCode::ACCEPTED),
    ] {
        let request = call("POST", "/v1/customsshipments", &token)
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::CONTENT_ENCODING, coding)
            .body(Body::from(shipment("A-1").to_string()))
            .unwrap();
        let answer = app.send(request).await;
        assert_eq!(answer.status, expected, "{coding}");
        if expected == StatusCode::UNSUPPORTED_MEDIA_TYPE {
            assert_eq!(answer.header("accept-encoding"), "identity");
            assert_eq!(answer.problem(), "unsupported-media-type");
        }
    }
}

#[tokio::test]
async fn a_nul_in_an_address_is_refused() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    for (path, place) in [
        (
            "/v1/declarations?externalReference=a%00b",
            "externalReference",
        ),
        ("/v1/declarations?mrn=%00", "mrn"),
        (
            "/v1/ingestions?externalReference=%00&limit=1",
            "externalReference",
        ),
        ("/v1/masterdata/article/a%00b", "path"),
        ("/v1/masterdata/article?search=%00", "search"),
        ("/v1/codelists/CL%00008", "path"),
    ] {
        let answer = app.get(path, &token).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert_eq!(answer.places(), [place], "{path}");
        assert_eq!(answer.problem(), "invalid-parameter", "{path}");
    }
}

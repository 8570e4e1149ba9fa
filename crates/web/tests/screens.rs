//! What a browser gets, and what stays the API's.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::routing::get;
use tower::ServiceExt as _;

/// The screens beside an API that answers `/v1/session`, and everything else with 404.
async fn ask(path: &str, accept: (&'static str, &'static str)) -> (StatusCode, HeaderMap, Vec<u8>) {
    let api = Router::new()
        .route("/v1/session", get(async || "api"))
        .fallback(async || (StatusCode::NOT_FOUND, "api"));
    let request = Request::get(path).header(accept.0, accept.1);
    let request = request.body(Body::empty()).expect("a request");
    let answer = cas_web::beside(api).oneshot(request).await;
    let (parts, body) = answer.expect("an answer").into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    (parts.status, parts.headers, body.to_vec())
}

const BROWSER: (&str, &str) = ("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
const PROGRAM: (&str, &str) = ("accept", "application/json");

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    let value = headers.get(name).map(|value| value.to_str());
    value.and_then(Result::ok).unwrap_or_default()
}

#[tokio::test]
async fn browsers_get_the_page_and_programs_the_api() {
    for path in ["/", "/acme/declarations?group=open", "/sign-in"] {
        let (status, headers, body) = ask(path, BROWSER).await;
        assert_eq!(
            (status, text(&headers, header::CACHE_CONTROL)),
            (StatusCode::OK, "no-store")
        );
        assert!(
            String::from_utf8_lossy(&body).contains("<div id=\"root\">"),
            "{path}"
        );
        let (status, _, body) = ask(path, PROGRAM).await;
        assert_eq!(
            (status, body.as_slice()),
            (StatusCode::NOT_FOUND, b"api".as_slice())
        );
    }
    let (status, _, body) = ask("/v1/session", BROWSER).await;
    assert_eq!(
        (status, body.as_slice()),
        (StatusCode::OK, b"api".as_slice())
    );
    assert_eq!(ask("/v1/nothing", BROWSER).await.0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_page_allows_only_styles_of_its_own_nonce() {
    let (_, headers, page) = ask("/", BROWSER).await;
    let policy = text(&headers, header::CONTENT_SECURITY_POLICY);
    let nonce = policy
        .split("'nonce-")
        .nth(1)
        .and_then(|rest| rest.split('\'').next());
    let nonce = nonce.expect("a nonce");
    let page = String::from_utf8(page).expect("text");
    assert!(
        page.contains(&format!("name=\"style-nonce\" content=\"{nonce}\"")),
        "{page}"
    );
    assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"));
    let (_, others, _) = ask("/", BROWSER).await;
    assert_ne!(
        policy,
        text(&others, header::CONTENT_SECURITY_POLICY),
        "used twice"
    );
}

#[tokio::test]
async fn scripts_are_packed_and_kept_for_ever() {
    let (_, _, page) = ask("/", BROWSER).await;
    let page = String::from_utf8(page).expect("text");
    let script = page
        .split("src=\"")
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    let script = script.expect("a script");
    let (_, headers, plain) = ask(script, PROGRAM).await;
    assert_eq!(text(&headers, header::CONTENT_ENCODING), "");
    assert!(text(&headers, header::CACHE_CONTROL).contains("immutable"));
    for coding in ["br", "gzip"] {
        let (status, headers, packed) = ask(script, ("accept-encoding", coding)).await;
        assert_eq!(
            (status, text(&headers, header::CONTENT_ENCODING)),
            (StatusCode::OK, coding)
        );
        assert!(
            packed.len() * 2 < plain.len(),
            "{coding}: {} of {}",
            packed.len(),
            plain.len()
        );
    }
    assert_eq!(
        ask("/assets/none.js", PROGRAM).await.0,
        StatusCode::NOT_FOUND
    );
}

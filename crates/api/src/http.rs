//! What happens to every request and answer, whatever the endpoint?
//!
//! From the outside in: compression of what holds no secret; a request id, security headers and problem
//! details ([`finish`]); a trace that never shows secrets; panics and slow requests become problems. No
//! CORS: browsers of other origins have no business here unless a proxy says so.

use std::any::Any;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::sensitive_headers::SetSensitiveRequestHeadersLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use uuid::Uuid;

use crate::codes;
use crate::compression;
use crate::problem::{FieldProblem, Problem};
use crate::sessions::CSRF_HEADER;
use crate::state::ApiSettings;
use crate::unread::announce_close;

/// The header that names a request.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The media type of problem details.
const PROBLEM_JSON: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Headers of every answer: nothing of it is to be cached, sniffed, framed or run.
static SECURITY_HEADERS: [(HeaderName, HeaderValue); 5] = [
    (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    (
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    ),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (
        header::REFERRER_POLICY,
        HeaderValue::from_static("no-referrer"),
    ),
    (
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    ),
];

/// An answer whose error has a form of its own (RFC 6749): it is left as it is.
#[derive(Clone, Copy)]
pub struct OwnErrorForm;

/// Puts the layers around the endpoints.
pub fn layers(router: Router, settings: &ApiSettings) -> Router {
    let timeout =
        TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, settings.request_timeout);
    router.layer(
        ServiceBuilder::new()
            .layer(SetSensitiveRequestHeadersLayer::new([
                header::AUTHORIZATION,
                header::COOKIE,
                HeaderName::from_static(CSRF_HEADER),
            ]))
            .layer(from_fn(announce_close))
            .layer(compression::layer())
            .layer(from_fn(compression::mark))
            .layer(from_fn(finish))
            .layer(TraceLayer::new_for_http().make_span_with(span))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(timeout)
            .layer(from_fn(readable)),
    )
}

/// Names the request, and gives the answer its last form.
pub async fn finish(mut request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let Ok(id_header) = HeaderValue::from_str(&id) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    request.headers_mut().insert(REQUEST_ID, id_header.clone());
    let mut response = with_problem(next.run(request).await, &id);
    response.headers_mut().insert(REQUEST_ID, id_header);
    for (name, value) in &SECURITY_HEADERS {
        response
            .headers_mut()
            .entry(name)
            .or_insert_with(|| value.clone());
    }
    response
}

/// The caller's id when it is harmless, else a new one.
fn request_id(headers: &HeaderMap) -> String {
    headers
        .get(REQUEST_ID)
        .and_then(|value| value.to_str().ok())
        .filter(|id| (1..=64).contains(&id.len()))
        .filter(|id| {
            id.bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
        })
        .map_or_else(|| Uuid::now_v7().to_string(), str::to_owned)
}

/// What is answered in the place of a problem that cannot be written.
const UNWRITABLE: &[u8] = br#"{"title":"The problem cannot be told; the log has it"}"#;

fn with_problem(mut response: Response, request_id: &str) -> Response {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    if !is_error || response.extensions().get::<OwnErrorForm>().is_some() {
        return response;
    }
    let problem = response
        .extensions_mut()
        .remove::<Problem>()
        .unwrap_or_else(|| Problem::of_status(status));
    let body = serde_json::to_vec(&problem.details(request_id)).unwrap_or_else(|error| {
        tracing::error!(%error, request_id, "a problem cannot be written as JSON");
        UNWRITABLE.to_vec()
    });
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, PROBLEM_JSON);
    *response.body_mut() = Body::from(body);
    response
}

/// Lets only pass what can be read here: a body that is not packed, and an address without NUL,
/// which no text that is stored can hold.
async fn readable(request: Request, next: Next) -> Response {
    let codings = request.headers().get_all(header::CONTENT_ENCODING);
    let is_plain = |coding: &HeaderValue| coding.as_bytes().eq_ignore_ascii_case(b"identity");
    let mut packings = codings.iter().filter(|coding| !is_plain(coding));
    if let Some(coding) = packings.next()
        && !is_unpacked(&request)
    {
        return packed(coding);
    }
    match with_nul(request.uri()) {
        None => next.run(request).await,
        Some(place) => {
            let message = "contains the control character U+0000; leave it out";
            Problem::new(codes::INVALID_PARAMETER, format!("correct: {place}"))
                .with_errors(vec![FieldProblem::new(place, message)])
                .into_response()
        }
    }
}

/// Whether a body is packed in the one way that its endpoint unpacks: customs systems send what their
/// software sends, and cannot be asked for another.
fn is_unpacked(request: &Request) -> bool {
    let path = request.uri().path();
    let is_here = path.starts_with("/v1/systems/") && path.ends_with("/messages");
    let mut codings = request.headers().get_all(header::CONTENT_ENCODING).iter();
    let is_gzip = codings
        .next()
        .is_some_and(|coding| coding.as_bytes() == b"gzip");
    is_here && is_gzip && codings.next().is_none()
}

/// The answer to a body in a content coding (RFC 9110, section 15.5.16).
fn packed(coding: &HeaderValue) -> Response {
    let coding = String::from_utf8_lossy(coding.as_bytes());
    let detail = format!("send the body as it is, without Content-Encoding {coding}");
    let mut response = Problem::new(codes::UNSUPPORTED_MEDIA_TYPE, detail).into_response();
    let plain = HeaderValue::from_static("identity");
    response
        .headers_mut()
        .insert(header::ACCEPT_ENCODING, plain);
    response
}

/// What of an address holds a NUL: a parameter by its name, or the path.
fn with_nul(uri: &Uri) -> Option<String> {
    const NUL: &str = "%00";
    let query = uri.query().unwrap_or_default();
    let pair = query.split('&').find(|pair| pair.contains(NUL));
    let name = pair.map(|pair| pair.split('=').next().unwrap_or_default());
    name.map(|name| name.replace(NUL, ""))
        .or_else(|| uri.path().contains(NUL).then(|| "path".to_owned()))
}

fn span(request: &Request) -> tracing::Span {
    let id = request
        .headers()
        .get(REQUEST_ID)
        .and_then(|id| id.to_str().ok())
        .unwrap_or("");
    let (method, path) = (request.method(), request.uri().path());
    tracing::info_span!("request", id, %method, path)
}

fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| cause.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    tracing::error!(panic = text, "a handler panicked");
    Problem::new(
        codes::INTERNAL_ERROR,
        "try again; if it stays, tell support",
    )
    .into_response()
}

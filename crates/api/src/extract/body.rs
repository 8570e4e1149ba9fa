//! How is a body read?
//!
//! Only of a content type we take (415), never more of it than its limit (413), and as strict JSON
//! (400).

use axum::body::{Body, HttpBody};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, header};
use bytes::{Bytes, BytesMut};
use futures::StreamExt;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::codes;
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;
use crate::strict_json;

/// Largest body of a small request: a form, a reason, a subscription.
pub const SMALL: usize = 64 * 1024;
/// The media type of JSON.
pub const JSON: &str = "application/json";
/// JSON, one value per line.
pub const NDJSON: &str = "application/x-ndjson";
/// A message of a customs system.
pub const XML: &str = "application/xml";
/// The same, as others name it.
pub const TEXT_XML: &str = "text/xml";
/// Bytes of which nothing is said.
pub const BYTES: &str = "application/octet-stream";
/// The media type of a form.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// The content type of the body, one of those accepted.
///
/// # Errors
/// Unsupported, naming what is accepted.
pub fn media_type(headers: &HeaderMap, accepted: &[&'static str]) -> Result<&'static str, Problem> {
    let sent = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let essence = sent
        .unwrap_or_default()
        .split(';')
        .next()
        .unwrap_or_default()
        .trim();
    let known = accepted
        .iter()
        .find(|media| media.eq_ignore_ascii_case(essence));
    known.copied().ok_or_else(|| {
        let accepted = accepted.join(" or ");
        let detail = format!("send it with Content-Type {accepted}, not \"{essence}\"");
        Problem::new(codes::UNSUPPORTED_MEDIA_TYPE, detail)
    })
}

/// The bytes of a body.
///
/// # Errors
/// Too large, or broken off.
pub async fn read(body: Body, limit: usize) -> Result<Bytes, Problem> {
    read_at(body, limit, "here").await
}

/// The bytes of a body, with a word on where its limit holds.
///
/// # Errors
/// Too large, or broken off.
pub async fn read_at(body: Body, limit: usize, place: &str) -> Result<Bytes, Problem> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limit {
        return Err(too_large(limit, place));
    }
    let mut bytes = BytesMut::with_capacity(announced);
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| {
            Problem::new(
                codes::MALFORMED_REQUEST,
                "the body broke off; send it again",
            )
        })?;
        if bytes.len() + chunk.len() > limit {
            return Err(too_large(limit, place));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// The refusal of a body that is larger than its limit, in bytes, and where that holds.
pub fn too_large(limit: usize, place: &str) -> Problem {
    let detail = format!("at most {limit} bytes are taken {place}");
    Problem::new(codes::BODY_TOO_LARGE, detail)
}

/// A JSON value from the bytes of a body.
///
/// # Errors
/// Malformed, with the place.
pub fn json(bytes: &[u8]) -> Result<Value, Problem> {
    strict_json::parse(bytes).map_err(|message| {
        Problem::new(
            codes::MALFORMED_REQUEST,
            format!("the body is not valid JSON: {message}"),
        )
        .with_errors(vec![FieldProblem::new("", message)])
    })
}

/// A JSON body of any shape, as large as messages may be.
pub struct AnyJson(pub Value);

impl FromRequest<ApiState> for AnyJson {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &ApiState) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        let limit = state.settings().body_limit;
        any_json(&parts.headers, body, limit).await.map(Self)
    }
}

/// A JSON body of any shape.
///
/// # Errors
/// When it is none, or too large.
pub async fn any_json(headers: &HeaderMap, body: Body, limit: usize) -> Result<Value, Problem> {
    media_type(headers, &[JSON])?;
    json(&read(body, limit).await?)
}

/// A JSON body as a type; its defaults where nothing is sent.
///
/// # Errors
/// What is wrong with it.
pub async fn json_or_default<T: DeserializeOwned + Default>(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<T, Problem> {
    let bytes = read(body, limit).await?;
    if bytes.is_empty() {
        return Ok(T::default());
    }
    media_type(headers, &[JSON])?;
    typed(json(&bytes)?)
}

/// A small JSON body as a type.
///
/// # Errors
/// What is wrong with it.
pub async fn small_json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
) -> Result<T, Problem> {
    typed_json(headers, body, SMALL).await
}

/// A JSON body of at most so many bytes as a type.
///
/// # Errors
/// What is wrong with it.
pub async fn typed_json<T: DeserializeOwned>(
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<T, Problem> {
    media_type(headers, &[JSON])?;
    typed(json(&read(body, limit).await?)?)
}

fn typed<T: DeserializeOwned>(value: Value) -> Result<T, Problem> {
    serde_json::from_value(value).map_err(|error| {
        Problem::new(codes::INVALID_STRUCTURE, error.to_string())
            .with_errors(vec![FieldProblem::new("", error.to_string())])
    })
}

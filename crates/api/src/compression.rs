//! Which answers are compressed?
//!
//! JSON of some length that was asked for with GET, by gzip, for whoever accepts it. What holds a
//! secret is not: by how well an answer compresses, an onlooker who may choose a part of it guesses
//! the rest (BREACH). So answers that give tokens, sessions and secrets stay plain, and those with
//! access codes ([`crate::masking`] says which hold none). Neither is a stream, nor a file.

use axum::body::HttpBody;
use axum::extract::Request;
use axum::http::{Method, header};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::compression::predicate::{Predicate, SizeAbove};
use tower_http::compression::{CompressionLayer, CompressionLevel};

/// What is shorter is sent as it is: it would hardly become shorter.
const SHORT: u64 = 1_024;
/// Where answers hold what proves that a person is signed in.
const SESSIONS: &str = "/v1/session";

/// An answer in which there is no secret.
#[derive(Clone, Copy)]
pub struct WithoutSecrets;

/// An answer that may be compressed.
#[derive(Clone, Copy)]
struct Compressible;

/// Which answers are compressed.
#[derive(Clone, Copy)]
pub struct Wanted(SizeAbove);

impl Predicate for Wanted {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        response.extensions().get::<Compressible>().is_some() && self.0.should_compress(response)
    }
}

/// Compresses what [`mark`] marked.
pub fn layer() -> CompressionLayer<Wanted> {
    CompressionLayer::new()
        .quality(CompressionLevel::Fastest)
        .compress_when(Wanted(SizeAbove::new(SHORT)))
}

/// Marks the answers that may be compressed.
pub async fn mark(request: Request, next: Next) -> Response {
    let is_read = request.method() == Method::GET && !request.uri().path().starts_with(SESSIONS);
    let mut response = next.run(request).await;
    let content_type = response.headers().get(header::CONTENT_TYPE);
    let is_json =
        content_type.is_some_and(|media| media.as_bytes().starts_with(b"application/json"));
    let is_without = response.extensions().get::<WithoutSecrets>().is_some();
    if is_read && is_json && is_without {
        response.extensions_mut().insert(Compressible);
    }
    response
}

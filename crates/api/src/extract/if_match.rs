//! Which state of a thing did the caller read before changing it?

use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;

use crate::codes;
use crate::problem::{FieldProblem, Problem};

/// The tag of the header If-Match, without its quotes.
pub struct IfMatch(pub Option<String>);

impl<S: Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let Some(header) = parts.headers.get(header::IF_MATCH) else {
            return Ok(Self(None));
        };
        let text = header.to_str().ok().map(str::trim);
        if text == Some("*") {
            return Ok(Self(None));
        }
        // Proxies that compress make tags weak; ours name a version all the same.
        let text = text.map(|text| text.strip_prefix("W/").unwrap_or(text));
        let tag = text
            .and_then(|text| text.strip_prefix('"')?.strip_suffix('"'))
            .filter(|tag| !tag.is_empty() && !tag.contains('"'));
        match tag {
            Some(tag) => Ok(Self(Some(tag.to_owned()))),
            None => {
                let message = "must be one ETag in quotes, as it was answered";
                Err(
                    Problem::new(codes::MALFORMED_REQUEST, "If-Match cannot be read")
                        .with_errors(vec![FieldProblem::new("If-Match", message)]),
                )
            }
        }
    }
}

//! Who sees access codes of guarantees?
//!
//! A caller with the scope `read:accessCodes`. For every other, the secret fields of an answer in
//! JSON are masked here, whatever the endpoint: the extractor that believes a token notes in
//! [`Sight`] what its caller may see, and a caller of whom nothing is noted is shown nothing that
//! is a secret. Contents of messages are masked where they are given.

use std::convert::Infallible;
use std::sync::{Arc, OnceLock};

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequestParts, MatchedPath, Request};
use axum::http::header;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use cas_model::ids::TenantId;
use cas_model::scope::Scope;
use cas_model::secret_fields::{hide, holds_secret, may_hold_secret};
use cas_model::visibility::VisibleParts;
use serde_json::Value;

use crate::compression::WithoutSecrets;
use crate::identity::Identity;
use crate::problem::Problem;

/// Endpoints that answer what the caller sent a moment ago, so that he can send it on.
const REPEATING: &[&str] = &["/v1/systems/{system}/declarations/read"];

/// What the caller of a request may see; nothing until he is known.
#[derive(Clone, Default)]
pub struct Sight(Arc<OnceLock<Seen>>);

/// An answer that holds secrets, which its caller may see.
#[derive(Clone, Copy)]
pub(crate) struct HoldsSecrets;

/// What a caller may see, and who he is.
struct Seen {
    tenant: TenantId,
    actor: String,
    access_codes: bool,
    parts: Option<VisibleParts>,
}

impl Sight {
    /// Notes what the caller of a request may see.
    pub(crate) fn note(parts: &Parts, identity: &Identity) {
        if let Some(sight) = parts.extensions.get::<Self>() {
            // The first extractor that believed the token said the same.
            let _ = sight.0.set(Seen {
                tenant: identity.caller.tenant_id,
                actor: identity.caller.actor.clone(),
                access_codes: identity.has(Scope::ReadAccessCodes),
                parts: identity.visible.clone(),
            });
        }
    }

    /// The parts of the organisation that the caller is restricted to.
    pub(crate) fn parts(&self) -> Option<&VisibleParts> {
        self.0.get().and_then(|seen| seen.parts.as_ref())
    }

    /// Who calls, for which tenant; nobody until he is known.
    pub(crate) fn caller(&self) -> Option<(TenantId, &str)> {
        let seen = self.0.get()?;
        Some((seen.tenant, &seen.actor))
    }

    /// Whether the caller may see access codes.
    #[must_use]
    pub fn sees_access_codes(&self) -> bool {
        self.0.get().is_some_and(|seen| seen.access_codes)
    }
}

impl<S: Sync> FromRequestParts<S> for Sight {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().unwrap_or_default())
    }
}

/// Masks the secrets in answers to callers who may not see them.
pub(crate) async fn mask(mut request: Request, next: Next) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    let is_repeating = path.is_some_and(|path| REPEATING.contains(&path.as_str()));
    let sight = Sight::default();
    request.extensions_mut().insert(sight.clone());
    let mut response = next.run(request).await;
    response.extensions_mut().insert(sight.clone());
    if is_repeating || !is_json(&response) {
        return response;
    }
    let shown = match sight.0.get().map(|seen| seen.access_codes) {
        // Without a caller there is nothing of a tenant in the answer.
        None => Ok(without_secrets(response)),
        Some(false) => masked(response).await.map(without_secrets),
        Some(true) => told_of_secrets(response).await,
    };
    shown.unwrap_or_else(|error| Problem::from(error).into_response())
}

fn without_secrets(mut response: Response) -> Response {
    response.extensions_mut().insert(WithoutSecrets);
    response
}

/// An answer as it is, which says where there is no secret in it.
async fn told_of_secrets(response: Response) -> anyhow::Result<Response> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await?;
    let mut response = Response::from_parts(parts, Body::from(bytes.clone()));
    if !may_hold_secret(&bytes) {
        return Ok(without_secrets(response));
    }
    // Names of scopes and of fields look like it too.
    let shows = move || Ok(holds_secret(&serde_json::from_slice(&bytes)?));
    let shows: serde_json::Result<bool> = tokio::task::spawn_blocking(shows).await?;
    if shows? {
        response.extensions_mut().insert(HoldsSecrets);
    }
    Ok(response)
}

fn is_json(response: &Response) -> bool {
    let content_type = response.headers().get(header::CONTENT_TYPE);
    content_type.is_some_and(|media| media.as_bytes().starts_with(b"application/json"))
}

async fn masked(response: Response) -> anyhow::Result<Response> {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await?;
    // Lists are long: their reading is no work for the threads that serve others.
    let masked = tokio::task::spawn_blocking(move || masked_json(bytes)).await??;
    parts.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(masked)))
}

fn masked_json(bytes: Bytes) -> serde_json::Result<Bytes> {
    if !may_hold_secret(&bytes) {
        return Ok(bytes);
    }
    let mut answer: Value = serde_json::from_slice(&bytes)?;
    hide(&mut answer);
    serde_json::to_vec(&answer).map(Bytes::from)
}

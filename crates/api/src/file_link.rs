//! How is a file fetched without a token of the API: by a link that says which, signed and for
//! minutes only.

use cas_model::ids::{AttachmentId, TenantId};
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::state::ApiState;

/// Whom links are for: never taken for an access token, nor the other way round.
const AUDIENCE: &str = "cas-file";
/// How long a link works, in seconds.
pub const LIFETIME_SECONDS: i64 = 300;

/// What a link says.
#[derive(Debug, Serialize, Deserialize)]
struct FileClaims {
    iss: String,
    aud: String,
    /// The file, by its id.
    sub: String,
    tid: TenantId,
    exp: i64,
}

/// Makes a link to a tenant's file, relative to this server.
///
/// # Errors
/// When there is no key, or the store fails.
pub async fn link_to(
    state: &ApiState,
    tenant: TenantId,
    file: AttachmentId,
) -> anyhow::Result<String> {
    let now = state.now();
    let claims = FileClaims {
        iss: state.settings().issuer.clone(),
        aud: AUDIENCE.to_owned(),
        sub: file.to_string(),
        tid: tenant,
        exp: now.as_second() + LIFETIME_SECONDS,
    };
    let keys = state.keys();
    let token = keys.newest(state.store(), now, |key| {
        let header = Header {
            kid: Some(key.id.clone()),
            ..Header::new(Algorithm::HS256)
        };
        jsonwebtoken::encode(&header, &claims, &key.encoding)
    });
    Ok(format!("/v1/files/{}", token.await??))
}

/// The file that a link leads to; `None` where it is not ours or has run out.
///
/// # Errors
/// When the store fails.
pub async fn followed(
    state: &ApiState,
    token: &str,
) -> anyhow::Result<Option<(TenantId, AttachmentId)>> {
    let header = jsonwebtoken::decode_header(token).ok();
    let Some(kid) = header.and_then(|header| header.kid) else {
        return Ok(None);
    };
    let now = state.now();
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[&state.settings().issuer]);
    // The clock is ours.
    validation.validate_exp = false;
    let check = |key: &crate::signing_keys::SigningKey| {
        jsonwebtoken::decode::<FileClaims>(token, &key.decoding, &validation).ok()
    };
    let keys = state.keys();
    let read = keys.with_id(state.store(), now, &kid, check).await?;
    let claims = read.flatten().map(|read| read.claims);
    let current = claims.filter(|claims| claims.exp > now.as_second());
    let file = |claims: FileClaims| Some((claims.tid, AttachmentId::parse(&claims.sub).ok()?));
    Ok(current.and_then(file))
}

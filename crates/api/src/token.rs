//! What does an access token say, and when is it believed?
//!
//! A JWT, HS256, for one hour: the client, its source system, its tenant and the scopes granted.
//! It is believed when one of our valid keys signed it, with that algorithm and no other, for this
//! issuer and audience, its time has not run out by our clock, and its client is switched on: one
//! that is switched off is refused within seconds on every node.

use anyhow::Result;
use cas_model::ids::TenantId;
use cas_model::scope::Scope;
use jiff::Timestamp;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use crate::clients::KnownClient;
use crate::signing_keys::{LIFETIME_SECONDS, SigningKey};
use crate::state::ApiState;

/// Whom tokens are for.
const AUDIENCE: &str = "cas-api";

/// What a token says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Claims {
    /// Who issued it, by name.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// The client that the token was issued to.
    pub sub: String,
    /// The tenant that the client acts for.
    pub tid: TenantId,
    /// The source system's reference.
    pub src: String,
    /// The scopes granted, separated by spaces.
    pub scp: String,
    /// When it was issued, seconds since 1970.
    pub iat: i64,
    /// When it runs out, seconds since 1970.
    pub exp: i64,
}

/// A token that is believed, and its client as it stands now.
pub struct Verified {
    /// What the token says.
    pub claims: Claims,
    /// Its client, which may have lost scopes since.
    pub(crate) client: KnownClient,
}

/// Whom a token is made for.
pub struct Grant {
    /// The client that asks for a token.
    pub client_id: String,
    /// The tenant that the client acts for.
    pub tenant_id: TenantId,
    /// The source system's reference.
    pub source_system: String,
    /// The scopes that the token carries.
    pub scopes: Vec<Scope>,
}

/// Makes a token.
///
/// # Errors
/// When there is no key, or the store fails.
pub async fn issue(state: &ApiState, grant: Grant) -> Result<String> {
    let now = state.now();
    let scopes: Vec<&str> = grant.scopes.iter().map(|scope| scope.name()).collect();
    let claims = Claims {
        iss: state.settings().issuer.clone(),
        aud: AUDIENCE.to_owned(),
        sub: grant.client_id,
        tid: grant.tenant_id,
        src: grant.source_system,
        scp: scopes.join(" "),
        iat: now.as_second(),
        exp: now.as_second() + LIFETIME_SECONDS,
    };
    Ok(state
        .keys()
        .newest(state.store(), now, |key| sign(key, &claims))
        .await??)
}

fn sign(key: &SigningKey, claims: &Claims) -> jsonwebtoken::errors::Result<String> {
    let header = Header {
        kid: Some(key.id.clone()),
        ..Header::new(Algorithm::HS256)
    };
    jsonwebtoken::encode(&header, claims, &key.encoding)
}

/// What a token says, if it is to be believed.
///
/// # Errors
/// When the store fails.
pub async fn verify(state: &ApiState, token: &str) -> Result<Option<Verified>> {
    let Ok(header) = jsonwebtoken::decode_header(token) else {
        return Ok(None);
    };
    let Some(kid) = header.kid else {
        return Ok(None);
    };
    let (now, issuer) = (state.now(), state.settings().issuer.as_str());
    let check = |key: &SigningKey| read(key, token, issuer);
    let claims = state
        .keys()
        .with_id(state.store(), now, &kid, check)
        .await?
        .flatten();
    let Some(claims) = claims.filter(|claims| is_current(claims, now)) else {
        return Ok(None);
    };
    let clients = state.clients();
    let client = clients.let_in(state.store(), claims.tid, &claims.sub, now);
    Ok(client.await?.map(|client| Verified { claims, client }))
}

fn read(key: &SigningKey, token: &str, issuer: &str) -> Option<Claims> {
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
    validation.set_audience(&[AUDIENCE]);
    validation.set_issuer(&[issuer]);
    // The clock is ours: see `is_current`.
    validation.validate_exp = false;
    jsonwebtoken::decode(token, &key.decoding, &validation)
        .ok()
        .map(|token| token.claims)
}

fn is_current(claims: &Claims, now: Timestamp) -> bool {
    claims.exp > now.as_second()
}

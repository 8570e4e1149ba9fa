//! How does a client lose its access, get it back, or get another secret?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use cas_store::ClientRow;
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::ToSchema;

use super::clients::{Client, ClientWithSecret, doer};
use crate::clients::{
    LONGEST_OVERLAP, USUAL_OVERLAP, disable_client, enable_client, rotate_secret,
};
use crate::codes;
use crate::extract::{AdminConfiguration, Authorized, Query, body};
use crate::problem::{FieldProblem, Problem};
use crate::serve::Peer;
use crate::state::ApiState;

/// How a secret is to be changed.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RotationRequest {
    /// How many seconds the old secret is taken beside the new one, 0 to 2,592,000 (30 days).
    keep_old_seconds: i64,
}

impl Default for RotationRequest {
    fn default() -> Self {
        Self {
            keep_old_seconds: USUAL_OVERLAP.as_secs(),
        }
    }
}

/// Switches a client off: it gets no token any more, and those it has end within seconds.
#[utoipa::path(
    post,
    path = "/v1/clients/{id}/disable",
    tag = "access",
    security(("oauth2" = ["admin:configuration"])),
    params(("id" = String, Path, description = "Its client_id")),
    responses((status = 200, description = "It is off", body = Client))
)]
pub async fn disable(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Client>, Problem> {
    query.finish()?;
    let client = own_client(&authorized, &state, &id).await?;
    let by = doer(&authorized, peer.as_ref());
    let done = disable_client(state.engine(), &client, by).await?;
    Ok(Json(done.ok_or_else(changed_meanwhile)?.into()))
}

/// Switches a client on again, with the secrets it had. Nobody gives a scope that his own token
/// lacks.
#[utoipa::path(
    post,
    path = "/v1/clients/{id}/enable",
    tag = "access",
    security(("oauth2" = ["admin:configuration"])),
    params(("id" = String, Path, description = "Its client_id")),
    responses((status = 200, description = "It is on", body = Client))
)]
pub async fn enable(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Client>, Problem> {
    query.finish()?;
    let client = own_client(&authorized, &state, &id).await?;
    must_have_scopes_of(&authorized, &client)?;
    let by = doer(&authorized, peer.as_ref());
    let done = enable_client(state.engine(), &client, by).await?;
    Ok(Json(done.ok_or_else(changed_meanwhile)?.into()))
}

/// Gives a client a new secret, which is shown only now. The old one is taken for a while, 24
/// hours unless `keepOldSeconds` says how long; 0 ends it at once. Nobody gets the secret of a
/// client that has a scope which his own token lacks.
#[utoipa::path(
    post,
    path = "/v1/clients/{id}/rotate",
    tag = "access",
    security(("oauth2" = ["admin:configuration"])),
    params(("id" = String, Path, description = "Its client_id")),
    request_body = RotationRequest,
    responses((status = 200, description = "The new secret", body = ClientWithSecret))
)]
pub async fn rotate(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    Path(id): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ClientWithSecret>, Problem> {
    query.finish()?;
    let client = own_client(&authorized, &state, &id).await?;
    let request: RotationRequest = body::json_or_default(&headers, body, body::SMALL).await?;
    let longest = LONGEST_OVERLAP.as_secs();
    if !(0..=longest).contains(&request.keep_old_seconds) {
        let error = FieldProblem::new("keepOldSeconds", format!("must be 0 to {longest}"));
        return Err(
            Problem::new(codes::INVALID_STRUCTURE, "nothing was changed").with_errors(vec![error]),
        );
    }
    must_have_scopes_of(&authorized, &client)?;
    let overlap = SignedDuration::from_secs(request.keep_old_seconds);
    let by = doer(&authorized, peer.as_ref());
    let done = rotate_secret(state.engine(), &client, overlap, by).await?;
    Ok(Json(done.ok_or_else(changed_meanwhile)?.into()))
}

/// A client of the caller's tenant; another's does not exist.
async fn own_client(
    authorized: &Authorized<AdminConfiguration>,
    state: &ApiState,
    id: &str,
) -> Result<ClientRow, Problem> {
    let client = state.store().client(id).await?;
    client
        .filter(|client| client.tenant_id == authorized.tenant())
        .ok_or_else(|| Problem::not_found("client"))
}

fn must_have_scopes_of(
    authorized: &Authorized<AdminConfiguration>,
    client: &ClientRow,
) -> Result<(), Problem> {
    let scopes: Vec<&str> = client.scopes.split_whitespace().collect();
    authorized.must_have(&scopes)
}

fn changed_meanwhile() -> Problem {
    let detail = "someone else changed the client meanwhile; nothing was changed: read it again";
    Problem::new(codes::CLIENT_CHANGED, detail)
}

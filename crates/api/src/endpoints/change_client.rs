//! How does a client lose its access, get it back, or get another secret?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::{Extension, Json};
use cas_model::scope::Scope;
use cas_store::ClientRow;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use super::clients::{Client, ClientWithSecret, check_description, doer, scopes_named};
use super::users::Visible;
use crate::clients::{
    ClientEdit, LONGEST_OVERLAP, USUAL_OVERLAP, disable_client, edit_client, enable_client,
    rotate_secret, scopes_of_parts,
};
use crate::codes;
use crate::extract::{AdminConfiguration, Authorized, IfMatch, Query, body};
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

/// What is to be changed of a client; what is absent stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientChange {
    /// What it may do, by the names of all scopes; none that the caller's token lacks.
    #[serde(default)]
    scopes: Option<Vec<String>>,
    /// What it is for, 1 to 500 characters; null takes the words away.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    description: Option<Option<String>>,
    /// The parts of the organisation that it may see; null for all.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Visible>)]
    visible: Option<Option<Visible>>,
    /// From when on it is not let in; null for never.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Option<Timestamp>>,
}

/// What is present may be null, which is not the same as absent.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

/// Changes what a client may do and see, what it is for, and when it ends. Tokens that it has lose
/// within seconds what it may not do any more. Nobody gives a scope that his own token lacks, or
/// changes a client that has one.
#[utoipa::path(
    patch,
    path = "/v1/clients/{id}",
    tag = "access",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("id" = String, Path, description = "Its client_id"),
        ("If-Match" = Option<String>, Header, description =
            "The `changedAt` that was read, in quotes"),
    ),
    request_body = ClientChange,
    responses((status = 200, description = "The client, changed", body = Client))
)]
pub async fn patch_client(
    authorized: Authorized<AdminConfiguration>,
    IfMatch(expected): IfMatch,
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Client>, Problem> {
    let wanted: ClientChange = body::small_json(&headers, body).await?;
    let client = own_client(&authorized, &state, &id).await?;
    let changed_at = client.changed_at.map(|time| time.to_string());
    if expected.is_some() && expected != changed_at {
        return Err(changed_meanwhile());
    }
    must_have_scopes_of(&authorized, &client)?;
    let edit = client_edit(&client, wanted)?;
    let scopes = edit.scopes.as_deref().unwrap_or_default();
    let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    authorized.must_have(&names)?;
    let by = doer(&authorized, peer.as_ref());
    let done = edit_client(state.engine(), &client, edit, by).await?;
    Ok(Json(Client::new(done.ok_or_else(changed_meanwhile)?)?))
}

/// What a request makes of a client, as far as it can be.
fn client_edit(client: &ClientRow, wanted: ClientChange) -> Result<ClientEdit, Problem> {
    let mut errors = Vec::new();
    let scopes = wanted.scopes.map(|names| scopes_named(&names, &mut errors));
    if let Some(Some(description)) = &wanted.description {
        check_description(description, &mut errors);
    }
    let is_restricted = match &wanted.visible {
        None => client.visible.is_some(),
        Some(visible) => visible.is_some(),
    };
    let has: Vec<Scope> = match &scopes {
        Some(scopes) => scopes.clone(),
        None => client
            .scopes
            .split_whitespace()
            .filter_map(Scope::parse)
            .collect(),
    };
    let allowed = scopes_of_parts();
    let beyond = has.iter().find(|scope| !allowed.contains(scope));
    if let Some(scope) = beyond.filter(|_| is_restricted) {
        let scope = scope.name();
        let message = format!("a client that has {scope} decides for the whole tenant");
        errors.push(FieldProblem::new("visible", message));
    }
    if !errors.is_empty() {
        let problem = Problem::new(codes::INVALID_STRUCTURE, "nothing was changed");
        return Err(problem.with_errors(errors));
    }
    Ok(ClientEdit {
        scopes,
        description: wanted.description,
        visible: wanted.visible.map(|visible| visible.map(Into::into)),
        expires_at: wanted.expires_at,
    })
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
    Ok(Json(Client::new(done.ok_or_else(changed_meanwhile)?)?))
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
    Ok(Json(Client::new(done.ok_or_else(changed_meanwhile)?)?))
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
    let done = done.ok_or_else(changed_meanwhile)?;
    Ok(Json(ClientWithSecret::new(done)?))
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

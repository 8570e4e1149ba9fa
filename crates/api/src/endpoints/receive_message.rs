//! How does a customs system answer us?
//!
//! It posts to this address with the secret that the tenant's connection names
//! (`callbackSecret`, or `previousCallbackSecret` while it is changed), as a bearer's token or by
//! itself. A refusal is told to our operators too: nobody reads what the system gets. The bytes are
//! stored before anything looks at them, with the conversation that the system's header names.

use std::io::Read as _;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use bytes::Bytes;
use cas_engine::Received;
use cas_model::ids::{MessageId, SystemCode, TenantId};
use flate2::read::GzDecoder;
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{Query, body};
use crate::identity::bearer;
use crate::problem::{FieldProblem, Problem};
use crate::secrets::equal_secrets;
use crate::state::ApiState;

/// A message was stored.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MessageReceived {
    /// The id of the message, as it is kept.
    #[schema(format = Uuid)]
    message_id: String,
}

/// Takes a message of a customs system.
#[utoipa::path(
    post,
    path = "/v1/systems/{system}/messages",
    tag = "operations",
    security(("callbackSecret" = [])),
    params(
        ("system" = String, Path, description = "The customs system's code"),
        ("tenant" = Option<String>, Query, description =
            "The tenant; where there is one only, it may be left out"),
    ),
    request_body(content = String, content_type = "application/xml"),
    responses((status = 202, description = "Stored, will be read", body = MessageReceived))
)]
pub async fn receive_message(
    State(state): State<ApiState>,
    Path(system): Path<String>,
    query: Query,
    request: Request<Body>,
) -> Result<(StatusCode, Json<MessageReceived>), Problem> {
    let mut sender = Sender {
        system,
        tenant: None,
    };
    let taken = take(&state, &mut sender, query, request).await;
    if let Err(problem) = &taken
        && problem.is_of_caller()
    {
        let engine = state.engine();
        let (tenant, why) = (sender.tenant, problem.words());
        engine
            .tell_refused_callback(tenant, &sender.system, &why)
            .await;
    }
    let message_id = taken?.to_string();
    Ok((StatusCode::ACCEPTED, Json(MessageReceived { message_id })))
}

/// Who calls, as far as it is known.
struct Sender {
    system: String,
    tenant: Option<TenantId>,
}

async fn take(
    state: &ApiState,
    sender: &mut Sender,
    mut query: Query,
    request: Request<Body>,
) -> Result<MessageId, Problem> {
    let (parts, body) = request.into_parts();
    sender.tenant = query.parsed("tenant", "a tenant's id", |text| TenantId::parse(text).ok());
    query.finish()?;
    let tenant = match sender.tenant {
        Some(tenant) => tenant,
        None => the_only_tenant(state).await?,
    };
    sender.tenant = Some(tenant);
    let system = SystemCode::parse(&sender.system).ok_or_else(|| refused("no such system"))?;
    check_secret(state, tenant, &system, &parts).await?;
    let content_type = parts.headers.get(header::CONTENT_TYPE);
    let content_type = content_type.and_then(|value| value.to_str().ok());
    let content_type = content_type
        .unwrap_or("application/octet-stream")
        .to_owned();
    let is_packed = parts.headers.contains_key(header::CONTENT_ENCODING);
    let limit = state.settings().body_limit;
    let mut bytes = body::read(body, limit).await?;
    if is_packed {
        bytes = unpacked(&bytes, limit)?;
    }
    let received = Received {
        body: bytes,
        content_type,
        conversation: conversation(state, &system, &parts),
        fetched_as: None,
    };
    Ok(state.engine().receive(tenant, &system, received).await?)
}

/// The tenant that is meant where none is named.
async fn the_only_tenant(state: &ApiState) -> Result<TenantId, Problem> {
    state.store().only_tenant().await?.ok_or_else(|| {
        let detail = "post to /v1/systems/{system}/messages?tenant=<id>";
        let missing = FieldProblem::new("tenant", "send the tenant's id");
        Problem::new(codes::TENANT_REQUIRED, detail).with_errors(vec![missing])
    })
}

/// Whether the caller is the system at the other end of the tenant's connection.
async fn check_secret(
    state: &ApiState,
    tenant: TenantId,
    system: &SystemCode,
    parts: &Parts,
) -> Result<(), Problem> {
    let connection = state.engine().connection(tenant, system).await;
    let connection = connection.map_err(|error| cas_engine::unavailable(&error))?;
    let given = token(parts);
    let connection = connection.ok_or_else(|| refused("the tenant has no such connection"))?;
    let mut expected = connection.callback_secrets().peekable();
    if expected.peek().is_none() {
        return Err(refused("the connection has no callbackSecret"));
    }
    let given = given.ok_or_else(|| refused("no secret is shown"))?;
    // All are compared, so that the time says nothing of which.
    let is_known = expected
        .filter(|secret| equal_secrets(given, secret))
        .count()
        > 0;
    match is_known {
        true => Ok(()),
        false => Err(refused("the secret is not the connection's callbackSecret")),
    }
}

/// What is packed in a body, up to the limit of one that is not.
fn unpacked(bytes: &[u8], limit: usize) -> Result<Bytes, Problem> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = GzDecoder::new(bytes).take(most).read_to_end(&mut unpacked);
    read.map_err(|error| {
        let detail = format!("send the body as gzip, or without Content-Encoding: {error}");
        Problem::new(codes::UNSUPPORTED_MEDIA_TYPE, detail)
    })?;
    match unpacked.len() > limit {
        true => Err(body::too_large(limit, "here")),
        false => Ok(Bytes::from(unpacked)),
    }
}

/// The token that is shown: after `Bearer`, or by itself as some customs systems send it.
fn token(parts: &Parts) -> Option<&str> {
    let bare = || parts.headers.get(header::AUTHORIZATION)?.to_str().ok();
    bearer(parts).or_else(bare)
}

/// The conversation that the message belongs to, where the system names it in a header.
fn conversation(state: &ApiState, system: &SystemCode, parts: &Parts) -> Option<String> {
    let system = state.engine().registry().get(system)?;
    let header = system.capabilities().conversation_header?;
    let text = parts.headers.get(header)?.to_str().ok()?.trim();
    Some(text.to_owned())
}

/// The same for an unknown tenant, an unknown system and a wrong secret; why is for our operators.
fn refused(why: &'static str) -> Problem {
    let detail = "send Authorization: Bearer <the connection's callbackSecret>";
    Problem::new(codes::INVALID_CALLBACK_SECRET, detail)
        .challenge("Bearer")
        .because(why)
}

//! Which clients does a tenant have, and how does it make another?

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use cas_model::scope::Scope;
use cas_store::ClientRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::clients::{Credentials, NO_CLIENT_NAME, NewClient, add_client, is_client_name};
use crate::codes;
use crate::extract::{AdminConfiguration, Authorized, Query, body};
use crate::people::audit::Doer;
use crate::problem::{FieldProblem, Problem};
use crate::serve::Peer;
use crate::state::ApiState;

/// The clients of a tenant.
#[derive(Serialize, ToSchema)]
pub struct Clients {
    /// The clients, by their ids.
    clients: Vec<Client>,
}

/// A client, without its secrets.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    /// The `client_id` that it signs in with.
    client_id: String,
    /// The source system that it stands for.
    source_system: String,
    /// What it may do.
    scopes: Vec<String>,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was switched off; absent while it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    disabled_at: Option<String>,
    /// Until when the secret before the last change is taken; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    former_secret_until: Option<String>,
    /// When its secret or its state was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    changed_at: Option<String>,
    /// The client or the person who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_by: Option<String>,
}

/// A client with its secret, which is shown only now.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClientWithSecret {
    #[serde(flatten)]
    client: Client,
    /// Its `client_secret`; keep it, nobody can show it again.
    client_secret: String,
}

/// A client that is to be made.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ClientRequest {
    /// The source system that it stands for, 1 to 60 letters, digits, `-` and `_`; its `client_id`
    /// begins so.
    name: String,
    /// What it may do, by the names of scopes; none that the caller's token lacks.
    scopes: Vec<String>,
}

impl From<ClientRow> for Client {
    fn from(row: ClientRow) -> Self {
        Self {
            client_id: row.id,
            source_system: row.source_system,
            scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
            created_at: row.created_at.to_string(),
            disabled_at: row.disabled_at.map(|time| time.to_string()),
            former_secret_until: row.former_secret_until.map(|time| time.to_string()),
            changed_at: row.changed_at.map(|time| time.to_string()),
            changed_by: row.changed_by,
        }
    }
}

impl From<Credentials> for ClientWithSecret {
    fn from(credentials: Credentials) -> Self {
        Self {
            client: credentials.client.into(),
            client_secret: credentials.secret,
        }
    }
}

/// Lists the clients of the tenant, without their secrets.
#[utoipa::path(
    get,
    path = "/v1/clients",
    tag = "access",
    security(("oauth2" = ["admin:configuration"])),
    responses((status = 200, description = "The clients", body = Clients))
)]
pub async fn clients(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
) -> Result<Json<Clients>, Problem> {
    let rows = state.store().clients(authorized.tenant()).await?;
    let clients = rows.into_iter().map(Into::into).collect();
    Ok(Json(Clients { clients }))
}

/// Makes a client of the tenant. Its secret is shown only now. Nobody gives a scope that his own
/// token lacks.
#[utoipa::path(
    post,
    path = "/v1/clients",
    tag = "access",
    security(("oauth2" = ["admin:configuration"])),
    request_body = ClientRequest,
    responses((status = 201, description = "Made", body = ClientWithSecret))
)]
pub async fn create_client(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    peer: Option<Extension<Peer>>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<ClientWithSecret>), Problem> {
    query.finish()?;
    let wanted: ClientRequest = body::small_json(&headers, body).await?;
    let scopes = check(&wanted)?;
    let names: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    authorized.must_have(&names)?;
    let new = NewClient {
        tenant: authorized.tenant(),
        name: &wanted.name,
        scopes: &scopes,
        by: doer(&authorized, peer.as_ref()),
    };
    let made = add_client(state.engine(), new).await?;
    Ok((StatusCode::CREATED, Json(made.into())))
}

/// Who changes a client, and where, for the audit trail.
pub(super) fn doer<'a>(
    authorized: &'a Authorized<AdminConfiguration>,
    peer: Option<&Extension<Peer>>,
) -> Doer<'a> {
    Doer {
        actor: &authorized.caller.actor,
        address: peer.map(|Extension(Peer(address))| *address),
    }
}

fn check(wanted: &ClientRequest) -> Result<Vec<Scope>, Problem> {
    let mut errors = Vec::new();
    if !is_client_name(&wanted.name) {
        errors.push(FieldProblem::new("name", NO_CLIENT_NAME));
    }
    if wanted.scopes.is_empty() {
        errors.push(FieldProblem::new("scopes", "must name at least one scope"));
    }
    let mut scopes = Vec::with_capacity(wanted.scopes.len());
    for (at, name) in wanted.scopes.iter().enumerate() {
        match Scope::parse(name) {
            Some(scope) if !scopes.contains(&scope) => scopes.push(scope),
            Some(_) => {}
            None => {
                let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
                let message = format!("must be one of {}", known.join(", "));
                errors.push(FieldProblem::new(format!("scopes[{at}]"), message));
            }
        }
    }
    match errors.is_empty() {
        true => Ok(scopes),
        false => {
            Err(Problem::new(codes::INVALID_STRUCTURE, "nothing was made").with_errors(errors))
        }
    }
}

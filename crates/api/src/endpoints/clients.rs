//! Which clients does a tenant have, and how does it make another?

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use cas_model::scope::Scope;
use cas_store::ClientRow;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::users::Visible;
use crate::clients::{Credentials, NO_CLIENT_NAME, NewClient, add_client, is_client_name};
use crate::codes;
use crate::extract::{AdminConfiguration, Authorized, Query, body};
use crate::people::audit::Doer;
use crate::problem::{FieldProblem, Problem};
use crate::serve::Peer;
use crate::state::ApiState;

/// The most characters of the words on a client.
const LONGEST_DESCRIPTION: usize = 500;

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
    /// What people say that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// The parts of the organisation that it may see; absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    visible: Option<Visible>,
    /// From when on it is not let in; absent for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    expires_at: Option<String>,
    /// When it last got a token, to some minutes; a token lasts an hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    last_used_at: Option<String>,
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
    /// What it is for, 1 to 500 characters.
    #[serde(default)]
    description: Option<String>,
    /// From when on it is not let in; absent for never.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
}

impl Client {
    /// The answer for a stored client.
    ///
    /// # Errors
    /// When what is stored is not what it must be.
    pub fn new(row: ClientRow) -> anyhow::Result<Self> {
        let visible = row.visible.map(|visible| visible.get()).transpose()?;
        Ok(Self {
            client_id: row.id,
            source_system: row.source_system,
            scopes: row.scopes.split_whitespace().map(str::to_owned).collect(),
            created_at: row.created_at.to_string(),
            disabled_at: row.disabled_at.map(|time| time.to_string()),
            former_secret_until: row.former_secret_until.map(|time| time.to_string()),
            changed_at: row.changed_at.map(|time| time.to_string()),
            changed_by: row.changed_by,
            description: row.description,
            visible: visible.map(Visible::from),
            expires_at: row.expires_at.map(|time| time.to_string()),
            last_used_at: row.last_used_at.map(|time| time.to_string()),
        })
    }
}

impl ClientWithSecret {
    /// The answer for a client whose secret was just made.
    ///
    /// # Errors
    /// When what is stored is not what it must be.
    pub fn new(credentials: Credentials) -> anyhow::Result<Self> {
        Ok(Self {
            client: Client::new(credentials.client)?,
            client_secret: credentials.secret,
        })
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
    let clients = rows.into_iter().map(Client::new);
    let clients = clients.collect::<anyhow::Result<_>>()?;
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
        description: wanted.description,
        expires_at: wanted.expires_at,
        by: doer(&authorized, peer.as_ref()),
    };
    let made = add_client(state.engine(), new).await?;
    Ok((StatusCode::CREATED, Json(ClientWithSecret::new(made)?)))
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
    let scopes = scopes_named(&wanted.scopes, &mut errors);
    if let Some(description) = &wanted.description {
        check_description(description, &mut errors);
    }
    match errors.is_empty() {
        true => Ok(scopes),
        false => {
            Err(Problem::new(codes::INVALID_STRUCTURE, "nothing was made").with_errors(errors))
        }
    }
}

/// The scopes of names, each once; what is wrong with them is added.
pub(super) fn scopes_named(names: &[String], errors: &mut Vec<FieldProblem>) -> Vec<Scope> {
    if names.is_empty() {
        errors.push(FieldProblem::new("scopes", "must name at least one scope"));
    }
    let mut scopes = Vec::with_capacity(names.len());
    for (at, name) in names.iter().enumerate() {
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
    scopes
}

/// Adds what is wrong with the words on a client.
pub(super) fn check_description(text: &str, errors: &mut Vec<FieldProblem>) {
    if text.trim().is_empty() || text.chars().count() > LONGEST_DESCRIPTION {
        let message = format!("must be 1 to {LONGEST_DESCRIPTION} characters");
        errors.push(FieldProblem::new("description", message));
    }
}

//! What did people do about access?

use axum::Json;
use axum::extract::State;
use cas_model::ids::{AuditId, UserId};
use cas_store::AuditRecord;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{AdminUsers, Authorized, Query};
use crate::problem::Problem;
use crate::state::ApiState;

/// The audit trail of a tenant, the newest first.
#[derive(Serialize, ToSchema)]
pub struct AuditTrail {
    /// The entries; the next page begins before the last of them.
    entries: Vec<AuditEntry>,
}

/// Something that somebody did about access, or tried in vain.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// The id of the entry.
    #[schema(format = Uuid)]
    id: String,
    /// What happened, as a code; docs/people.md lists them.
    event: String,
    /// Who did it: a client, or a person as `Name <id>`.
    actor: String,
    /// The account it is about.
    #[schema(format = Uuid)]
    user_id: Option<String>,
    /// What exactly was done, in words.
    detail: Option<String>,
    /// The address it came from, as the server saw it.
    address: Option<String>,
    /// When it happened, by our clock.
    #[schema(format = DateTime)]
    recorded_at: String,
}

impl From<AuditRecord> for AuditEntry {
    fn from(row: AuditRecord) -> Self {
        Self {
            id: row.id.to_string(),
            event: row.event,
            actor: row.actor,
            user_id: row.user_id.map(|id| id.to_string()),
            detail: row.detail,
            address: row.address,
            recorded_at: row.recorded_at.to_string(),
        }
    }
}

/// Lists what people did about access, the newest first: sign-ins and those that were refused,
/// accounts, roles, links and second factors.
#[utoipa::path(
    get,
    path = "/v1/audit",
    tag = "people",
    security(("oauth2" = ["admin:users"])),
    params(
        ("user" = Option<String>, Query, description = "Only what is about this account"),
        ("before" = Option<String>, Query, description =
            "Those that are older than this entry: the last one of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The entries", body = AuditTrail))
)]
pub async fn audit(
    authorized: Authorized<AdminUsers>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<AuditTrail>, Problem> {
    let user = query.parsed("user", "an account's id", |text| UserId::parse(text).ok());
    let before = query.parsed("before", "an entry's id", |text| AuditId::parse(text).ok());
    let limit = query.limit();
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let rows = store.audit(tenant, user, before, limit).await?;
    Ok(Json(AuditTrail {
        entries: rows.into_iter().map(Into::into).collect(),
    }))
}

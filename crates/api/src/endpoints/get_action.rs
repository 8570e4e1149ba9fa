//! What became of an action?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::ActionId;
use cas_model::record::Json as Stored;
use cas_model::reported_finding::{FindingContext, ReportedFinding};
use cas_store::ActionRecord;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, ReadDeclarations, path_id};
use crate::finding_answer::FindingAnswer;
use crate::problem::Problem;
use crate::state::ApiState;

/// An action that was asked for, and how it ended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = RequestedAction)]
pub struct ActionAnswer {
    /// Its id, as it was answered when it was asked for.
    #[schema(format = Uuid)]
    id: String,
    /// What was asked for.
    #[schema(example = "submit")]
    action: &'static str,
    /// The declaration that it is about.
    #[schema(format = Uuid)]
    declaration_id: String,
    /// `waiting`, `successful` or `unsuccessful`.
    #[schema(example = "unsuccessful")]
    outcome: &'static str,
    /// Why it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    /// Who asked for it.
    actor: String,
    /// When it was asked for.
    #[schema(format = DateTime)]
    requested_at: String,
    /// When it ended, by our clock.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<String>,
    /// Where it is unsuccessful: what was found in the declaration then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<FindingAnswer>)]
    errors: Vec<ReportedFinding>,
}

impl ActionAnswer {
    /// The answer for a stored action.
    ///
    /// # Errors
    /// When what is stored is not what it must be.
    pub fn new(row: ActionRecord) -> anyhow::Result<Self> {
        let errors = row.errors.as_ref().map(Stored::get).transpose();
        let errors = errors.with_context(|| format!("action {}", row.id))?;
        Ok(Self {
            id: row.id.to_string(),
            action: row.action.as_str(),
            declaration_id: row.declaration_id.to_string(),
            outcome: match row.successful {
                None => "waiting",
                Some(true) => "successful",
                Some(false) => "unsuccessful",
            },
            reason: row.reason,
            actor: row.actor,
            requested_at: row.requested_at.to_string(),
            finished_at: row.finished_at.map(|time| time.to_string()),
            errors: FindingContext::default().report(errors.unwrap_or_default()),
        })
    }
}

/// Tells what became of an action: whether it waits, was carried out or was not, and what was found
/// in the declaration then.
#[utoipa::path(
    get,
    path = "/v1/actions/{id}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The `actionId` that was answered")),
    responses((status = 200, description = "The action", body = ActionAnswer))
)]
pub async fn get_action(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
) -> Result<Json<ActionAnswer>, Problem> {
    let unknown = || Problem::not_found("action");
    let id = ActionId(path_id(&id, "action")?);
    let action = state.store().action_of(authorized.tenant(), id).await?;
    let action = action.ok_or_else(unknown)?;
    let subject = action.declaration_id.into();
    authorized.must_see(&state, subject, "action").await?;
    Ok(Json(ActionAnswer::new(action)?))
}

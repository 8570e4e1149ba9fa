//! How is customs told that exported goods have left?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::document_schema::ExitEvidenceDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Answers customs' question whether exported goods have left, with alternative evidence where the
/// office of exit did not confirm it; before customs asks, too.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/exit-evidence",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body(content = ExitEvidenceDocument, description = "What is said"),
    responses(
        (status = 202, description = "Will be carried out", body = ActionAccepted),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
    )
)]
pub async fn exit_evidence(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Accepted, Problem> {
    action::request_with(
        &state,
        &authorized.caller,
        &id,
        Action::ExitEvidence,
        headers,
        body,
    )
    .await
}

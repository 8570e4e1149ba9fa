//! How does a consignee refuse an excise movement that has not arrived?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::document_schema::AlertOrRejectionDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Rejects an excise movement before it arrives, or alerts customs and the consignor about it.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/reject-or-alert-ead",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body(content = AlertOrRejectionDocument, description = "What is said"),
    responses(
        (status = 202, description = "Will be carried out", body = ActionAccepted),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
    )
)]
pub async fn reject_or_alert_ead(
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
        Action::RejectOrAlertEad,
        headers,
        body,
    )
    .await
}

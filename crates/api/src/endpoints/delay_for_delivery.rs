//! How is a delay of an excise movement explained?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::document_schema::DelayExplanationDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Explains why the report of receipt, or the destination, of an excise movement is late.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/delay-for-delivery",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body(content = DelayExplanationDocument, description = "What is said"),
    responses(
        (status = 202, description = "Will be carried out", body = ActionAccepted),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
    )
)]
pub async fn delay_for_delivery(
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
        Action::DelayForDelivery,
        headers,
        body,
    )
    .await
}

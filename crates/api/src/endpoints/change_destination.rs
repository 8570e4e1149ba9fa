//! How is an excise movement sent elsewhere, or split?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::document_schema::DestinationChangeDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Sends an excise movement to another destination. With `parts` it is split: each part becomes a
/// declaration of its own once customs has taken the split.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/change-destination",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body(content = DestinationChangeDocument, description = "What is said"),
    responses(
        (status = 202, description = "Will be carried out", body = ActionAccepted),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
    )
)]
pub async fn change_destination(
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
        Action::ChangeDestination,
        headers,
        body,
    )
    .await
}

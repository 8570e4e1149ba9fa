//! How is a shortage or an excess of excise goods explained?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::Action;

use super::action::{self, Accepted, ActionAccepted};
use crate::document_schema::ShortageExplanationDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Explains why goods of an excise movement were missing or too many, after the receipt was
/// reported. Consignor and consignee both may.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/complementary-explanation",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body(content = ShortageExplanationDocument, description = "What is said"),
    responses(
        (status = 202, description = "Will be carried out", body = ActionAccepted),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
    )
)]
pub async fn complementary_explanation(
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
        Action::ComplementaryExplanation,
        headers,
        body,
    )
    .await
}

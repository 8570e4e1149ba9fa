//! How is a message that failed carried out anew?

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use cas_model::ids::IngestionId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{Decided, Decision};
use crate::problem::Problem;
use crate::state::ApiState;

/// Why a message is carried out anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IngestionWord {
    /// Why, 1 to 512 characters; it is kept.
    reason: String,
}

impl Decision for IngestionWord {
    const ABOUT: &'static str = "ingestion";
}

/// A message that is carried out anew.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReopenedIngestion {
    /// The message, which waits for its turn: `GET /v1/ingestions/{referenceId}`.
    #[schema(format = Uuid)]
    reference_id: String,
}

/// Carries a message out anew that failed, after what it failed by was mended: a flow was published,
/// master data came. It is the message as it was accepted. One that a later message of its reference
/// overtook is refused.
#[utoipa::path(
    post,
    path = "/v1/ingestions/{referenceId}/process",
    tag = "ingestion",
    security(("oauth2" = ["admin:configuration"])),
    params(("referenceId" = String, Path, description = "What the POST returned")),
    request_body = IngestionWord,
    responses(
        (status = 202, description = "It waits for its turn", body = ReopenedIngestion),
        (status = 409, description = "It did not fail, or was overtaken"),
    )
)]
pub async fn process_ingestion_again(
    State(state): State<ApiState>,
    decided: Decided<IngestionWord>,
) -> Result<(StatusCode, Json<ReopenedIngestion>), Problem> {
    let (id, reason) = (IngestionId(decided.id), &decided.decision.reason);
    let engine = state.engine();
    engine.process_again(&decided.caller, id, reason).await?;
    let reference_id = id.to_string();
    Ok((
        StatusCode::ACCEPTED,
        Json(ReopenedIngestion { reference_id }),
    ))
}

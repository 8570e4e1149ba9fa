//! What did one message say?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::IngestionId;
use cas_model::record;
use serde::Serialize;
use serde_json::Value;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::get_ingestion::{changes, shown_ingestion};
use crate::extract::{Authorized, ReadMessages, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// What a message said.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct IngestionPayload {
    /// What the POST returned.
    #[schema(format = Uuid)]
    reference_id: String,
    /// `CustomsShipment`, `ArticleDataItem`, `BusinessPartners`, …
    kind: String,
    /// What the client sent, as it was read: each element with its `casReference`.
    #[schema(value_type = Object)]
    sent: Box<RawValue>,
    /// What was kept of it, where an input mapping changed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    kept: Option<Box<RawValue>>,
    /// What the input mapping changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    changes: Option<Box<RawValue>>,
}

/// Tells what a message said, and what an input mapping made of it.
///
/// Access codes of guarantees are masked for callers without the scope `read:accessCodes`.
#[utoipa::path(
    get,
    path = "/v1/ingestions/{referenceId}/payload",
    tag = "ingestion",
    security(("oauth2" = ["read:messages"])),
    params(("referenceId" = String, Path, description = "What the POST returned")),
    responses((status = 200, description = "What it said", body = IngestionPayload))
)]
pub async fn get_ingestion_payload(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path(reference): Path<String>,
) -> Result<Json<IngestionPayload>, Problem> {
    let id = IngestionId(path_id(&reference, "ingestion")?);
    let row = shown_ingestion(&authorized, &state, id).await?;
    let kept = row.sent.as_ref().map(|_| raw(&row.body)).transpose()?;
    Ok(Json(IngestionPayload {
        reference_id: row.id.to_string(),
        sent: raw(row.as_sent())?,
        kept,
        changes: changes(&row)?,
        kind: row.kind,
    }))
}

fn raw(json: &record::Json<Value>) -> anyhow::Result<Box<RawValue>> {
    RawValue::from_string(json.as_str().to_owned()).context("the body of an ingestion")
}

//! What became of one message that was sent?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::IngestionId;
use cas_model::record::{self, IngestionError};
use cas_store::{IngestionHead, IngestionRecord, IngestionState};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::extract::{Authorized, ReadMessages, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

/// A message that was sent.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ingestion {
    /// What the POST returned.
    #[schema(format = Uuid)]
    reference_id: String,
    /// `CustomsShipment`, `ArticleDataItem`, `BusinessPartners`, …
    kind: String,
    /// The reference that the ERP gave the shipment.
    external_reference: Option<String>,
    /// `received`, `processing`, `succeeded` or `failed`.
    state: &'static str,
    /// What was wrong; nothing while it is processed.
    #[schema(value_type = Vec<Object>)]
    errors: Box<RawValue>,
    /// What the client's input mapping changed before the message was kept, each with `path`,
    /// `sent`, `kept`, `mapping`, `mappingVersion`, `table`, `tableVersion` and `row`. Left out
    /// where nothing was changed, and in lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<Object>>)]
    changes: Option<Box<RawValue>>,
    /// What it waits for while it is processed, where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<WaitsFor>,
    /// When it arrived, by our clock.
    #[schema(format = DateTime)]
    received_at: String,
    /// When it ended; absent as long as it is worked on.
    #[schema(format = DateTime)]
    finished_at: Option<String>,
    /// The client or the person who sent it.
    sent_by: String,
}

/// What a message waits for. Nothing is wrong with it.
#[derive(Serialize, ToSchema)]
pub struct WaitsFor {
    /// `WaitsForCustoms`; each code has its page.
    code: String,
    /// For what, in words.
    message: String,
}

impl Ingestion {
    /// The answer for a stored message.
    ///
    /// # Errors
    /// When what is stored is not JSON.
    pub fn new(row: IngestionHead) -> anyhow::Result<Self> {
        let sent_by = row.sent_by().to_owned();
        let (errors, waits_for) = match row.state {
            IngestionState::Processing => (record::Json::default(), waits_for(&row.errors)?),
            IngestionState::Received | IngestionState::Succeeded | IngestionState::Failed => {
                (row.errors, None)
            }
        };
        let errors = RawValue::from_string(errors.into_text()).context("errors of an ingestion")?;
        Ok(Self {
            sent_by,
            reference_id: row.id.to_string(),
            kind: row.kind,
            external_reference: row.external_reference,
            state: row.state.as_str(),
            errors,
            changes: None,
            waits_for,
            received_at: row.received_at.to_string(),
            finished_at: row.finished_at.map(|time| time.to_string()),
        })
    }
}

/// A message that waits says so where one that failed says why.
fn waits_for(errors: &record::Json<Vec<IngestionError>>) -> anyhow::Result<Option<WaitsFor>> {
    let reasons = errors.get().context("what an ingestion waits for")?;
    Ok(reasons.into_iter().next().map(|reason| WaitsFor {
        code: reason.code,
        message: reason.message,
    }))
}

/// Tells what became of a message.
#[utoipa::path(
    get,
    path = "/v1/ingestions/{referenceId}",
    tag = "ingestion",
    security(("oauth2" = ["read:messages"])),
    params(("referenceId" = String, Path, description = "What the POST returned")),
    responses((status = 200, description = "The message", body = Ingestion))
)]
pub async fn get_ingestion(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path(reference): Path<String>,
) -> Result<Json<Ingestion>, Problem> {
    let id = IngestionId(path_id(&reference, "ingestion")?);
    let row = shown_ingestion(&authorized, &state, id).await?;
    let changes = changes(&row)?;
    let head = Ingestion::new(row.into())?;
    Ok(Json(Ingestion { changes, ..head }))
}

/// An ingestion of the caller's tenant that he may see.
///
/// # Errors
/// When there is none, or the store fails.
pub(super) async fn shown_ingestion(
    authorized: &Authorized<ReadMessages>,
    state: &ApiState,
    id: IngestionId,
) -> Result<IngestionRecord, Problem> {
    let (store, tenant) = (state.store(), authorized.tenant());
    let unknown = || Problem::not_found("ingestion");
    if let Some(onlooker) = authorized.onlooker()
        && !store.shows_ingestion(tenant, id, &onlooker).await?
    {
        return Err(unknown());
    }
    store.ingestion(tenant, id).await?.ok_or_else(unknown)
}

/// What input mappings changed of a message; none where they changed nothing.
///
/// # Errors
/// When what is stored is not JSON.
pub(super) fn changes(row: &IngestionRecord) -> anyhow::Result<Option<Box<RawValue>>> {
    if row.sent.is_none() {
        return Ok(None);
    }
    let changes = RawValue::from_string(row.changes.as_str().to_owned());
    changes.context("changes of an ingestion").map(Some)
}

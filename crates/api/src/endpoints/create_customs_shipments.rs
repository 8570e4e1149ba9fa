//! How is a shipment sent?

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cas_engine::{AcceptedMessage, IngestionOptions, MessageKind};
use serde_json::Value;

use crate::document_schema::ShipmentDocument;
use crate::extract::{Authorized, CreateMessages, Query};
use crate::ingest::{self, Fault, Reference, Values};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;
use crate::strict_json;

/// Starts, replaces or updates the flow of a shipment, or of several sent as NDJSON.
///
/// Format and structure are checked at once; the rest is processed in the background. How it ended
/// stands in the ingestion history and comes as a notification. Of a batch all are accepted or
/// none; the answer to a batch is `{"referenceIds": [...]}`, one per line, in order.
///
/// `Update` and `Upsert` are selective: a field that is absent stays, `null` clears it, a
/// collection whose elements have no `casReference` is replaced whole, an element with
/// `casReference` is updated alone. Declarations are created, edited, amended, cancelled or
/// invalidated as it needs; all of it is done or nothing.
#[utoipa::path(
    post,
    path = "/v1/customsshipments",
    tag = "ingestion",
    security(("oauth2" = ["create:messages"])),
    params(
        ("Idempotency-Key" = Option<String>, Header,
            description = "A repeated request with the same key and body returns the first answer"),
        ("keepManualEdits" = Option<bool>, Query,
            description = "With `Replace`: bring manual edits over to the new declarations"),
    ),
    request_body(
        description = "One shipment as JSON, or one per line as NDJSON",
        content(
            (ShipmentDocument = "application/json"),
            (ShipmentDocument = "application/x-ndjson"),
        )
    ),
    responses((status = 202, description = "Stored, will be processed", body = Reference))
)]
pub async fn create_customs_shipments(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    mut query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let keeps = query.parsed("keepManualEdits", "true or false", |text| text.parse().ok());
    query.finish()?;
    let options = IngestionOptions {
        keep_manual_edits: keeps.unwrap_or(false),
    };
    let values = Values::read(&state, &headers, body).await?;
    let read = |value| message(value, options);
    ingest::accept(&state, &authorized, &headers, values, &read).await
}

/// Reads one shipment as this endpoint does, for those who come without HTTP: the same strict JSON,
/// the same structure.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read_shipment(body: &[u8]) -> Result<AcceptedMessage, Vec<FieldProblem>> {
    let value = strict_json::parse(body);
    let value = value.map_err(|error| vec![FieldProblem::new("", error)])?;
    let read = message(value, IngestionOptions::default());
    read.map_err(|faults| faults.into_iter().map(|fault| fault.error).collect())
}

fn message(value: Value, options: IngestionOptions) -> Result<AcceptedMessage, Vec<Fault>> {
    ingest::read(MessageKind::CustomsShipment, value, options)
}

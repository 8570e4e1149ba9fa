//! How is something that happened to a shipment told?

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cas_engine::{AcceptedMessage, IngestionOptions, MessageKind};
use serde_json::Value;

use crate::document_schema::ShipmentEventDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::ingest::{self, Fault, Reference, Values};
use crate::problem::Problem;
use crate::state::ApiState;

/// Tells that goods arrived or moved in stock, or asks for a step of the flow to start.
///
/// The steps that wait for it start; that none does stands in the ingestion history.
#[utoipa::path(
    post,
    path = "/v1/shipmentevents",
    tag = "ingestion",
    security(("oauth2" = ["create:messages"])),
    params(("Idempotency-Key" = Option<String>, Header,
        description = "A repeated request with the same key and body returns the first answer")),
    request_body(
        content(
            (ShipmentEventDocument = "application/json"),
            (ShipmentEventDocument = "application/x-ndjson"),
        )
    ),
    responses((status = 202, description = "Stored, will be processed", body = Reference))
)]
pub async fn create_shipment_events(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let values = Values::read(&state, &headers, body).await?;
    ingest::accept(&state, &authorized, &headers, values, &message).await
}

fn message(value: Value) -> Result<AcceptedMessage, Vec<Fault>> {
    ingest::read(
        MessageKind::ShipmentEvent,
        value,
        IngestionOptions::default(),
    )
}

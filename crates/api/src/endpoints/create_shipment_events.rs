//! How is something that happened to a shipment told?

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cas_engine::{AcceptedMessage, IngestionOptions, MessageKind};
use cas_model::Direction;
use cas_model::document::ShipmentEvent;
use serde_json::Value;

use crate::document_schema::ShipmentEventDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::ingest::{self, Fault, Reference, Values};
use crate::problem::Problem;
use crate::state::ApiState;

/// The events that steps of a flow may wait for.
const EVENTS: &[&str] = &["arrival", "stock", "start"];

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
    ingest::accept(&state, &authorized.caller, &headers, values, &message).await
}

fn message(value: Value) -> Result<AcceptedMessage, Vec<Fault>> {
    let (event, body) = ingest::canonical::<ShipmentEvent>(ShipmentEvent::shape(), value)?;
    let faults = faults_of(&event);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(AcceptedMessage {
        kind: MessageKind::ShipmentEvent,
        external_reference: event.external_reference,
        body,
        options: IngestionOptions::default(),
    })
}

fn faults_of(event: &ShipmentEvent) -> Vec<Fault> {
    let reference = event.external_reference.as_deref().map_or("", str::trim);
    let no_reference = reference.is_empty().then(|| {
        Fault::structure(
            "externalReference",
            "is required: your reference of the shipment",
        )
    });
    let direction = event.direction.as_deref().and_then(Direction::parse);
    let no_direction = direction
        .is_none()
        .then(|| Fault::structure("direction", "is required: IN or OUT"));
    let named = event.event.as_deref().unwrap_or_default();
    let no_event = (!EVENTS.contains(&named))
        .then(|| Fault::structure("event", format!("must be one of {}", EVENTS.join(", "))));
    let no_step = (named == "start" && event.step.is_none())
        .then(|| Fault::structure("step", "is required: the step to start"));
    [no_reference, no_direction, no_event, no_step]
        .into_iter()
        .flatten()
        .collect()
}

//! How is a shipment sent?

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cas_engine::{AcceptedMessage, MessageKind};
use cas_model::Direction;
use cas_model::document::CustomsShipment;
use serde_json::Value;

use crate::codes;
use crate::document_schema::ShipmentDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::ingest::{self, Fault, Reference, Values};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// Longest reference, in characters.
const MAX_REFERENCE: usize = 70;

/// Starts or replaces the flow of a shipment, or of several sent as NDJSON.
///
/// Format and structure are checked at once; the rest is processed in the background. How it ended
/// stands in the ingestion history and comes as a notification. Of a batch all are accepted or
/// none; the answer to a batch is `{"referenceIds": [...]}`, one per line, in order.
#[utoipa::path(
    post,
    path = "/v1/customsshipments",
    tag = "ingestion",
    security(("oauth2" = ["create:messages"])),
    params(("Idempotency-Key" = Option<String>, Header,
        description = "A repeated request with the same key and body returns the first answer")),
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
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let values = Values::read(&state, &headers, body).await?;
    ingest::accept(&state, (&authorized.caller, &headers), values, message).await
}

fn message(value: Value) -> Result<AcceptedMessage, Vec<Fault>> {
    let (shipment, body) = ingest::canonical::<CustomsShipment>(CustomsShipment::shape(), value)?;
    let faults = faults_of(&shipment);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(AcceptedMessage {
        kind: MessageKind::CustomsShipment,
        external_reference: shipment.external_reference,
        body,
    })
}

/// What a shipment needs to be identified at all.
fn faults_of(shipment: &CustomsShipment) -> Vec<Fault> {
    let reference = reference_fault(shipment.external_reference.as_deref());
    let direction = match shipment.direction.as_deref() {
        Some(direction) if Direction::parse(direction).is_some() => None,
        Some(_) => Some(Fault::structure("direction", "must be IN or OUT")),
        None => Some(Fault::structure("direction", "is required: IN or OUT")),
    };
    let message_type = message_type_fault(shipment.message_type.as_deref());
    let content = shipment.single_administrative_document.is_none().then(|| {
        Fault::structure(
            "singleAdministrativeDocument",
            "is required: the shipment's content",
        )
    });
    [reference, direction, message_type, content]
        .into_iter()
        .flatten()
        .collect()
}

fn reference_fault(reference: Option<&str>) -> Option<Fault> {
    let reference = reference.map_or("", str::trim);
    let message = match reference.chars().count() {
        0 => "is required: your reference of the shipment".to_owned(),
        count if count > MAX_REFERENCE => {
            format!("must have at most {MAX_REFERENCE} characters, not {count}")
        }
        _ => return None,
    };
    Some(Fault::structure("externalReference", message))
}

fn message_type_fault(message_type: Option<&str>) -> Option<Fault> {
    match message_type {
        None | Some("New" | "Replace") => None,
        Some(known @ ("Update" | "Upsert")) => Some(Fault {
            code: codes::MESSAGE_TYPE_NOT_AVAILABLE,
            error: FieldProblem::new(
                "messageType",
                format!("{known} is not available in this version; send New or Replace"),
            ),
        }),
        Some(_) => Some(Fault::structure(
            "messageType",
            "must be New, Replace, Update or Upsert",
        )),
    }
}

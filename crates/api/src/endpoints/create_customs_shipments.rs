//! How is a shipment sent?

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cas_engine::{AcceptedMessage, IngestionOptions, MessageKind};
use cas_model::document::CustomsShipment;
use cas_model::structure::StructureError;
use cas_model::{Direction, Patch};
use serde_json::Value;

use crate::document_schema::ShipmentDocument;
use crate::extract::{Authorized, CreateMessages, Query};
use crate::ingest::{self, Fault, Reference, Values};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;
use crate::strict_json;

/// Longest reference, in characters.
const MAX_REFERENCE: usize = 70;

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
    ingest::accept(&state, &authorized.caller, &headers, values, &read).await
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
    let kind = value["messageType"].as_str().map(str::trim);
    let is_update = matches!(kind, Some("Update" | "Upsert"));
    let (shipment, body) = match is_update {
        true => update(value)?,
        false => ingest::canonical::<CustomsShipment>(CustomsShipment::shape(), value)?,
    };
    let mut faults = faults_of(&shipment);
    if !is_update && shipment.single_administrative_document.is_none() {
        let message = "is required: the shipment's content";
        faults.push(Fault::structure("singleAdministrativeDocument", message));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(AcceptedMessage {
        kind: MessageKind::CustomsShipment,
        external_reference: shipment.external_reference,
        body,
        options,
    })
}

/// A selective update, kept as it was sent: what it leaves out and what it clears says something.
fn update(update: Value) -> Result<(CustomsShipment, Value), Vec<Fault>> {
    let faults = |errors: Vec<StructureError>| -> Vec<Fault> {
        errors.into_iter().map(Fault::from).collect()
    };
    let update = Patch::check(CustomsShipment::shape(), update).map_err(faults)?;
    let shipment = update.make().map_err(faults)?;
    Ok((shipment, update.as_json().clone()))
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
    [reference, direction, message_type]
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
        None | Some("New" | "Replace" | "Update" | "Upsert") => None,
        Some(_) => Some(Fault::structure(
            "messageType",
            "must be New, Replace, Update or Upsert",
        )),
    }
}

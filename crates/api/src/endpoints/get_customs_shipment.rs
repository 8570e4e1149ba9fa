//! Where does a shipment stand: what was sent, what started, and for what does the rest wait?

use std::sync::Arc;

use anyhow::Context as _;
use axum::Json;
use axum::extract::State;
use cas_model::flow::Flow;
use cas_model::ids::TenantId;
use cas_model::lifecycle::Status;
use cas_process::run::{StepStanding, StepState, standing_of};
use cas_store::{DeclarationRecord, IngestionSearch, ShipmentRecord};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use super::get_ingestion::Ingestion;
use crate::document_schema::ShipmentDocument;
use crate::extract::{OwnShipment, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::summary_answer::group_name;

/// At most so many of its messages are told, the newest.
const MESSAGES: u32 = 100;

/// A shipment and where it stands.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = CustomsShipmentStanding)]
pub struct ShipmentAnswer {
    /// The id that this system gave it.
    #[schema(format = Uuid)]
    id: String,
    /// The reference that the ERP gave it.
    external_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    direction: &'static str,
    /// The flow it runs in; absent where customs told of it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    customs_flow: Option<String>,
    /// The version of the flow.
    flow_version: u32,
    /// Which run of the flow this is, from 1: a replacement starts the next.
    run: u32,
    /// Counts its changes, from 1.
    version: u32,
    /// When it was created.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it last changed.
    #[schema(format = DateTime)]
    updated_at: String,
    /// The steps of the flow in their order, with what started and what is waited for.
    steps: Vec<ShipmentStep>,
    /// All its declarations, the oldest first, of earlier runs too.
    declarations: Vec<ShipmentDeclaration>,
    /// The messages that were sent of it, the newest first; a hundred at most.
    ingestions: Vec<Ingestion>,
    /// The document as it stands after all updates.
    #[schema(value_type = ShipmentDocument)]
    document: Box<RawValue>,
    /// What input mappings changed of the values that it has now.
    #[schema(value_type = Vec<Object>)]
    input_changes: Box<RawValue>,
}

/// A step of the flow.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentStep {
    /// The name of the step.
    step: String,
    /// The customs system that its declarations go to.
    system: String,
    /// The type of its declarations.
    declaration_type: String,
    /// Whose customs gets them.
    jurisdiction: String,
    /// Whether it was started.
    is_started: bool,
    /// What starts it, where it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    waits_for: Option<StepWaitsFor>,
    /// The ids of its declarations in this run.
    declarations: Vec<String>,
}

/// What starts a step.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StepWaitsFor {
    /// `shipmentCreated`, `statusReached`, `action`, `arrival` or `stock`.
    on: &'static str,
    /// The step whose declarations must reach a status.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// The statuses, any of which will do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    statuses: Vec<&'static str>,
    /// Its declarations that stand elsewhere now; none where the step was not started itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    declarations: Vec<String>,
}

/// A declaration of a shipment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentDeclaration {
    /// The id that this system gave it.
    #[schema(format = Uuid)]
    id: String,
    /// The run of the flow that made it.
    run: u32,
    /// The step of the flow; absent where customs told of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    /// The customs system that it goes to.
    system: String,
    /// Its type within the system.
    declaration_type: String,
    /// Our number, known to customs.
    lrn: String,
    /// Number given by customs.
    mrn: Option<String>,
    /// Number given by the excise system.
    arc: Option<String>,
    /// The status that it has now.
    current_status: &'static str,
    /// `toDo`, `withCustoms`, `done` or `problem`.
    status_group: &'static str,
    /// When it last changed.
    #[schema(format = DateTime)]
    last_updated: String,
}

impl From<StepStanding<'_>> for ShipmentStep {
    fn from(standing: StepStanding<'_>) -> Self {
        let step = standing.step;
        Self {
            step: step.name.clone(),
            system: step.system.to_string(),
            declaration_type: step.declaration_type.clone(),
            jurisdiction: step.jurisdiction.clone(),
            is_started: standing.state == StepState::Started,
            waits_for: waits_for(standing.state, step.start.as_str()),
            declarations: standing
                .declarations
                .iter()
                .map(ToString::to_string)
                .collect(),
        }
    }
}

fn waits_for(state: StepState<'_>, on: &'static str) -> Option<StepWaitsFor> {
    let plain = StepWaitsFor {
        on,
        step: None,
        statuses: Vec::new(),
        declarations: Vec::new(),
    };
    match state {
        StepState::Started => None,
        StepState::WaitsForStatus {
            step,
            statuses,
            declarations,
        } => Some(StepWaitsFor {
            step: Some(step.to_owned()),
            statuses: statuses.iter().copied().map(Status::as_str).collect(),
            declarations: declarations.iter().map(ToString::to_string).collect(),
            ..plain
        }),
        StepState::Due
        | StepState::WaitsForAction
        | StepState::WaitsForArrival
        | StepState::WaitsForStock => Some(plain),
    }
}

impl From<DeclarationRecord> for ShipmentDeclaration {
    fn from(row: DeclarationRecord) -> Self {
        Self {
            id: row.id.to_string(),
            run: row.run,
            step: row.step,
            system: row.system.to_string(),
            declaration_type: row.declaration_type,
            lrn: row.lrn,
            mrn: row.mrn,
            arc: row.arc,
            current_status: row.status.as_str(),
            status_group: group_name(row.status.group()),
            last_updated: row.updated_at.to_string(),
        }
    }
}

/// Reads a shipment: its document, the steps of its flow with what started and what is waited for,
/// its declarations and the messages that were sent of it.
#[utoipa::path(
    get,
    path = "/v1/customsshipments/{reference}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("reference" = String, Path, description = "The ERP's reference"),
        ("direction" = Option<String>, Query,
            description = "IN or OUT; needed where both have a shipment of this reference"),
    ),
    responses((status = 200, description = "The shipment", body = ShipmentAnswer))
)]
pub async fn get_customs_shipment(
    shipment: OwnShipment<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<ShipmentAnswer>, Problem> {
    let OwnShipment {
        row: shipment,
        authorized,
        query,
    } = shipment;
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let declarations = store.declarations_of_shipments(&[shipment.id]).await?;
    let flow = flow_of(&state, tenant, &shipment).await?;
    let steps = match &flow {
        Some(flow) => standing_of(flow, &shipment, &declarations)?,
        None => Vec::new(),
    };
    let search = IngestionSearch {
        external_reference: Some(shipment.external_reference.clone()),
        onlooker: authorized.onlooker(),
        limit: MESSAGES,
        ..IngestionSearch::default()
    };
    let ingestions = store.search_ingestions(tenant, &search).await?.into_iter();
    let broken = || format!("shipment {}", shipment.id);
    let document = RawValue::from_string(shipment.document.into_text()).with_context(broken)?;
    let changes = RawValue::from_string(shipment.input_changes.into_text()).with_context(broken)?;
    Ok(Json(ShipmentAnswer {
        id: shipment.id.to_string(),
        external_reference: shipment.external_reference,
        direction: shipment.direction.as_str(),
        customs_flow: shipment.flow,
        flow_version: shipment.flow_version,
        run: shipment.run,
        version: shipment.version,
        created_at: shipment.created_at.to_string(),
        updated_at: shipment.updated_at.to_string(),
        steps: steps.into_iter().map(Into::into).collect(),
        declarations: declarations.into_iter().map(Into::into).collect(),
        ingestions: ingestions
            .map(Ingestion::new)
            .collect::<anyhow::Result<_>>()?,
        document,
        input_changes: changes,
    }))
}

/// The flow that a shipment runs in, in its version.
async fn flow_of(
    state: &ApiState,
    tenant: TenantId,
    shipment: &ShipmentRecord,
) -> anyhow::Result<Option<Arc<Flow>>> {
    let Some(name) = &shipment.flow else {
        return Ok(None);
    };
    let configuration = state.engine().configuration(tenant).await?;
    Ok(configuration.flow(name, shipment.flow_version).cloned())
}

//! Planning: what a shipment message does, given what exists. Pure.
//!
//! The same function serves the real run and a dry run.

mod flow_choice;
mod forming;
mod message_type;
mod refusal_code;

use std::sync::Arc;

use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Phase, Status};
use cas_model::notification::ShipmentOutcome;

pub use flow_choice::FlowChoice;
pub use forming::{Formed, Goods, form, looks_at_goods};
pub use message_type::MessageType;
pub use refusal_code::RefusalCode;

/// What exists of a shipment's identity.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// Whether the shipment exists.
    pub exists: bool,
    /// Its declarations and their statuses.
    pub declarations: Vec<(DeclarationId, Status)>,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The flow that starts.
    pub flow: Arc<Flow>,
    /// Declarations of the shipment that are withdrawn first; customs has none of them.
    pub supersede: Vec<DeclarationId>,
}

/// Why nothing is done.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanRefusal {
    /// The code; each has a page under `docs/errors/`.
    pub code: RefusalCode,
    /// Why, and what to do instead.
    pub message: String,
}

impl PlanRefusal {
    /// A refusal.
    pub(crate) fn new(code: RefusalCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
        }
    }
}

/// Plans a message.
///
/// # Errors
/// When it cannot be done; then nothing is changed.
pub fn plan(
    message: &CustomsShipment,
    situation: &Situation,
    flows: &FlowChoice<'_>,
) -> Result<Plan, PlanRefusal> {
    let supersede = match MessageType::of(message)? {
        MessageType::New if situation.exists => return Err(shipment_exists()),
        MessageType::New => Vec::new(),
        MessageType::Replace if !situation.exists => return Err(shipment_unknown()),
        MessageType::Replace => replaceable(&situation.declarations)?,
        MessageType::Update | MessageType::Upsert => return Err(not_available()),
    };
    let flow = flows.choose(message)?;
    let shipment = message
        .single_administrative_document
        .as_deref()
        .and_then(|document| document.goods_shipment.as_deref());
    if shipment.is_none_or(|shipment| shipment.government_agency_goods_items.is_empty()) {
        return Err(PlanRefusal::new(
            RefusalCode::NoItems,
            "the shipment has no goods items; send at least one governmentAgencyGoodsItem",
        ));
    }
    Ok(Plan {
        flow: Arc::clone(flow),
        supersede,
    })
}

/// How the ingestion of a message type ends.
#[must_use]
pub fn outcome(message: &CustomsShipment, successful: Result<(), ()>) -> ShipmentOutcome {
    match (MessageType::of(message), successful) {
        (Ok(MessageType::Replace), Ok(())) => ShipmentOutcome::ReplaceSuccessful,
        (Ok(MessageType::Replace), Err(())) => ShipmentOutcome::ReplaceUnsuccessful,
        (Ok(MessageType::Update), Ok(())) => ShipmentOutcome::UpdateSuccessful,
        (Ok(MessageType::Update), Err(())) => ShipmentOutcome::UpdateUnsuccessful,
        (_, Ok(())) => ShipmentOutcome::CreationSuccessful,
        (_, Err(())) => ShipmentOutcome::CreationUnsuccessful,
    }
}

/// The declarations to withdraw, when customs has accepted none and none is on its way.
fn replaceable(
    declarations: &[(DeclarationId, Status)],
) -> Result<Vec<DeclarationId>, PlanRefusal> {
    let mut supersede = Vec::new();
    for (id, status) in declarations {
        match status.phase() {
            Phase::Preparation | Phase::Refused => supersede.push(*id),
            Phase::InFlight => return Err(in_flight(*status)),
            Phase::Closed if *status == Status::Cancelled => {}
            Phase::Lodged | Phase::Closed => return Err(beyond_replacing(*status)),
        }
    }
    Ok(supersede)
}

fn shipment_exists() -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::ShipmentExists,
        "a shipment with this externalReference and direction exists; send Replace to replace it",
    )
}

fn shipment_unknown() -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::ShipmentUnknown,
        "there is no shipment with this externalReference and direction; send New to create it",
    )
}

fn in_flight(status: Status) -> PlanRefusal {
    let name = status.as_str().to_lowercase();
    PlanRefusal::new(
        RefusalCode::ReplaceInFlight,
        format!("Cannot replace a declaration in {name} status; wait for the answer of customs"),
    )
}

fn beyond_replacing(status: Status) -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::ReplaceTooLate,
        format!(
            "Cannot replace a declaration in {status} status: customs has it; \
             invalidate the declaration instead"
        ),
    )
}

fn not_available() -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::MessageTypeNotAvailable,
        "Update and Upsert are not available yet; send Replace before the declaration is accepted",
    )
}

#[cfg(test)]
mod tests;

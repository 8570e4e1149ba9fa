//! Planning: what a shipment message does, given what exists. Pure.
//!
//! The same function serves the real run and a dry run.

mod flow_choice;
mod forming;
mod houses;
mod pairing;
mod planned;
mod resolution;

use std::sync::Arc;

use cas_model::document::CustomsShipment;
use cas_model::flow::Flow;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Phase, Status};
use cas_model::message_type::MessageType;
use cas_model::notification::ShipmentOutcome;
use cas_model::record::ShipmentRecord;

use self::resolution::fate_unknown;
use crate::codes::RefusalCode;
pub use crate::refusal::PlanRefusal;
use crate::tables::FiredRows;
pub use flow_choice::FlowChoice;
pub use forming::{FormedDeclaration, Goods, form, looks_at_goods};
pub use pairing::{ExistingDeclaration, Pair, pair};
pub use planned::PlannedDeclaration;
pub use resolution::{AwaitsCustoms, Correction, NotNow, Resolution};

/// What a shipment that is there runs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunsIn {
    /// A flow, by its name.
    Flow(String),
    /// None: customs told of the shipment first.
    NoFlow,
}

impl RunsIn {
    /// What a stored shipment runs in.
    #[must_use]
    pub fn stored(shipment: &ShipmentRecord) -> Self {
        shipment.flow.clone().map_or(Self::NoFlow, Self::Flow)
    }
}

/// What exists of a shipment's identity.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// What the shipment runs in, where there is one.
    pub runs_in: Option<RunsIn>,
    /// The declarations of its last run.
    pub declarations: Vec<ExistingStatus>,
}

/// Where a declaration of a shipment stands.
#[derive(Clone, Debug)]
pub struct ExistingStatus {
    /// The id that this system gave it.
    pub id: DeclarationId,
    /// Our number, by which a refusal names it.
    pub lrn: String,
    /// The status it is in now.
    pub status: Status,
    /// Whether customs may have what its status says it has not.
    pub is_fate_unknown: bool,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Plan {
    /// A flow starts: its first steps are due.
    Start {
        /// The flow, in the version that is in force today.
        flow: Arc<Flow>,
        /// Declarations of the shipment that are withdrawn first; customs has none of them.
        supersede: Vec<DeclarationId>,
    },
    /// The steps that were started are brought to what they would make now.
    Update,
}

/// The message type that a shipment asks for; `New` when it says nothing.
///
/// # Errors
/// When it is none that exists.
pub fn message_type(spelling: Option<&str>) -> Result<MessageType, PlanRefusal> {
    MessageType::parse(spelling).ok_or_else(|| {
        let other = spelling.unwrap_or_default();
        PlanRefusal::new(
            RefusalCode::MessageTypeUnknown,
            format!("messageType {other} is unknown; send New, Replace, Update or Upsert"),
        )
    })
}

/// Plans a message. `shipment` is what it makes of the shipment: the message itself, or what is
/// there with the update applied. The row that chose the flow is noted.
///
/// # Errors
/// When it cannot be done; then nothing is changed.
pub fn plan(
    message_type: MessageType,
    shipment: &CustomsShipment,
    situation: &Situation,
    flows: &FlowChoice<'_>,
    fired: &mut FiredRows,
) -> Result<Plan, PlanRefusal> {
    let supersede = match (message_type, &situation.runs_in) {
        (MessageType::New, Some(_)) => return Err(shipment_exists()),
        (MessageType::New | MessageType::Upsert, None) => Vec::new(),
        (MessageType::Replace | MessageType::Update, None) => return Err(shipment_unknown()),
        (_, Some(RunsIn::NoFlow)) => return Err(begun_by_customs()),
        (MessageType::Replace, Some(RunsIn::Flow(_))) => replaceable(&situation.declarations)?,
        (MessageType::Update | MessageType::Upsert, Some(RunsIn::Flow(flow))) => {
            has_goods(shipment)?;
            stays_in_flow(flow, shipment, flows, fired)?;
            return Ok(Plan::Update);
        }
    };
    let flow = flows.choose(shipment, fired)?;
    has_goods(shipment)?;
    Ok(Plan::Start {
        flow: Arc::clone(flow),
        supersede,
    })
}

fn has_goods(shipment: &CustomsShipment) -> Result<(), PlanRefusal> {
    let document = shipment.single_administrative_document.as_deref();
    if document.is_none_or(|document| document.goods_items().is_empty()) {
        return Err(PlanRefusal::new(
            RefusalCode::NoItems,
            "the shipment has no goods items; send at least one governmentAgencyGoodsItem",
        ));
    }
    Ok(())
}

/// A shipment that is updated keeps its flow: the one it names, else the one it would be given.
fn stays_in_flow(
    flow: &str,
    shipment: &CustomsShipment,
    flows: &FlowChoice<'_>,
    fired: &mut FiredRows,
) -> Result<(), PlanRefusal> {
    let now = match &shipment.customs_flow {
        Some(named) => named.clone(),
        None if flows.selection.is_some() => flows.choose(shipment, fired)?.name.clone(),
        None => return Ok(()),
    };
    if now == flow {
        return Ok(());
    }
    Err(PlanRefusal::new(
        RefusalCode::FlowChanged,
        format!(
            "the shipment runs in flow {flow}, and the update would bring it into flow {now}; send \
             Replace while customs has accepted none of its declarations, else invalidate them"
        ),
    ))
}

/// How the ingestion of a message type ends.
#[must_use]
pub fn outcome(
    message_type: Option<MessageType>,
    existed: bool,
    successful: Result<(), ()>,
) -> ShipmentOutcome {
    let updates = match message_type {
        Some(MessageType::Update) => true,
        Some(MessageType::Upsert) => existed,
        Some(MessageType::New | MessageType::Replace) | None => false,
    };
    let replaces = message_type == Some(MessageType::Replace);
    match (replaces, updates, successful) {
        (true, _, Ok(())) => ShipmentOutcome::ReplaceSuccessful,
        (true, _, Err(())) => ShipmentOutcome::ReplaceUnsuccessful,
        (_, true, Ok(())) => ShipmentOutcome::UpdateSuccessful,
        (_, true, Err(())) => ShipmentOutcome::UpdateUnsuccessful,
        (_, _, Ok(())) => ShipmentOutcome::CreationSuccessful,
        (_, _, Err(())) => ShipmentOutcome::CreationUnsuccessful,
    }
}

/// The declarations to withdraw, when customs has accepted none, none is on its way and none may be
/// with customs.
fn replaceable(declarations: &[ExistingStatus]) -> Result<Vec<DeclarationId>, PlanRefusal> {
    let mut supersede = Vec::new();
    for existing in declarations {
        let status = existing.status;
        match status.phase() {
            Phase::Preparation | Phase::Refused if existing.is_fate_unknown => {
                return Err(fate_unknown(&existing.lrn));
            }
            Phase::Preparation | Phase::Refused => supersede.push(existing.id),
            Phase::InFlight => return Err(in_flight(status)),
            Phase::Closed if status == Status::Cancelled => {}
            Phase::Lodged | Phase::Closed => return Err(beyond_replacing(status)),
        }
    }
    Ok(supersede)
}

fn shipment_exists() -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::ShipmentExists,
        "a shipment with this externalReference and direction exists; send Update to change it, or \
         Replace",
    )
}

fn shipment_unknown() -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::ShipmentUnknown,
        "there is no shipment with this externalReference and direction; send New to create it",
    )
}

/// A shipment that began with a message of customs is nothing that a message of ours changes.
#[must_use]
pub fn begun_by_customs() -> PlanRefusal {
    PlanRefusal::new(
        RefusalCode::BegunByCustoms,
        "the shipment began with a message of customs and has no flow; say what there is to say of \
         it with the actions of its declaration",
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
             send Update, or invalidate the declaration"
        ),
    )
}

#[cfg(test)]
mod tests;

//! A message of the customer, read: at the edge from what was sent, in its task from what was
//! stored. Whoever has one need not ask again what kind it is, or whether it is well structured.

use anyhow::Context as _;
use cas_model::document::{CustomsShipment, ShipmentEvent};
use cas_model::ids::TenantId;
use cas_model::master_data::{self, MasterDataKind};
use cas_model::message_type::MessageType;
use cas_model::record::{IngestionRecord, Json, ShipmentIdentity};
use cas_model::structure::{self, StructureError};
use cas_model::{Direction, Patch, assign_in_document, canonical_text, path};
use serde::Deserialize;
use serde_json::Value;

use super::MessageKind;
use super::faults::{faults_of_event, faults_of_shipment};
use crate::planning::{self, PlanRefusal};

/// A message of the customer.
#[derive(Clone, Debug)]
pub enum Message {
    /// A shipment that is sent whole.
    Whole(WholeShipment),
    /// What changes of a shipment.
    Update(ShipmentUpdate),
    /// Something that happened to a shipment.
    Event(ShipmentEvent),
    /// What changes of a record of master data; its code stands in it.
    MasterData(MasterDataKind, Patch),
}

/// A shipment that is sent whole: it starts its flow, or replaces what is there.
#[derive(Clone, Debug)]
pub struct WholeShipment {
    /// What the sender wants done; a refusal where what is stored says no type that there is.
    pub message_type: Result<MessageType, PlanRefusal>,
    /// The shipment; once it is accepted, each element has its reference.
    pub shipment: CustomsShipment,
}

/// What changes of a shipment.
#[derive(Clone, Debug)]
pub struct ShipmentUpdate {
    /// What the sender wants done: `Update` or `Upsert`.
    pub message_type: MessageType,
    /// The update, as it was sent.
    pub patch: Patch,
}

impl Message {
    /// Reads what a caller sent, each element with its reference.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(kind: MessageKind, value: Value) -> Result<Self, Vec<StructureError>> {
        Self::as_sent(kind, value).map(Self::with_references)
    }

    /// Reads what a caller sent; elements have the references that were sent, and no others.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn as_sent(kind: MessageKind, value: Value) -> Result<Self, Vec<StructureError>> {
        structure::no_masks(&value)?;
        match kind {
            MessageKind::CustomsShipment => read_shipment(value),
            MessageKind::ShipmentEvent => {
                let event: ShipmentEvent = structure::read(ShipmentEvent::shape(), value)?;
                well(faults_of_event(&event))?;
                Ok(Self::Event(event))
            }
            MessageKind::MasterData(kind) => {
                let mut update = Patch::check(kind.shape(), value)?;
                // What an update of any record may not hold is refused at once; whether it fits
                // the record that is there shows when it is carried out.
                kind.apply(None, &update)?;
                master_data::identify(kind, &mut update)?;
                Ok(Self::MasterData(kind, update))
            }
        }
    }

    /// The same message, in which each element of a whole shipment has its reference.
    #[must_use]
    pub fn with_references(mut self) -> Self {
        if let Self::Whole(whole) = &mut self {
            assign_in_document(&mut whole.shipment);
        }
        self
    }

    /// Reads a message that was read and stored before.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn stored(row: &IngestionRecord) -> anyhow::Result<Self> {
        let kind = MessageKind::parse(&row.kind);
        let kind = kind.with_context(|| format!("{} is no kind of message", row.kind))?;
        Ok(match kind {
            MessageKind::CustomsShipment => stored_shipment(&row.body)?,
            MessageKind::ShipmentEvent => Self::Event(row.body.get_as()?),
            MessageKind::MasterData(kind) => {
                Self::MasterData(kind, Patch::from_stored(kind.shape(), row.body.as_str())?)
            }
        })
    }

    /// What is stored of it.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn body(&self) -> serde_json::Result<Json<Value>> {
        match self {
            Self::Whole(whole) => canonical_text(&whole.shipment).map(Json::stored),
            Self::Event(event) => canonical_text(event).map(Json::stored),
            Self::Update(ShipmentUpdate { patch, .. }) | Self::MasterData(_, patch) => {
                Json::of_any(patch)
            }
        }
    }

    /// Which kind of message it is.
    #[must_use]
    pub const fn kind(&self) -> MessageKind {
        match self {
            Self::Whole(_) | Self::Update(_) => MessageKind::CustomsShipment,
            Self::Event(_) => MessageKind::ShipmentEvent,
            Self::MasterData(kind, _) => MessageKind::MasterData(*kind),
        }
    }

    /// The ERP's reference of what it is about; messages of one reference are processed in order.
    #[must_use]
    pub fn external_reference(&self) -> Option<&str> {
        match self {
            Self::Whole(whole) => whole.shipment.external_reference.as_deref(),
            Self::Update(update) => update.patch.text("externalReference"),
            Self::Event(event) => event.external_reference.as_deref(),
            Self::MasterData(_, update) => update.text("code"),
        }
    }

    /// The shipment of a tenant that it is about.
    #[must_use]
    pub fn shipment_identity(&self, tenant_id: TenantId) -> Option<ShipmentIdentity> {
        let direction = match self {
            Self::Whole(whole) => whole.shipment.direction(),
            Self::Update(update) => update.patch.text("direction").and_then(Direction::parse),
            Self::Event(event) => event.direction(),
            Self::MasterData(..) => None,
        };
        Some(ShipmentIdentity {
            tenant_id,
            external_reference: self.external_reference()?.to_owned(),
            direction: direction?,
        })
    }
}

fn read_shipment(value: Value) -> Result<Message, Vec<StructureError>> {
    let shape = CustomsShipment::shape();
    let spelling = value["messageType"].as_str().map(str::trim);
    match MessageType::parse(spelling) {
        Some(message_type @ (MessageType::Update | MessageType::Upsert)) => {
            let patch = Patch::check(shape, value)?;
            // As if there were none: what no shipment may hold is refused at once.
            well(faults_of_shipment(&patch.make()?))?;
            Ok(Message::Update(ShipmentUpdate {
                message_type,
                patch,
            }))
        }
        Some(MessageType::New | MessageType::Replace) | None => {
            let shipment: CustomsShipment = structure::read(shape, value)?;
            let mut faults = faults_of_shipment(&shipment);
            if shipment.single_administrative_document.is_none() {
                faults.push(StructureError {
                    path: path!(CustomsShipment: "singleAdministrativeDocument").into(),
                    message: "is required: the shipment's content".to_owned(),
                });
            }
            well(faults)?;
            Ok(whole(shipment))
        }
    }
}

fn stored_shipment(body: &Json<Value>) -> anyhow::Result<Message> {
    /// What says how the rest is to be read.
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Head {
        message_type: Option<String>,
    }
    let head: Head = body.get_as()?;
    Ok(match MessageType::parse(head.message_type.as_deref()) {
        Some(message_type @ (MessageType::Update | MessageType::Upsert)) => {
            Message::Update(ShipmentUpdate {
                message_type,
                patch: Patch::from_stored(CustomsShipment::shape(), body.as_str())?,
            })
        }
        Some(MessageType::New | MessageType::Replace) | None => whole(body.get_as()?),
    })
}

fn whole(shipment: CustomsShipment) -> Message {
    Message::Whole(WholeShipment {
        message_type: planning::message_type(shipment.message_type.as_deref()),
        shipment,
    })
}

/// Nothing is wrong, or all of this.
fn well(faults: Vec<StructureError>) -> Result<(), Vec<StructureError>> {
    match faults.is_empty() {
        true => Ok(()),
        false => Err(faults),
    }
}

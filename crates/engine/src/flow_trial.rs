//! What would a version of a flow make of shipments, beside what was made of them?
//!
//! The shipment runs through the code of the steps over an engine that rehearses, in a configuration
//! in which the version is in force and all its steps start at once. Nothing is stored, nothing is
//! sent. It is tried as of today, under a reference of its own.

use std::sync::Arc;

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::declaration::Direction;
use cas_model::document::CustomsShipment;
use cas_model::finding::Finding;
use cas_model::flow::{Flow, Start};
use cas_model::ids::{DeclarationId, TenantId};
use cas_model::lifecycle::Status;
use cas_model::message_type::MessageType;
use cas_model::record::{ConfigurationRecord, IngestionError, Json, ShipmentIdentity};
use cas_process::Refusal;
use cas_process::configuration::{ConfigurationName, TenantConfiguration, VersionChoice};
use cas_process::declaration::{DeclarationState, is_withdrawn};
use cas_process::flow_trial::{Comparison, TriedDocument, Would, compare};
use cas_process::message::{Message, WholeShipment};
use cas_store::ShipmentRecord;

use crate::load::{declarations_of_run, load_states};
use crate::rehearsal::{ForeseenShipment, RehearsedDeclaration};
use crate::requests::{AcceptedMessage, Caller};
use crate::{Engine, unavailable};

/// The most shipments of one request.
pub const MOST_TRIED: usize = 20;

/// What a tried shipment is called before its own reference.
const TRIED: &str = "~";

/// A version of a flow that shipments are tried in.
#[derive(Clone)]
pub struct TriedFlow {
    /// The number of the version.
    pub version: u32,
    name: String,
    engine: Engine,
}

/// A shipment that is to be tried.
#[derive(Clone, Debug)]
pub enum TriedInput {
    /// One that is there, by its reference and, where both directions have one, its direction.
    Kept {
        /// The reference that the ERP gave it.
        reference: String,
        /// Whether goods come in or go out.
        direction: Option<Direction>,
    },
    /// One that is sent along; it is in no store.
    Sent(Box<CustomsShipment>),
}

/// What would become of a shipment.
#[derive(Clone, Debug)]
pub struct TriedShipment {
    /// The reference that the ERP gave it.
    pub reference: String,
    /// Whether goods come in or go out.
    pub direction: Option<Direction>,
    /// Why nothing would be made; none where something would.
    pub refused: Option<IngestionError>,
    /// The declarations that would be made, and those that were and would not be.
    pub declarations: Vec<TriedDeclaration>,
}

/// A declaration that would be made, beside the one that was.
#[derive(Clone, Debug)]
pub struct TriedDeclaration {
    /// The step of the flow.
    pub step: Option<String>,
    /// Which of the step's declarations it is, from 1.
    pub instance: u32,
    /// What would become of it, field by field.
    pub comparison: Comparison,
    /// The one that was made.
    pub made: Option<MadeDeclaration>,
    /// The one that would be.
    pub tried: Option<Box<RehearsedDeclaration>>,
}

/// A declaration that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeDeclaration {
    /// The id of the declaration.
    pub id: DeclarationId,
    /// Our number, the LRN.
    pub lrn: String,
    /// The status that it has now.
    pub status: Status,
}

impl Engine {
    /// A version of a flow, to try shipments in: all other versions of its name are out of force, and
    /// each of its steps starts with the shipment.
    ///
    /// # Errors
    /// When there is no such version of a flow.
    pub async fn tried_flow(
        &self,
        tenant: TenantId,
        name: &ConfigurationName,
        version: VersionChoice,
    ) -> Result<TriedFlow, Refusal> {
        let failed = |error: anyhow::Error| unavailable(&error);
        let mut rows = self.store().configurations(tenant).await.map_err(failed)?;
        let found = rows
            .iter()
            .find(|row| row.is_version_of(name) && version.is(row));
        let found = found.filter(|row| row.kind == ConfigurationKind::Flow);
        let number = found.map(|row| row.version);
        let number = number.ok_or_else(|| Refusal::not_found("version of a flow"))?;
        for row in rows.iter_mut().filter(|row| row.is_version_of(name)) {
            match row.version == number {
                true => bring_into_force(row).map_err(failed)?,
                false => row.state = ConfigurationState::Retired,
            }
        }
        let configuration = TenantConfiguration::read(&rows).map_err(failed)?;
        Ok(TriedFlow {
            version: number,
            name: name.name.clone(),
            engine: self.trying(tenant, Arc::new(configuration)),
        })
    }

    /// What would become of a shipment in a version of a flow.
    ///
    /// # Errors
    /// When there is no such shipment, or the store fails.
    pub async fn try_shipment(
        &self,
        caller: &Caller,
        flow: &TriedFlow,
        input: TriedInput,
    ) -> Result<TriedShipment, Refusal> {
        match input {
            TriedInput::Sent(shipment) => flow.try_sent(caller, *shipment).await,
            TriedInput::Kept {
                reference,
                direction,
            } => {
                let kept = self
                    .kept_shipment(caller.tenant_id, &reference, direction)
                    .await?;
                flow.try_kept(caller, &kept).await
            }
        }
    }

    async fn kept_shipment(
        &self,
        tenant: TenantId,
        reference: &str,
        direction: Option<Direction>,
    ) -> Result<ShipmentRecord, Refusal> {
        let directions = match direction {
            Some(direction) => vec![direction],
            None => vec![Direction::Out, Direction::In],
        };
        let identities: Vec<ShipmentIdentity> = directions
            .into_iter()
            .map(|direction| ShipmentIdentity {
                tenant_id: tenant,
                external_reference: reference.to_owned(),
                direction,
            })
            .collect();
        let found = self.store().shipments_by_identity(&identities).await;
        let found = found.map_err(|error| unavailable(&error))?;
        let found = found.into_iter().next();
        found.ok_or_else(|| Refusal::not_found("shipment"))
    }
}

/// Makes a version the one in force, on every day, with steps that start at once: what an earlier one
/// would wait for no trial foresees.
fn bring_into_force(row: &mut ConfigurationRecord) -> anyhow::Result<()> {
    let mut flow: Flow = row.document.get_as()?;
    for step in &mut flow.steps {
        step.start = Start::ShipmentCreated;
    }
    (flow.valid_from, flow.valid_to) = (None, None);
    row.document = Json::from(&serde_json::to_value(&flow)?);
    row.state = ConfigurationState::Published;
    (row.valid_from, row.valid_to) = (None, None);
    Ok(())
}

impl TriedFlow {
    /// What would become of a shipment that is kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn try_kept(
        &self,
        caller: &Caller,
        kept: &ShipmentRecord,
    ) -> Result<TriedShipment, Refusal> {
        let tried = self.tried_kept(caller, kept).await;
        tried.map_err(|error| unavailable(&error))
    }

    async fn tried_kept(
        &self,
        caller: &Caller,
        kept: &ShipmentRecord,
    ) -> anyhow::Result<TriedShipment> {
        let reference = kept.external_reference.clone();
        let tried_as = format!("{TRIED}{reference}");
        let message = self.message(kept.document.get()?, &tried_as);
        let foreseen = self.engine.foresee_kept_shipment(caller, message).await?;
        let rows = declarations_of_run(&self.engine, kept.id, kept.run).await?;
        let live = rows.iter().filter(|row| !is_withdrawn(row.status));
        let made = load_states(&self.engine, live).await?;
        Ok(TriedShipment {
            reference,
            direction: Some(kept.direction),
            refused: foreseen.refused.clone(),
            declarations: compared(foreseen, made, &tried_as),
        })
    }

    async fn try_sent(
        &self,
        caller: &Caller,
        shipment: CustomsShipment,
    ) -> Result<TriedShipment, Refusal> {
        let reference = shipment.external_reference.clone().unwrap_or_default();
        let direction = shipment.direction.as_deref().and_then(Direction::parse);
        let tried_as = format!("{TRIED}{reference}");
        let message = self.message(shipment, &tried_as);
        let foreseen = self.engine.foresee_shipments(caller, vec![message]).await;
        let foreseen = foreseen.and_then(|all| {
            all.into_iter()
                .next()
                .unwrap_or_else(|| Err(anyhow::anyhow!("one message has one outcome")))
        });
        let foreseen = foreseen.map_err(|error| unavailable(&error))?;
        Ok(TriedShipment {
            reference,
            direction,
            refused: foreseen.refused.clone(),
            declarations: compared(foreseen, Vec::new(), &tried_as),
        })
    }

    /// The shipment as a new one, which takes the flow.
    fn message(&self, shipment: CustomsShipment, tried_as: &str) -> AcceptedMessage {
        let shipment = CustomsShipment {
            external_reference: Some(tried_as.to_owned()),
            customs_flow: Some(self.name.clone()),
            message_type: None,
            ..shipment
        };
        AcceptedMessage {
            message: Message::Whole(WholeShipment {
                message_type: Ok(MessageType::New),
                shipment,
            }),
            options: Default::default(),
        }
    }
}

/// Each declaration that would be made beside the one of its step and number, and those that would
/// not be made any more.
fn compared(
    foreseen: ForeseenShipment,
    mut made: Vec<DeclarationState>,
    tried_as: &str,
) -> Vec<TriedDeclaration> {
    let mut declarations = Vec::new();
    for tried in foreseen.declarations {
        let is_its = |state: &DeclarationState| {
            state.row.step == tried.step && state.row.instance_seq == tried.instance
        };
        let own = made.iter().position(is_its).map(|at| made.remove(at));
        let document = TriedDocument {
            document: &tried.document,
            findings: &tried.findings,
            tried_as,
        };
        let comparison = match &own {
            Some(own) => compare(own, document),
            None => only(Would::Make, &tried.findings, &[]),
        };
        declarations.push(TriedDeclaration {
            step: tried.step.clone(),
            instance: tried.instance,
            comparison,
            made: own.as_ref().map(declared),
            tried: Some(Box::new(tried)),
        });
    }
    declarations.extend(made.iter().map(|state| TriedDeclaration {
        step: state.row.step.clone(),
        instance: state.row.instance_seq,
        comparison: only(Would::Omit, &[], &state.findings),
        made: Some(declared(state)),
        tried: None,
    }));
    declarations
}

fn only(would: Would, new: &[Finding], gone: &[Finding]) -> Comparison {
    Comparison {
        would,
        changes: Vec::new(),
        new_findings: new.to_vec(),
        gone_findings: gone.to_vec(),
    }
}

fn declared(state: &DeclarationState) -> MadeDeclaration {
    MadeDeclaration {
        id: state.row.id,
        lrn: state.row.lrn.clone(),
        status: state.row.status,
    }
}

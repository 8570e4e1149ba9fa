//! Notifications: what the customer's systems are told, and the envelope they are told it in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::declaration::{Direction, Duty, DutyState, Organisation};
use crate::finding::Finding;
use crate::ids::{DeclarationId, NotificationId, TenantId};
use crate::lifecycle::{Action, Deadline, Status};

/// One notification as it is posted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// Its id; the same on every attempt.
    pub id: NotificationId,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The plant it concerns.
    pub plant_id: Option<String>,
    /// When it happened, UTC.
    pub event_time: Timestamp,
    /// The kind of event.
    pub event_type: String,
    /// The kind within the kind.
    pub event_sub_type: String,
    /// What happened; limited, not sensitive.
    pub data: serde_json::Value,
}

/// What can be told. `kind` and `sub_kind` name it in the envelope; it serialises as `data`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Notice {
    /// A declaration changed its status.
    DeclarationStatusChanged(DeclarationStatusChanged),
    /// A requested action ended.
    DeclarationActionFinished(DeclarationActionFinished),
    /// What was expected of a declaration by now has not come.
    DeclarationDeadlinePassed(DeclarationDeadlinePassed),
    /// A declaration that another one depends on was withdrawn.
    EarlierDeclarationWithdrawn(EarlierDeclarationWithdrawn),
    /// Customs calculated the duties of a declaration.
    CustomsDutiesReceived(CustomsDutiesReceived),
    /// A shipment was created, replaced or updated, or could not be.
    CustomsShipmentInformation(CustomsShipmentInformation),
}

/// Every `eventType`.
pub const KINDS: &[&str] = &[
    "DeclarationStatusChanged",
    "DeclarationActionFinished",
    "DeclarationDeadlinePassed",
    "EarlierDeclarationWithdrawn",
    "CustomsDutiesReceived",
    "CustomsShipmentInformation",
];

/// The `eventSubType`s that an `eventType` can have; `None` for a type that there is not.
#[must_use]
pub fn sub_kinds(kind: &str) -> Option<Vec<&'static str>> {
    let statuses = || Status::ALL.iter().map(|status| status.as_str()).collect();
    Some(match kind {
        "DeclarationStatusChanged" | "EarlierDeclarationWithdrawn" => statuses(),
        "DeclarationActionFinished" => Action::ALL.iter().map(|action| action.as_str()).collect(),
        "DeclarationDeadlinePassed" => Deadline::ALL.iter().map(|late| late.as_str()).collect(),
        "CustomsDutiesReceived" => DutyState::ALL.iter().map(|state| state.as_str()).collect(),
        "CustomsShipmentInformation" => {
            let outcomes = ShipmentOutcome::ALL.iter();
            outcomes.map(|outcome| outcome.as_str()).collect()
        }
        _ => return None,
    })
}

impl Notice {
    /// The `eventType`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::DeclarationStatusChanged(_) => "DeclarationStatusChanged",
            Self::DeclarationActionFinished(_) => "DeclarationActionFinished",
            Self::DeclarationDeadlinePassed(_) => "DeclarationDeadlinePassed",
            Self::EarlierDeclarationWithdrawn(_) => "EarlierDeclarationWithdrawn",
            Self::CustomsDutiesReceived(_) => "CustomsDutiesReceived",
            Self::CustomsShipmentInformation(_) => "CustomsShipmentInformation",
        }
    }

    /// The `eventSubType`.
    #[must_use]
    pub fn sub_kind(&self) -> &'static str {
        match self {
            Self::DeclarationStatusChanged(data) => data.current_status.as_str(),
            Self::DeclarationActionFinished(data) => data.action.as_str(),
            Self::DeclarationDeadlinePassed(data) => data.deadline.as_str(),
            Self::EarlierDeclarationWithdrawn(data) => data.withdrawn_status.as_str(),
            Self::CustomsDutiesReceived(data) => data.state.as_str(),
            Self::CustomsShipmentInformation(data) => data.outcome.as_str(),
        }
    }

    /// The plant it concerns.
    #[must_use]
    pub fn plant(&self) -> Option<&str> {
        match self {
            Self::DeclarationStatusChanged(data) => data.organisation.plant.as_deref(),
            Self::DeclarationActionFinished(data) => data.organisation.plant.as_deref(),
            Self::DeclarationDeadlinePassed(data) => data.organisation.plant.as_deref(),
            Self::EarlierDeclarationWithdrawn(data) => data.organisation.plant.as_deref(),
            Self::CustomsDutiesReceived(data) => data.organisation.plant.as_deref(),
            Self::CustomsShipmentInformation(_) => None,
        }
    }
}

/// The declaration a notification speaks of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationReference {
    /// Our id.
    pub id: DeclarationId,
    /// The ERP's reference of the shipment.
    pub customs_shipment_reference: String,
    /// Jurisdiction.
    pub jurisdiction: String,
    /// Unique consignment reference.
    pub trader_reference: Option<String>,
    /// The flow.
    pub customs_flow: String,
    /// The step.
    pub customs_flow_step: String,
    /// How many declarations the step made in this run.
    pub customs_flow_step_instance_count: u32,
    /// Which of them this is, from 1.
    pub customs_flow_step_instance_seq: u32,
    /// Number given by customs.
    pub mrn: Option<String>,
    /// Our number.
    pub lrn: String,
    /// Where to read it.
    pub declaration_url: String,
}

/// `DeclarationStatusChanged`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationStatusChanged {
    /// The declaration.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// The new status.
    pub current_status: Status,
    /// What a request of ours covers while it waits for customs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status_at_customs: Option<Status>,
    /// When customs accepted it.
    pub acceptance_date: Option<jiff::civil::Date>,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
}

/// `DeclarationActionFinished`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationActionFinished {
    /// The declaration.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// Excise reference.
    pub arc: Option<String>,
    /// Excise sequence number.
    pub sequence_number: Option<u32>,
    /// The action.
    pub action: Action,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
    /// Whether it did what was asked.
    pub successful: bool,
    /// Why not.
    pub errors: Vec<Finding>,
}

/// `DeclarationDeadlinePassed`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationDeadlinePassed {
    /// The declaration.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// Its status.
    pub current_status: Status,
    /// What has not come.
    pub deadline: Deadline,
    /// Since when it is overdue.
    pub due_at: Timestamp,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
}

/// `EarlierDeclarationWithdrawn`: told of the declaration that depends on the withdrawn one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EarlierDeclarationWithdrawn {
    /// The declaration that depends on it.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// Its status.
    pub current_status: Status,
    /// The declaration that was withdrawn.
    pub withdrawn_declaration: DeclarationId,
    /// How.
    pub withdrawn_status: Status,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
}

/// `CustomsDutiesReceived`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomsDutiesReceived {
    /// The declaration.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// How far the calculation is; stands in the envelope.
    #[serde(skip)]
    pub state: DutyState,
    /// What the duties come to.
    pub duties: Vec<DutyTotal>,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
}

/// What the duties of one kind come to, in all items together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DutyTotal {
    /// The kind of duty or tax, customs' code; none for what customs does not tell apart.
    pub tax_type: Option<String>,
    /// The currency.
    pub currency: Option<String>,
    /// What customs assessed.
    pub assessed_amount: Decimal,
    /// What is to be paid.
    pub amount: Decimal,
}

impl DutyTotal {
    /// The totals by kind and currency, in the order of their codes. An amount that is too large
    /// to be added is left at the largest there is.
    #[must_use]
    pub fn of(duties: &[Duty]) -> Vec<Self> {
        let mut totals = BTreeMap::<_, (Decimal, Decimal)>::new();
        for duty in duties {
            let kind = (duty.tax_type.clone(), duty.currency.clone());
            let (assessed, payable) = totals.entry(kind).or_default();
            *assessed = assessed.saturating_add(duty.assessed_amount.unwrap_or_default());
            *payable = payable.saturating_add(duty.amount.unwrap_or_default());
        }
        let total = |((tax_type, currency), (assessed_amount, amount))| Self {
            tax_type,
            currency,
            assessed_amount,
            amount,
        };
        totals.into_iter().map(total).collect()
    }
}

/// A manual edit that is gone, without its value: notifications carry no contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LostEdit {
    /// The declaration that had it.
    pub declaration_id: DeclarationId,
    /// Where.
    pub path: String,
}

/// How an ingested shipment ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShipmentOutcome {
    /// Created.
    CreationSuccessful,
    /// Not created.
    CreationUnsuccessful,
    /// Replaced.
    ReplaceSuccessful,
    /// Not replaced.
    ReplaceUnsuccessful,
    /// Updated.
    UpdateSuccessful,
    /// Not updated.
    UpdateUnsuccessful,
}

impl ShipmentOutcome {
    /// Every outcome.
    pub const ALL: &[Self] = &[
        Self::CreationSuccessful,
        Self::CreationUnsuccessful,
        Self::ReplaceSuccessful,
        Self::ReplaceUnsuccessful,
        Self::UpdateSuccessful,
        Self::UpdateUnsuccessful,
    ];

    /// The `eventSubType`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::CreationSuccessful => "CreationSuccessful",
            Self::CreationUnsuccessful => "CreationUnsuccessful",
            Self::ReplaceSuccessful => "ReplaceSuccessful",
            Self::ReplaceUnsuccessful => "ReplaceUnsuccessful",
            Self::UpdateSuccessful => "UpdateSuccessful",
            Self::UpdateUnsuccessful => "UpdateUnsuccessful",
        }
    }
}

/// `CustomsShipmentInformation`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomsShipmentInformation {
    /// How it ended; stands in the envelope.
    #[serde(skip)]
    pub outcome: ShipmentOutcome,
    /// The tenant.
    pub tenant_id: TenantId,
    /// The `referenceId`s of the calls.
    pub ingestion_references: Vec<String>,
    /// The ERP's reference of the shipment.
    pub business_reference: String,
    /// Unique consignment reference.
    pub trader_reference: Option<String>,
    /// `IN` or `OUT`.
    pub direction: Option<Direction>,
    /// Company.
    pub company: Option<String>,
    /// Why it was unsuccessful.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub error_descriptions: Vec<String>,
    /// Manual edits that a replacement has lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lost_manual_edits: Vec<LostEdit>,
}

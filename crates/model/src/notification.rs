//! Notifications: what the customer's systems are told, and the envelope they are told it in.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::collaboration::{SubjectKind, WorkChange, WorkDone};
use crate::declaration::{Direction, Duty, DutyState, Organisation};
use crate::finding::Finding;
use crate::ids::{DeclarationId, NoteId, NotificationId, ShipmentId, TenantId};
use crate::lifecycle::{Action, Deadline, Status};
use crate::text::cut_in_place;

/// One kind of event that a subscription wants.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EventFilter {
    /// The `eventType` that notifications must have.
    pub event_type: String,
    /// The `eventSubType`s; empty takes all.
    #[serde(default)]
    pub event_sub_types: Vec<String>,
}

/// One notification as it is posted.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notification {
    /// Its id; the same on every attempt.
    pub id: NotificationId,
    /// The tenant that is told.
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
    pub data: Notice,
}

/// Declares each notice once: what it says, the field of its body that narrows it down with all
/// that this can be, and the field that says which plant it concerns.
macro_rules! notices {
    ($(
        $(#[doc = $doc:literal])*
        $notice:ident by $narrowing:ident: $of:ident $(, concerns $organisation:ident)?;
    )*) => {
        /// What can be told. `kind` and `sub_kind` name it in the envelope; it serialises as `data`.
        #[derive(Clone, Debug, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Notice { $($(#[doc = $doc])* $notice($notice),)* }

        /// The `eventType` of each notice, in the order of its variants.
        pub const KINDS: &[&str] = &[$(stringify!($notice),)*];

        /// The `eventSubType`s that an `eventType` can have; `None` for a type that there is not.
        #[must_use]
        pub fn sub_kinds(kind: &str) -> Option<Vec<&'static str>> {
            match kind {
                $(stringify!($notice) => Some($of::ALL.iter().map(|one| one.as_str()).collect()),)*
                _ => None,
            }
        }

        impl Notice {
            /// The `eventType` that subscribers filter by.
            #[must_use]
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$notice(_) => stringify!($notice),)* }
            }

            /// The `eventSubType` that subscribers filter by.
            #[must_use]
            pub fn sub_kind(&self) -> &'static str {
                match self { $(Self::$notice(body) => body.$narrowing.as_str(),)* }
            }

            /// The plant it concerns.
            #[must_use]
            pub fn plant(&self) -> Option<&str> {
                match self {
                    $(Self::$notice(_body) => None$(.or(_body.$organisation.plant.as_deref()))?,)*
                }
            }
        }
    };
}

notices! {
    /// A declaration changed its status.
    DeclarationStatusChanged by current_status: Status, concerns organisation;
    /// A requested action ended.
    DeclarationActionFinished by action: Action, concerns organisation;
    /// What was expected of a declaration by now has not come.
    DeclarationDeadlinePassed by deadline: Deadline, concerns organisation;
    /// A declaration that another one depends on was withdrawn.
    EarlierDeclarationWithdrawn by withdrawn_status: Status, concerns organisation;
    /// Customs calculated the duties of a declaration.
    CustomsDutiesReceived by state: DutyState, concerns organisation;
    /// A shipment was created, replaced or updated, or could not be.
    CustomsShipmentInformation by outcome: ShipmentOutcome;
    /// Somebody did something about a declaration, beside its document.
    DeclarationWorkChanged by change: WorkChange, concerns organisation;
    /// Somebody did something about a shipment, beside its document.
    ShipmentWorkChanged by change: WorkChange;
    /// A note names a person.
    PersonMentioned by about: SubjectKind, concerns organisation;
}

/// The declaration a notification speaks of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationReference {
    /// The id that this system gave the declaration.
    pub id: DeclarationId,
    /// The ERP's reference of the shipment.
    pub customs_shipment_reference: String,
    /// The country whose customs has it (ISO 3166-1 alpha-2).
    pub jurisdiction: String,
    /// The unique consignment reference (UCR) that the trader gave.
    pub trader_reference: Option<String>,
    /// The name of the flow that made it.
    pub customs_flow: String,
    /// The name of the flow's step that made it.
    pub customs_flow_step: String,
    /// How many declarations the step made in this run.
    pub customs_flow_step_instance_count: u32,
    /// Which of them this is, from 1.
    pub customs_flow_step_instance_seq: u32,
    /// Number given by customs.
    pub mrn: Option<String>,
    /// The local reference number (LRN), which we gave it.
    pub lrn: String,
    /// Where to read it.
    pub declaration_url: String,
}

impl Notice {
    /// The same with texts that may quote what somebody sent cut.
    #[must_use]
    pub fn cut(mut self) -> Self {
        match &mut self {
            Self::DeclarationActionFinished(body) => {
                for error in &mut body.errors {
                    cut_in_place(&mut error.message);
                    cut_in_place(&mut error.description);
                    error.pointer.iter_mut().for_each(cut_in_place);
                }
            }
            Self::CustomsShipmentInformation(body) => {
                body.error_descriptions.iter_mut().for_each(cut_in_place);
            }
            Self::DeclarationStatusChanged(_)
            | Self::DeclarationDeadlinePassed(_)
            | Self::EarlierDeclarationWithdrawn(_)
            | Self::CustomsDutiesReceived(_)
            | Self::DeclarationWorkChanged(_)
            | Self::ShipmentWorkChanged(_)
            | Self::PersonMentioned(_) => {}
        }
        self
    }
}

/// The body of `DeclarationStatusChanged`: a declaration has another status.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationStatusChanged {
    /// The declaration whose status changed.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// The status that it has now.
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

/// The body of `DeclarationActionFinished`: what somebody asked for is done or refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationActionFinished {
    /// The declaration that was acted upon.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// The administrative reference code (ARC) of an excise movement.
    pub arc: Option<String>,
    /// The number of the excise movement's last state, from 1.
    pub sequence_number: Option<u32>,
    /// The action that was asked for.
    pub action: Action,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
    /// Whether it did what was asked.
    pub successful: bool,
    /// Why it was not done; empty when it was.
    pub errors: Vec<Finding>,
}

/// The body of `DeclarationDeadlinePassed`: what was expected by now has not come.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationDeadlinePassed {
    /// The declaration that waits longer than it should.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// The status in which it waits.
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
    /// The status that the earlier declaration has now.
    pub current_status: Status,
    /// The declaration that was withdrawn.
    pub withdrawn_declaration: DeclarationId,
    /// The status it was withdrawn to.
    pub withdrawn_status: Status,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
}

/// The body of `CustomsDutiesReceived`: customs told what is to be paid.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomsDutiesReceived {
    /// The declaration that the duties are for.
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
    /// The currency of the amounts (ISO 4217).
    pub currency: Option<String>,
    /// The sum that customs assessed, in `currency`.
    pub assessed_amount: Decimal,
    /// What is to be paid.
    pub amount: Decimal,
}

impl DutyTotal {
    /// The totals by kind and currency, in the order of their codes. An amount that is too large
    /// to be added is left at the largest there is.
    #[must_use]
    pub fn by_tax_type(duties: &[Duty]) -> Vec<Self> {
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
    /// The path of the field in the document that the edit was made to.
    pub path: String,
}

/// How an ingested shipment ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShipmentOutcome {
    /// The shipment was created, with its declarations.
    CreationSuccessful,
    /// The shipment was refused when it came first.
    CreationUnsuccessful,
    /// The shipment was replaced as a whole.
    ReplaceSuccessful,
    /// The shipment stays: what was to replace it was refused.
    ReplaceUnsuccessful,
    /// Fields of the shipment were changed.
    UpdateSuccessful,
    /// The shipment stays: what was to change it was refused.
    UpdateUnsuccessful,
}

impl ShipmentOutcome {
    /// Every outcome, in the order of their declaration.
    pub const ALL: &[Self] = &[
        Self::CreationSuccessful,
        Self::CreationUnsuccessful,
        Self::ReplaceSuccessful,
        Self::ReplaceUnsuccessful,
        Self::UpdateSuccessful,
        Self::UpdateUnsuccessful,
    ];

    /// The `eventSubType` that subscribers filter by.
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

/// The body of `CustomsShipmentInformation`: what became of a shipment message.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CustomsShipmentInformation {
    /// How it ended; stands in the envelope.
    #[serde(skip)]
    pub outcome: ShipmentOutcome,
    /// The tenant whose shipment it is.
    pub tenant_id: TenantId,
    /// The `referenceId`s of the calls.
    pub ingestion_references: Vec<String>,
    /// The ERP's reference of the shipment.
    pub business_reference: String,
    /// The unique consignment reference (UCR) that the trader gave.
    pub trader_reference: Option<String>,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Option<Direction>,
    /// Code of the company, as the ERP has it.
    pub company: Option<String>,
    /// Why it was unsuccessful.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub error_descriptions: Vec<String>,
    /// Manual edits that a replacement has lost.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lost_manual_edits: Vec<LostEdit>,
}

/// The body of `DeclarationWorkChanged`: a note, a file, an assignment or a flag; no contents.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationWorkChanged {
    /// The declaration that it is about.
    #[serde(flatten)]
    pub declaration: DeclarationReference,
    /// What was done; stands in the envelope.
    #[serde(skip)]
    pub change: WorkChange,
    /// What was done, and by whom.
    #[serde(flatten)]
    pub done: WorkDone,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
}

/// A shipment that a notification speaks of.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentReference {
    /// The id that this system gave the shipment.
    pub shipment_id: ShipmentId,
    /// The ERP's reference of the shipment.
    pub customs_shipment_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Direction,
}

/// The body of `ShipmentWorkChanged`: a note or a file; no contents.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentWorkChanged {
    /// The shipment that it is about.
    #[serde(flatten)]
    pub shipment: ShipmentReference,
    /// What was done; stands in the envelope.
    #[serde(skip)]
    pub change: WorkChange,
    /// What was done, and by whom.
    #[serde(flatten)]
    pub done: WorkDone,
}

/// The body of `PersonMentioned`: a note names a person; its text is read with the note.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonMentioned {
    /// The person who is named, as the note spells it.
    pub person: String,
    /// The person who wrote the note.
    pub by: String,
    /// The note that names the person.
    pub note_id: NoteId,
    /// What the note is about; stands in the envelope.
    #[serde(skip)]
    pub about: SubjectKind,
    /// The declaration that the note is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<DeclarationId>,
    /// The shipment that the note is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shipment_id: Option<ShipmentId>,
    /// The ERP's reference of the shipment.
    pub customs_shipment_reference: String,
    /// Company, plant, storage location.
    #[serde(flatten)]
    pub organisation: Organisation,
}

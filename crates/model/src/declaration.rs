//! What a declaration carries beside its document: who it belongs to, and what customs said of it.

mod inventory;
mod said;

pub use inventory::InventoryStatus;
pub use said::CodeText;
use said::take;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::action_content::{AlertOrRejection, ReceiptReport};
use crate::document::{CustomsShipment, ShipmentEvent};

/// Whether goods come in or go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Direction {
    /// Goods come into the customs territory.
    In,
    /// Goods leave the customs territory.
    Out,
}

impl Direction {
    /// The spelling in JSON and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::In => "IN",
            Self::Out => "OUT",
        }
    }

    /// The direction of a public spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "IN" => Some(Self::In),
            "OUT" => Some(Self::Out),
            _ => None,
        }
    }
}

impl CustomsShipment {
    /// Whether goods come in or go out; nothing where it says neither.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        Direction::parse(self.direction.as_deref()?)
    }
}

impl ShipmentEvent {
    /// Whether goods come in or go out; nothing where it says neither.
    #[must_use]
    pub fn direction(&self) -> Option<Direction> {
        Direction::parse(self.direction.as_deref()?)
    }
}

/// On which side of a declaration we are: customs' number names it on both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It was sent by us, or is a part of what was.
    Sent,
    /// Customs told us of it: the goods come to us.
    Received,
}

impl Side {
    /// The spelling in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Received => "received",
        }
    }

    /// The side of such a spelling.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "sent" => Some(Self::Sent),
            "received" => Some(Self::Received),
            _ => None,
        }
    }
}

/// Where in the customer's organisation a declaration belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Organisation {
    /// Code of the company, as the ERP has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Code of the plant, as the ERP has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plant: Option<String>,
    /// Code of the storage location, as the ERP has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub storage_location: Option<String>,
}

/// What customs said of a declaration. Facts only grow: merging an answer twice, or a late one,
/// loses nothing that was known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CustomsFacts {
    /// Number given by customs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mrn: Option<String>,
    /// Numbers that customs gave to earlier lodgements, which it rejected.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub former_mrns: Vec<String>,
    /// Number given by the excise system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arc: Option<String>,
    /// Sequence number of the excise movement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence_number: Option<u32>,
    /// Which version of the declaration customs has, counted by customs: the first is 1, and each
    /// amendment makes another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<u32>,
    /// The excise movements that this one was split into, by their numbers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub downstream_arcs: Vec<String>,
    /// The export declaration of the goods of an excise movement, by its MRN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export_declaration: Option<String>,
    /// What the consignee, or customs at the exit, reported of the goods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt_report: Option<Box<ReceiptReport>>,
    /// The consignee's alert or rejection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alert: Option<Box<AlertOrRejection>>,
    /// The status of the movement at customs, customs' code (TC50), where customs was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub movement_status: Option<String>,
    /// When customs accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceptance_date: Option<Date>,
    /// When the goods were released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<Date>,
    /// When customs cleared it: the goods are released and nothing is left to settle.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clearance_date: Option<Date>,
    /// Which items customs has released, and which it holds, where it says so item by item.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub item_releases: Vec<ItemRelease>,
    /// Last day of the transit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_date: Option<Date>,
    /// When the guarantee was released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_off_date: Option<Date>,
    /// The control that customs announced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// What a control came to, or what customs counts instead of one: customs' code (`A1`
    /// satisfactory, `A2` considered satisfactory, `B1` not satisfactory, …).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control_result: Option<CodeText>,
    /// Guarantees that customs does not accept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub invalid_guarantees: Vec<InvalidGuarantee>,
    /// Why and when the declaration was or was not invalidated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalidation: Option<InvalidationDecision>,
    /// Why the goods were not released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_release_reason: Option<String>,
    /// By when customs wants what it asked for: documents, evidence of the exit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Date>,
    /// The time limits that customs told of, each by what is due.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub time_limits: Vec<TimeLimit>,
    /// When the goods left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exit_date: Option<Date>,
    /// The duties that customs calculated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub duties: Vec<Duty>,
    /// Where exported goods stand in the inventory of the places they leave through.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inventory: Option<Box<InventoryStatus>>,
    /// The bank account to which customs wants the duties paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bank: Option<Bank>,
    /// What customs reported on the way: discrepancies, incidents, recovery; and what of a message
    /// could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

/// A control that customs announced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Control {
    /// When it was announced, as customs wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notified_at: Option<String>,
    /// Kind of notification, customs' code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification_type: Option<String>,
    /// Kinds of control, customs' codes (CL716) with their text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<CodeText>,
    /// The documents that customs wants to see, by their codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requested_documents: Vec<CodeText>,
}

/// What customs said of the release of one item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemRelease {
    /// The goods item, by its number in the declaration.
    pub item_number: u32,
    /// Whether it is released; it is held otherwise.
    pub is_released: bool,
    /// What customs says of it, in its own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A time limit that customs told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TimeLimit {
    /// The type of the message that told of it, customs' name.
    pub message_type: String,
    /// What is due, or what the limit is called.
    pub text: String,
    /// When it is over, as customs wrote it.
    pub due_at: String,
}

/// A bank account of customs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Bank {
    /// The number of the account (IBAN).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// The code of the bank (BIC).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// A guarantee that customs does not accept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InvalidGuarantee {
    /// The guarantee reference number.
    pub grn: String,
    /// Why, customs' codes (CL252).
    pub reasons: Vec<CodeText>,
}

/// A decision on invalidation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct InvalidationDecision {
    /// Whether customs invalidated it.
    pub invalidated: bool,
    /// Whether customs asked for it.
    pub initiated_by_customs: bool,
    /// When, as customs wrote it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<String>,
    /// Why customs decided so, in its words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
}

/// Something that customs reported and that moves no status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The message's type, customs' name.
    pub message_type: String,
    /// What it says, in customs' own words.
    pub text: String,
    /// An amount that customs claims, in `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The currency of the amount (ISO 4217).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

/// How far customs' calculation of duties is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DutyState {
    /// Calculated, and it may change until the declaration is cleared.
    Calculated,
    /// What is to be paid.
    Final,
    /// Another state, which customs has a code for.
    Other,
}

impl DutyState {
    /// Every state, in the order customs comes to it.
    pub const ALL: &[Self] = &[Self::Calculated, Self::Final, Self::Other];

    /// The spelling in JSON and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Calculated => "Calculated",
            Self::Final => "Final",
            Self::Other => "Other",
        }
    }
}

/// A duty or tax that customs calculated. Amounts are in units of the currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Duty {
    /// How far the calculation is.
    pub state: DutyState,
    /// Customs' code of the state, where it is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_code: Option<String>,
    /// When it was calculated, as customs wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calculated_at: Option<String>,
    /// The goods item; none for the whole declaration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item_number: Option<u32>,
    /// The kind of duty or tax, customs' code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax_type: Option<String>,
    /// The preference that was applied, customs' code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preference: Option<String>,
    /// The order number of the quota.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<String>,
    /// The value it is calculated on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_amount: Option<Decimal>,
    /// The quantity it is calculated on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_quantity: Option<Decimal>,
    /// The rate, in percent of a value or in currency for a unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Decimal>,
    /// What is taken off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deduction: Option<Decimal>,
    /// The amount that customs assessed, in `currency`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assessed_amount: Option<Decimal>,
    /// What is to be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The currency of both amounts (ISO 4217).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// How it is paid, customs' code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_method: Option<String>,
    /// The reference to pay it with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_reference: Option<String>,
    /// By when it is to be paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_date: Option<Date>,
}

impl Duty {
    /// A duty of which nothing is known yet.
    #[must_use]
    pub const fn new(state: DutyState) -> Self {
        Self {
            state,
            state_code: None,
            calculated_at: None,
            item_number: None,
            tax_type: None,
            preference: None,
            quota: None,
            base_amount: None,
            base_quantity: None,
            rate: None,
            deduction: None,
            assessed_amount: None,
            amount: None,
            currency: None,
            payment_method: None,
            payment_reference: None,
            due_date: None,
        }
    }
}

/// A calculation takes the place of the one before it in the same state, unless it is the older.
fn merge_duties(known: &mut Vec<Duty>, newer: &[Duty]) {
    for state in DutyState::ALL {
        let of_state = |duty: &&Duty| duty.state == *state;
        let calculated_at = |duties: &[Duty]| {
            let times = duties.iter().filter(of_state);
            times.filter_map(|duty| duty.calculated_at.clone()).max()
        };
        let is_older = match (calculated_at(newer), calculated_at(known)) {
            (Some(newer), Some(known)) => newer < known,
            (None, _) | (_, None) => false,
        };
        if is_older || !newer.iter().any(|duty| duty.state == *state) {
            continue;
        }
        known.retain(|duty| duty.state != *state);
        known.extend(newer.iter().filter(of_state).cloned());
    }
}

impl CustomsFacts {
    /// Adds what an answer says: its values win where it has them, its notices are appended once,
    /// and its duties take the place of an earlier calculation. Customs' numbers are the exception:
    /// MRN and ARC never change while customs has the declaration, so the first ones stay.
    pub fn merge(&mut self, newer: Self) {
        self.mrn = self.mrn.take().or(newer.mrn);
        for former in newer.former_mrns {
            if !self.former_mrns.contains(&former) {
                self.former_mrns.push(former);
            }
        }
        self.arc = self.arc.take().or(newer.arc);
        // A late message of an earlier destination takes nothing back.
        self.sequence_number = self.sequence_number.max(newer.sequence_number);
        take(&mut self.export_declaration, newer.export_declaration);
        take(&mut self.receipt_report, newer.receipt_report);
        take(&mut self.alert, newer.alert);
        take(&mut self.movement_status, newer.movement_status);
        if !newer.downstream_arcs.is_empty() {
            self.downstream_arcs = newer.downstream_arcs;
        }
        take(&mut self.acceptance_date, newer.acceptance_date);
        take(&mut self.release_date, newer.release_date);
        take(&mut self.clearance_date, newer.clearance_date);
        for item in newer.item_releases {
            // Of each item, and of what is due, the later word counts.
            let known = &mut self.item_releases;
            known.retain(|known| known.item_number != item.item_number);
            let before = known.partition_point(|known| known.item_number < item.item_number);
            known.insert(before, item);
        }
        take(&mut self.control_result, newer.control_result);
        for limit in newer.time_limits {
            self.time_limits.retain(|known| known.text != limit.text);
            self.time_limits.push(limit);
        }
        take(&mut self.limit_date, newer.limit_date);
        take(&mut self.write_off_date, newer.write_off_date);
        take(&mut self.control, newer.control);
        take(&mut self.bank, newer.bank);
        // A late message tells of an earlier version.
        self.version = self.version.max(newer.version);
        take(&mut self.invalidation, newer.invalidation);
        take(&mut self.no_release_reason, newer.no_release_reason);
        take(&mut self.due_date, newer.due_date);
        take(&mut self.exit_date, newer.exit_date);
        merge_duties(&mut self.duties, &newer.duties);
        if !newer.invalid_guarantees.is_empty() {
            self.invalid_guarantees = newer.invalid_guarantees;
        }
        if let Some(inventory) = newer.inventory {
            self.inventory.get_or_insert_default().merge(*inventory);
        }
        for notice in newer.notices {
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
    }
}

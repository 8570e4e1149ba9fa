//! What a declaration carries beside its document: who it belongs to, and what customs said of it.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Whether goods come in or go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Direction {
    /// Goods come in.
    In,
    /// Goods go out.
    Out,
}

impl Direction {
    /// The public spelling.
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

/// Where in the customer's organisation a declaration belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Organisation {
    /// Company.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company: Option<String>,
    /// Plant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plant: Option<String>,
    /// Storage location.
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
    /// Number given by the excise system.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arc: Option<String>,
    /// Sequence number of the excise movement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sequence_number: Option<u32>,
    /// When customs accepted it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acceptance_date: Option<Date>,
    /// When the goods were released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_date: Option<Date>,
    /// Last day of the transit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit_date: Option<Date>,
    /// When the guarantee was released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub write_off_date: Option<Date>,
    /// The control that customs announced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub control: Option<Control>,
    /// Guarantees that customs does not accept.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub invalid_guarantees: Vec<InvalidGuarantee>,
    /// Why and when the declaration was or was not invalidated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invalidation: Option<InvalidationDecision>,
    /// Why the goods were not released.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_release_reason: Option<String>,
    /// What customs reported on the way: discrepancies, incidents, recovery.
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
    /// Documents to present.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub requested_documents: Vec<CodeText>,
}

/// A code and what was said with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct CodeText {
    /// The code.
    pub code: String,
    /// The text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
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
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub justification: Option<String>,
}

/// Something customs reported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// The message's type, customs' name.
    pub message_type: String,
    /// What it says.
    pub text: String,
    /// An amount claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// Its currency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
}

impl CustomsFacts {
    /// Adds what an answer says: its values win where it has them, its notices are appended once.
    pub fn merge(&mut self, newer: Self) {
        fn take<T>(slot: &mut Option<T>, newer: Option<T>) {
            if newer.is_some() {
                *slot = newer;
            }
        }
        take(&mut self.mrn, newer.mrn);
        take(&mut self.arc, newer.arc);
        take(&mut self.sequence_number, newer.sequence_number);
        take(&mut self.acceptance_date, newer.acceptance_date);
        take(&mut self.release_date, newer.release_date);
        take(&mut self.limit_date, newer.limit_date);
        take(&mut self.write_off_date, newer.write_off_date);
        take(&mut self.control, newer.control);
        take(&mut self.invalidation, newer.invalidation);
        take(&mut self.no_release_reason, newer.no_release_reason);
        if !newer.invalid_guarantees.is_empty() {
            self.invalid_guarantees = newer.invalid_guarantees;
        }
        for notice in newer.notices {
            if !self.notices.contains(&notice) {
                self.notices.push(notice);
            }
        }
    }
}

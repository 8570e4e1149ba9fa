//! What lists are searched for, and how they are sorted.

use std::collections::BTreeMap;

use cas_model::civil_day::{ZONES, zone_of};
use cas_model::declaration::Direction;
use cas_model::ids::{BulkRunId, DeclarationId, SystemCode};
use cas_model::lifecycle::Status;
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::{FirstDay, IngestionState};
use cas_model::visibility::VisibleParts;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{AlertRecord, IngestionHead, ListPlace, MasterDataHead, MessageHead, ShipmentHead};

/// How a search is sorted; ties by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeclarationSort {
    /// The newest first, by when they were made.
    #[default]
    CreatedDescending,
    /// The oldest first, by when they were made.
    CreatedAscending,
    /// Those first that were changed last.
    UpdatedDescending,
    /// Those first that nothing changed for longest.
    UpdatedAscending,
}

/// A time by which declarations are searched: of a day, when it begins or ends where the
/// declaration is lodged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalTime {
    /// Where no other counts.
    pub(crate) otherwise: Timestamp,
    /// The times that differ from it, with their jurisdictions.
    pub(crate) of: BTreeMap<Timestamp, Vec<String>>,
}

impl LocalTime {
    /// The time as each zone has it; jurisdictions without one have that of UTC.
    #[must_use]
    pub fn new(of_zone: impl Fn(&TimeZone) -> Timestamp) -> Self {
        let otherwise = of_zone(&TimeZone::UTC);
        let mut of: BTreeMap<Timestamp, Vec<String>> = BTreeMap::new();
        for jurisdiction in ZONES.iter().flat_map(|(_, jurisdictions)| *jurisdictions) {
            let time = of_zone(zone_of(jurisdiction));
            if time != otherwise {
                of.entry(time).or_default().push((*jurisdiction).to_owned());
            }
        }
        Self { otherwise, of }
    }

    /// The earliest and the latest of its times.
    pub(crate) fn range(&self) -> (Timestamp, Timestamp) {
        let all = || self.of.keys().copied().chain([self.otherwise]);
        let earliest = all().min().unwrap_or(self.otherwise);
        (earliest, all().max().unwrap_or(self.otherwise))
    }
}

impl From<Timestamp> for LocalTime {
    fn from(time: Timestamp) -> Self {
        Self {
            otherwise: time,
            of: BTreeMap::new(),
        }
    }
}

/// What to look for among declarations. Empty lists and `None` do not restrict.
#[derive(Clone, Debug, Default)]
pub struct DeclarationSearch {
    /// The reference that the ERP gave the shipment.
    pub external_reference: Option<String>,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Option<Direction>,
    /// Country of dispatch (ISO 3166-1 alpha-2).
    pub ship_from: Option<String>,
    /// Country of destination (ISO 3166-1 alpha-2).
    pub ship_to: Option<String>,
    /// The local reference number (LRN), in full.
    pub lrn: Option<String>,
    /// The master reference number (MRN), in full.
    pub mrn: Option<String>,
    /// The excise system's number.
    pub arc: Option<String>,
    /// Unique consignment reference (UCR), in full.
    pub ucr: Option<String>,
    /// The name of the flow that made it.
    pub flow: Option<String>,
    /// The code of the plant.
    pub plant: Option<String>,
    /// Types of declarations, any of which will do; all when empty.
    pub declaration_types: Vec<String>,
    /// Names of steps, any of which will do; all when empty.
    pub steps: Vec<String>,
    /// Statuses, any of which will do; all when empty.
    pub statuses: Vec<Status>,
    /// Jurisdictions, any of which will do; all when empty.
    pub jurisdictions: Vec<String>,
    /// Storage locations, any of which will do; all when empty.
    pub storage_locations: Vec<String>,
    /// Accepted on or after.
    pub declaration_date_from: Option<Date>,
    /// Accepted on or before.
    pub declaration_date_to: Option<Date>,
    /// Created at or after.
    pub created_from: Option<LocalTime>,
    /// Created at or before.
    pub created_to: Option<LocalTime>,
    /// Changed at or after.
    pub updated_from: Option<LocalTime>,
    /// Changed at or before.
    pub updated_to: Option<LocalTime>,
    /// The parts of the organisation that the searcher may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    /// In which order they are given.
    pub sort: DeclarationSort,
    /// Continue behind this declaration: its sort time and id.
    pub after: Option<(Timestamp, DeclarationId)>,
    /// At most so many.
    pub limit: u32,
    /// How many are left out at the start.
    pub offset: u32,
}

/// What to look for among shipments. Empty lists and `None` do not restrict.
#[derive(Clone, Debug, Default)]
pub struct ShipmentSearch {
    /// The reference that the ERP gave the shipment.
    pub external_reference: Option<String>,
    /// What that reference begins with, in any case.
    pub reference_begins: Option<String>,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Option<Direction>,
    /// Names of the flows it may run in.
    pub flows: Vec<String>,
    /// Created at or after.
    pub created_from: Option<Timestamp>,
    /// Created before this time, which is not included.
    pub created_to: Option<Timestamp>,
    /// Changed at or after.
    pub updated_from: Option<Timestamp>,
    /// Changed before this time, which is not included.
    pub updated_to: Option<Timestamp>,
    /// The parts of the organisation that somebody may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    /// In which order, and where the page begins.
    pub place: ListPlace<ShipmentHead>,
    /// At most so many.
    pub limit: u32,
}

/// What to look for among runs over many declarations.
#[derive(Clone, Debug, Default)]
pub struct BulkRunSearch {
    /// The person who asked for them; all persons where it is absent.
    pub requested_by: Option<String>,
    /// Older than this run.
    pub before: Option<BulkRunId>,
    /// At most so many.
    pub limit: u32,
}

/// Somebody who may see parts of the organisation only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Onlooker {
    /// The parts that he may see.
    pub visible: VisibleParts,
    /// As what ingestions name him as their sender: he sees his own.
    pub sender: String,
}

/// What to look for in the ingestion history. Empty lists and `None` do not restrict.
#[derive(Clone, Debug, Default)]
pub struct IngestionSearch {
    /// The reference that the ERP gave the shipment.
    pub external_reference: Option<String>,
    /// States, any of which will do.
    pub states: Vec<IngestionState>,
    /// Kinds of messages, any of which will do.
    pub kinds: Vec<String>,
    /// Received at or after.
    pub received_from: Option<Timestamp>,
    /// Received before this time, which is not included.
    pub received_to: Option<Timestamp>,
    /// Who searches, where he may not see all.
    pub onlooker: Option<Onlooker>,
    /// In which order, and where the page begins.
    pub place: ListPlace<IngestionHead>,
    /// At most so many.
    pub limit: u32,
    /// How many are left out at the start.
    pub offset: u32,
}

/// What to look for among the messages exchanged with customs. Empty lists and `None` do not
/// restrict.
#[derive(Clone, Debug, Default)]
pub struct MessageSearch {
    /// The declaration that they are of, or that they tell of among others.
    pub declaration: Option<DeclarationId>,
    /// Whether we sent or received it.
    pub direction: Option<MessageDirection>,
    /// States, any of which will do.
    pub states: Vec<MessageState>,
    /// Types, customs' names, any of which will do.
    pub types: Vec<String>,
    /// Customs systems at the other end, any of which will do.
    pub systems: Vec<SystemCode>,
    /// Stored at or after.
    pub created_from: Option<Timestamp>,
    /// Stored before this time, which is not included.
    pub created_to: Option<Timestamp>,
    /// The parts of the organisation that the searcher may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    /// In which order, and where the page begins.
    pub place: ListPlace<MessageHead>,
    /// At most so many.
    pub limit: u32,
    /// How many are left out at the start.
    pub offset: u32,
}

/// Which alerts are wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OpenAlerts {
    /// Those that nobody dealt with.
    #[default]
    Only,
    /// Those that somebody dealt with, or that ended by themselves.
    Resolved,
    /// All of them, the resolved ones too.
    AndResolved,
}

/// What to look for among alerts. Empty lists and `None` do not restrict.
#[derive(Clone, Debug, Default)]
pub struct AlertSearch {
    /// Those that are open, the others, or all.
    pub which: OpenAlerts,
    /// Kinds, any of which will do.
    pub kinds: Vec<String>,
    /// The declaration that they are about.
    pub declaration: Option<DeclarationId>,
    /// The person who is to deal with them.
    pub assignee: Option<String>,
    /// Raised at or after.
    pub raised_from: Option<Timestamp>,
    /// Raised before this time, which is not included.
    pub raised_to: Option<Timestamp>,
    /// The parts of the organisation that the reader may see; all where it is absent.
    pub visible: Option<VisibleParts>,
    /// In which order, and where the page begins.
    pub place: ListPlace<AlertRecord>,
    /// At most so many.
    pub limit: u32,
}

impl AlertSearch {
    /// The newest of all parts of the organisation.
    #[must_use]
    pub fn newest(which: OpenAlerts, limit: u32) -> Self {
        Self {
            which,
            limit,
            ..Self::default()
        }
    }
}

/// What is listed of the current records of a kind, without their documents.
#[derive(Clone, Debug, Default)]
pub struct MasterDataListing {
    /// Part of code, name or description, in any case.
    pub text: Option<String>,
    /// A day on which the record counts.
    pub valid_on: Option<Date>,
    /// Changed at or after.
    pub updated_from: Option<Timestamp>,
    /// In which order, and where the page begins.
    pub place: ListPlace<MasterDataHead>,
    /// At most so many.
    pub limit: u32,
    /// How many are left out at the start.
    pub offset: u32,
}

/// What to look for among the current records of a kind.
#[derive(Clone, Debug, Default)]
pub struct MasterDataSearch {
    /// Part of code, name or description, in any case.
    pub text: Option<String>,
    /// A day on which the record counts.
    pub valid_on: Option<Date>,
    /// Only what comes behind this code and first day.
    pub after: Option<(String, FirstDay)>,
    /// At most so many.
    pub limit: u32,
    /// How many are left out at the start.
    pub offset: u32,
}

/// What to look for among the entries of a list.
#[derive(Clone, Debug, Default)]
pub struct CodeListSearch {
    /// Part of code or description, in any case.
    pub text: Option<String>,
    /// A day on which the code may be used.
    pub valid_on: Option<Date>,
    /// Only what comes behind this code and first day.
    pub after: Option<(String, FirstDay)>,
    /// At most so many.
    pub limit: u32,
    /// How many are left out at the start.
    pub offset: u32,
}

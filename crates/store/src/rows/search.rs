//! What lists are searched for, and how they are sorted.

use cas_model::ids::DeclarationId;
use cas_model::lifecycle::Status;
use cas_model::record::{FirstDay, IngestionState};
use jiff::Timestamp;
use jiff::civil::Date;

/// How a search is sorted; ties by id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeclarationSort {
    /// Newest first.
    #[default]
    CreatedDescending,
    /// Oldest first.
    CreatedAscending,
    /// Last changed first.
    UpdatedDescending,
    /// Longest unchanged first.
    UpdatedAscending,
}

/// What to look for among declarations. Empty lists and `None` do not restrict.
#[derive(Clone, Debug, Default)]
pub struct DeclarationSearch {
    /// The shipment's reference.
    pub external_reference: Option<String>,
    /// The shipment's direction.
    pub direction: Option<String>,
    /// Country of dispatch.
    pub ship_from: Option<String>,
    /// Country of destination.
    pub ship_to: Option<String>,
    /// Our number.
    pub lrn: Option<String>,
    /// Customs' number.
    pub mrn: Option<String>,
    /// The excise system's number.
    pub arc: Option<String>,
    /// Unique consignment reference.
    pub ucr: Option<String>,
    /// The flow.
    pub flow: Option<String>,
    /// The steps.
    pub steps: Vec<String>,
    /// The statuses.
    pub statuses: Vec<Status>,
    /// The jurisdictions.
    pub jurisdictions: Vec<String>,
    /// The storage locations.
    pub storage_locations: Vec<String>,
    /// Accepted on or after.
    pub declaration_date_from: Option<Date>,
    /// Accepted on or before.
    pub declaration_date_to: Option<Date>,
    /// Created at or after.
    pub created_from: Option<Timestamp>,
    /// Created at or before.
    pub created_to: Option<Timestamp>,
    /// Changed at or after.
    pub updated_from: Option<Timestamp>,
    /// Changed at or before.
    pub updated_to: Option<Timestamp>,
    /// How to sort.
    pub sort: DeclarationSort,
    /// Continue behind this declaration: its sort time and id.
    pub after: Option<(Timestamp, DeclarationId)>,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
    pub offset: u32,
}

/// What to look for in the ingestion history.
#[derive(Clone, Debug, Default)]
pub struct IngestionSearch {
    /// The ERP's reference.
    pub external_reference: Option<String>,
    /// The state.
    pub state: Option<IngestionState>,
    /// The kind.
    pub kind: Option<String>,
    /// Received at or after.
    pub received_from: Option<Timestamp>,
    /// Received before.
    pub received_to: Option<Timestamp>,
    /// At most so many.
    pub limit: u32,
    /// Skip so many.
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
    /// Skip so many.
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
    /// Skip so many.
    pub offset: u32,
}

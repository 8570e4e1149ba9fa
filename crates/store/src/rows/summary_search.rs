//! By what lists are filtered and sorted, and where a page begins.

use cas_model::collaboration::FlagColour;
use cas_model::declaration::Direction;
use cas_model::ids::DeclarationId;
use cas_model::lifecycle::{Event, Group, Status};
use cas_model::search::number_key;
use cas_model::visibility::VisibleParts;
use jiff::Timestamp;
use jiff::civil::Date;

use super::{DeclarationSummary, LocalTime};

/// A number that is looked for, in full or by its beginning; neither case nor blanks count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberPattern {
    pub(crate) key: String,
    pub(crate) is_prefix: bool,
}

impl NumberPattern {
    /// The pattern of a text; `N*` means what begins so.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let (text, is_prefix) = match text.trim_end().strip_suffix('*') {
            Some(beginning) => (beginning, true),
            None => (text, false),
        };
        Self {
            key: number_key(text),
            is_prefix,
        }
    }
}

/// The numbers by which declarations are looked for.
#[derive(Clone, Debug, Default)]
pub struct NumberFilters {
    /// The reference that the ERP gave the shipment.
    pub external_reference: Option<NumberPattern>,
    /// The local reference number (LRN), which we gave it.
    pub lrn: Option<NumberPattern>,
    /// The master reference number (MRN), which customs gave it.
    pub mrn: Option<NumberPattern>,
    /// The excise system's number.
    pub arc: Option<NumberPattern>,
    /// Unique consignment reference (UCR) of the whole.
    pub ucr: Option<NumberPattern>,
}

/// What happened on some days, each where the declaration is lodged.
#[derive(Clone, Debug)]
pub struct EventDays {
    /// What happened on one of the days.
    pub event: Event,
    /// The first of the days.
    pub from: Date,
    /// The last of the days.
    pub to: Date,
}

impl EventDays {
    /// The most days that may be asked for at once.
    pub const MOST: i32 = 31;
}

/// What declarations are filtered by. Empty lists and `None` do not restrict; values of one list are
/// joined by "or", all else by "and".
#[derive(Clone, Debug, Default)]
pub struct SummaryFilter {
    /// The parts of the organisation that somebody is restricted to.
    pub visible: Option<VisibleParts>,
    /// Declarations by their ids.
    pub ids: Vec<DeclarationId>,
    /// Numbers, in full or by their beginning.
    pub numbers: NumberFilters,
    /// Codes of companies, any of which will do.
    pub companies: Vec<String>,
    /// Codes of plants, any of which will do.
    pub plants: Vec<String>,
    /// Codes of customs systems.
    pub systems: Vec<String>,
    /// Codes of types of declarations.
    pub declaration_types: Vec<String>,
    /// Groups of statuses, any of which will do.
    pub groups: Vec<Group>,
    /// Statuses that declarations have now.
    pub statuses: Vec<Status>,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    pub direction: Option<Direction>,
    /// Country of dispatch (ISO 3166-1 alpha-2).
    pub ship_from: Option<String>,
    /// Country of destination (ISO 3166-1 alpha-2).
    pub ship_to: Option<String>,
    /// The name of the flow that made it.
    pub flow: Option<String>,
    /// Names of steps of flows.
    pub steps: Vec<String>,
    /// Countries whose customs gets it.
    pub jurisdictions: Vec<String>,
    /// Codes of storage locations.
    pub storage_locations: Vec<String>,
    /// Codes of errors that it has now.
    pub error_codes: Vec<String>,
    /// Whether errors are found in it.
    pub has_errors: Option<bool>,
    /// Whether warnings are found in it.
    pub has_warnings: Option<bool>,
    /// What it waits for is overdue before this time.
    pub due_before: Option<Timestamp>,
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
    /// What happened to it when.
    pub event: Option<EventDays>,
    /// Who sees to it, any of them.
    pub assignees: Vec<String>,
    /// Flags, any of which will do.
    pub flags: Vec<FlagColour>,
    /// The beginnings of words of it, folded; all of them.
    pub words: Vec<String>,
}

/// By what declarations are sorted; ties by their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SummaryOrder {
    /// When they were made.
    #[default]
    Created,
    /// When they last changed.
    Changed,
    /// Who must act: problems, to do, with customs, each by what is due first; then what is done, the
    /// last changed first.
    Next,
    /// What is due first; then what nothing is due of.
    Due,
    /// The status, group by group; the last changed first.
    Status,
    /// The number of customs; those without one come first.
    Mrn,
    /// The other party; those without one come first.
    Party,
}

/// How declarations are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SummarySort {
    /// The column that is sorted by.
    pub order: SummaryOrder,
    /// Whether the last comes first.
    pub is_reversed: bool,
}

/// What a row is sorted by within its part of an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SortKey {
    Integer(i64),
    Text(String),
}

/// Where a row stands in an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SummaryPosition {
    /// The part of the order that it is in.
    pub(crate) part: usize,
    pub(crate) key: SortKey,
    pub(crate) number: i64,
}

impl SummaryPosition {
    /// Its text, for [`Self::parse`].
    #[must_use]
    pub fn written(&self) -> String {
        let (part, number) = (self.part, self.number);
        match &self.key {
            SortKey::Integer(key) => format!("{part} {number} i{key}"),
            SortKey::Text(key) => format!("{part} {number} t{key}"),
        }
    }

    /// The position of a text that [`Self::written`] made.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, ' ');
        let (part, number, key) = (parts.next()?, parts.next()?, parts.next()?);
        let key = match key.split_at_checked(1)? {
            ("i", integer) => SortKey::Integer(integer.parse().ok()?),
            ("t", text) => SortKey::Text(text.to_owned()),
            (_, _) => return None,
        };
        Some(Self {
            part: part.parse().ok()?,
            key,
            number: number.parse().ok()?,
        })
    }
}

/// Where a page begins.
#[derive(Clone, Debug)]
pub struct PageStart {
    /// Behind this row, or before it.
    pub position: SummaryPosition,
    /// Whether the page is the one before.
    pub is_backwards: bool,
}

/// How much one page looks at. Others than the default are for measuring and for tests.
#[derive(Clone, Copy, Debug)]
pub struct SearchBounds {
    /// So many rows are read and sorted at once; a part of a filter that selects more does not lead.
    pub few: u32,
    /// The most entries of an index that are looked at.
    pub entries: u32,
    /// The most rows that are read, where the index does not tell whether they are wanted.
    pub rows: u32,
}

impl Default for SearchBounds {
    fn default() -> Self {
        Self {
            few: 4_000,
            entries: 100_000,
            rows: 8_000,
        }
    }
}

/// A page of a list.
#[derive(Clone, Debug, Default)]
pub struct SummarySearch {
    /// Which declarations are wanted.
    pub filter: SummaryFilter,
    /// In which order they come.
    pub sort: SummarySort,
    /// Where the page begins; at the beginning of the list when none.
    pub start: Option<PageStart>,
    /// At most so many.
    pub limit: u32,
    /// How much is looked at.
    pub bounds: SearchBounds,
}

/// A row of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SummaryEntry {
    /// A row as it should be.
    Whole(Box<DeclarationSummary>),
    /// A row that cannot be read.
    Damaged {
        /// The id of the declaration, as it is stored.
        id: String,
        /// What cannot be read, for operators.
        error: String,
    },
}

/// How far was looked, where not at everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looked {
    /// At so many rows, from where the page begins; the next page goes on behind them.
    Rows(u32),
    /// At the newest so many of what the filter by event selects.
    Newest(u32),
}

/// The rows of a page.
#[derive(Clone, Debug, Default)]
pub struct SummaryPage {
    /// In the order that was asked for.
    pub rows: Vec<SummaryEntry>,
    /// Behind which the next page begins; none on the last page.
    pub next: Option<SummaryPosition>,
    /// Before which the page before ends; none on the first.
    pub previous: Option<SummaryPosition>,
    /// How far was looked; none where at all that could match.
    pub looked: Option<Looked>,
}

/// A value that declarations have in common, and how many have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The value; empty where they have none.
    pub value: String,
    /// How many have it.
    pub declarations: u64,
}

/// How many declarations a filter selects, by what they have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryCounts {
    /// Whether there may be more, since not everything was looked at.
    pub is_at_least: bool,
    /// By status, whatever groups and statuses the filter names.
    pub statuses: Vec<(Status, u64)>,
    /// By the code of the plant.
    pub plants: Vec<Counted>,
    /// By the code of the customs system.
    pub systems: Vec<Counted>,
    /// By type of declaration.
    pub declaration_types: Vec<Counted>,
    /// By code of error; a declaration with several is counted for each.
    pub error_codes: Vec<Counted>,
}

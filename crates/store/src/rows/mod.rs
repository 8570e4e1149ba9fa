//! The rows that are the store's own business, and the tables of all.

mod access;
mod audit_search;
mod circuit;
mod columns;
mod heads;
mod listed;
mod presence;
mod saved_view;
mod search;
mod summary;
mod summary_search;
mod tables;
mod task;

pub use access::*;
pub use audit_search::AuditSearch;
pub use cas_model::bulk::BulkRowState;
pub use cas_model::record::*;
pub use circuit::*;
pub(crate) use heads::MESSAGE_HEAD;
pub use heads::{IngestionHead, MasterDataHead, MessageHead, ShipmentHead};
pub use listed::{
    LOOKED_AT, ListCount, ListOrder, ListPlace, ListPosition, ListSort, ListStart, Listed,
};
pub use presence::*;
pub use saved_view::*;
pub use search::*;
pub use summary::DeclarationSummary;
pub(crate) use summary::{
    CellKey, DocumentColumns, SummaryChange, SummaryRecord, day_number, day_number_in, mark_of,
    number_words, standing,
};
pub(crate) use summary_search::SortKey;
pub use summary_search::{
    Counted, EventDays, Looked, NumberFilters, NumberPattern, PageStart, SearchBounds,
    SummaryCounts, SummaryEntry, SummaryFilter, SummaryOrder, SummaryPage, SummaryPosition,
    SummarySearch, SummarySort,
};
pub use task::*;

//! The only SQL: where everything is kept, on an embedded SQLite file or on PostgreSQL.
//!
//! Readers ask [`Store`] for rows. Writers describe what is to change as [`Changes`] and commit
//! them: one transaction says all of it – state, history, messages, notifications, next tasks, and
//! the end of the task that did it. Concurrent commits share a transaction (group commit), and a
//! change that conflicts fails alone.
//!
//! Documents are JSON text here; what they mean is the engine's business.
//!
//! Invariant: no customs knowledge, no HTTP, no clock (times come in), no SQL outside this crate.

mod audit_chain;
mod bulk;
mod changes;
mod circuits;
mod collaboration;
mod commit;
mod config;
mod db;
mod fills;
mod folder;
mod health;
mod miscounted;
mod read;
mod rows;
mod store;
mod tasks;
#[cfg(feature = "testing")]
pub mod testing;
mod wake;

pub use bulk::{MadeDeclaration, made_id};
pub use changes::{Changes, CommitError, Deferred, FreedLane, PeopleChanges};
pub use collaboration::{AbandonedUploads, AttachmentUsage, BulkChanges, CollaborationChanges};
pub use config::{RowLocks, StoreConfig};
pub use fills::FillProgress;
pub use folder::{FolderLock, make_data_folder};
pub use health::NotWritten;
pub use read::{
    AuditVerification, BrokenEntry, ChainHead, CountedTable, DeliverySearch, IdentifierMatch,
    ListPage, NumberColumn, PAGE_BYTES, Page, RunningVersion, TableHitsSummary,
};
pub use rows::*;
pub use store::{Inspection, Rehearsal, Store};
pub use wake::{EventWakeup, Wakeup};

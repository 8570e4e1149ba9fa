//! The use cases and the durable steps: what happens when a shipment, a request or an answer of
//! customs arrives, and what happens next.
//!
//! A request is stored with its task and acknowledged ([`requests`]). Workers claim tasks in
//! batches ([`work`]); each [`steps`] module turns loaded state into [`cas_store::Changes`], which
//! one transaction commits. Decisions are pure functions of [`cas_process`] and of
//! the lifecycle tables of the model.
//!
//! Invariant: no SQL, no axum, no XML, and no customs system by name.

mod cache;
mod circuits;
mod clock;
pub mod code_lists;
mod commit;
pub mod comparison;
mod configuration;
pub mod connection_test;
mod engine;
mod faults;
pub mod flow_trial;
pub mod law_replay;
mod load;
pub mod master_data;
pub mod nomenclature;
pub mod outbound;
mod progress;
pub mod readable;
pub mod reading;
pub mod rehearsal;
mod reminders;
mod requests;
mod settings;
mod steps;
pub mod trial;
pub mod webhooks;
mod work;

pub use cas_process::Refusal;
pub use cas_process::message::{IngestionOptions, Message, MessageKind};
pub use clock::{Clock, Ids};
pub use configuration::{FiredCount, RowHits, SentTable, TableHits, VersionDifference, WantedHits};
pub use engine::{Boundary, Engine, Interrupted, Interruption, unavailable};
pub use requests::{
    AcceptedMessage, BulkForesight, Caller, EditedDeclaration, MOST_BULK_ROWS, MOST_REPLAYED,
    NewAttachment, NewSecret, Received, ReplayWish, Replayed, RequestedAction, RequestedBulk,
    RequestedEdit, SubscriptionEdit, TaskDecision, TestDelivery, Upload, WorkEdit,
};
pub use settings::EngineSettings;

//! The use cases and the durable steps: what happens when a shipment, a request or an answer of
//! customs arrives, and what happens next.
//!
//! A request is stored with its task and acknowledged ([`requests`]). Workers claim tasks in
//! batches ([`work`]); each [`steps`] module turns loaded state into [`cas_store::Changes`], which
//! one transaction commits. Decisions are pure functions: [`planning`] (what a message does to a
//! shipment), [`deductions`] (what fills empty fields), the lifecycle tables of the model.
//!
//! Invariant: no SQL, no axum, no XML, and no customs system by name.

pub mod certificates;
mod clock;
pub mod code_lists;
pub mod comparison;
pub mod configuration;
pub mod connection;
pub mod deadlines;
pub mod deductions;
pub mod editing;
mod engine;
pub mod master_data;
pub mod notify;
pub mod outbound;
pub mod planning;
pub mod reading;
mod refusal;
pub mod rehearsal;
mod requests;
pub mod sheet;
mod state;
mod steps;
pub mod trial;
mod work;

pub use clock::{Clock, Ids};
pub use engine::{Boundary, Engine, EngineSettings, Interrupted, Interruption};
pub use refusal::{Refusal, RefusalKind};
pub use requests::{
    AcceptedMessage, Caller, EditedDeclaration, IngestionOptions, MessageKind, Received,
    RequestedAction,
};

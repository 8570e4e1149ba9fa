//! A declaration in hand, and the only place where its status changes.

mod content;
mod questions;
mod state;

pub use questions::{
    awaits_customs, is_fate_unknown, is_withdrawn, may_start_steps, needed_revisions,
    revision_at_customs_or_current,
};
pub use state::{DeclarationState, FactNote, Recorded, Written, reference_of};

//! Decision tables, compiled: which fields they read and fill, and what they say.
//!
//! Deductions fill fields with them, the choice of a flow and of sending asks them; both stand
//! above this room.

mod ask;
mod bind;
mod document;
mod given;
mod item_formula;
mod probe;
mod step_tables;
mod values;

pub use ask::{Asked, ask};
pub use bind::{Answer, BoundOutput, BoundTable};
pub use document::TableDocument;
pub use given::GivenValues;
pub use item_formula::{ItemFormula, ItemScope};
pub use probe::{AskedInputs, Probe};
pub use step_tables::{Slot, StepKey, StepTables, TableUse};
pub use values::{Roots, Values, read as read_field};

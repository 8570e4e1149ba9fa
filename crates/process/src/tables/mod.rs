//! Decision tables, compiled: which fields they read and fill, and what they say.
//!
//! Deductions fill fields with them, the choice of a flow and of sending asks them; both stand
//! above this room.

mod ask;
mod bind;
mod given;
mod hits;
mod item_formula;
mod step_tables;
mod values;

pub use ask::{AskedInputs, Probe, ask};
pub use bind::{Answer, BoundOutput, BoundTable, TableDocument, is_read_as};
pub use given::GivenValues;
pub use hits::FiredRows;
pub use item_formula::{ItemFormula, ItemScope};
pub use step_tables::{Slot, StepKey, StepTables, TableUse};
pub use values::{Roots, Values, read as read_field, scalar};

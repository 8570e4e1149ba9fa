//! What persons change by hand, and what becomes of it when the document is made anew.

mod apply;
mod origins;
mod take_over;
mod target;

pub use apply::{DeclarationEdit, EditResult, NotEdited, edit};
pub use origins::{claim, renumber};
pub use take_over::{named, take_over};
pub use target::{TargetDocument, complete};

//! What persons change by hand, and what becomes of it when the document is made anew.

mod apply;
mod renumber;
mod take_over;
mod target;

pub use apply::{DeclarationEdit, EditResult, NotEdited, edit};
pub use renumber::renumber;
pub use take_over::{claim, named, take_over};
pub use target::{TargetDocument, complete};

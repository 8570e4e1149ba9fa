//! Lists of codes: read from tables as they are published in, compared with what was loaded before.

mod difference;
mod read;

pub use difference::{CodeListChange, ListReport, differences};
pub use read::{ListEntry, read_list};

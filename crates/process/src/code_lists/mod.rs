//! Lists of codes: read from tables as they are published in.

mod read;

pub use read::{ListEntry, read_list};

//! Lists of codes: read from tables as they are published in, compared with what was loaded before.

mod difference;
mod read;
mod readable;

pub use cas_rules::{BuiltInList, CodeWords, ReadableCode, built_in_lists, words_of};
pub use difference::{CodeListChange, ListReport, differences};
pub use read::{ListEntry, read_list};
pub use readable::{CodeSearch, nearest, search_built_in};

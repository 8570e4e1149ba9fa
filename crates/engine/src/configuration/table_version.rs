//! Which version of which decision table?

use cas_process::configuration::VersionChoice;

/// A version of a decision table, as paths name it.
#[derive(Clone, Copy, Debug)]
pub struct TableVersion<'a> {
    /// The name of the table.
    pub name: &'a str,
    /// One of its versions, or its draft.
    pub version: VersionChoice,
}

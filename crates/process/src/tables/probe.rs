//! What tables are asked: to explain and to try.

use cas_decision::Value;

/// What a table was asked, for one item or for the document: to explain and to try.
#[derive(Clone, Debug, Default)]
pub struct Probe {
    /// The name of the table that is watched.
    pub table: String,
    /// By item, or once: the values of its inputs, or why they cannot be read.
    pub asked: Vec<(usize, AskedInputs)>,
}

/// The values of a table's inputs, or why they cannot be read.
pub type AskedInputs = Result<Vec<Option<Value>>, String>;

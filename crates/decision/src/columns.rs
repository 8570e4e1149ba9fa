//! How are the cells of a table kept once they are compiled? By columns, each different one once.

use jiff::civil::Date;

use crate::expression::Expression;
use crate::predicate::Predicate;
use crate::value::Value;

/// What is kept of a row beside its cells.
#[derive(Debug)]
pub(crate) struct CompiledRow {
    pub(crate) id: Box<str>,
    pub(crate) valid_from: Option<Date>,
    pub(crate) valid_to: Option<Date>,
    /// Whether a cell has to be computed.
    pub(crate) is_computed: bool,
}

/// The conditions of an input; equal cells are kept once, the first is `-`.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) predicates: Vec<Predicate>,
    pub(crate) of_row: Vec<u32>,
}

impl Column {
    pub(crate) fn predicate(&self, row: usize) -> &Predicate {
        &self.predicates[self.of_row[row] as usize]
    }
}

/// The results of an output; equal cells are kept once.
#[derive(Debug)]
pub(crate) struct ResultColumn {
    pub(crate) results: Vec<Option<Expression>>,
    pub(crate) of_row: Vec<u32>,
    pub(crate) allowed: Vec<Value>,
    pub(crate) default: Option<Expression>,
}

impl ResultColumn {
    pub(crate) fn result(&self, row: usize) -> Option<&Expression> {
        self.results[self.of_row[row] as usize].as_ref()
    }
}

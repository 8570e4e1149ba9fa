//! What does a row say, as a sentence that a customs expert reads?
//!
//! Made of the tree that the row is compiled to, so that it cannot say anything else than the row
//! does. The names of columns come in with the language; all other words stand in `phrases.rs`.

mod phrases;
mod values;
mod words;

pub use words::{ColumnWords, Language};

use crate::error::TextError;
use crate::language::lower::Names;
use crate::predicate::Predicate;
use crate::table::{Input, Output, Row};
use phrases::Phrases;

/// Tells rows and cells of some columns.
pub struct Narrator<'t> {
    names: Names<'t>,
    outputs: &'t [Output],
    words: &'t ColumnWords,
    phrases: Phrases<'t>,
}

impl<'t> Narrator<'t> {
    /// Tells rows of these columns; a column without a word is told by its name.
    #[must_use]
    pub fn new(inputs: &'t [Input], outputs: &'t [Output], words: &'t ColumnWords) -> Self {
        let names = Names::from_inputs(inputs);
        let phrases = Phrases::new(words, inputs);
        Self {
            names,
            outputs,
            words,
            phrases,
        }
    }

    /// The sentence of a row.
    ///
    /// # Errors
    /// The first cell that cannot be read.
    pub fn row(&self, row: &Row) -> Result<String, TextError> {
        let mut conditions = Vec::new();
        for (at, cell) in row.conditions.iter().enumerate() {
            conditions.extend(self.condition(at, cell)?);
        }
        let mut results = Vec::new();
        for (at, cell) in row.outputs.iter().enumerate() {
            results.extend(self.result(at, cell)?);
        }
        let sentence = self.phrases.sentence(&conditions, &results);
        let validity = self.phrases.validity(row.valid_from, row.valid_to);
        let off = if row.enabled {
            ""
        } else {
            self.phrases.switched_off()
        };
        Ok(format!("{off}{validity}{sentence}"))
    }

    /// What the condition of a column asks; none where it matches everything.
    ///
    /// # Errors
    /// Why the cell cannot be read.
    pub fn condition(&self, at: usize, cell: &str) -> Result<Option<String>, TextError> {
        if at >= self.names.names.len() {
            return Ok(None);
        }
        Ok(match self.names.condition(cell, at)? {
            Predicate::Any => None,
            Predicate::Tests { negated, tests } => {
                Some(self.phrases.condition(at, negated, &tests))
            }
        })
    }

    /// What the result of a column does; none where it says nothing.
    ///
    /// # Errors
    /// Why the cell cannot be read.
    pub fn result(&self, at: usize, cell: &str) -> Result<Option<String>, TextError> {
        let Some(output) = self.outputs.get(at) else {
            return Ok(None);
        };
        let expression = self.names.result(cell, output.value_type)?;
        let called = self.words.outputs.get(at).map_or("", String::as_str);
        let called = if called.is_empty() {
            &output.name
        } else {
            called
        };
        Ok(expression.and_then(|value| self.phrases.result(output, called, &value)))
    }
}

#[cfg(test)]
mod tests;

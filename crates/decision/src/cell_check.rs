//! What does a single cell mean, and what is wrong with it? For editors, which ask while people type.
//!
//! The same spelling and the same parser as those of a table that is handed in, without the table:
//! a cell costs what its text costs.

use crate::compile::read_result;
use crate::error::TextError;
use crate::language::lower::Names;
use crate::language::spelling::{Place, spelled};
use crate::named_codes::NamedColumn;
use crate::note::NoteCode;
use crate::table::{Input, Output};
use crate::value::Value;

/// A cell as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadCell {
    /// The cell as the language has it, and as it would be kept; as written where it is wrong.
    pub text: String,
    /// What is wrong with it, by its characters.
    pub errors: Vec<TextError>,
    /// What its author should know of it.
    pub notes: Vec<(NoteCode, String)>,
}

/// Reads cells of some columns.
pub struct CellReader<'t> {
    names: Names<'t>,
    outputs: &'t [Output],
    allowed: Vec<Vec<Value>>,
}

impl<'t> CellReader<'t> {
    /// Reads cells of these columns; heads that are wrong are told by
    /// [`Compiled::new`](crate::Compiled::new).
    #[must_use]
    pub fn new(inputs: &'t [Input], outputs: &'t [Output]) -> Self {
        let allowed = outputs.iter().map(|output| {
            let values = output.allowed_values.iter();
            let values = values.filter_map(|text| output.value_type.read_text(text).ok());
            values.collect()
        });
        Self {
            names: Names::from_inputs(inputs),
            allowed: allowed.collect(),
            outputs,
        }
    }

    /// Reads a cell of a column that there is.
    #[must_use]
    pub fn read(&self, column: NamedColumn, text: &str) -> ReadCell {
        let place = match column {
            NamedColumn::Input(at) => Place::Condition(at),
            NamedColumn::Output(at) => Place::Result(self.outputs[at].value_type),
        };
        let wrong = |error| ReadCell {
            text: text.to_owned(),
            errors: vec![error],
            notes: Vec::new(),
        };
        let spelled = match spelled(text, place, &self.names) {
            Ok(spelled) => spelled,
            Err(error) => return wrong(error),
        };
        let read = match column {
            NamedColumn::Input(at) => self.names.condition(&spelled.text, at).map(drop),
            NamedColumn::Output(at) => {
                let (output, allowed) = (&self.outputs[at], &self.allowed[at]);
                read_result(&self.names, output, allowed, &spelled.text).map(drop)
            }
        };
        match read {
            Err(error) => wrong(error),
            Ok(()) => ReadCell {
                text: spelled.text,
                errors: Vec::new(),
                notes: spelled.remarks,
            },
        }
    }
}

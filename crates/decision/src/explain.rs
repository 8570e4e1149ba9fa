//! Why did this row fire, and why did that one not?
//!
//! Nothing is recorded when a table is evaluated but version and row. The explanation tests the
//! cells of one row again, on the same version and inputs, and says of each cell what it saw.

use serde::Serialize;

use crate::compile::Compiled;
use crate::error::EvaluationError;
use crate::evaluate::holds_on;
use crate::expression::Scope;
use crate::inputs::Inputs;
use crate::sets::Context;
use crate::table::{HitPolicy, Row, Table};
use crate::value::Value;

/// What became of a row, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// The id of the row.
    pub row: String,
    /// The version of the table.
    pub version: u32,
    /// What became of it.
    pub outcome: Outcome,
    /// What each condition saw, in the order of the inputs.
    pub cells: Vec<CellExplanation>,
}

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Outcome {
    /// All its cells matched, and it fired.
    Fired,
    /// It is switched off.
    Disabled,
    /// It does not hold on the day.
    NotValid,
    /// At least one cell does not match.
    NotMatched,
    /// It matches, and other rows go before it.
    Outranked {
        /// Those that fired instead.
        by: Vec<String>,
    },
    /// The table has no answer for these inputs.
    Failed {
        /// Why it could not be computed.
        error: String,
    },
}

/// What a condition saw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CellExplanation {
    /// The name of the input.
    pub input: String,
    /// The text of the cell, as it was written.
    pub cell: String,
    /// The value it tested.
    pub value: Option<Value>,
    /// What came of it.
    pub outcome: CellOutcome,
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum CellOutcome {
    /// The cell tests nothing.
    Any,
    /// The value matches the cell.
    Matched,
    /// The value does not match.
    NotMatched,
    /// The value, or another the cell names, is missing.
    Missing,
    /// The cell cannot be computed.
    Failed {
        /// Why the cell could not be computed.
        error: String,
    },
}

impl Compiled {
    /// Why a row fired or did not. `table` is the text this was compiled from.
    ///
    /// `None` when the table has no such row.
    #[must_use]
    pub fn explain(
        &self,
        table: &Table,
        row: &str,
        inputs: &Inputs<'_>,
        context: &Context<'_>,
    ) -> Option<Explanation> {
        let written = table.rows.iter().find(|written| written.id == row)?;
        let scope = self.scope(inputs, context).ok()?;
        let kept = self.rows.iter().position(|kept| kept.id.as_ref() == row);
        let cells = match kept {
            Some(at) => self.explain_cells(at, written, scope),
            None => Vec::new(),
        };
        Some(Explanation {
            row: row.to_owned(),
            version: self.version,
            outcome: self.outcome(kept, &cells, inputs, context),
            cells,
        })
    }

    fn explain_cells(&self, at: usize, row: &Row, scope: Scope<'_>) -> Vec<CellExplanation> {
        let columns = self.columns.iter().enumerate();
        columns
            .map(|(column, cells)| CellExplanation {
                input: self.inputs[column].name.clone(),
                cell: row.conditions[column].clone(),
                value: scope.input(column).cloned(),
                outcome: match cells.predicate(at).truth(column, scope) {
                    Ok(Some(true)) if cells.of_row[at] == 0 => CellOutcome::Any,
                    Ok(Some(true)) => CellOutcome::Matched,
                    Ok(Some(false)) => CellOutcome::NotMatched,
                    Ok(None) => CellOutcome::Missing,
                    Err(problem) => CellOutcome::Failed {
                        error: problem.to_string(),
                    },
                },
            })
            .collect()
    }

    fn outcome(
        &self,
        kept: Option<usize>,
        cells: &[CellExplanation],
        inputs: &Inputs<'_>,
        context: &Context<'_>,
    ) -> Outcome {
        let Some(at) = kept else {
            return Outcome::Disabled;
        };
        if !holds_on(&self.rows[at], context.as_of) {
            return Outcome::NotValid;
        }
        let no = |cell: &CellExplanation| match cell.outcome {
            CellOutcome::NotMatched | CellOutcome::Missing => true,
            CellOutcome::Any | CellOutcome::Matched | CellOutcome::Failed { .. } => false,
        };
        if cells.iter().any(no) {
            return Outcome::NotMatched;
        }
        match self.fired(inputs, context) {
            Err(error) => Outcome::Failed {
                error: error.to_string(),
            },
            Ok(fired) if fired.iter().any(|id| *id == self.rows[at].id.as_ref()) => Outcome::Fired,
            Ok(fired) => Outcome::Outranked {
                by: fired.into_iter().map(str::to_owned).collect(),
            },
        }
    }

    /// The rows that fired; under ANY all that agree.
    fn fired(
        &self,
        inputs: &Inputs<'_>,
        context: &Context<'_>,
    ) -> Result<Vec<&str>, EvaluationError> {
        let evaluation = self.evaluate(inputs, context)?;
        if self.hit_policy == HitPolicy::Any {
            return self.matching(inputs, context);
        }
        Ok(evaluation
            .hits
            .into_iter()
            .filter_map(|hit| hit.row)
            .collect())
    }
}

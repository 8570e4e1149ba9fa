//! What does an analysis report, and how much work may it do?

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use crate::table::Row;
use crate::value::Value;

/// What the analysis found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What was found, in the order of rows.
    pub findings: Vec<Finding>,
    /// The budget ran out: there may be more.
    pub unfinished: bool,
    /// Rows with cells that compute something: they may overlap others unseen.
    pub rows_not_fully_compared: usize,
    /// Rows that several others together may hide: the search cost too much.
    pub rows_given_up: usize,
}

/// Something a person should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub enum Finding {
    /// The row never fires: a row that goes before it matches whatever it matches.
    Shadowed {
        /// The row that never fires.
        row: String,
        /// The row that fires instead.
        by: String,
    },
    /// The row never fires: several rows that go before it match, together, whatever it matches.
    Covered {
        /// The row that never fires.
        row: String,
        /// The rows one of which fires instead.
        by: Vec<String>,
    },
    /// The row never fires: no value matches one of its cells.
    Impossible {
        /// The id of the row.
        row: String,
        /// The input whose cell matches nothing.
        column: String,
    },
    /// The row says nothing: none of its results is written. Rows behind it may be hidden by it.
    Silent {
        /// The id of the row.
        row: String,
    },
    /// Both rows can match, and the hit policy does not allow it.
    Contradiction {
        /// The id of the upper row.
        row: String,
        /// The id of the lower row.
        other: String,
        /// Inputs that both rows match.
        example: Example,
    },
    /// Both rows test and say the same.
    Duplicate {
        /// The id of the upper row.
        row: String,
        /// The id of the lower row.
        other: String,
    },
    /// No row can match these values, whatever the other inputs are.
    Gap {
        /// The codes of each column whose codes are known; columns that do not matter are left out.
        codes: Vec<(String, Vec<Value>)>,
        /// The row that would match them, still without results.
        row: Row,
    },
}

/// Inputs and a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Example {
    /// The value of each input, by the field it is read from; null is a missing one.
    pub inputs: BTreeMap<String, Option<Value>>,
    /// The day that the table is asked for.
    pub as_of: Date,
}

/// Where gaps are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GapSearch {
    /// The codes that inputs can have, by the names of the inputs.
    pub codes: BTreeMap<String, Vec<Value>>,
    /// Look at all columns, of tables of which every input should have an answer: FIRST, UNIQUE,
    /// ANY and PRIORITY without defaults.
    pub everywhere: bool,
    /// Only rows that hold on the day answer; without it all do.
    pub as_of: Option<Date>,
}

/// How much work an analysis may do.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// Comparisons of cells and of sets of rows.
    pub steps: usize,
    /// Findings of a report.
    pub findings: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            steps: 50_000_000,
            findings: 1_000,
        }
    }
}

/// The report so far, and the budget that is left.
pub(super) struct Work {
    pub(super) report: Report,
    pub(super) budget: Budget,
}

impl Work {
    /// Takes steps from the budget; false when there are none.
    pub(super) fn may(&mut self, steps: usize) -> bool {
        let enough =
            self.budget.steps >= steps && self.report.findings.len() < self.budget.findings;
        if enough {
            self.budget.steps -= steps;
        } else {
            self.report.unfinished = true;
        }
        enough
    }

    pub(super) fn found(&mut self, finding: Finding) {
        self.report.findings.push(finding);
    }
}

//! What is wrong with a table that compiles?
//!
//! Rows that can never fire because one or several that go before take all they match, under FIRST
//! and PRIORITY (`pairs`, `covers`), or because a cell matches nothing; rows that say nothing; rows
//! that contradict each other under UNIQUE and ANY; rows that say the same twice; values nobody
//! answers, with the rows that would fill them (`gaps`). Rows of FIRST tables overlap by design;
//! that is not reported. Work is limited by a budget, and the report says when it ran out and what
//! it did not compare: cells that compute something hide no other rows, and contradict only where
//! inputs are found that show it (`example`).

mod cell;
mod covers;
mod example;
mod gaps;
mod pairs;
mod points;
mod report;

pub use report::{Budget, Example, Finding, GapSearch, Report};

use report::Work;

use crate::compile::Compiled;

/// Looks for rows that can never fire, contradictions, duplicates, and gaps.
///
/// Gaps come last: when the budget runs out, they are what is missing.
#[must_use]
pub fn analyse(table: &Compiled, gaps: &GapSearch, budget: Budget) -> Report {
    let mut work = Work {
        report: Report::default(),
        budget,
    };
    work.report.rows_not_fully_compared = table.rows.iter().filter(|row| row.is_computed).count();
    pairs::look(table, &mut work);
    gaps::look(table, gaps, &mut work);
    work.report
}

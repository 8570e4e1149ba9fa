//! Which rows would have fired, had one cell matched?
//!
//! Who wonders why nothing was filled seldom knows which row should have. The index says of every
//! column which rows match; the rows that are absent from one of them only are those that were
//! close, and what stands there tells how close.

use std::collections::HashMap;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;

use crate::compile::Compiled;
use crate::error::EvaluationError;
use crate::evaluate::holds_on;
use crate::explain::CellOutcome;
use crate::expression::Scope;
use crate::index::Index;
use crate::inputs::Inputs;
use crate::region::{Cut, Region};
use crate::sets::Context;
use crate::table::{HitPolicy, Row, Table};
use crate::value::Value;

/// A row that did not match because of one cell alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearMiss {
    /// The id of the row.
    pub row: String,
    /// The name of the input whose cell did not match; none when the row does not hold on the day.
    pub input: Option<String>,
    /// What was asked: the text of the cell, or the days of the row.
    pub cell: String,
    /// What was there: the value of the input, or the day.
    pub value: Option<Value>,
    /// What came of the test.
    pub outcome: CellOutcome,
    /// The row that fires in any case, because it stands before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outranked_by: Option<String>,
}

/// The rows that were closest.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NearMisses {
    /// Those that would have fired first, the closest first.
    pub rows: Vec<NearMiss>,
    /// How many more there are.
    pub more: usize,
}

/// Which near misses are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closeness<'a> {
    /// At most so many.
    pub most: usize,
    /// Only rows that have a result for this output.
    pub output: Option<&'a str>,
}

/// A row and the only thing about it that did not match; no column when it is its days.
#[derive(Clone, Copy)]
struct Missed {
    row: usize,
    column: Option<usize>,
}

/// How far off a value is, in thousandths; less is closer.
type Distance = u32;

/// How far it is at most: nothing is in common.
const FAR: Distance = 1_000;
/// What has no order: another truth value, a text that is excluded, what is computed.
const OTHER: Distance = 500;
/// A value that is missing: who gives it may be right at once.
const MISSING: Distance = 250;
/// Days that count as far.
const FAR_DAYS: i32 = 1_000;

impl Compiled {
    /// The rows that did not match because of one cell alone. `table` is the text this was compiled
    /// from.
    ///
    /// # Errors
    /// When the values are not the inputs', or the search takes more work than it may.
    pub fn near_misses(
        &self,
        table: &Table,
        inputs: &Inputs<'_>,
        context: &Context<'_>,
        wanted: Closeness<'_>,
    ) -> Result<NearMisses, EvaluationError> {
        let scope = self.scope(inputs, context)?;
        let missed = self.missed_once(scope)?;
        let is_first = self.hit_policy == HitPolicy::First;
        let first = is_first.then(|| self.first_matching(scope).ok().flatten());
        let first = first.flatten();
        let mut distances = Distances::default();
        let mut found: Vec<(bool, Distance, Missed)> = missed
            .into_iter()
            .filter(|missed| self.says(missed.row, wanted.output))
            .map(|missed| {
                let is_outranked = first.is_some_and(|first| first < missed.row);
                (
                    is_outranked,
                    distances.distance_of(self, missed, scope),
                    missed,
                )
            })
            .collect();
        found
            .sort_by_key(|(is_outranked, distance, missed)| (*is_outranked, *distance, missed.row));
        let more = found.len().saturating_sub(wanted.most);
        found.truncate(wanted.most);
        let first = first.map(|row| self.rows[row].id.to_string());
        let enabled: Vec<&Row> = table.rows.iter().filter(|row| row.enabled).collect();
        let rows = found.into_iter().map(|(is_outranked, _, missed)| {
            let outranked_by = first.clone().filter(|_| is_outranked);
            self.told(enabled[missed.row], missed, scope, outranked_by)
        });
        Ok(NearMisses {
            rows: rows.collect(),
            more,
        })
    }

    /// Whether a row has a result for an output, where one is named.
    fn says(&self, row: usize, output: Option<&str>) -> bool {
        let mut columns = self.outputs.iter().zip(&self.results);
        output.is_none_or(|name| {
            columns.any(|(output, column)| output.name == name && column.result(row).is_some())
        })
    }

    /// The rows of which one thing alone did not match.
    fn missed_once(&self, scope: Scope<'_>) -> Result<Vec<Missed>, EvaluationError> {
        let mut close: Vec<(usize, Option<Missed>)> = Vec::new();
        match &self.index {
            Some(index) => index.visit_close(scope, &mut |row, missed| {
                let missed = missed.map(|column| Missed { row, column });
                close.push((row, missed));
            }),
            None => close.extend(self.scan_close(scope)),
        }
        let left_out = self.index.as_ref().map_or(&[][..], Index::left_out);
        let mut found = Vec::new();
        for (row, missed) in close {
            let mut failed: Vec<Option<usize>> =
                missed.map(|missed| missed.column).into_iter().collect();
            failed.extend(left_out.iter().filter(|column| match column {
                None => !holds_on(&self.rows[row], scope.context.as_of),
                Some(at) => self.plainly_fails(row, *at, scope),
            }));
            if self.rows[row].is_computed && failed.len() < 2 {
                failed.extend(self.computed_failures(row, scope)?.into_iter().map(Some));
            }
            if let [column] = failed[..] {
                found.push(Missed { row, column });
            }
        }
        Ok(found)
    }

    /// Whether a cell that computes nothing does not match.
    fn plainly_fails(&self, row: usize, at: usize, scope: Scope<'_>) -> bool {
        let cell = self.columns[at].predicate(row);
        cell.is_simple() && cell.matches(at, scope) != Ok(true)
    }

    /// The rows of which at most one thing did not match, but for cells that compute something.
    fn scan_close<'a>(
        &'a self,
        scope: Scope<'a>,
    ) -> impl Iterator<Item = (usize, Option<Missed>)> + 'a {
        self.rows.iter().enumerate().filter_map(move |(row, kept)| {
            let days = (!holds_on(kept, scope.context.as_of)).then_some(None);
            let cells = 0..self.columns.len();
            let cells =
                cells.filter_map(|at| self.plainly_fails(row, at, scope).then_some(Some(at)));
            let mut missed = days.into_iter().chain(cells);
            let first = missed.next();
            match missed.next() {
                Some(_) => None,
                None => Some((row, first.map(|column| Missed { row, column }))),
            }
        })
    }

    /// The computed cells of a row that do not match, or fail; two are enough.
    fn computed_failures(
        &self,
        row: usize,
        scope: Scope<'_>,
    ) -> Result<Vec<usize>, EvaluationError> {
        let mut failed = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let cell = column.predicate(row);
            if cell.is_simple() {
                continue;
            }
            let taken = scope.context.take(1);
            taken.map_err(|problem| self.error(None, None, problem))?;
            if cell.matches(at, scope) != Ok(true) {
                failed.push(at);
            }
            if failed.len() > 1 {
                break;
            }
        }
        Ok(failed)
    }

    fn told(
        &self,
        row: &Row,
        missed: Missed,
        scope: Scope<'_>,
        outranked_by: Option<String>,
    ) -> NearMiss {
        let row_id = row.id.clone();
        let Some(column) = missed.column else {
            let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
            return NearMiss {
                row: row_id,
                input: None,
                cell: format!("{}..{}", day(row.valid_from), day(row.valid_to)),
                value: Some(Value::Date(scope.context.as_of)),
                outcome: CellOutcome::NotMatched,
                outranked_by,
            };
        };
        let truth = self.columns[column]
            .predicate(missed.row)
            .truth(column, scope);
        NearMiss {
            row: row_id,
            input: Some(self.inputs[column].name.clone()),
            cell: row.conditions[column].clone(),
            value: scope.input(column).cloned(),
            outcome: match truth {
                Ok(Some(_)) => CellOutcome::NotMatched,
                Ok(None) => CellOutcome::Missing,
                Err(problem) => CellOutcome::Failed {
                    error: problem.to_string(),
                },
            },
            outranked_by,
        }
    }
}

/// The distances of the values of one question, by column and distinct cell.
#[derive(Default)]
struct Distances(HashMap<(usize, u32), Distance>);

impl Distances {
    fn distance_of(&mut self, table: &Compiled, missed: Missed, scope: Scope<'_>) -> Distance {
        let Some(column) = missed.column else {
            let row = &table.rows[missed.row];
            let days = Region::days(row.valid_from, row.valid_to);
            return distance(&days, Some(&Value::Date(scope.context.as_of)));
        };
        let number = table.columns[column].of_row[missed.row];
        *self.0.entry((column, number)).or_insert_with(|| {
            let cell = &table.columns[column].predicates[number as usize];
            match Region::from_predicate(cell) {
                Some(region) => distance(&region, scope.input(column)),
                None => OTHER,
            }
        })
    }
}

/// How far a value is from a region that does not hold it.
fn distance(region: &Region, value: Option<&Value>) -> Distance {
    let Some(value) = value else {
        return MISSING;
    };
    let ends = region
        .intervals
        .iter()
        .flat_map(|(start, end)| [start, end]);
    let distances = ends.filter_map(|cut| match cut {
        Cut::At(end, _) => Some(between(value, end)),
        Cut::Least | Cut::Greatest => None,
    });
    distances.min().unwrap_or(FAR)
}

fn between(value: &Value, end: &Value) -> Distance {
    match (value, end) {
        (Value::Number(value), Value::Number(end)) => of_numbers(*value, *end),
        (Value::Date(value), Value::Date(end)) => {
            let days = value
                .since(*end)
                .map_or(FAR_DAYS, |span| span.get_days().abs());
            days.min(FAR_DAYS).unsigned_abs()
        }
        (Value::Text(value), Value::Text(end)) => of_texts(value, end),
        (_, _) => OTHER,
    }
}

/// The difference, of the greater of both.
fn of_numbers(value: Decimal, end: Decimal) -> Distance {
    let greatest = value.abs().max(end.abs()).max(Decimal::ONE);
    let parts = value
        .checked_sub(end)
        .and_then(|difference| difference.abs().checked_div(greatest))
        .and_then(|part| part.checked_mul(Decimal::from(FAR)));
    parts
        .and_then(|parts| parts.to_u32())
        .unwrap_or(FAR)
        .min(FAR)
}

/// The part of the asked text that is not how the value begins.
fn of_texts(value: &str, end: &str) -> Distance {
    let same = value.chars().zip(end.chars());
    let same = same.take_while(|(one, other)| one == other).count();
    let length = end.chars().count().max(1);
    let missing = u32::try_from((length - same.min(length)) * 1_000 / length);
    missing.unwrap_or(FAR).min(FAR)
}

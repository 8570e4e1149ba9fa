//! Rows that shadow, contradict or repeat each other.

use std::collections::HashMap;

use super::covers::{Covered, covered};
use super::example::Pair;
use super::report::{Example, Finding, Work};
use crate::compile::Compiled;
use crate::expression::{Expression, Scope};
use crate::region::Region;
use crate::table::HitPolicy;

/// Compares every row with those above it, as far as the budget goes.
pub(super) fn look(table: &Compiled, work: &mut Work) {
    let rows = Rows::new(table);
    rows.impossible(work);
    rows.silent(work);
    rows.duplicates(work);
    match table.hit_policy {
        HitPolicy::First | HitPolicy::Priority => rows.hidden(work),
        HitPolicy::Unique | HitPolicy::Any => rows.contradictions(work),
        HitPolicy::Collect
        | HitPolicy::CollectSum
        | HitPolicy::CollectMin
        | HitPolicy::CollectMax
        | HitPolicy::CollectCount
        | HitPolicy::RuleOrder
        | HitPolicy::OutputOrder => {}
    }
}

/// The places of a row's results among the allowed ones, then its own.
type Rank = (Vec<usize>, usize);

fn goes_before(ranks: &[Option<Rank>], row: usize, other: usize) -> bool {
    let pair = ranks[row].as_ref().zip(ranks[other].as_ref());
    pair.is_some_and(|(row, other)| row < other)
}

/// The rows as numbers of cells, and what each distinct cell matches.
struct Rows<'t> {
    table: &'t Compiled,
    /// Per column and distinct cell; `None` where the cell computes something.
    regions: Vec<Vec<Option<Region>>>,
    days: Vec<Region>,
    /// The columns in which rows differ most, first.
    order: Vec<usize>,
}

impl<'t> Rows<'t> {
    fn new(table: &'t Compiled) -> Self {
        let columns = table.columns.iter();
        let regions = columns
            .map(|column| {
                column
                    .predicates
                    .iter()
                    .map(Region::from_predicate)
                    .collect()
            })
            .collect();
        let rows = table.rows.iter();
        let mut order: Vec<usize> = (0..table.columns.len()).collect();
        order.sort_by_key(|index| {
            table.columns[*index]
                .of_row
                .iter()
                .filter(|number| **number == 0)
                .count()
        });
        Self {
            table,
            regions,
            days: rows
                .map(|row| Region::days(row.valid_from, row.valid_to))
                .collect(),
            order,
        }
    }

    fn id(&self, row: usize) -> String {
        self.table.rows[row].id.to_string()
    }

    fn is_ranked(&self) -> bool {
        self.table.hit_policy == HitPolicy::Priority
    }

    fn len(&self) -> usize {
        self.table.rows.len()
    }

    fn says_the_same(&self, row: usize, other: usize) -> bool {
        let mut results = self.table.results.iter();
        results.all(|column| column.result(row) == column.result(other))
    }

    fn duplicates(&self, work: &mut Work) {
        let mut seen: HashMap<_, usize> = HashMap::new();
        for row in 0..self.len() {
            if !work.may(1) {
                return;
            }
            let columns = self
                .table
                .columns
                .iter()
                .map(|column| column.predicate(row));
            let results = self.table.results.iter().map(|column| column.result(row));
            let (cells, said): (Vec<_>, Vec<_>) = (columns.collect(), results.collect());
            let days = (
                self.table.rows[row].valid_from,
                self.table.rows[row].valid_to,
            );
            let first = *seen.entry((cells, said, days)).or_insert(row);
            if first != row {
                work.found(Finding::Duplicate {
                    row: self.id(first),
                    other: self.id(row),
                });
            }
        }
    }

    /// Rows with a cell that nothing matches.
    fn impossible(&self, work: &mut Work) {
        for row in 0..self.len() {
            if !work.may(1) {
                return;
            }
            let empty = self.table.columns.iter().enumerate().find(|(at, column)| {
                let region = self.regions[*at][column.of_row[row] as usize].as_ref();
                region.is_some_and(Region::is_empty)
            });
            if let Some((at, _)) = empty {
                work.found(Finding::Impossible {
                    row: self.id(row),
                    column: self.table.inputs[at].name.clone(),
                });
            }
        }
    }

    /// Rows without a result. A count of rows needs none.
    fn silent(&self, work: &mut Work) {
        if self.table.hit_policy == HitPolicy::CollectCount {
            return;
        }
        for row in 0..self.len() {
            if !work.may(1) {
                return;
            }
            let mut results = self.table.results.iter();
            if results.all(|column| column.result(row).is_none()) {
                work.found(Finding::Silent { row: self.id(row) });
            }
        }
    }

    /// Rows that never fire because others go before them.
    fn hidden(&self, work: &mut Work) {
        let ranks: Vec<Option<Rank>> = (0..self.len()).map(|row| self.rank(row)).collect();
        for row in 0..self.len() {
            let mut before = Vec::new();
            let mut hidden = None;
            // Under FIRST only rows above go before.
            let last = if self.is_ranked() { self.len() } else { row };
            for other in (0..last).filter(|other| goes_before(&ranks, *other, row)) {
                if !work.may(1) {
                    return;
                }
                if self.covers(other, row) {
                    hidden = Some(other);
                    break;
                }
                if !self.table.rows[other].is_computed && self.may_meet(other, row) {
                    before.push(other);
                }
            }
            match hidden {
                Some(other) => work.found(Finding::Shadowed {
                    row: self.id(row),
                    by: self.id(other),
                }),
                None if before.len() > 1 => self.hidden_by_several(row, &before, work),
                None => {}
            }
        }
    }

    /// Whether some inputs may match both rows: what computes something may match anything.
    fn may_meet(&self, above: usize, row: usize) -> bool {
        let mut columns = self.order.iter();
        columns.all(|column| {
            let pair = self.region(above, *column).zip(self.region(row, *column));
            pair.is_none_or(|(upper, lower)| upper.meets(lower))
        }) && self.days[above].meets_a_day(&self.days[row])
    }

    fn hidden_by_several(&self, row: usize, before: &[usize], work: &mut Work) {
        let columns = self.table.columns.len();
        let everything = Region::everything();
        // What is computed may match anything: a row is only reported when it is certain.
        let mut whole: Vec<Region> = (0..columns)
            .map(|column| self.region(row, column).unwrap_or(&everything).clone())
            .collect();
        // An evaluation always has a day.
        whole.push(Region {
            missing: false,
            ..self.days[row].clone()
        });
        let regions = |row: usize, at: usize| {
            if at == columns {
                Some(&self.days[row])
            } else {
                self.region(row, at)
            }
        };
        match covered(whole, before, regions, work) {
            Covered::By(rows) => work.found(Finding::Covered {
                row: self.id(row),
                by: rows.into_iter().map(|row| self.id(row)).collect(),
            }),
            Covered::No => {}
            Covered::Unknown => work.report.rows_given_up += 1,
        }
    }

    fn region(&self, row: usize, column: usize) -> Option<&Region> {
        let number = self.table.columns[column].of_row[row];
        self.regions[column][number as usize].as_ref()
    }

    /// Where the row comes among those that match: by its results under PRIORITY. Unknown when a
    /// result is computed.
    fn rank(&self, row: usize) -> Option<Rank> {
        if !self.is_ranked() {
            return Some((Vec::new(), row));
        }
        let ranked = self
            .table
            .results
            .iter()
            .filter(|column| !column.allowed.is_empty());
        let ranks = ranked.map(|column| match column.result(row) {
            None | Some(Expression::Null) => Some(usize::MAX),
            Some(Expression::Value(value)) => {
                column.allowed.iter().position(|allowed| allowed == value)
            }
            Some(_) => None,
        });
        Some((ranks.collect::<Option<_>>()?, row))
    }

    /// Whether `above` matches whatever `row` matches, as far as can be seen.
    fn covers(&self, above: usize, row: usize) -> bool {
        let mut columns = self.order.iter();
        columns.all(|column| {
            let numbers = &self.table.columns[*column].of_row;
            let (upper, lower) = (numbers[above], numbers[row]);
            upper == lower || upper == 0 || self.cell_covers(*column, upper, lower)
        }) && self.days[above].covers(&self.days[row])
    }

    fn cell_covers(&self, column: usize, upper: u32, lower: u32) -> bool {
        let regions = &self.regions[column];
        let pair = regions[upper as usize]
            .as_ref()
            .zip(regions[lower as usize].as_ref());
        pair.is_some_and(|(upper, lower)| upper.covers(lower))
    }

    fn contradictions(&self, work: &mut Work) {
        for row in 1..self.len() {
            for above in 0..row {
                if !work.may(1) {
                    return;
                }
                if !self.may_meet(above, row) {
                    continue;
                }
                if let Some(example) = self.contradicts(above, row, work) {
                    work.found(Finding::Contradiction {
                        row: self.id(above),
                        other: self.id(row),
                        example,
                    });
                }
            }
        }
    }

    /// Inputs that both rows match against the hit policy, where some are found.
    fn contradicts(&self, above: usize, row: usize, work: &mut Work) -> Option<Example> {
        let table = self.table;
        let may_agree = table.hit_policy == HitPolicy::Any;
        if may_agree && self.says_the_same(above, row) {
            return None;
        }
        let everything = Region::everything();
        let region = |row, column| self.region(row, column).unwrap_or(&everything);
        let columns = 0..table.columns.len();
        let common: Vec<Region> = columns
            .map(|column| region(above, column).and(region(row, column)))
            .collect();
        let days = self.days[above].and(&self.days[row]);
        let (upper, lower) = (above, row);
        let pair = Pair {
            table,
            upper,
            lower,
        };
        let differ = |scope: Scope<'_>| {
            let said = table
                .hit(upper, scope)
                .ok()
                .zip(table.hit(lower, scope).ok());
            said.is_some_and(|(upper, lower)| upper.values != lower.values)
        };
        pair.example(&common, &days, |scope| !may_agree || differ(scope), work)
    }
}

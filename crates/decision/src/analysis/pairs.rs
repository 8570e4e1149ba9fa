//! Rows that shadow, contradict or repeat each other.

use std::collections::HashMap;

use super::{Finding, Work};
use crate::compile::Compiled;
use crate::region::Region;
use crate::table::HitPolicy;

/// Compares every row with those above it, as far as the budget goes.
pub(super) fn look(table: &Compiled, work: &mut Work) {
    let rows = Rows::new(table);
    rows.duplicates(work);
    match table.hit_policy {
        HitPolicy::First => rows.shadowed(work),
        HitPolicy::Unique | HitPolicy::Any => rows.contradictions(work),
        HitPolicy::Priority
        | HitPolicy::Collect
        | HitPolicy::CollectSum
        | HitPolicy::CollectMin
        | HitPolicy::CollectMax
        | HitPolicy::CollectCount
        | HitPolicy::RuleOrder
        | HitPolicy::OutputOrder => {}
    }
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
            .map(|column| column.predicates.iter().map(Region::of).collect())
            .collect();
        let rows = table.rows.iter();
        let mut order: Vec<usize> = (0..table.columns.len()).collect();
        order.sort_by_key(|at| {
            table.columns[*at]
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

    fn shadowed(&self, work: &mut Work) {
        for row in 1..self.len() {
            for above in 0..row {
                if !work.may(1) {
                    return;
                }
                if self.covers(above, row) {
                    work.found(Finding::Shadowed {
                        row: self.id(row),
                        by: self.id(above),
                    });
                    break;
                }
            }
        }
    }

    /// Whether `above` matches whatever `row` matches, as far as can be seen.
    fn covers(&self, above: usize, row: usize) -> bool {
        let mut columns = self.order.iter();
        columns.all(|at| {
            let numbers = &self.table.columns[*at].of_row;
            let (upper, lower) = (numbers[above], numbers[row]);
            upper == lower || upper == 0 || self.cell_covers(*at, upper, lower)
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
                let may_agree = self.table.hit_policy == HitPolicy::Any;
                if self.meet(above, row) && !(may_agree && self.says_the_same(above, row)) {
                    work.found(Finding::Contradiction {
                        row: self.id(above),
                        other: self.id(row),
                    });
                }
            }
        }
    }

    /// Whether some inputs match both rows for certain.
    fn meet(&self, above: usize, row: usize) -> bool {
        let mut columns = self.order.iter();
        columns.all(|at| {
            let numbers = &self.table.columns[*at].of_row;
            let (upper, lower) = (numbers[above], numbers[row]);
            upper == lower || upper == 0 || lower == 0 || self.cells_meet(*at, upper, lower)
        }) && self.days[above].meets_a_day(&self.days[row])
    }

    fn cells_meet(&self, column: usize, upper: u32, lower: u32) -> bool {
        let regions = &self.regions[column];
        let pair = regions[upper as usize]
            .as_ref()
            .zip(regions[lower as usize].as_ref());
        pair.is_some_and(|(upper, lower)| upper.meets(lower))
    }
}

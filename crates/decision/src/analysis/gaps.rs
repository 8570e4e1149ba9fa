//! What no row can match, with the rows that would fill it.
//!
//! Each column is cut where its cells begin and end to match. Between two cuts the same rows
//! match, so one column after the other is tried piece by piece, as long as some row is left; pieces
//! that leave the same rows are tried together. Values that are missing are not looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::cell;
use super::points::values;
use super::report::{Finding, GapSearch, Work};
use crate::compile::Compiled;
use crate::evaluate::holds_on;
use crate::region::{Cut, Region, merged};
use crate::table::{HitPolicy, Row};
use crate::value::{Value, ValueType};

/// Most gaps of a report.
const MOST_GAPS: usize = 200;

/// The rows that are left, a bit each.
type Rows = Vec<u64>;

/// A column in which gaps are looked for.
struct GapColumn<'t> {
    at: usize,
    name: &'t str,
    value_type: ValueType,
    /// All values that are looked at.
    domain: Region,
    /// The codes of the domain, where they are known.
    codes: Option<&'t [Value]>,
    /// The pieces of the domain, with the rows that match each.
    pieces: Vec<(Rows, Region)>,
    /// The rows that match the whole domain.
    indifferent: Rows,
}

/// Looks for gaps, in the order of the columns.
pub(super) fn look(table: &Compiled, search: &GapSearch, work: &mut Work) {
    let mut columns = Vec::new();
    for (at, input) in table.inputs.iter().enumerate() {
        let codes = search.codes.get(&input.name);
        let codes = codes.map(Vec::as_slice).filter(|codes| !codes.is_empty());
        if codes.is_none() && !(search.everywhere && is_searched(table)) {
            continue;
        }
        match GapColumn::new(table, at, codes, work) {
            Some(column) => columns.push(column),
            None => return,
        }
    }
    if columns.is_empty() {
        return;
    }
    let day = search.as_of;
    let held = table.rows.iter().enumerate();
    let held = held.filter(|(_, row)| day.is_none_or(|day| holds_on(row, day)));
    let left = row_set(table.rows.len(), held.map(|(at, _)| at));
    let mut search = Search {
        table,
        columns: &columns,
        chosen: Vec::new(),
        ids: table.rows.iter().map(|row| row.id.as_ref()).collect(),
        found: 0,
    };
    search.from(0, &left, work);
}

/// Whether every input should have an answer: rows of lists may say nothing, and defaults answer.
fn is_searched(table: &Compiled) -> bool {
    let has_default = table.results.iter().any(|column| column.default.is_some());
    match table.hit_policy {
        HitPolicy::First | HitPolicy::Unique | HitPolicy::Any | HitPolicy::Priority => !has_default,
        HitPolicy::Collect
        | HitPolicy::CollectSum
        | HitPolicy::CollectMin
        | HitPolicy::CollectMax
        | HitPolicy::CollectCount
        | HitPolicy::RuleOrder
        | HitPolicy::OutputOrder => false,
    }
}

fn row_set(rows: usize, of: impl Iterator<Item = usize>) -> Rows {
    let mut set = vec![0_u64; rows.div_ceil(64)];
    of.for_each(|row| set[row / 64] |= 1 << (row % 64));
    set
}

impl<'t> GapColumn<'t> {
    /// `None` when the budget ran out.
    fn new(
        table: &'t Compiled,
        at: usize,
        codes: Option<&'t [Value]>,
        work: &mut Work,
    ) -> Option<Self> {
        let (column, input) = (&table.columns[at], &table.inputs[at]);
        // What is computed may match: a gap is only reported when it is certain.
        let regions: Vec<Region> = column
            .predicates
            .iter()
            .map(|cell| Region::from_predicate(cell).unwrap_or_else(Region::everything))
            .collect();
        let pieces = match codes {
            Some(codes) => codes.iter().map(Region::of_value).collect(),
            None => pieces(&regions, input.value_type),
        };
        if !work.may(pieces.len() * regions.len()) {
            return None;
        }
        let domain = together(pieces.iter());
        let rows_where = |fits: &dyn Fn(&Region) -> bool| {
            let fits: Vec<bool> = regions.iter().map(fits).collect();
            let numbers = column.of_row.iter().enumerate();
            let rows = numbers.filter(|(_, number)| fits[**number as usize]);
            row_set(column.of_row.len(), rows.map(|(row, _)| row))
        };
        let pieces = pieces.into_iter().map(|piece| {
            let rows = rows_where(&|region: &Region| region.covers(&piece));
            (rows, piece)
        });
        Some(Self {
            at,
            name: &input.name,
            value_type: input.value_type,
            codes,
            pieces: pieces.collect(),
            indifferent: rows_where(&|region: &Region| region.covers(&domain)),
            domain,
        })
    }
}

/// What lies between the cuts of a column, as far as there are values in it.
fn pieces(regions: &[Region], value_type: ValueType) -> Vec<Region> {
    let ends = regions.iter().flat_map(|region| &region.intervals);
    let ends = ends.flat_map(|(start, end)| [start, end]);
    let cuts: BTreeSet<&Cut> = ends.chain([&Cut::Least, &Cut::Greatest]).collect();
    let cuts: Vec<&Cut> = cuts.into_iter().collect();
    let between = cuts.windows(2).map(|pair| Region {
        missing: false,
        intervals: vec![(pair[0].clone(), pair[1].clone())],
    });
    between
        .filter(|piece| values(piece, value_type, &[]).next().is_some())
        .collect()
}

/// All that is in one of several regions.
fn together<'r>(regions: impl Iterator<Item = &'r Region>) -> Region {
    let intervals = regions.flat_map(|region| region.intervals.iter().cloned());
    Region {
        missing: false,
        intervals: merged(intervals.collect()),
    }
}

struct Search<'c> {
    table: &'c Compiled,
    columns: &'c [GapColumn<'c>],
    /// What was chosen of the columns so far.
    chosen: Vec<Region>,
    ids: BTreeSet<&'c str>,
    found: usize,
}

impl Search<'_> {
    fn from(&mut self, at: usize, left: &[u64], work: &mut Work) {
        if left.iter().all(|word| *word == 0) {
            return self.report(work);
        }
        if at == self.columns.len() || self.is_answered(at, left) {
            return;
        }
        let column = &self.columns[at];
        if !work.may(left.len() * column.pieces.len()) {
            return;
        }
        // Pieces that leave the same rows, those that leave none first.
        let mut same: BTreeMap<Rows, Vec<&Region>> = BTreeMap::new();
        for (rows, piece) in &column.pieces {
            let rows = left.iter().zip(rows).map(|(left, rows)| left & rows);
            same.entry(rows.collect()).or_default().push(piece);
        }
        for (rows, pieces) in same {
            self.chosen.push(together(pieces.into_iter()));
            self.from(at + 1, &rows, work);
            self.chosen.pop();
            if work.report.unfinished {
                return;
            }
        }
    }

    /// Whether a row is left that looks at none of the other columns.
    fn is_answered(&self, at: usize, left: &[u64]) -> bool {
        (0..left.len()).any(|word| {
            let columns = self.columns[at..].iter();
            columns.fold(left[word], |rows, column| rows & column.indifferent[word]) != 0
        })
    }

    fn report(&mut self, work: &mut Work) {
        if self.found == MOST_GAPS {
            work.report.unfinished = true;
            return;
        }
        let Some(row) = self.row() else {
            work.report.unfinished = true;
            return;
        };
        self.found += 1;
        let chosen = self.columns.iter().zip(&self.chosen);
        let codes = chosen.filter_map(|(column, region)| {
            let mut codes: Vec<Value> = column.codes?.to_vec();
            codes.retain(|code| region.holds(code));
            codes.sort();
            Some((column.name.to_owned(), codes))
        });
        let codes = codes.collect();
        work.found(Finding::Gap { codes, row });
    }

    /// The row that would fill the gap; `None` where no cell says what is missing.
    fn row(&self) -> Option<Row> {
        let mut row = Row::new(&self.free_id(), &[], &[]);
        row.conditions = vec!["-".to_owned(); self.table.inputs.len()];
        row.outputs = vec!["-".to_owned(); self.table.outputs.len()];
        for (column, region) in self.columns.iter().zip(&self.chosen) {
            if column.codes.is_some() || *region != column.domain {
                row.conditions[column.at] = cell(region, column.value_type)?;
            }
        }
        Some(row)
    }

    fn free_id(&self) -> String {
        let mut id = format!("gap-{}", self.found + 1);
        while self.ids.contains(id.as_str()) {
            id.push('\'');
        }
        id
    }
}

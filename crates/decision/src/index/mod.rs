//! How are the matching rows of ten thousand found in a microsecond?
//!
//! Each column is cut where its cells begin and end to match ([`keys`]). Between two cuts always
//! the same rows match; they are kept as a bit per row ([`rows`]), shared between neighbours, with
//! the few rows that differ in a list. An evaluation finds its place in each column and ANDs the
//! sets, eight words at a time, and stops when it is told to. Cells that compute something count
//! as matching here; who asks tests them afterwards.

mod keys;
mod rows;

use std::ops::ControlFlow;

use crate::columns::{Column, CompiledRow};
use crate::expression::Scope;
use crate::region::Region;
use crate::value::Value;
use keys::Keys;
use rows::{BLOCK, RowSet, RowSets};

/// So many columns are looked up without asking for memory.
const FEW: usize = 16;

/// The most bytes of all row sets of a table.
pub(crate) const INDEX_BYTES: usize = 64 * 1024 * 1024;

/// The row sets of all columns.
#[derive(Debug)]
pub(crate) struct Index {
    rows: usize,
    sets: RowSets,
    columns: Vec<IndexColumn>,
    /// The columns whose sets would take too many bytes; `None`: the validity of rows.
    left_out: Vec<Option<usize>>,
}

#[derive(Debug)]
struct IndexColumn {
    /// `None`: the validity of rows.
    input: Option<usize>,
    keys: Keys,
    /// The rows that match between two cuts.
    segments: Vec<RowSet>,
    /// The rows that match a missing value.
    missing: RowSet,
    /// How many rows do not care; the columns with fewest come first.
    indifferent: usize,
}

impl IndexColumn {
    /// The rows that match what an evaluation asks of the column.
    #[inline]
    fn located(&self, scope: Scope<'_>) -> RowSet {
        let day;
        let value = match self.input {
            Some(input) => scope.input(input),
            None => {
                day = Value::Date(scope.context.as_of);
                Some(&day)
            }
        };
        value.map_or(self.missing, |value| self.segments[self.keys.locate(value)])
    }
}

/// A distinct cell of a column, and the rows that have it.
struct Group {
    region: Region,
    rows: Vec<u32>,
}

impl Index {
    pub(crate) fn new(columns: &[Column], rows: &[CompiledRow], most: usize) -> Self {
        let mut index = Self {
            rows: rows.len(),
            sets: RowSets::new(rows.len()),
            columns: Vec::new(),
            left_out: Vec::new(),
        };
        for (at, column) in columns.iter().enumerate() {
            index.add(Some(at), groups(column), most);
        }
        index.add(None, days(rows), most);
        index.columns.sort_by_key(|column| column.indifferent);
        index.sets.shrink();
        index
    }

    fn add(&mut self, input: Option<usize>, groups: Vec<Group>, most: usize) {
        let everything = Region::everything();
        if groups.iter().all(|group| group.region == everything) {
            return;
        }
        let cuts = groups
            .iter()
            .flat_map(|group| &group.region.intervals)
            .flat_map(|(start, end)| [start, end]);
        let (keys, cuts) = Keys::new(cuts);
        let missing = groups.iter().filter(|group| group.region.missing);
        let missing = missing.flat_map(|group| &group.rows).copied();
        let indifferent = groups
            .iter()
            .filter(|group| group.region == everything)
            .map(|group| group.rows.len())
            .sum();
        let changes = groups.iter().flat_map(|group| {
            let intervals = group.region.intervals.iter();
            let starts_and_ends = intervals.flat_map(|(start, end)| [start, end]);
            starts_and_ends.filter_map(|cut| Some((keys::segment(&cuts, cut)?, &group.rows[..])))
        });
        // Bits for rows times cuts can be many; what such a column asks is tested row by row.
        let Some(segments) = self.sets.sweep(cuts.len() + 1, changes, most) else {
            self.left_out.push(input);
            return;
        };
        let missing = self.sets.dense(missing);
        self.columns.push(IndexColumn {
            input,
            keys,
            segments,
            missing,
            indifferent,
        });
    }

    /// Shows the matching rows from the top, until told to stop.
    pub(crate) fn visit(
        &self,
        scope: Scope<'_>,
        visitor: &mut impl FnMut(usize) -> ControlFlow<()>,
    ) {
        if self.columns.is_empty() {
            let _ = (0..self.rows).try_for_each(visitor);
            return;
        }
        let located = |column: &IndexColumn| column.located(scope);
        let mut few = [RowSet::default(); FEW];
        let mut many = Vec::new();
        let sets = if self.columns.len() <= FEW {
            let columns = few.iter_mut().zip(&self.columns);
            columns.for_each(|(set, column)| *set = located(column));
            &mut few[..self.columns.len()]
        } else {
            many.extend(self.columns.iter().map(located));
            &mut many[..]
        };
        for block in 0..self.sets.blocks() {
            let words = self.sets.all(block, sets);
            if words != [0; BLOCK] && bits(block, words, visitor).is_break() {
                return;
            }
        }
    }

    /// The columns that it does not look at: their cells are tested for the rows it shows.
    pub(crate) fn left_out(&self) -> &[Option<usize>] {
        &self.left_out
    }

    /// Shows the rows that at most one column does not match, from the top, with that column: none
    /// when all match, and within it none for the days of the row.
    pub(crate) fn visit_close(
        &self,
        scope: Scope<'_>,
        visitor: &mut impl FnMut(usize, Option<Option<usize>>),
    ) {
        let mut sets: Vec<RowSet> = self.columns.iter().map(|it| it.located(scope)).collect();
        let mut of_columns = vec![[0; BLOCK]; sets.len()];
        for block in 0..self.sets.blocks() {
            let (mut once, mut twice) = ([0; BLOCK], [0; BLOCK]);
            for (set, words) in sets.iter_mut().zip(&mut of_columns) {
                *words = self.sets.words(block, set);
                for at in 0..BLOCK {
                    twice[at] |= once[at] & !words[at];
                    once[at] |= !words[at];
                }
            }
            let close = twice.map(|words| !words);
            let _ = bits(block, close, &mut |row| {
                if row >= self.rows {
                    return ControlFlow::Break(());
                }
                let (word, bit) = ((row / 64) % BLOCK, 1 << (row % 64));
                let lacks = |words: &[u64; BLOCK]| words[word] & bit == 0;
                let missed = of_columns.iter().position(lacks);
                visitor(row, missed.map(|at| self.columns[at].input));
                ControlFlow::Continue(())
            });
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        let columns = self.columns.iter();
        let of_columns: usize = columns
            .map(|column| column.keys.bytes() + column.segments.len() * size_of::<RowSet>())
            .sum();
        of_columns + self.sets.bytes()
    }
}

fn bits(
    block: usize,
    words: [u64; BLOCK],
    visitor: &mut impl FnMut(usize) -> ControlFlow<()>,
) -> ControlFlow<()> {
    for (at, word) in words.into_iter().enumerate() {
        let mut left = word;
        while left != 0 {
            visitor((block * BLOCK + at) * 64 + left.trailing_zeros() as usize)?;
            left &= left - 1;
        }
    }
    ControlFlow::Continue(())
}

fn groups(column: &Column) -> Vec<Group> {
    let region = |predicate| Region::from_predicate(predicate).unwrap_or_else(Region::everything);
    let mut groups: Vec<Group> = column
        .predicates
        .iter()
        .map(|predicate| Group {
            region: region(predicate),
            rows: Vec::new(),
        })
        .collect();
    for (row, number) in column.of_row.iter().enumerate() {
        groups[*number as usize].rows.push(number_of(row));
    }
    groups
}

fn days(rows: &[CompiledRow]) -> Vec<Group> {
    let mut known = std::collections::BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let same: &mut Vec<u32> = known.entry((row.valid_from, row.valid_to)).or_default();
        same.push(number_of(at));
    }
    known
        .into_iter()
        .map(|((from, to), rows)| Group {
            region: Region::days(from, to),
            rows,
        })
        .collect()
}

/// Row numbers fit: a table of four thousand million rows is not loaded.
fn number_of(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

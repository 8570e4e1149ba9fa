//! Combinations of codes that no row can match.

use std::collections::BTreeMap;

use super::report::{Finding, Work};
use crate::compile::Compiled;
use crate::region::Region;
use crate::value::Value;

/// The rows that are left, a bit each.
type Rows = Vec<u64>;

/// A column of codes: which rows match which codes.
struct CodeColumn {
    name: String,
    /// Codes that match the same rows stand together.
    choices: Vec<(Rows, Vec<Value>)>,
    /// The rows that do not look at this column.
    indifferent: Rows,
}

/// Tries the codes of one column after the other, as long as some row is left.
pub(super) fn look(table: &Compiled, codes: &BTreeMap<String, Vec<Value>>, work: &mut Work) {
    let mut columns = Vec::new();
    for (at, input) in table.inputs.iter().enumerate() {
        let Some(codes) = codes.get(&input.name).filter(|codes| !codes.is_empty()) else {
            continue;
        };
        if !work.may(codes.len() * table.columns[at].predicates.len()) {
            return;
        }
        columns.push(code_column(table, at, codes));
    }
    if columns.is_empty() {
        return;
    }
    let words = table.rows.len().div_ceil(64);
    let mut search = Search {
        columns: &columns,
        chosen: Vec::new(),
    };
    search.from(0, &vec![u64::MAX; words], work);
}

fn code_column(table: &Compiled, at: usize, codes: &[Value]) -> CodeColumn {
    let column = &table.columns[at];
    let words = table.rows.len().div_ceil(64);
    // What is computed may match: a gap is only reported when it is certain.
    let regions: Vec<Region> = column
        .predicates
        .iter()
        .map(|cell| Region::from_predicate(cell).unwrap_or_else(Region::everything))
        .collect();
    let rows_where = |fits: &dyn Fn(usize) -> bool| {
        let mut rows = vec![0_u64; words];
        for (row, number) in column.of_row.iter().enumerate() {
            if fits(*number as usize) {
                rows[row / 64] |= 1 << (row % 64);
            }
        }
        rows
    };
    let mut choices: BTreeMap<Rows, Vec<Value>> = BTreeMap::new();
    for code in codes {
        let fits: Vec<bool> = regions.iter().map(|region| region.holds(code)).collect();
        let rows = rows_where(&|number| fits[number]);
        choices.entry(rows).or_default().push(code.clone());
    }
    CodeColumn {
        name: table.inputs[at].name.clone(),
        choices: choices.into_iter().collect(),
        indifferent: rows_where(&|number| regions[number] == Region::everything()),
    }
}

struct Search<'c> {
    columns: &'c [CodeColumn],
    chosen: Vec<(String, Vec<Value>)>,
}

impl Search<'_> {
    fn from(&mut self, at: usize, left: &[u64], work: &mut Work) {
        if at == self.columns.len() || self.is_answered(at, left) {
            return;
        }
        let mut nobody = Vec::new();
        for (rows, codes) in &self.columns[at].choices {
            if !work.may(left.len()) {
                return;
            }
            let rows: Rows = left
                .iter()
                .zip(rows)
                .map(|(left, rows)| left & rows)
                .collect();
            if rows.iter().all(|word| *word == 0) {
                nobody.extend_from_slice(codes);
                continue;
            }
            self.chosen
                .push((self.columns[at].name.clone(), codes.clone()));
            self.from(at + 1, &rows, work);
            self.chosen.pop();
        }
        if !nobody.is_empty() {
            nobody.sort();
            let mut codes = self.chosen.clone();
            codes.push((self.columns[at].name.clone(), nobody));
            work.found(Finding::Gap { codes });
        }
    }

    /// Whether a row is left that looks at none of the other columns of codes.
    fn is_answered(&self, at: usize, left: &[u64]) -> bool {
        (0..left.len()).any(|word| {
            let columns = self.columns[at..].iter();
            columns.fold(left[word], |rows, column| rows & column.indifferent[word]) != 0
        })
    }
}

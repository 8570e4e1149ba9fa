//! What is different in the rows of two versions of a table?
//!
//! Rows are the same by their ids, cells by the names of their columns. A row is moved when it
//! stands elsewhere among the rows that stayed; as few rows as possible are said to be moved.

use std::collections::HashMap;

use serde::Serialize;

use crate::table::{Row, Table};

/// What is different in the rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RowDifferences {
    /// Rows that are only in the later version, in its order.
    pub added: Vec<Row>,
    /// Rows that are only in the earlier version, in its order.
    pub removed: Vec<Row>,
    /// Rows that stand elsewhere.
    pub moved: Vec<MovedRow>,
    /// Rows of which something changed.
    pub changed: Vec<ChangedRow>,
}

/// A row that stands elsewhere.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MovedRow {
    /// The id of the row.
    pub row: String,
    /// Its place in the earlier version, from 1.
    pub before: usize,
    /// Its place in the later version, from 1.
    pub after: usize,
}

/// A row of which something changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ChangedRow {
    /// The id of the row.
    pub row: String,
    /// What changed, from the left.
    pub cells: Vec<CellChange>,
}

/// A cell that changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CellChange {
    /// What kind of cell it is.
    pub part: RowPart,
    /// The name of its column, of conditions and results.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What it said; none where the column was not there, or nothing was given.
    pub before: Option<String>,
    /// What it says; none where the column is gone, or nothing is given.
    pub after: Option<String>,
}

/// What a cell is in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum RowPart {
    /// A condition, of an input.
    Condition,
    /// A result, of an output.
    Result,
    /// Whether the row is enabled.
    Enabled,
    /// The first day on which it holds.
    ValidFrom,
    /// The last day on which it holds.
    ValidTo,
    /// Why it is there.
    Note,
}

impl RowDifferences {
    /// What a later version changes in the rows of an earlier one.
    #[must_use]
    pub fn between(before: &Table, after: &Table) -> Self {
        let places = |table: &'_ Table| -> HashMap<String, usize> {
            let rows = table.rows.iter().enumerate();
            rows.map(|(at, row)| (row.id.clone(), at)).collect()
        };
        let (old, new) = (places(before), places(after));
        let only = |rows: &[Row], other: &HashMap<String, usize>| -> Vec<Row> {
            let rows = rows.iter().filter(|row| !other.contains_key(&row.id));
            rows.cloned().collect()
        };
        // The rows that stayed, in the later order, with their earlier places.
        let stayed: Vec<(usize, usize)> = after
            .rows
            .iter()
            .enumerate()
            .filter_map(|(at, row)| Some((*old.get(&row.id)?, at)))
            .collect();
        let in_order = longest_ascending(&stayed);
        let moved = stayed
            .iter()
            .zip(in_order)
            .filter(|(_, in_order)| !in_order);
        let columns = Columns { before, after };
        Self {
            added: only(&after.rows, &old),
            removed: only(&before.rows, &new),
            moved: moved
                .map(|((from, to), _)| MovedRow {
                    row: after.rows[*to].id.clone(),
                    before: from + 1,
                    after: to + 1,
                })
                .collect(),
            changed: stayed
                .iter()
                .filter_map(|(from, to)| columns.changed(&before.rows[*from], &after.rows[*to]))
                .collect(),
        }
    }

    /// Whether nothing is different.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Two versions whose cells are compared by the names of their columns.
struct Columns<'t> {
    before: &'t Table,
    after: &'t Table,
}

impl Columns<'_> {
    fn changed(&self, before: &Row, after: &Row) -> Option<ChangedRow> {
        let names = |table: &Table| -> [Vec<String>; 2] {
            let inputs = table.inputs.iter().map(|input| input.name.clone());
            let outputs = table.outputs.iter().map(|output| output.name.clone());
            [inputs.collect(), outputs.collect()]
        };
        let [old_inputs, old_outputs] = names(self.before);
        let [inputs, outputs] = names(self.after);
        let (names, texts) = (&old_inputs, &before.conditions);
        let was = Cells { names, texts };
        let (names, texts) = (&inputs, &after.conditions);
        let mut cells = by_column(RowPart::Condition, was, Cells { names, texts });
        let (names, texts) = (&old_outputs, &before.outputs);
        let was = Cells { names, texts };
        let (names, texts) = (&outputs, &after.outputs);
        cells.extend(by_column(RowPart::Result, was, Cells { names, texts }));
        cells.extend(around(before, after));
        (!cells.is_empty()).then(|| ChangedRow {
            row: after.id.clone(),
            cells,
        })
    }
}

/// The cells of a row of one kind, with the names of their columns.
#[derive(Clone, Copy)]
struct Cells<'t> {
    names: &'t [String],
    texts: &'t [String],
}

impl<'t> Cells<'t> {
    /// What the cell of a column says; none when it says nothing.
    fn text_in(&self, name: &str) -> Option<&'t str> {
        let at = self.names.iter().position(|known| known == name)?;
        let text = self.texts.get(at)?.trim();
        (!text.is_empty() && text != "-").then_some(text)
    }
}

fn by_column(part: RowPart, before: Cells<'_>, after: Cells<'_>) -> Vec<CellChange> {
    let gone = before
        .names
        .iter()
        .filter(|name| !after.names.contains(name));
    let names = after.names.iter().chain(gone);
    names
        .filter(|name| before.text_in(name) != after.text_in(name))
        .map(|name| CellChange {
            part,
            column: Some(name.clone()),
            before: before.text_in(name).map(str::to_owned),
            after: after.text_in(name).map(str::to_owned),
        })
        .collect()
}

/// What stands around the cells of a row.
fn around(before: &Row, after: &Row) -> Vec<CellChange> {
    let parts_beside = |row: &Row| {
        let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
        let note = Some(row.note.clone()).filter(|note| !note.is_empty());
        [
            (RowPart::Enabled, Some(row.enabled.to_string())),
            (RowPart::ValidFrom, day(row.valid_from)),
            (RowPart::ValidTo, day(row.valid_to)),
            (RowPart::Note, note),
        ]
    };
    let pairs = parts_beside(before).into_iter().zip(parts_beside(after));
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(|((part, before), (_, after))| CellChange {
            part,
            column: None,
            before,
            after,
        })
        .collect()
}

/// Which elements belong to a longest sequence of ascending earlier places.
fn longest_ascending(stayed: &[(usize, usize)]) -> Vec<bool> {
    // By length: the element that ends a sequence of it with the least place.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = Vec::with_capacity(stayed.len());
    for (at, (place, _)) in stayed.iter().enumerate() {
        let length = ends.partition_point(|end| stayed[*end].0 < *place);
        previous.push(length.checked_sub(1).map(|before| ends[before]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut belongs = vec![false; stayed.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        belongs[at] = true;
        next = previous[at];
    }
    belongs
}

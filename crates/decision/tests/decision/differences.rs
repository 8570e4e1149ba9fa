//! What is said to be different between two versions, and is it all?

use cas_decision::ValueType::{Code, Number};
use cas_decision::{HitPolicy, Row, RowDifferences, RowPart, Table};
use proptest::prelude::{prop, proptest};
use proptest::strategy::Strategy as _;

use crate::builder::table;
use crate::certain::config;

fn empty() -> Table {
    let inputs = [("mass", Number), ("country", Code)];
    table(HitPolicy::First, &inputs, &[("out", Number)], &[])
}

fn with_rows(rows: Vec<Row>) -> Table {
    Table { rows, ..empty() }
}

/// Makes the later version of the earlier one by nothing but what is said.
fn applied(before: &Table, after: &Table, found: &RowDifferences) -> Vec<Row> {
    let mut rows = before.rows.clone();
    rows.retain(|row| !found.removed.contains(row));
    for changed in &found.changed {
        let row = rows.iter_mut().find(|row| row.id == changed.row);
        let row = row.expect("a changed row is there");
        for cell in &changed.cells {
            let text = cell.after.clone().unwrap_or_else(|| "-".to_owned());
            match (cell.part, cell.column.as_deref()) {
                (RowPart::Condition, Some("mass")) => row.conditions[0] = text,
                (RowPart::Condition, Some("country")) => row.conditions[1] = text,
                (RowPart::Result, Some("out")) => row.outputs[0] = text,
                (RowPart::Enabled, None) => row.enabled = text == "true",
                (RowPart::Note, None) => row.note = cell.after.clone().unwrap_or_default(),
                other => panic!("{other:?}"),
            }
        }
    }
    rows.retain(|row| !found.moved.iter().any(|moved| moved.row == row.id));
    let id_at = |at: usize| &after.rows[at].id;
    for at in 0..after.rows.len() {
        let moved = found.moved.iter().find(|moved| moved.after == at + 1);
        let added = found.added.iter().find(|row| row.id == *id_at(at));
        let moved = moved.map(|moved| {
            assert_eq!(
                (&moved.row, &before.rows[moved.before - 1].id),
                (id_at(at), id_at(at))
            );
            after.rows[at].clone()
        });
        if let Some(row) = moved.or_else(|| added.cloned()) {
            rows.insert(at, row);
        }
    }
    rows
}

fn rows() -> impl proptest::strategy::Strategy<Value = Vec<Row>> {
    let row = (0..9_u8, 0..3_u8, 0..3_u8, 0..2_u8);
    prop::collection::vec(row, 0..9).prop_map(|rows| {
        let mut made: Vec<Row> = Vec::new();
        for (id, mass, says, note) in rows {
            let (mass, says) = (mass.to_string(), says.to_string());
            let mut row = Row::new(&format!("r{id}"), &[&mass, "\"DE\""], &[&says]);
            row.note = ["", "why"][usize::from(note)].to_owned();
            row.enabled = id != 4 || note == 0;
            if !made.iter().any(|known| known.id == row.id) {
                made.push(row);
            }
        }
        made
    })
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn a_difference_makes_one_version_of_the_other(before in rows(), after in rows()) {
        let (before, after) = (with_rows(before), with_rows(after));
        let found = RowDifferences::between(&before, &after);
        assert_eq!(applied(&before, &after, &found), after.rows);
        assert_eq!(found.is_empty(), before.rows == after.rows);
        assert!(RowDifferences::between(&after, &after).is_empty());
    }
}

#[test]
fn few_rows_are_moved_and_columns_are_known_by_their_names() {
    let row = |id: &str| Row::new(id, &["1", "-"], &["1"]);
    let before = with_rows(["a", "b", "c", "d"].map(row).to_vec());
    let mut after = with_rows(["d", "a", "b", "c"].map(row).to_vec());
    let found = RowDifferences::between(&before, &after);
    let moved: Vec<_> = found
        .moved
        .iter()
        .map(|it| (it.row.as_str(), it.before, it.after))
        .collect();
    assert_eq!(moved, [("d", 4, 1)]);
    assert!(found.changed.is_empty());
    // The columns change places, one goes and another comes.
    after.inputs.swap(0, 1);
    after.inputs[0].name = "origin".to_owned();
    for row in &mut after.rows {
        row.conditions = vec!["\"FR\"".to_owned(), "1".to_owned()];
    }
    let found = RowDifferences::between(&before, &after);
    let cells = &found.changed[0].cells;
    assert_eq!(found.changed.len(), 4);
    assert_eq!(
        cells.len(),
        1,
        "an empty cell that goes says nothing: {cells:?}"
    );
    assert_eq!(cells[0].column.as_deref(), Some("origin"));
    assert_eq!(
        (cells[0].before.as_deref(), cells[0].after.as_deref()),
        (None, Some("\"FR\""))
    );
}

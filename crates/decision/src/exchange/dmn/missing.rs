//! Where does a cell of another product answer otherwise for a missing value?
//!
//! By DMN `null = "DE"` is false, so `not("DE")` and `!= "DE"` hold for a missing value. Here a
//! missing value matches `-` and `null` alone.

use crate::expression::{Comparison, Expression};
use crate::language::lower::Names;
use crate::note::{Note, NoteCode};
use crate::predicate::{Predicate, Test};
use crate::table::Table;

/// A note for each condition of a table that would match a missing value in other products.
pub(super) fn notes(table: &Table) -> Vec<Note> {
    let names = Names::from_inputs(&table.inputs);
    let mut notes = Vec::new();
    for row in &table.rows {
        for (at, (cell, input)) in row.conditions.iter().zip(&table.inputs).enumerate() {
            let Ok(predicate) = names.condition(cell, at) else {
                continue;
            };
            if answers_otherwise(&predicate) {
                let message = format!(
                    "{cell} matches no missing value here, and does where the table comes from; where a \
                     missing value was meant too, add a row with null"
                );
                let note = Note::new(NoteCode::MissingAnswersOtherwise, message);
                notes.push(note.in_row(&row.id).in_column(&input.name));
            }
        }
    }
    notes
}

fn answers_otherwise(predicate: &Predicate) -> bool {
    let Predicate::Tests { negated, tests } = predicate else {
        return false;
    };
    let asks_for_null = tests.iter().any(|test| matches!(test, Test::Null));
    (*negated && !asks_for_null) || tests.iter().any(differs)
}

fn differs(test: &Test) -> bool {
    match test {
        Test::Differs(_) => true,
        Test::Null | Test::Equal(_) | Test::Prefix(_) | Test::Interval(_) => false,
        Test::Expression(expression) => {
            let mut found = false;
            expression.walk(&mut |part| found |= is_other_for_missing(part));
            found
        }
    }
}

/// What is true of a missing value by DMN, and neither true nor false here.
fn is_other_for_missing(part: &Expression) -> bool {
    match part {
        Expression::Not(inner) => !matches!(**inner, Expression::IsNull(_)),
        Expression::Compare(Comparison::NotEqual, ..) => true,
        Expression::Compare(Comparison::Equal, left, right) => {
            let is_input = |side: &Expression| matches!(side, Expression::Input(_));
            is_input(left) && is_input(right)
        }
        _ => false,
    }
}

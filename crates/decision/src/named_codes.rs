//! Which codes does a table name, and where?
//!
//! Whoever knows the code lists can look each of them up. Codes within expressions are not told:
//! it is not certain what they are compared with.

use jiff::civil::Date;

use crate::columns::CompiledRow;
use crate::compile::Compiled;
use crate::expression::Expression;
use crate::predicate::{Predicate, Test};
use crate::value::Value;

/// A text that an enabled row names: what a condition compares with, or a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamedCode<'t> {
    /// The id of the row.
    pub row: &'t str,
    /// The column it stands in.
    pub column: NamedColumn,
    /// The text, normalised by the column's type.
    pub text: &'t str,
    /// Whether all that begin with the text are meant.
    pub is_prefix: bool,
    /// The first day on which the row holds.
    pub valid_from: Option<Date>,
    /// The last day on which the row holds.
    pub valid_to: Option<Date>,
}

/// A column, by its place from the left among those of its kind, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NamedColumn {
    /// A column of conditions.
    Input(usize),
    /// A column of results.
    Output(usize),
}

impl Compiled {
    /// The texts that rows name, from the top, each row's from the left.
    pub fn named_codes(&self) -> impl Iterator<Item = NamedCode<'_>> {
        let rows = self.rows.iter().enumerate();
        rows.flat_map(move |(at, row)| {
            let conditions = self.columns.iter().enumerate();
            let conditions = conditions.flat_map(move |(input, column)| {
                let tested = tested_texts(column.predicate(at));
                tested.map(move |(text, is_prefix)| {
                    named(row, NamedColumn::Input(input), text, is_prefix)
                })
            });
            let results = self.results.iter().enumerate();
            let results = results.filter_map(move |(output, column)| match column.result(at) {
                Some(Expression::Value(Value::Text(text))) => {
                    Some(named(row, NamedColumn::Output(output), text, false))
                }
                Some(_) | None => None,
            });
            conditions.chain(results)
        })
    }
}

fn named<'t>(
    row: &'t CompiledRow,
    column: NamedColumn,
    text: &'t str,
    is_prefix: bool,
) -> NamedCode<'t> {
    NamedCode {
        row: &row.id,
        column,
        text,
        is_prefix,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
    }
}

fn tested_texts(predicate: &Predicate) -> impl Iterator<Item = (&str, bool)> {
    let tests = match predicate {
        Predicate::Any => [].iter(),
        Predicate::Tests { tests, .. } => tests.iter(),
    };
    tests.filter_map(|test| match test {
        Test::Equal(Value::Text(text)) | Test::Differs(Value::Text(text)) => Some((&**text, false)),
        Test::Prefix(prefix) => Some((&**prefix, true)),
        Test::Equal(_)
        | Test::Differs(_)
        | Test::Null
        | Test::Interval(_)
        | Test::Expression(_) => None,
    })
}

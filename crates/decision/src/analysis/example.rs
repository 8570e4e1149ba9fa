//! Inputs that show what the analysis says of two rows.
//!
//! Cells that compute something have no region, and between two texts there need not be another.
//! So nothing is said of such rows before inputs are found that both match: values are taken from
//! where the cells begin and end to match, and from what they compute with, and tried.

use std::borrow::Cow;

use super::points::values;
use super::report::{Example, Work};
use crate::compile::Compiled;
use crate::expression::{Expression, Scope};
use crate::predicate::Predicate;
use crate::region::Region;
use crate::sets::Context;
use crate::value::{Value, ValueType};

/// Most inputs that are tried for two rows.
const TRIES: usize = 200;
/// Most values that are tried for an input.
const VALUES: usize = 12;

/// Two rows of a table.
#[derive(Clone, Copy)]
pub(super) struct Pair<'t> {
    pub(super) table: &'t Compiled,
    pub(super) upper: usize,
    pub(super) lower: usize,
}

impl<'t> Pair<'t> {
    /// Inputs that match both rows and show what is asked; `None` when none were found.
    ///
    /// `common` is per column what both rows' cells may match, `days` when both hold.
    pub(super) fn example(
        self,
        common: &[Region],
        days: &Region,
        shows: impl Fn(Scope<'_>) -> bool,
        work: &mut Work,
    ) -> Option<Example> {
        let as_of = values(days, ValueType::Date, &[]).find_map(|value| match value {
            Value::Date(day) => Some(day),
            Value::Text(_) | Value::Number(_) | Value::Boolean(_) => None,
        })?;
        let choices = self.choices(common)?;
        let mut chosen = vec![0; choices.len()];
        for _ in 0..TRIES {
            if !work.may(choices.len() + 1) {
                return None;
            }
            let inputs: Vec<Option<Cow<'_, Value>>> = choices
                .iter()
                .zip(&chosen)
                .map(|(values, at)| values[*at].as_ref().map(Cow::Borrowed))
                .collect();
            let context = Context::on(as_of);
            let scope = Scope {
                inputs: &inputs,
                context,
            };
            if self.matches(scope) && shows(scope) {
                return Some(self.written(scope, as_of));
            }
            if !advance(&mut chosen, &choices) {
                return None;
            }
        }
        None
    }

    /// What is tried for each input; one value for an input that no cell computes with.
    fn choices(self, common: &[Region]) -> Option<Vec<Vec<Option<Value>>>> {
        let computed: Vec<&Expression> = self.cells().flat_map(Predicate::expressions).collect();
        let (mut read, mut constants) = (Vec::new(), Vec::new());
        for expression in &computed {
            expression.inputs(&mut read);
            expression.walk(&mut |part| {
                if let Expression::Value(value) = part {
                    constants.push(value.clone());
                }
            });
        }
        let columns = self.table.inputs.iter().zip(common).enumerate();
        let choices = columns.map(|(at, (input, region))| {
            let is_read = read.iter().any(|position| usize::from(*position) == at);
            let tried = if is_read { VALUES } else { 1 };
            let constants = if is_read { &constants[..] } else { &[] };
            let mut choices: Vec<Option<Value>> = Vec::new();
            for value in values(region, input.value_type, constants) {
                if choices.len() < tried && !choices.contains(&Some(value.clone())) {
                    choices.push(Some(value));
                }
            }
            if region.missing && (is_read || choices.is_empty()) {
                choices.push(None);
            }
            choices
        });
        let choices: Vec<Vec<Option<Value>>> = choices.collect();
        (!choices.iter().any(Vec::is_empty)).then_some(choices)
    }

    fn cells(self) -> impl Iterator<Item = &'t Predicate> {
        let rows = [self.upper, self.lower];
        let columns = self.table.columns.iter();
        columns.flat_map(move |column| rows.map(|row| column.predicate(row)))
    }

    fn matches(self, scope: Scope<'_>) -> bool {
        let mut columns = self.table.columns.iter().enumerate();
        columns.all(|(at, column)| {
            [self.upper, self.lower]
                .iter()
                .all(|row| column.predicate(*row).matches(at, scope) == Ok(true))
        })
    }

    fn written(self, scope: Scope<'_>, as_of: jiff::civil::Date) -> Example {
        let inputs = self.table.inputs.iter().enumerate();
        Example {
            inputs: inputs
                .map(|(at, input)| (input.field().to_owned(), scope.input(at).cloned()))
                .collect(),
            as_of,
        }
    }
}

/// Goes to the next choice; false when all were there.
fn advance(chosen: &mut [usize], choices: &[Vec<Option<Value>>]) -> bool {
    for (at, choices) in chosen.iter_mut().zip(choices) {
        *at += 1;
        if *at < choices.len() {
            return true;
        }
        *at = 0;
    }
    false
}

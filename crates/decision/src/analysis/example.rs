//! Inputs that show what the analysis says of two rows.
//!
//! Cells that compute something have no region, and between two texts there need not be another.
//! So nothing is said of such rows before inputs are found that both match: values are taken from
//! where the cells begin and end to match, and from what they compute with, and tried.

use std::borrow::Cow;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use super::report::{Example, Work};
use crate::compile::Compiled;
use crate::expression::{Expression, Scope};
use crate::predicate::Predicate;
use crate::region::{Cut, Region};
use crate::sets::Context;
use crate::value::{Value, ValueType};

/// Most inputs that are tried for two rows.
const TRIES: usize = 200;
/// Most values that are tried for an input.
const VALUES: usize = 12;
/// The day of an example whose rows hold on every day.
const ANY_DAY: Date = date(2026, 1, 1);

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

    fn written(self, scope: Scope<'_>, as_of: Date) -> Example {
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

/// Values of a region: at the ends of its intervals, between them, and beside constants.
fn values<'r>(
    region: &'r Region,
    value_type: ValueType,
    constants: &'r [Value],
) -> impl Iterator<Item = Value> + use<'r> {
    let ends = region
        .intervals
        .iter()
        .flat_map(|(start, end)| between(start, end));
    let beside = constants.iter().flat_map(beside);
    let usual = usual(value_type).into_iter();
    ends.chain(beside)
        .chain(usual)
        .filter(move |value| region.holds(value) && is_read_as(value, value_type))
}

/// Whether a field with this value is read as it.
fn is_read_as(value: &Value, value_type: ValueType) -> bool {
    let read = value_type.fit(value);
    read.is_ok_and(|read| read.as_deref() == Some(value))
}

fn between(start: &Cut, end: &Cut) -> Vec<Value> {
    let ends = [start, end].map(|cut| match cut {
        Cut::At(value, _) => Some(value),
        Cut::Least | Cut::Greatest => None,
    });
    let mut found: Vec<Value> = ends.into_iter().flatten().flat_map(beside).collect();
    if let [Some(Value::Number(from)), Some(Value::Number(to))] = ends {
        let middle = from
            .checked_add(*to)
            .and_then(|sum| sum.checked_div(Decimal::TWO));
        found.extend(middle.map(Value::Number));
    }
    found
}

/// A value, and others close to it.
fn beside(value: &Value) -> Vec<Value> {
    let mut found = vec![value.clone()];
    match value {
        Value::Number(number) => {
            let others = [
                number.checked_add(Decimal::ONE),
                number.checked_sub(Decimal::ONE),
            ];
            found.extend(others.into_iter().flatten().map(Value::Number));
        }
        Value::Date(day) => {
            let others = [day.checked_add(1.day()), day.checked_sub(1.day())];
            found.extend(others.into_iter().flatten().map(Value::Date));
        }
        Value::Text(text) => {
            let longer = ["0", "A", "a"].map(|more| [text, more].concat());
            found.extend(longer.map(|longer| Value::Text(longer.into())));
        }
        Value::Boolean(flag) => found.push(Value::Boolean(!flag)),
    }
    found
}

fn usual(value_type: ValueType) -> Vec<Value> {
    match value_type {
        ValueType::Number => vec![Value::Number(Decimal::ONE)],
        ValueType::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
        ValueType::Date => vec![Value::Date(ANY_DAY)],
        ValueType::Text | ValueType::Code => ["A", "Z", "0"].map(Value::from).to_vec(),
        ValueType::TariffCode => ["0", "9"].map(Value::from).to_vec(),
    }
}

//! Values that stand for a region: at its ends, between them, and beside constants.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use rust_decimal::Decimal;

use crate::region::{Cut, Region};
use crate::value::{Value, ValueType};

/// The day of a region that holds every day.
const ANY_DAY: Date = date(2026, 1, 1);

/// Values of a region: at the ends of its intervals, between them, and beside constants.
pub(super) fn values<'r>(
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
        ValueType::Text | ValueType::Code => ["A", "Z", "0", "!"].map(Value::from).to_vec(),
        ValueType::TariffCode => ["0", "9"].map(Value::from).to_vec(),
    }
}

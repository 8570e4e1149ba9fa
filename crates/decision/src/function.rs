//! What do the functions of numbers and texts give?
//!
//! A missing argument makes the result missing. What cannot be given exactly as asked – more
//! decimals than there are, a power without end – is an error.

use std::borrow::Cow;

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::{Decimal, RoundingStrategy};

use crate::error::Problem;
use crate::value::{Value, as_number, as_text};

/// The most decimals of a number.
const SCALE: i64 = 28;
/// The largest exponent that a power may have.
const EXPONENT: i64 = 10_000;

/// The functions of numbers and texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Function {
    Min,
    Max,
    Abs,
    Floor,
    Ceiling,
    /// Rounded to so many decimals, halves to the even digit.
    Decimal,
    /// Rounded to so many decimals, halves away from zero.
    RoundHalfUp,
    UpperCase,
    LowerCase,
    StringLength,
    String,
    Substring,
}

/// Applies a function to values that are there and of the right types.
pub(crate) fn apply(function: Function, values: &[Cow<'_, Value>]) -> Result<Value, Problem> {
    let first = values[0].as_ref();
    let number = |index: usize| values.get(index).and_then(|value| as_number(value));
    let rounded = |round: fn(&Decimal) -> Decimal| {
        Value::Number(number(0).as_ref().map_or(Decimal::ZERO, round))
    };
    Ok(match function {
        Function::Min => values.iter().min().map_or(first, Cow::as_ref).clone(),
        Function::Max => values.iter().max().map_or(first, Cow::as_ref).clone(),
        Function::Abs => rounded(Decimal::abs),
        Function::Floor => rounded(Decimal::floor),
        Function::Ceiling => rounded(Decimal::ceil),
        Function::Decimal => {
            let scale = whole(number(1), 0, SCALE, "the number of decimals")?;
            let scale = u32::try_from(scale).unwrap_or(0);
            Value::Number(number(0).unwrap_or_default().round_dp(scale))
        }
        Function::RoundHalfUp => {
            let scale = whole(number(1), 0, SCALE, "the number of decimals")?;
            let scale = u32::try_from(scale).unwrap_or(0);
            let away = RoundingStrategy::MidpointAwayFromZero;
            let rounded = number(0).unwrap_or_default();
            Value::Number(rounded.round_dp_with_strategy(scale, away))
        }
        Function::UpperCase => {
            Value::Text(as_text(first).unwrap_or_default().to_uppercase().into())
        }
        Function::LowerCase => {
            Value::Text(as_text(first).unwrap_or_default().to_lowercase().into())
        }
        Function::StringLength => {
            Value::Number(as_text(first).unwrap_or_default().chars().count().into())
        }
        Function::String => match first {
            Value::Text(text) => Value::Text(text.clone()),
            Value::Number(number) => Value::Text(number.normalize().to_string().into()),
            Value::Boolean(flag) => Value::Text(flag.to_string().into()),
            Value::Date(day) => Value::Text(day.to_string().into()),
        },
        Function::Substring => {
            let text = as_text(first).unwrap_or_default();
            Value::Text(substring(text, number(1), number(2))?.into())
        }
    })
}

/// From a character, counted from 1 or backwards from -1, so many characters or to the end.
fn substring(
    text: &str,
    start: Option<Decimal>,
    length: Option<Decimal>,
) -> Result<String, Problem> {
    let start = whole(start, i64::from(i32::MIN), i64::from(i32::MAX), "the start")?;
    let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    let skipped = match start {
        0 => {
            return Err(Problem::OutOfRange(
                "characters are counted from 1, not 0".to_owned(),
            ));
        }
        1.. => start - 1,
        _ => (count + start).max(0),
    };
    let kept = match length {
        Some(_) => whole(length, 0, i64::from(i32::MAX), "the length")?,
        None => count,
    };
    let positive = |number: i64| usize::try_from(number).unwrap_or(0);
    Ok(text
        .chars()
        .skip(positive(skipped))
        .take(positive(kept))
        .collect())
}

fn whole(number: Option<Decimal>, least: i64, most: i64, what: &str) -> Result<i64, Problem> {
    number
        .filter(|number| number.fract().is_zero())
        .and_then(|number| number.to_i64())
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| {
            let found = number.unwrap_or_default();
            let message = format!("{what} is {found}, it must be whole, from {least} to {most}");
            Problem::OutOfRange(message)
        })
}

/// A number multiplied with itself; the exponent is whole.
pub(crate) fn power(base: Decimal, exponent: Decimal) -> Result<Decimal, Problem> {
    let exponent = whole(Some(exponent), -EXPONENT, EXPONENT, "an exponent")?;
    if exponent < 0 && base.is_zero() {
        return Err(Problem::DivisionByZero);
    }
    let mut left = exponent.unsigned_abs();
    let (mut result, mut square) = (Decimal::ONE, base);
    while left > 0 {
        if left % 2 == 1 {
            result = result.checked_mul(square).ok_or(Problem::TooLarge)?;
        }
        left /= 2;
        if left > 0 {
            square = square.checked_mul(square).ok_or(Problem::TooLarge)?;
        }
    }
    if exponent >= 0 {
        return Ok(result);
    }
    Decimal::ONE.checked_div(result).ok_or(Problem::TooLarge)
}

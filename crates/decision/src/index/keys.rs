//! Where a value lies between the cuts of a column.
//!
//! Cuts are kept as whole numbers in the order of their values, so that finding the place is a
//! binary search over numbers: decimals scaled to the finest of the column, texts by their bytes,
//! each with a last part for the side of the cut. Where that does not fit, values are compared.

use std::hint::select_unpredictable;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::region::{Cut, Side};
use crate::value::Value;

/// The finest scale at which every decimal still fits into a large key.
const KEY_SCALE: u32 = 9;
/// Fields seldom have more decimals: at this scale they need no division.
const USUAL_SCALE: u32 = 4;

/// The cuts of a column, the smallest keys that hold them.
#[derive(Debug)]
pub(super) enum Keys {
    /// Texts of up to seven bytes: most codes.
    Codes(Vec<u64>),
    /// Texts of up to fifteen bytes.
    Texts(Vec<u128>),
    Numbers {
        scale: u32,
        cuts: Vec<i64>,
    },
    LargeNumbers {
        scale: u32,
        cuts: Vec<i128>,
    },
    Days(Vec<i32>),
    /// Long texts, fine decimals, booleans.
    Others(Vec<(Value, Side)>),
}

impl Keys {
    /// The distinct cuts in order, as keys and as they are.
    pub(super) fn new<'a>(cuts: impl Iterator<Item = &'a Cut>) -> (Self, Vec<&'a Cut>) {
        let mut cuts: Vec<&Cut> = cuts
            .filter(|cut| !matches!(cut, Cut::Least | Cut::Greatest))
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let values: Vec<(&Value, Side)> = cuts
            .iter()
            .filter_map(|cut| match cut {
                Cut::At(value, side) => Some((value, *side)),
                Cut::Least | Cut::Greatest => None,
            })
            .collect();
        let keys = codes(&values)
            .or_else(|| texts(&values))
            .or_else(|| numbers(&values))
            .or_else(|| large_numbers(&values))
            .or_else(|| days(&values))
            .unwrap_or_else(|| {
                let values = values.iter();
                Self::Others(
                    values
                        .map(|(value, side)| ((*value).clone(), *side))
                        .collect(),
                )
            });
        (keys, cuts)
    }

    /// The segment a value lies in: how many cuts are before it.
    pub(super) fn locate(&self, value: &Value) -> usize {
        match (self, value) {
            (Self::Codes(cuts), Value::Text(text)) => up_to(cuts, code_key(text)),
            (Self::Texts(cuts), Value::Text(text)) => up_to(cuts, text_key(text)),
            (Self::Numbers { scale, cuts }, Value::Number(number)) => {
                up_to(cuts, number_key(*number, *scale))
            }
            (Self::LargeNumbers { scale, cuts }, Value::Number(number)) => {
                up_to(cuts, large_number_key(*number, *scale))
            }
            (Self::Days(cuts), Value::Date(day)) => up_to(cuts, day_key(*day)),
            (Self::Others(cuts), value) => cuts.partition_point(|(cut, side)| {
                let order = cut.cmp(value);
                order.is_lt() || (order.is_eq() && *side == Side::Before)
            }),
            // The values of a column are of its type: only a column without cuts gets here.
            (
                Self::Codes(_)
                | Self::Texts(_)
                | Self::Numbers { .. }
                | Self::LargeNumbers { .. }
                | Self::Days(_),
                _,
            ) => 0,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Codes(cuts) => size_of_val(&cuts[..]),
            Self::Texts(cuts) => size_of_val(&cuts[..]),
            Self::Numbers { cuts, .. } => size_of_val(&cuts[..]),
            Self::LargeNumbers { cuts, .. } => size_of_val(&cuts[..]),
            Self::Days(cuts) => size_of_val(&cuts[..]),
            Self::Others(cuts) => size_of_val(&cuts[..]),
        }
    }
}

/// How many cuts are at or before a key. No branch depends on the cuts: a processor guesses every
/// other one wrong, which costs more than the search.
fn up_to<K: Copy + PartialOrd>(cuts: &[K], key: K) -> usize {
    let (mut before, mut left) = (0, cuts.len());
    while left > 1 {
        let half = left / 2;
        before = select_unpredictable(cuts[before + half - 1] <= key, before + half, before);
        left -= half;
    }
    before + cuts.get(before).map_or(0, |cut| usize::from(*cut <= key))
}

fn keys<K>(cuts: &[(&Value, Side)], key: impl Fn(&Value, Side) -> Option<K>) -> Option<Vec<K>> {
    cuts.iter().map(|(value, side)| key(value, *side)).collect()
}

fn codes(cuts: &[(&Value, Side)]) -> Option<Keys> {
    let key = |value: &Value, side| match value {
        Value::Text(text) if text.len() < size_of::<u64>() => {
            Some(code_key(text) + u64::from(side == Side::After))
        }
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Date(_) => None,
    };
    keys(cuts, key).map(Keys::Codes)
}

/// The bytes in front, 0 behind them; a longer text is behind all that fit and begin like it.
/// Texts hold no NUL: `ValueType::normalise` refuses it.
fn code_key(text: &str) -> u64 {
    let bytes = text.as_bytes();
    if let Some(front) = bytes.first_chunk::<7>() {
        let [a, b, c, d, e, f, g] = *front;
        let last = if bytes.len() > 7 { u8::MAX } else { 0 };
        return u64::from_be_bytes([a, b, c, d, e, f, g, last]);
    }
    let key = bytes
        .iter()
        .fold(0, |key, byte| key << 8 | u64::from(*byte));
    // At least the last byte is free, so the shift is less than the width.
    if bytes.is_empty() {
        0
    } else {
        key << (64 - 8 * bytes.len())
    }
}

fn texts(cuts: &[(&Value, Side)]) -> Option<Keys> {
    let key = |value: &Value, side| match value {
        Value::Text(text) if text.len() < size_of::<u128>() => {
            Some(text_key(text) + u128::from(side == Side::After))
        }
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Date(_) => None,
    };
    keys(cuts, key).map(Keys::Texts)
}

/// As [`code_key`], of more bytes.
fn text_key(text: &str) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    let last = bytes.len() - 1;
    let length = text.len().min(last);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    if text.len() > last {
        bytes[last] = u8::MAX;
    }
    u128::from_be_bytes(bytes)
}

/// The finest scale of all cuts; `None` when one is no number.
fn scale(cuts: &[(&Value, Side)]) -> Option<u32> {
    let scales = keys(cuts, |value, _| match value {
        Value::Number(number) => Some(number.normalize().scale()),
        Value::Text(_) | Value::Boolean(_) | Value::Date(_) => None,
    });
    scales?.into_iter().max()
}

fn numbers(cuts: &[(&Value, Side)]) -> Option<Keys> {
    let scale = scale(cuts)?.max(USUAL_SCALE);
    let Keys::LargeNumbers { cuts, .. } = at_scale(cuts, scale)? else {
        return None;
    };
    // Room at both ends for numbers that are beyond all cuts.
    let small = |cut: &i128| {
        i64::try_from(*cut)
            .ok()
            .filter(|cut| cut.unsigned_abs() < 1 << 62)
    };
    let cuts = cuts.iter().map(small).collect::<Option<_>>()?;
    Some(Keys::Numbers { scale, cuts })
}

fn large_numbers(cuts: &[(&Value, Side)]) -> Option<Keys> {
    at_scale(cuts, scale(cuts)?)
}

fn at_scale(cuts: &[(&Value, Side)], scale: u32) -> Option<Keys> {
    if scale > KEY_SCALE {
        return None;
    }
    let cuts = keys(cuts, |value, side| match value {
        Value::Number(number) => {
            Some(large_number_key(number.normalize(), scale) + i128::from(side == Side::After))
        }
        Value::Text(_) | Value::Boolean(_) | Value::Date(_) => None,
    });
    Some(Keys::LargeNumbers { scale, cuts: cuts? })
}

/// As [`large_number_key`]; numbers beyond all cuts stay beyond them.
fn number_key(number: Decimal, scale: u32) -> i64 {
    let mantissa = i64::try_from(number.mantissa()).ok();
    let raised = scale.checked_sub(number.scale());
    let usual = mantissa
        .zip(raised)
        .and_then(|(mantissa, raised)| mantissa.checked_mul(2 * 10_i64.pow(raised)));
    usual.unwrap_or_else(|| {
        let key = large_number_key(number, scale);
        let beyond = if key < 0 { i64::MIN } else { i64::MAX };
        i64::try_from(key).unwrap_or(beyond)
    })
}

/// Twice the number at a scale; one more when something of it is finer than that.
fn large_number_key(number: Decimal, scale: u32) -> i128 {
    let mantissa = number.mantissa();
    if number.scale() <= scale {
        return mantissa * 10_i128.pow(scale - number.scale()) * 2;
    }
    let divisor = 10_i128.pow(number.scale() - scale);
    let rest = mantissa.rem_euclid(divisor);
    mantissa.div_euclid(divisor) * 2 + i128::from(rest != 0)
}

fn days(cuts: &[(&Value, Side)]) -> Option<Keys> {
    let key = |value: &Value, side| match value {
        Value::Date(day) => Some(day_key(*day) + i32::from(side == Side::After)),
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) => None,
    };
    keys(cuts, key).map(Keys::Days)
}

fn day_key(day: Date) -> i32 {
    ((i32::from(day.year()) * 16 + i32::from(day.month())) * 32 + i32::from(day.day())) * 2
}

/// The segment that begins at a cut; the first for the least, none for the greatest.
pub(super) fn segment(cuts: &[&Cut], cut: &Cut) -> Option<usize> {
    match cut {
        Cut::Least => Some(0),
        Cut::Greatest => None,
        Cut::At(..) => cuts.binary_search(&cut).ok().map(|index| index + 1),
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;
    use crate::region::{Cut, Side};
    use crate::value::{Value, ValueType};

    /// Cuts before and after each value: the place of each probe is found by comparing, too.
    fn check(value_type: ValueType, at: &[&str], probes: &[&str]) {
        let read = |text: &&str| value_type.read_text(text).expect("a value");
        let sides = [Side::Before, Side::After];
        let cuts: Vec<Cut> = at
            .iter()
            .flat_map(|text| sides.map(|side| Cut::At(read(text), side)))
            .collect();
        let (keys, sorted) = Keys::new(cuts.iter());
        for probe in probes.iter().chain(at).map(read) {
            let place = Cut::At(probe.clone(), Side::Before);
            let expected = sorted.iter().filter(|cut| ***cut <= place).count();
            assert_eq!(keys.locate(&probe), expected, "{probe} among {at:?}");
        }
    }

    #[test]
    fn keys_are_in_the_order_of_values() {
        let texts = ["", "a", "ab", "abc", "b", "ÿ", "123456789012345"];
        let probes = [
            "aa",
            "1234567890123456",
            "12345678901234",
            "é",
            "zzzzzzzzzzzzzzzzzz",
            "A",
        ];
        check(ValueType::Text, &texts, &probes);
        check(
            ValueType::Text,
            &["1234567890123456", "a"],
            &["1234567890123457", "12", "b"],
        );
        let numbers = ["-1.5", "0", "0.01", "1", "79228162514264337593543950335"];
        let probes = [
            "-1.51",
            "0.005",
            "-0.005",
            "1.0000000000000000000000000001",
            "2",
            "-7e20",
        ];
        check(ValueType::Number, &numbers, &probes);
        check(
            ValueType::Number,
            &["0.00000000001"],
            &["0", "1", "0.000000000005"],
        );
        // Small keys, and numbers whose digits do not fit into them.
        check(
            ValueType::Number,
            &["-1.5", "0", "0.01", "100"],
            &[
                "-1.51",
                "0.005",
                "7e20",
                "-7e20",
                "0.0100000000001",
                "99.99999",
                "1e15",
                "-1e15",
            ],
        );
        check(
            ValueType::Number,
            &["1e15", "0.5"],
            &["1e16", "999999999999999.9", "0.49"],
        );
        let codes = ["", "8", "87", "8703", "870323", "8703239", "ÄÖ"];
        check(
            ValueType::Text,
            &codes,
            &["8703230", "87032391", "8703238999", "870", "9", "ÄÖÜÄ", "Ä"],
        );
        check(
            ValueType::Date,
            &["2026-01-31", "2026-02-01"],
            &["2025-12-31", "2026-03-01"],
        );
        check(ValueType::Boolean, &["true"], &["false"]);
        assert_eq!(Keys::new([].iter()).0.locate(&Value::Boolean(true)), 0);
    }
}

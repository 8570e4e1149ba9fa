//! Where a value lies between the cuts of a column.
//!
//! Cuts are kept as whole numbers in the order of their values, so that finding the place is a
//! binary search over numbers: decimals scaled to the finest of the column, texts by their bytes,
//! each with a last part for the side of the cut. Where that does not fit, values are compared.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::region::{Cut, Side};
use crate::value::Value;

/// The longest text that fits into a key beside its side.
const KEY_BYTES: usize = 15;
/// The finest scale at which every decimal still fits into a key.
const KEY_SCALE: u32 = 9;

/// The cuts of a column.
#[derive(Debug)]
pub(super) enum Keys {
    Texts(Vec<u128>),
    Numbers {
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
        let keys = texts(&values)
            .or_else(|| numbers(&values))
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
            (Self::Texts(cuts), Value::Text(text)) => {
                let key = text_key(text);
                cuts.partition_point(|cut| *cut <= key)
            }
            (Self::Numbers { scale, cuts }, Value::Number(number)) => {
                let key = number_key(*number, *scale);
                cuts.partition_point(|cut| *cut <= key)
            }
            (Self::Days(cuts), Value::Date(day)) => {
                let key = day_key(*day);
                cuts.partition_point(|cut| *cut <= key)
            }
            (Self::Others(cuts), value) => cuts.partition_point(|(cut, side)| {
                let order = cut.cmp(value);
                order.is_lt() || (order.is_eq() && *side == Side::Before)
            }),
            // The values of a column are of its type: only a column without cuts gets here.
            (Self::Texts(_) | Self::Numbers { .. } | Self::Days(_), _) => 0,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Texts(cuts) => size_of_val(&cuts[..]),
            Self::Numbers { cuts, .. } => size_of_val(&cuts[..]),
            Self::Days(cuts) => size_of_val(&cuts[..]),
            Self::Others(cuts) => size_of_val(&cuts[..]),
        }
    }
}

fn texts(cuts: &[(&Value, Side)]) -> Option<Keys> {
    let key = |(value, side): &(&Value, Side)| match value {
        Value::Text(text) if text.len() <= KEY_BYTES => {
            Some(text_key(text) + u128::from(*side == Side::After))
        }
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) | Value::Date(_) => None,
    };
    cuts.iter().map(key).collect::<Option<_>>().map(Keys::Texts)
}

/// The bytes in front, 0 behind them; a longer text is behind all that fit and begin like it.
/// Texts hold no NUL: `ValueType::normalise` refuses it.
fn text_key(text: &str) -> u128 {
    let mut bytes = [0; KEY_BYTES + 1];
    let length = text.len().min(KEY_BYTES);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    if text.len() > KEY_BYTES {
        bytes[KEY_BYTES] = u8::MAX;
    }
    u128::from_be_bytes(bytes)
}

fn numbers(cuts: &[(&Value, Side)]) -> Option<Keys> {
    let number = |(value, side): &(&Value, Side)| match value {
        Value::Number(number) => Some((number.normalize(), *side)),
        Value::Text(_) | Value::Boolean(_) | Value::Date(_) => None,
    };
    let numbers: Vec<(Decimal, Side)> = cuts.iter().map(number).collect::<Option<_>>()?;
    let scale = numbers.iter().map(|(number, _)| number.scale()).max()?;
    if scale > KEY_SCALE {
        return None;
    }
    let key = |(number, side): &(Decimal, Side)| {
        number_key(*number, scale) + i128::from(*side == Side::After)
    };
    Some(Keys::Numbers {
        scale,
        cuts: numbers.iter().map(key).collect(),
    })
}

/// Twice the number at a scale; one more when something of it is finer than that.
fn number_key(number: Decimal, scale: u32) -> i128 {
    let mantissa = number.mantissa();
    if number.scale() <= scale {
        return mantissa * 10_i128.pow(scale - number.scale()) * 2;
    }
    let divisor = 10_i128.pow(number.scale() - scale);
    let rest = mantissa.rem_euclid(divisor);
    mantissa.div_euclid(divisor) * 2 + i128::from(rest != 0)
}

fn days(cuts: &[(&Value, Side)]) -> Option<Keys> {
    let key = |(value, side): &(&Value, Side)| match value {
        Value::Date(day) => Some(day_key(*day) + i32::from(*side == Side::After)),
        Value::Text(_) | Value::Number(_) | Value::Boolean(_) => None,
    };
    cuts.iter().map(key).collect::<Option<_>>().map(Keys::Days)
}

fn day_key(day: Date) -> i32 {
    ((i32::from(day.year()) * 16 + i32::from(day.month())) * 32 + i32::from(day.day())) * 2
}

/// The segment that begins at a cut; the first for the least, none for the greatest.
pub(super) fn segment(cuts: &[&Cut], cut: &Cut) -> Option<usize> {
    match cut {
        Cut::Least => Some(0),
        Cut::Greatest => None,
        Cut::At(..) => cuts.binary_search(&cut).ok().map(|at| at + 1),
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
            assert_eq!(keys.locate(&probe), expected, "{probe}");
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
        check(
            ValueType::Date,
            &["2026-01-31", "2026-02-01"],
            &["2025-12-31", "2026-03-01"],
        );
        check(ValueType::Boolean, &["true"], &["false"]);
        assert_eq!(Keys::new([].iter()).0.locate(&Value::Boolean(true)), 0);
    }
}

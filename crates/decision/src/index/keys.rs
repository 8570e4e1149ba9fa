//! Where a value lies between the cuts of a column.

use std::cmp::Ordering;

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::region::{Cut, Side};
use crate::value::Value;

/// The cuts of a column, by the type of its values.
#[derive(Debug)]
pub(super) enum Keys {
    Texts(Vec<(u128, Box<str>, Side)>),
    Numbers(Vec<(Decimal, Side)>),
    Days(Vec<(Date, Side)>),
    Booleans(Vec<(bool, Side)>),
}

impl Keys {
    /// The distinct cuts in order, as keys and as they are.
    pub(super) fn new<'a>(cuts: impl Iterator<Item = &'a Cut>) -> (Self, Vec<&'a Cut>) {
        let mut cuts: Vec<&Cut> = cuts
            .filter(|cut| !matches!(cut, Cut::Least | Cut::Greatest))
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut texts = Vec::new();
        let mut numbers = Vec::new();
        let mut days = Vec::new();
        let mut booleans = Vec::new();
        for cut in &cuts {
            match cut {
                Cut::At(Value::Text(text), side) => {
                    texts.push((packed(text), text.clone(), *side));
                }
                Cut::At(Value::Number(number), side) => numbers.push((*number, *side)),
                Cut::At(Value::Date(day), side) => days.push((*day, *side)),
                Cut::At(Value::Boolean(flag), side) => booleans.push((*flag, *side)),
                Cut::Least | Cut::Greatest => {}
            }
        }
        // The values of a column are of one type; a column without cuts has no keys at all.
        let keys = if !numbers.is_empty() {
            Self::Numbers(numbers)
        } else if !days.is_empty() {
            Self::Days(days)
        } else if !booleans.is_empty() {
            Self::Booleans(booleans)
        } else {
            Self::Texts(texts)
        };
        (keys, cuts)
    }

    /// The segment a value lies in: how many cuts are before it.
    pub(super) fn locate(&self, value: &Value) -> usize {
        match (self, value) {
            (Self::Texts(cuts), Value::Text(text)) => {
                let key = packed(text);
                cuts.partition_point(|(packed, cut, side)| {
                    let order = packed.cmp(&key);
                    is_before(order.then_with(|| longer(cut, text)), *side)
                })
            }
            (Self::Numbers(cuts), Value::Number(number)) => {
                cuts.partition_point(|(cut, side)| is_before(cut.cmp(number), *side))
            }
            (Self::Days(cuts), Value::Date(day)) => {
                cuts.partition_point(|(cut, side)| is_before(cut.cmp(day), *side))
            }
            (Self::Booleans(cuts), Value::Boolean(flag)) => {
                cuts.partition_point(|(cut, side)| is_before(cut.cmp(flag), *side))
            }
            // No cuts: all values lie in the one segment.
            (Self::Texts(_) | Self::Numbers(_) | Self::Days(_) | Self::Booleans(_), _) => 0,
        }
    }

    pub(super) fn bytes(&self) -> usize {
        match self {
            Self::Texts(cuts) => cuts.iter().map(|(_, text, _)| 64 + text.len()).sum(),
            Self::Numbers(cuts) => size_of_val(&cuts[..]),
            Self::Days(cuts) => size_of_val(&cuts[..]),
            Self::Booleans(cuts) => size_of_val(&cuts[..]),
        }
    }
}

fn is_before(order: Ordering, side: Side) -> bool {
    order.is_lt() || (order.is_eq() && side == Side::Before)
}

/// The first sixteen bytes as a number: one comparison instead of a walk through memory.
fn packed(text: &str) -> u128 {
    let mut bytes = [0; 16];
    let length = text.len().min(16);
    bytes[..length].copy_from_slice(&text.as_bytes()[..length]);
    u128::from_be_bytes(bytes)
}

/// Texts whose first sixteen bytes are equal. (A NUL packs like nothing; then lengths decide.)
fn longer(left: &str, right: &str) -> Ordering {
    if left.len() <= 16 && right.len() <= 16 {
        return left.len().cmp(&right.len());
    }
    left.cmp(right)
}

/// The segment that begins at a cut; the first for the least, none for the greatest.
pub(super) fn segment(cuts: &[&Cut], cut: &Cut) -> Option<usize> {
    match cut {
        Cut::Least => Some(0),
        Cut::Greatest => None,
        Cut::At(..) => cuts.binary_search(&cut).ok().map(|at| at + 1),
    }
}

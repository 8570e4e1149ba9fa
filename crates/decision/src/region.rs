//! Which values of a column does a cell match?
//!
//! Lists, comparisons, intervals, prefixes and their negations are all sets of intervals of an
//! ordered domain. The index cuts a column where these intervals begin and end; the analysis asks
//! whether one set lies in another. Missing stands apart.

use std::cmp::Ordering;
use std::ops::Bound;

use jiff::ToSpan;

use crate::predicate::{Predicate, Test};
use crate::value::Value;

/// A place between values where an interval can begin or end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Cut {
    Least,
    At(Value, Side),
    Greatest,
}

/// On which side of its value a cut is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Side {
    Before,
    After,
}

/// The values a cell matches: disjoint intervals in order, and whether missing matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) missing: bool,
    pub(crate) intervals: Vec<(Cut, Cut)>,
}

impl Region {
    /// The region of all values, a missing one too.
    pub(crate) fn everything() -> Self {
        Self {
            missing: true,
            intervals: vec![(Cut::Least, Cut::Greatest)],
        }
    }

    /// What a cell matches; `None` when it computes something.
    pub(crate) fn from_predicate(predicate: &Predicate) -> Option<Self> {
        let Predicate::Tests { negated, tests } = predicate else {
            return Some(Self::everything());
        };
        let mut intervals = Vec::new();
        let mut missing = false;
        for test in tests {
            missing |= matches!(test, Test::Null);
            add(test, &mut intervals)?;
        }
        let intervals = merged(intervals);
        Some(if *negated {
            Self {
                missing: false,
                intervals: complement(&intervals),
            }
        } else {
            Self { missing, intervals }
        })
    }

    /// The region of one value.
    pub(crate) fn of_value(value: &Value) -> Self {
        Self {
            missing: false,
            intervals: vec![point(value)],
        }
    }

    /// The days of a row's validity.
    pub(crate) fn days(from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>) -> Self {
        let bound = |day: Option<jiff::civil::Date>| {
            day.map_or(Bound::Unbounded, |day| Bound::Included(Value::Date(day)))
        };
        Self {
            missing: true,
            intervals: vec![(start(&bound(from)), end(&bound(to)))],
        }
    }

    /// Whether it holds all that the other holds.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        (self.missing || !other.missing)
            && other.intervals.iter().all(|(from, to)| {
                self.intervals
                    .iter()
                    .any(|(start, end)| start <= from && to <= end)
            })
    }

    /// Whether something is in both.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        (self.missing && other.missing) || self.meets_a_day(other)
    }

    /// Whether a value that is there is in both; the day of an evaluation never misses.
    pub(crate) fn meets_a_day(&self, other: &Self) -> bool {
        self.intervals.iter().any(|(start, end)| {
            other
                .intervals
                .iter()
                .any(|(from, to)| start < to && from < end)
        })
    }

    /// Whether it holds nothing.
    pub(crate) fn is_empty(&self) -> bool {
        !self.missing && self.intervals.is_empty()
    }

    /// What is in both.
    pub(crate) fn and(&self, other: &Self) -> Self {
        let mut intervals = Vec::new();
        for (start, end) in &self.intervals {
            for (from, to) in &other.intervals {
                let both = (start.max(from), end.min(to));
                if both.0 < both.1 {
                    intervals.push((both.0.clone(), both.1.clone()));
                }
            }
        }
        Self {
            missing: self.missing && other.missing,
            intervals,
        }
    }

    /// What is in it and not in the other.
    pub(crate) fn without(&self, other: &Self) -> Self {
        self.and(&Self {
            missing: !other.missing,
            intervals: complement(&other.intervals),
        })
    }

    /// Whether it holds a value.
    pub(crate) fn holds(&self, value: &Value) -> bool {
        let point = Cut::At(value.clone(), Side::Before);
        self.intervals
            .iter()
            .any(|(start, end)| *start <= point && point < *end)
    }
}

fn add(test: &Test, intervals: &mut Vec<(Cut, Cut)>) -> Option<()> {
    match test {
        Test::Null => {}
        Test::Equal(value) => intervals.push(point(value)),
        Test::Differs(value) => intervals.extend(complement(&[point(value)])),
        Test::Prefix(prefix) => intervals.push(prefix_interval(prefix)),
        Test::Interval(ends) => intervals.push((start(&ends.0), end(&ends.1))),
        Test::Expression(_) => return None,
    }
    Some(())
}

/// All texts that begin so.
pub(crate) fn prefix_interval(prefix: &str) -> (Cut, Cut) {
    let from = Cut::At(Value::Text(prefix.into()), Side::Before);
    (from, behind_prefix(prefix))
}

fn point(value: &Value) -> (Cut, Cut) {
    (before(value), after(value))
}

fn start(bound: &Bound<Value>) -> Cut {
    match bound {
        Bound::Included(value) => before(value),
        Bound::Excluded(value) => after(value),
        Bound::Unbounded => Cut::Least,
    }
}

fn end(bound: &Bound<Value>) -> Cut {
    match bound {
        Bound::Included(value) => after(value),
        Bound::Excluded(value) => before(value),
        Bound::Unbounded => Cut::Greatest,
    }
}

/// Booleans have an end on both sides, so that `not(true)` is the same as `false`.
fn before(value: &Value) -> Cut {
    match value {
        Value::Boolean(false) => Cut::Least,
        _ => Cut::At(value.clone(), Side::Before),
    }
}

/// After a day is before the next one; after false is before true.
fn after(value: &Value) -> Cut {
    match value {
        Value::Boolean(true) => Cut::Greatest,
        Value::Boolean(false) => Cut::At(Value::Boolean(true), Side::Before),
        Value::Date(day) => match day.checked_add(1.day()) {
            Ok(next) => Cut::At(Value::Date(next), Side::Before),
            Err(_) => Cut::Greatest,
        },
        Value::Text(_) | Value::Number(_) => Cut::At(value.clone(), Side::After),
    }
}

/// The first place in the order of texts behind all that start with a prefix.
fn behind_prefix(prefix: &str) -> Cut {
    let mut characters: Vec<char> = prefix.chars().collect();
    while let Some(last) = characters.pop() {
        let next = (u32::from(last) + 1..=u32::from(char::MAX)).find_map(char::from_u32);
        if let Some(next) = next {
            characters.push(next);
            let text: String = characters.into_iter().collect();
            return Cut::At(Value::Text(text.into()), Side::Before);
        }
    }
    Cut::Greatest
}

/// Intervals in order, those that touch as one.
pub(crate) fn merged(mut intervals: Vec<(Cut, Cut)>) -> Vec<(Cut, Cut)> {
    intervals.retain(|(start, end)| start.cmp(end) == Ordering::Less);
    intervals.sort();
    let mut merged: Vec<(Cut, Cut)> = Vec::with_capacity(intervals.len());
    for (start, end) in intervals {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = end.max(last.1.clone()),
            Some(_) | None => merged.push((start, end)),
        }
    }
    merged
}

fn complement(intervals: &[(Cut, Cut)]) -> Vec<(Cut, Cut)> {
    let mut gaps = Vec::with_capacity(intervals.len() + 1);
    let mut from = Cut::Least;
    for (start, end) in intervals {
        if from < *start {
            gaps.push((from, start.clone()));
        }
        from = end.clone();
    }
    if from < Cut::Greatest {
        gaps.push((from, Cut::Greatest));
    }
    gaps
}

//! What does a condition cell test, once it is compiled?
//!
//! A cell is a list of tests, one of which must hold, or with `not(..)` none of which may. Tests
//! that only look at their own column have a [`Region`](crate::region::Region) and can be
//! indexed; the others are expressions and are computed for the rows that are left.

use std::ops::Bound;

use crate::error::Problem;
use crate::expression::{Expression, Scope};
use crate::value::Value;

/// What a condition cell asks of its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Predicate {
    /// Matches everything, missing values too.
    Any,
    /// Matches when one test holds; negated: when none holds.
    Tests { negated: bool, tests: Box<[Test]> },
}

/// One test of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Test {
    Null,
    Equal(Value),
    Differs(Value),
    Prefix(Box<str>),
    Interval(Box<(Bound<Value>, Bound<Value>)>),
    Expression(Box<Expression>),
}

impl Predicate {
    /// Whether it looks at nothing but its own column, and computes nothing.
    pub(crate) fn is_simple(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Tests { tests, .. } => {
                !tests.iter().any(|test| matches!(test, Test::Expression(_)))
            }
        }
    }

    /// The expressions that it computes.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        let tests = match self {
            Self::Any => [].iter(),
            Self::Tests { tests, .. } => tests.iter(),
        };
        tests.filter_map(|test| match test {
            Test::Expression(expression) => Some(expression.as_ref()),
            Test::Null
            | Test::Equal(_)
            | Test::Differs(_)
            | Test::Prefix(_)
            | Test::Interval(_) => None,
        })
    }

    /// Whether it matches; never for what hangs on a missing value.
    pub(crate) fn matches(&self, column: usize, scope: Scope<'_>) -> Result<bool, Problem> {
        Ok(self.truth(column, scope)? == Some(true))
    }

    /// Whether it matches, does not, or hangs on a missing value.
    pub(crate) fn truth(&self, column: usize, scope: Scope<'_>) -> Result<Option<bool>, Problem> {
        let Self::Tests { negated, tests } = self else {
            return Ok(Some(true));
        };
        let mut found = Some(false);
        for test in tests {
            match test.truth(scope.input(column), scope)? {
                Some(true) => return Ok(Some(!negated)),
                Some(false) => {}
                None => found = None,
            }
        }
        Ok(found.map(|flag| flag != *negated))
    }
}

impl Test {
    fn truth(&self, value: Option<&Value>, scope: Scope<'_>) -> Result<Option<bool>, Problem> {
        Ok(match (self, value) {
            (Self::Expression(expression), _) => expression.truth(scope)?,
            (Self::Null, value) => Some(value.is_none()),
            (Self::Equal(_) | Self::Differs(_) | Self::Prefix(_) | Self::Interval(_), None) => None,
            (Self::Equal(expected), Some(value)) => Some(value == expected),
            (Self::Differs(other), Some(value)) => Some(value != other),
            (Self::Prefix(prefix), Some(Value::Text(text))) => {
                Some(text.starts_with(prefix.as_ref()))
            }
            (Self::Prefix(_), Some(Value::Number(_) | Value::Boolean(_) | Value::Date(_))) => {
                Some(false)
            }
            (Self::Interval(ends), Some(value)) => {
                let (lower, upper) = ends.as_ref();
                Some(is_above(value, lower) && is_below(value, upper))
            }
        })
    }
}

fn is_above(value: &Value, lower: &Bound<Value>) -> bool {
    match lower {
        Bound::Included(least) => value >= least,
        Bound::Excluded(least) => value > least,
        Bound::Unbounded => true,
    }
}

fn is_below(value: &Value, upper: &Bound<Value>) -> bool {
    match upper {
        Bound::Included(most) => value <= most,
        Bound::Excluded(most) => value < most,
        Bound::Unbounded => true,
    }
}

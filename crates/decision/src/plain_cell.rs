//! What does a condition cell ask, where it asks nothing but its own column? For programs that
//! rewrite cells: codes that are renamed, say.

use std::fmt;
use std::ops::Bound;

use crate::language::lower::Names;
use crate::predicate::{Predicate, Test};
use crate::table::Input;
use crate::value::Value;

/// A condition cell that is a list of texts or numbers, beginnings of texts, and intervals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlainCell {
    /// Whether none of the tests may hold, instead of one of them.
    pub negated: bool,
    /// The tests of the cell, from left to right.
    pub tests: Vec<PlainTest>,
}

/// A test that looks at nothing but the value of its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlainTest {
    /// It is this text or number.
    Equal(Value),
    /// It begins with this text.
    Prefix(String),
    /// It stands between two values.
    Between(Bound<Value>, Bound<Value>),
}

impl PlainCell {
    /// Reads the condition of a column; none where it asks everything, computes something or cannot
    /// be read.
    #[must_use]
    pub fn read(inputs: &[Input], column: usize, cell: &str) -> Option<Self> {
        let condition = Names::from_inputs(inputs).condition(cell, column).ok()?;
        let Predicate::Tests { negated, tests } = condition else {
            return None;
        };
        let tests = tests.iter().map(plain).collect::<Option<_>>()?;
        Some(Self { negated, tests })
    }
}

fn plain(test: &Test) -> Option<PlainTest> {
    match test {
        Test::Equal(value) => Some(PlainTest::Equal(value.clone())),
        Test::Prefix(prefix) => Some(PlainTest::Prefix(prefix.to_string())),
        Test::Interval(ends) => Some(PlainTest::Between(ends.0.clone(), ends.1.clone())),
        Test::Null | Test::Differs(_) | Test::Expression(_) => None,
    }
}

impl PlainTest {
    /// Whether a text passes, read as a number where numbers are asked for.
    #[must_use]
    pub fn holds(&self, text: &str) -> bool {
        match self {
            Self::Equal(expected) => like(expected, text).as_ref() == Some(expected),
            Self::Prefix(prefix) => text.starts_with(prefix.as_str()),
            Self::Between(lower, upper) => {
                let is_above = |least: &Value, closed: bool| {
                    let value = like(least, text);
                    value.is_some_and(|value| value > *least || (closed && value == *least))
                };
                let is_below = |most: &Value, closed: bool| {
                    let value = like(most, text);
                    value.is_some_and(|value| value < *most || (closed && value == *most))
                };
                let begins = match lower {
                    Bound::Included(least) => is_above(least, true),
                    Bound::Excluded(least) => is_above(least, false),
                    Bound::Unbounded => true,
                };
                begins
                    && match upper {
                        Bound::Included(most) => is_below(most, true),
                        Bound::Excluded(most) => is_below(most, false),
                        Bound::Unbounded => true,
                    }
            }
        }
    }
}

/// A text as a value of the kind of another; none where it cannot be one.
fn like(value: &Value, text: &str) -> Option<Value> {
    match value {
        Value::Text(_) => Some(Value::Text(text.into())),
        Value::Number(_) => text.parse().ok().map(Value::Number),
        Value::Boolean(_) | Value::Date(_) => None,
    }
}

impl fmt::Display for PlainCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tests: Vec<String> = self.tests.iter().map(PlainTest::to_string).collect();
        match self.negated {
            true => write!(f, "not({})", tests.join(", ")),
            false => f.write_str(&tests.join(", ")),
        }
    }
}

impl fmt::Display for PlainTest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (lower, upper) = match self {
            Self::Equal(value) => return write!(f, "{value}"),
            Self::Prefix(text) => return write!(f, "starts with(?, \"{text}\")"),
            Self::Between(lower, upper) => (lower, upper),
        };
        match (lower, upper) {
            (Bound::Unbounded, Bound::Unbounded) => f.write_str("-"),
            (Bound::Unbounded, Bound::Included(most)) => write!(f, "<= {most}"),
            (Bound::Unbounded, Bound::Excluded(most)) => write!(f, "< {most}"),
            (Bound::Included(least), Bound::Unbounded) => write!(f, ">= {least}"),
            (Bound::Excluded(least), Bound::Unbounded) => write!(f, "> {least}"),
            (Bound::Included(least), Bound::Included(most)) => write!(f, "[{least}..{most}]"),
            (Bound::Included(least), Bound::Excluded(most)) => write!(f, "[{least}..{most})"),
            (Bound::Excluded(least), Bound::Included(most)) => write!(f, "({least}..{most}]"),
            (Bound::Excluded(least), Bound::Excluded(most)) => write!(f, "({least}..{most})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::ValueType;

    fn input(value_type: ValueType) -> Input {
        Input {
            name: "code".to_owned(),
            label: String::new(),
            expression: String::new(),
            value_type,
        }
    }

    fn check(value_type: ValueType, cell: &str, expected: Option<&str>) {
        let inputs = [input(value_type)];
        let read = PlainCell::read(&inputs, 0, cell);
        let written = read.as_ref().map(PlainCell::to_string);
        assert_eq!(written.as_deref(), expected, "{cell}");
        if let Some(written) = written {
            assert_eq!(PlainCell::read(&inputs, 0, &written), read, "{cell}");
        }
    }

    /// What is written of a cell is read again as the same.
    #[test]
    fn a_plain_cell_is_read_and_written() {
        for (cell, expected) in [
            (r#""8703.21""#, Some(r#""870321""#)),
            (r#""01", "02""#, Some(r#""01", "02""#)),
            ("8703*, 8704", Some(r#"starts with(?, "8703"), "8704""#)),
            (r#"not("8701")"#, Some(r#"not("8701")"#)),
            ("[8701..8705]", Some(r#"["8701".."8706")"#)),
            ("", None),
            ("-", None),
            ("null", None),
            (r#"in list("CL1")"#, None),
            (r#"contains(?, "87")"#, None),
        ] {
            check(ValueType::TariffCode, cell, expected);
        }
        for (cell, expected) in [
            ("[8701..8705)", Some("[8701..8705)")),
            ("(8701..8705]", Some("(8701..8705]")),
            (">= 8701", Some(">= 8701")),
            ("< 8701, 9", Some("< 8701, 9")),
        ] {
            check(ValueType::Number, cell, expected);
        }
    }

    #[test]
    fn a_test_holds_as_the_cell_does() {
        let holds = |value_type, cell: &str, text: &str| {
            let read = PlainCell::read(&[input(value_type)], 0, cell).expect("a plain cell");
            read.tests.iter().any(|test| test.holds(text))
        };
        assert!(holds(ValueType::TariffCode, "8703*", "87032110"));
        assert!(!holds(ValueType::TariffCode, "8703*", "87042110"));
        assert!(holds(ValueType::TariffCode, "8701, 8702", "8702"));
        let numbers = |cell, text| holds(ValueType::Number, cell, text);
        assert!(numbers("[1012100..1012200]", "01012100"));
        assert!(!numbers("(1012100..1012200]", "01012100"));
        assert!(numbers("< 5, 7", "7") && !numbers("< 5, 7", "6"));
        assert!(!numbers("7", "seven"));
    }
}

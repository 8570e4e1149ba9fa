//! The functions of numbers and texts: what they are called, what they take, what they give.

use super::lower::Cell;
use super::syntax::Node;
use super::typing::Lowered;
use crate::error::{Span, TextError};
use crate::expression::Expression;
use crate::function::Function;
use crate::value::ValueType;

/// Most arguments of `min` and `max`.
const ARGUMENTS: usize = 64;

impl Function {
    /// Every function there is.
    pub(super) const ALL: &[Self] = &[
        Self::Min,
        Self::Max,
        Self::Abs,
        Self::Floor,
        Self::Ceiling,
        Self::Decimal,
        Self::RoundHalfUp,
        Self::String,
        Self::StringLength,
        Self::Substring,
        Self::UpperCase,
        Self::LowerCase,
    ];

    /// What cells call it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Min => "min",
            Self::Max => "max",
            Self::Abs => "abs",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
            Self::Decimal => "decimal",
            Self::RoundHalfUp => "round half up",
            Self::UpperCase => "upper case",
            Self::LowerCase => "lower case",
            Self::StringLength => "string length",
            Self::String => "string",
            Self::Substring => "substring",
        }
    }

    /// The words of the functions whose names are several.
    pub(super) fn phrases() -> impl Iterator<Item = &'static str> {
        let names = Self::ALL.iter().map(|function| function.name());
        names.filter(|name| name.contains(' '))
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|function| function.name() == name)
    }

    /// Fewest and most arguments.
    fn arguments(self) -> (usize, usize) {
        match self {
            Self::Min | Self::Max => (1, ARGUMENTS),
            Self::Abs
            | Self::Floor
            | Self::Ceiling
            | Self::String
            | Self::UpperCase
            | Self::LowerCase
            | Self::StringLength => (1, 1),
            Self::Decimal | Self::RoundHalfUp => (2, 2),
            Self::Substring => (2, 3),
        }
    }
}

/// What is said of a function nobody knows.
pub(super) fn unknown(name: &str, span: Span) -> TextError {
    let known: Vec<&str> = Function::ALL
        .iter()
        .map(|function| function.name())
        .collect();
    let known = known.join(", ");
    let message = format!(
        "no function is called {name}; there are starts with, ends with, contains, matches, date, \
         duration, {known}"
    );
    TextError::new(span, message)
}

impl Cell<'_> {
    pub(super) fn apply(
        &self,
        function: Function,
        arguments: &[Node],
        span: Span,
    ) -> Lowered<(Expression, Option<ValueType>)> {
        let (fewest, most) = function.arguments();
        if !(fewest..=most).contains(&arguments.len()) {
            let name = function.name();
            let message = format!("{name} takes {fewest} to {most} values in brackets");
            return Err(TextError::new(span, message));
        }
        let (first, found) = self.typed(&arguments[0], None)?;
        let found = found.ok_or_else(|| TextError::new(arguments[0].span, "null is no value"))?;
        let (wanted, given) = match function {
            Function::Min | Function::Max if found == ValueType::Date => (found, found),
            Function::Min
            | Function::Max
            | Function::Abs
            | Function::Floor
            | Function::Ceiling
            | Function::Decimal
            | Function::RoundHalfUp => (ValueType::Number, ValueType::Number),
            Function::String => (found, ValueType::Text),
            Function::Substring | Function::UpperCase | Function::LowerCase => {
                (ValueType::Text, ValueType::Text)
            }
            Function::StringLength => (ValueType::Text, ValueType::Number),
        };
        self.must_be(found, wanted, arguments[0].span)?;
        let others = match function {
            Function::Min | Function::Max => wanted,
            Function::Abs
            | Function::Floor
            | Function::Ceiling
            | Function::Decimal
            | Function::RoundHalfUp
            | Function::String
            | Function::StringLength
            | Function::Substring
            | Function::UpperCase
            | Function::LowerCase => ValueType::Number,
        };
        let rest = arguments[1..].iter().map(|node| self.value(node, others));
        let values: Lowered<Box<[Expression]>> = std::iter::once(Ok(first)).chain(rest).collect();
        Ok((Expression::Apply(function, values?), Some(given)))
    }
}

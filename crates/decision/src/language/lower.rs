//! Checks the types of a cell and turns its syntax into what is tested and computed.

use jiff::civil::Date;

use super::parser;
use super::syntax::{Bound, Condition, Node, NodeKind, Test as Written, TestKind};
use super::typing::{
    Lowered, any_of, are_alike, compare, compared, limit, literal_number, literal_text, mismatch,
    simple,
};
use crate::error::{Span, TextError};
use crate::expression::{Comparison, Expression, Scope};
use crate::predicate::{Predicate, Test};
use crate::sets::Context;
use crate::table::Input;
use crate::value::{Value, ValueType};

/// What a cell may name: the inputs, in the order of their columns.
pub(crate) struct Names<'a> {
    pub(crate) names: Vec<&'a str>,
    pub(crate) types: Vec<ValueType>,
}

impl<'a> Names<'a> {
    /// The names and types of inputs.
    pub(crate) fn from_inputs(inputs: &'a [Input]) -> Self {
        Self {
            names: inputs.iter().map(|input| input.name.as_str()).collect(),
            types: inputs.iter().map(|input| input.value_type).collect(),
        }
    }

    /// Compiles an expression of any type.
    pub(crate) fn formula(&self, text: &str) -> Lowered<(Expression, Option<ValueType>)> {
        let node = parser::formula(text, &self.names)?;
        let cell = Cell {
            types: &self.types,
            column: None,
        };
        cell.typed(&node, None)
    }

    /// Compiles a condition of a column.
    pub(crate) fn condition(&self, text: &str, column: usize) -> Lowered<Predicate> {
        let (negated, tests) = match parser::condition(text, &self.names)? {
            Condition::Any => return Ok(Predicate::Any),
            Condition::Tests { negated, tests } => (negated, tests),
        };
        let cell = Cell {
            types: &self.types,
            column: Some(column),
        };
        let tests: Lowered<Box<[Test]>> = tests.iter().map(|test| cell.test(test)).collect();
        Ok(Predicate::Tests {
            negated,
            tests: tests?,
        })
    }

    /// Compiles a result of a type; `None` when the cell says nothing.
    pub(crate) fn result(&self, text: &str, wanted: ValueType) -> Lowered<Option<Expression>> {
        let Some(node) = parser::result(text, &self.names)? else {
            return Ok(None);
        };
        let cell = Cell {
            types: &self.types,
            column: None,
        };
        let (expression, found) = cell.typed(&node, Some(wanted))?;
        if let Some(found) = found.filter(|found| !are_alike(*found, wanted)) {
            return Err(mismatch(node.span, found, wanted));
        }
        Ok(Some(expression))
    }
}

/// The cell being compiled; only conditions have a column of their own.
pub(super) struct Cell<'a> {
    types: &'a [ValueType],
    column: Option<usize>,
}

impl Cell<'_> {
    fn subject(&self, span: Span) -> Lowered<(Expression, ValueType)> {
        let column = self.column.ok_or_else(|| {
            TextError::new(
                span,
                "? is for conditions of a table; name the input instead",
            )
        })?;
        Ok((Expression::Input(position(column)), self.types[column]))
    }

    fn test(&self, test: &Written) -> Lowered<Test> {
        let (subject, own) = self.subject(test.span)?;
        let expression = match &test.kind {
            TestKind::Compare(operator, node) => {
                let right = self.value(node, own)?;
                return compared(*operator, subject, right, own, test.span)
                    .map(|expression| self.recognised(expression));
            }
            TestKind::Range(lower, upper) => {
                return self.range(lower, upper, test.span);
            }
            TestKind::Prefix(digits) if own.is_textual() => {
                return Ok(Test::Prefix(digits.as_str().into()));
            }
            TestKind::Prefix(_) => {
                let message = format!("a prefix tests codes and texts, this column is {own}");
                return Err(TextError::new(test.span, message));
            }
            TestKind::Member(_) if !own.is_textual() => {
                let message = format!("lists hold codes and texts, this column is {own}");
                return Err(TextError::new(test.span, message));
            }
            TestKind::Member(set) => {
                Expression::Member(Box::new(subject), set.kind, set.name.as_str().into())
            }
            TestKind::Expression(node) => self.value_or_condition(node, subject, own)?,
        };
        Ok(self.recognised(expression))
    }

    /// The test an index can answer, where the expression is one.
    fn recognised(&self, expression: Expression) -> Test {
        let own = self.column.map(position).map(Expression::Input);
        let is_own = |side: &Expression| Some(side) == own.as_ref();
        let test = match &expression {
            Expression::IsNull(tested) if is_own(tested) => Some(Test::Null),
            Expression::StartsWith(tested, prefix) if is_own(tested) => match prefix.as_ref() {
                Expression::Value(Value::Text(prefix)) => Some(Test::Prefix(prefix.clone())),
                _ => None,
            },
            Expression::Compare(comparison, left, right) => match (left.as_ref(), right.as_ref()) {
                (tested, Expression::Value(value)) if is_own(tested) => {
                    Some(simple(*comparison, value))
                }
                (Expression::Value(value), tested) if is_own(tested) => {
                    Some(simple(comparison.turned(), value))
                }
                _ => None,
            },
            _ => None,
        };
        test.unwrap_or_else(|| Test::Expression(Box::new(expression)))
    }

    /// A value to be equal to, or a condition that must be true.
    fn value_or_condition(
        &self,
        node: &Node,
        subject: Expression,
        own: ValueType,
    ) -> Lowered<Expression> {
        let (expression, found) = self.typed(node, Some(own))?;
        let Some(found) = found else {
            return Ok(Expression::IsNull(Box::new(subject)));
        };
        // A truth value is compared, like a value of any other column; the rest are conditions.
        let is_value = match &expression {
            Expression::Value(_) => true,
            Expression::Input(_) => expression != subject,
            _ => false,
        };
        if found == ValueType::Boolean && !(own == ValueType::Boolean && is_value) {
            return Ok(expression);
        }
        if !are_alike(found, own) {
            return Err(mismatch(node.span, found, own));
        }
        Ok(compare(Comparison::Equal, subject, expression))
    }

    fn range(&self, lower: &Bound, upper: &Bound, span: Span) -> Lowered<Test> {
        let (subject, own) = self.subject(span)?;
        if matches!(own, ValueType::Code | ValueType::TariffCode) {
            return self.codes_between(lower, upper, span);
        }
        if !own.is_ordered() {
            let message = format!("intervals are for numbers and dates, this column is {own}");
            return Err(TextError::new(span, message));
        }
        let from = self.value(&lower.node, own)?;
        let to = self.value(&upper.node, own)?;
        if let (Expression::Value(least), Expression::Value(most)) = (&from, &to) {
            let is_empty = least > most || (least == most && !(lower.closed && upper.closed));
            if is_empty {
                return Err(TextError::new(span, "nothing lies in this interval"));
            }
            let ends = (limit(least, lower.closed), limit(most, upper.closed));
            return Ok(Test::Interval(Box::new(ends)));
        }
        let above = if lower.closed {
            Comparison::GreaterOrEqual
        } else {
            Comparison::Greater
        };
        let below = if upper.closed {
            Comparison::LessOrEqual
        } else {
            Comparison::Less
        };
        let both = Expression::And(
            Box::new(compare(above, subject.clone(), from)),
            Box::new(compare(below, subject, to)),
        );
        Ok(Test::Expression(Box::new(both)))
    }

    /// The codes that begin with an end of a range, or lie between them in the order of digits.
    fn codes_between(&self, lower: &Bound, upper: &Bound, span: Span) -> Lowered<Test> {
        let (_, own) = self.subject(span)?;
        let digits = |bound: &Bound| match self.value(&bound.node, own)? {
            Expression::Value(Value::Text(code)) if is_digits(&code) => Ok(code),
            _ => {
                let message = "a range of codes stands between digits, such as [8701..8705]";
                Err(TextError::new(bound.node.span, message))
            }
        };
        let (from, to) = (digits(lower)?, digits(upper)?);
        if own == ValueType::Code && from.len() != to.len() {
            let message = "the ends of a range of codes have the same number of digits";
            return Err(TextError::new(span, message));
        }
        let least = if lower.closed {
            from
        } else {
            behind_digits(&from)
        };
        let most = if upper.closed { behind_digits(&to) } else { to };
        if least >= most {
            return Err(TextError::new(span, "nothing lies in this interval"));
        }
        let ends = (
            limit(&Value::Text(least), true),
            limit(&Value::Text(most), false),
        );
        Ok(Test::Interval(Box::new(ends)))
    }

    /// An expression of a type; null is none.
    pub(super) fn value(&self, node: &Node, wanted: ValueType) -> Lowered<Expression> {
        let (expression, found) = self.typed(node, Some(wanted))?;
        match found {
            Some(found) => self.must_be(found, wanted, node.span).map(|()| expression),
            None if wanted == ValueType::Boolean => {
                Err(TextError::new(node.span, "null is no condition"))
            }
            None => Ok(expression),
        }
    }

    pub(super) fn must_be(&self, found: ValueType, wanted: ValueType, span: Span) -> Lowered<()> {
        if are_alike(found, wanted) {
            return Ok(());
        }
        Err(mismatch(span, found, wanted))
    }

    /// Whether an input passes one of some tests.
    fn one_of(&self, input: Option<usize>, tests: &[Written], span: Span) -> Lowered<Expression> {
        let cell = Cell {
            types: self.types,
            column: input.or(self.column),
        };
        let (subject, _) = cell.subject(span)?;
        let tests = tests.iter().map(|test| cell.test(test));
        Ok(any_of(&subject, tests.collect::<Lowered<_>>()?))
    }

    /// The expression and its type; the type of null is `None`. Without inputs it is computed now.
    pub(super) fn typed(
        &self,
        node: &Node,
        hint: Option<ValueType>,
    ) -> Lowered<(Expression, Option<ValueType>)> {
        let (expression, found) = self.lowered(node, hint)?;
        let mut inputs = Vec::new();
        expression.inputs(&mut inputs);
        let is_computed = !matches!(expression, Expression::Value(_) | Expression::Null);
        if !inputs.is_empty() || !is_computed || found == Some(ValueType::Boolean) {
            return Ok((expression, found));
        }
        let scope = Scope {
            inputs: &[],
            context: Context::on(Date::MIN),
        };
        match expression.compute(scope) {
            Ok(Some(value)) => Ok((Expression::Value(value.into_owned()), found)),
            Ok(None) => Ok((expression, found)),
            Err(problem) => Err(TextError::new(node.span, problem.to_string())),
        }
    }

    fn lowered(
        &self,
        node: &Node,
        hint: Option<ValueType>,
    ) -> Lowered<(Expression, Option<ValueType>)> {
        let span = node.span;
        Ok(match &node.kind {
            NodeKind::Number(digits) => return literal_number(digits, hint, span),
            NodeKind::Text(text) => return literal_text(text, hint, span),
            NodeKind::Day(day) => {
                let message = || format!("\"{day}\" is no day; write \"2026-01-31\"");
                let day: Date = day.parse().map_err(|_| TextError::new(span, message()))?;
                (Expression::Value(Value::Date(day)), Some(ValueType::Date))
            }
            NodeKind::Duration(_) => {
                let message = "a duration moves a day; it stands behind a day and + or -";
                return Err(TextError::new(span, message));
            }
            NodeKind::Boolean(flag) => (
                Expression::Value(Value::Boolean(*flag)),
                Some(ValueType::Boolean),
            ),
            NodeKind::Null => (Expression::Null, None),
            NodeKind::Input(at) => (Expression::Input(position(*at)), Some(self.types[*at])),
            NodeKind::Subject => {
                let (expression, own) = self.subject(span)?;
                (expression, Some(own))
            }
            NodeKind::Negate(inner) => {
                let inner = self.value(inner, ValueType::Number)?;
                (Expression::Negate(Box::new(inner)), Some(ValueType::Number))
            }
            NodeKind::Not(inner) => boolean(Expression::Not(self.truth(inner)?)),
            NodeKind::Binary(operator, left, right) => {
                return self.binary(*operator, left, right, span);
            }
            NodeKind::If(condition, then, otherwise) => {
                let condition = self.truth(condition)?;
                let (then, first) = self.typed(then, hint)?;
                let (other, second) = self.typed(otherwise, hint.or(first))?;
                if let Some((first, second)) = first.zip(second).filter(|(a, b)| !are_alike(*a, *b))
                {
                    return Err(mismatch(otherwise.span, second, first));
                }
                let kind = Expression::If(condition, Box::new(then), Box::new(other));
                (kind, first.or(second))
            }
            NodeKind::Call(function, text, part) => boolean(self.call(*function, text, part)?),
            NodeKind::Apply(function, values) => return self.apply(*function, values, span),
            NodeKind::In(input, tests) => boolean(self.one_of(*input, tests, span)?),
            NodeKind::Member(value, set) => {
                let (value, found) = self.typed(value, None)?;
                if !found.is_some_and(ValueType::is_textual) {
                    return Err(TextError::new(span, "lists hold codes and texts only"));
                }
                let name = set.name.as_str().into();
                boolean(Expression::Member(Box::new(value), set.kind, name))
            }
        })
    }

    pub(super) fn truth(&self, node: &Node) -> Lowered<Box<Expression>> {
        self.value(node, ValueType::Boolean).map(Box::new)
    }
}

fn is_digits(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The first text behind all that begin with these digits.
fn behind_digits(digits: &str) -> Box<str> {
    let mut bytes = digits.as_bytes().to_vec();
    if let Some(last) = bytes.last_mut() {
        *last += 1;
    }
    String::from_utf8_lossy(&bytes).into()
}

pub(super) fn boolean(expression: Expression) -> (Expression, Option<ValueType>) {
    (expression, Some(ValueType::Boolean))
}

/// Tables have fewer columns than that; `Compiled::new` checks it.
fn position(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

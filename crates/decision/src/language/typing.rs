//! What belongs to which type: literals, comparisons, and what is said when it does not fit.

use std::ops::Bound as Limit;

use super::syntax::Operator;
use crate::error::{Span, TextError};
use crate::expression::{Comparison, Expression};
use crate::predicate::Test;
use crate::value::{Value, ValueType};

/// What a cell comes to, or what is wrong in its text.
pub(super) type Lowered<T> = Result<T, TextError>;

/// Texts, codes and tariff codes may be compared with each other.
pub(super) fn are_alike(left: ValueType, right: ValueType) -> bool {
    left == right || (left.is_textual() && right.is_textual())
}

pub(super) fn mismatch(span: Span, found: ValueType, wanted: ValueType) -> TextError {
    let hint = match wanted {
        ValueType::Date => "; write date(\"2026-01-31\")",
        ValueType::Text | ValueType::Code | ValueType::TariffCode => "; write it in \"quotes\"",
        ValueType::Number | ValueType::Boolean => "",
    };
    TextError::new(
        span,
        format!("this is a {found} where a {wanted} belongs{hint}"),
    )
}

pub(super) fn simple(comparison: Comparison, value: &Value) -> Test {
    let value = value.clone();
    let ends = match comparison {
        Comparison::Equal => return Test::Equal(value),
        Comparison::NotEqual => return Test::Differs(value),
        Comparison::Less => (Limit::Unbounded, Limit::Excluded(value)),
        Comparison::LessOrEqual => (Limit::Unbounded, Limit::Included(value)),
        Comparison::Greater => (Limit::Excluded(value), Limit::Unbounded),
        Comparison::GreaterOrEqual => (Limit::Included(value), Limit::Unbounded),
    };
    Test::Interval(Box::new(ends))
}

pub(super) fn limit(value: &Value, closed: bool) -> Limit<Value> {
    if closed {
        Limit::Included(value.clone())
    } else {
        Limit::Excluded(value.clone())
    }
}

/// Digits are a code where a code belongs, with their zeros; a number elsewhere.
pub(super) fn literal_number(
    digits: &str,
    hint: Option<ValueType>,
    span: Span,
) -> Lowered<(Expression, Option<ValueType>)> {
    let wanted = match hint {
        Some(code @ (ValueType::Code | ValueType::TariffCode)) => code,
        Some(ValueType::Text | ValueType::Number | ValueType::Boolean | ValueType::Date) | None => {
            ValueType::Number
        }
    };
    let value = wanted.read_text(digits);
    let value = value.map_err(|why| TextError::new(span, why))?;
    Ok((Expression::Value(value), Some(wanted)))
}

pub(super) fn literal_text(
    text: &str,
    hint: Option<ValueType>,
    span: Span,
) -> Lowered<(Expression, Option<ValueType>)> {
    let wanted = hint
        .filter(|hint| hint.is_textual())
        .unwrap_or(ValueType::Text);
    let value = wanted.normalise(text);
    let value = value.map_err(|why| TextError::new(span, why))?;
    Ok((Expression::Value(Value::Text(value)), Some(wanted)))
}

pub(super) fn compare(comparison: Comparison, left: Expression, right: Expression) -> Expression {
    Expression::Compare(comparison, Box::new(left), Box::new(right))
}

/// Whether one of some tests of a subject holds.
pub(super) fn any_of(subject: &Expression, mut tests: Vec<Test>) -> Expression {
    // Halves, not a chain: a thousand tests are ten deep.
    let second = tests.split_off(tests.len() / 2);
    match (tests.len(), second.into_iter().collect::<Vec<_>>()) {
        (0, mut second) => second
            .pop()
            .map_or(Expression::Value(Value::Boolean(false)), |test| {
                written_out(subject, test)
            }),
        (_, second) => Expression::Or(
            Box::new(any_of(subject, tests)),
            Box::new(any_of(subject, second)),
        ),
    }
}

fn written_out(subject: &Expression, test: Test) -> Expression {
    let side = |comparison, value| compare(comparison, subject.clone(), Expression::Value(value));
    let lower = |bound| match bound {
        Limit::Included(value) => Some(side(Comparison::GreaterOrEqual, value)),
        Limit::Excluded(value) => Some(side(Comparison::Greater, value)),
        Limit::Unbounded => None,
    };
    let upper = |bound| match bound {
        Limit::Included(value) => Some(side(Comparison::LessOrEqual, value)),
        Limit::Excluded(value) => Some(side(Comparison::Less, value)),
        Limit::Unbounded => None,
    };
    match test {
        Test::Null => Expression::IsNull(Box::new(subject.clone())),
        Test::Equal(value) => side(Comparison::Equal, value),
        Test::Differs(value) => side(Comparison::NotEqual, value),
        Test::Prefix(prefix) => Expression::StartsWith(
            Box::new(subject.clone()),
            Box::new(Expression::Value(Value::Text(prefix))),
        ),
        Test::Interval(ends) => match (lower(ends.0), upper(ends.1)) {
            (Some(lower), Some(upper)) => Expression::And(Box::new(lower), Box::new(upper)),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => Expression::Value(Value::Boolean(true)),
        },
        Test::Expression(expression) => *expression,
    }
}

/// A comparison whose sides are of one type; with null only equality makes sense.
pub(super) fn compared(
    operator: Operator,
    left: Expression,
    right: Expression,
    own: ValueType,
    span: Span,
) -> Lowered<Expression> {
    let comparison = match operator {
        Operator::Equal => Comparison::Equal,
        Operator::NotEqual => Comparison::NotEqual,
        Operator::Less => Comparison::Less,
        Operator::LessOrEqual => Comparison::LessOrEqual,
        Operator::Greater => Comparison::Greater,
        Operator::GreaterOrEqual => Comparison::GreaterOrEqual,
        Operator::Or
        | Operator::And
        | Operator::Add
        | Operator::Subtract
        | Operator::Multiply
        | Operator::Divide
        | Operator::Power => {
            return Err(TextError::new(span, "a comparison belongs here"));
        }
    };
    let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    let tested = match (left, right) {
        (tested, Expression::Null) | (Expression::Null, tested) => tested,
        (left, right) if is_equality || own.is_ordered() => {
            return Ok(compare(comparison, left, right));
        }
        _ => {
            let message = format!("only numbers and dates are less or greater, this is {own}");
            return Err(TextError::new(span, message));
        }
    };
    let is_null = Expression::IsNull(Box::new(tested));
    match comparison {
        Comparison::Equal => Ok(is_null),
        Comparison::NotEqual => Ok(Expression::Not(Box::new(is_null))),
        Comparison::Less
        | Comparison::LessOrEqual
        | Comparison::Greater
        | Comparison::GreaterOrEqual => Err(TextError::new(
            span,
            "nothing is less or greater than null; use = or !=",
        )),
    }
}

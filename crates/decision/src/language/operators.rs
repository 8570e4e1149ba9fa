//! Checks the types on both sides of operators and in tests of texts.

use super::lower::{Cell, boolean};
use super::syntax::{Node, NodeKind, Operator, TextTest};
use super::typing::{Lowered, are_alike, compared, mismatch};
use crate::error::{Span, TextError};
use crate::expression::{Arithmetic, Expression};
use crate::pattern::Pattern;
use crate::period::Period;
use crate::value::ValueType;

impl Cell<'_> {
    pub(super) fn binary(
        &self,
        operator: Operator,
        left: &Node,
        right: &Node,
        span: Span,
    ) -> Lowered<(Expression, Option<ValueType>)> {
        let arithmetic = match operator {
            Operator::And => {
                return Ok(boolean(Expression::And(
                    self.truth(left)?,
                    self.truth(right)?,
                )));
            }
            Operator::Or => {
                return Ok(boolean(Expression::Or(
                    self.truth(left)?,
                    self.truth(right)?,
                )));
            }
            Operator::Equal
            | Operator::NotEqual
            | Operator::Less
            | Operator::LessOrEqual
            | Operator::Greater
            | Operator::GreaterOrEqual => return self.comparison(operator, left, right, span),
            Operator::Add => Arithmetic::Add,
            Operator::Subtract => Arithmetic::Subtract,
            Operator::Multiply => Arithmetic::Multiply,
            Operator::Divide => Arithmetic::Divide,
            Operator::Power => Arithmetic::Power,
        };
        if let (Arithmetic::Add, NodeKind::Duration(period)) = (arithmetic, &left.kind) {
            return self.moved(right, *period);
        }
        match (arithmetic, &right.kind) {
            (Arithmetic::Add, NodeKind::Duration(period)) => return self.moved(left, *period),
            (Arithmetic::Subtract, NodeKind::Duration(period)) => {
                return self.moved(left, period.negated());
            }
            _ => {}
        }
        let (first, kind) = self.typed(left, None)?;
        if kind == Some(ValueType::Date) {
            return Err(TextError::new(span, no_numbers(arithmetic, right)));
        }
        let first = Box::new(first);
        if arithmetic == Arithmetic::Add && kind.is_some_and(ValueType::is_textual) {
            let second = Box::new(self.value(right, ValueType::Text)?);
            return Ok((Expression::Join(first, second), Some(ValueType::Text)));
        }
        if let Some(kind) = kind.filter(|kind| *kind != ValueType::Number) {
            return Err(mismatch(left.span, kind, ValueType::Number));
        }
        let second = Box::new(self.value(right, ValueType::Number)?);
        let expression = Expression::Arithmetic(arithmetic, first, second);
        Ok((expression, Some(ValueType::Number)))
    }

    /// A day and what it is moved by.
    fn moved(&self, day: &Node, period: Period) -> Lowered<(Expression, Option<ValueType>)> {
        let day = self.value(day, ValueType::Date)?;
        let moved = Expression::Move(Box::new(day), period);
        Ok((moved, Some(ValueType::Date)))
    }

    /// The side that is no literal tells how the other is read.
    fn comparison(
        &self,
        operator: Operator,
        left: &Node,
        right: &Node,
        span: Span,
    ) -> Lowered<(Expression, Option<ValueType>)> {
        let is_literal = |node: &Node| {
            matches!(
                node.kind,
                NodeKind::Number(_) | NodeKind::Text(_) | NodeKind::Null
            )
        };
        // Each side is read once: reading twice at every level would take for ever.
        let turned = is_literal(left);
        let (leading, other) = if turned { (right, left) } else { (left, right) };
        let (first, own) = self.typed(leading, None)?;
        let (second, found) = self.typed(other, own)?;
        if let Some((own, found)) = own
            .zip(found)
            .filter(|(own, found)| !are_alike(*own, *found))
        {
            return Err(mismatch(other.span, found, own));
        }
        let own = own.or(found).unwrap_or(ValueType::Text);
        let (first, second) = if turned {
            (second, first)
        } else {
            (first, second)
        };
        compared(operator, first, second, own, span).map(boolean)
    }

    pub(super) fn call(&self, function: TextTest, text: &Node, part: &Node) -> Lowered<Expression> {
        let (value, found) = self.typed(text, None)?;
        if !found.is_some_and(ValueType::is_textual) {
            return Err(TextError::new(text.span, "a text or code belongs here"));
        }
        if function == TextTest::Matches {
            let NodeKind::Text(pattern) = &part.kind else {
                return Err(TextError::new(
                    part.span,
                    "a pattern in quotes belongs here",
                ));
            };
            let pattern = Pattern::read(pattern).map_err(|why| TextError::new(part.span, why))?;
            return Ok(Expression::Matches(Box::new(value), Box::new(pattern)));
        }
        let part = Box::new(self.value(part, found.unwrap_or(ValueType::Text))?);
        let value = Box::new(value);
        Ok(match function {
            TextTest::StartsWith => Expression::StartsWith(value, part),
            TextTest::EndsWith => Expression::EndsWith(value, part),
            TextTest::Contains | TextTest::Matches => Expression::Contains(value, part),
        })
    }
}

/// What is written in place of an operator between a day and something that is no duration.
fn no_numbers(arithmetic: Arithmetic, right: &Node) -> String {
    let sign = match arithmetic {
        Arithmetic::Add => '+',
        Arithmetic::Subtract => '-',
        Arithmetic::Multiply | Arithmetic::Divide | Arithmetic::Power => {
            return "a day is moved by + or - and a duration, nothing else is computed of it"
                .into();
        }
    };
    match &right.kind {
        NodeKind::Number(days) if days.bytes().all(|digit| digit.is_ascii_digit()) => format!(
            "a day is moved by a duration; write {sign} duration(\"P{days}D\") where days are \
             meant, duration(\"P{days}M\") where months are"
        ),
        _ => format!(
            "a day is moved by a duration, as in {sign} duration(\"P30D\"); days between two days \
             are not counted, compare them as in a > b + duration(\"P30D\")"
        ),
    }
}

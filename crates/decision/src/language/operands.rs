//! What stands between operators: values, brackets, calls, `if`, and tests of an input.

use super::functions;
use super::parser::{Parser, node};
use super::syntax::{Node, NodeKind, Operator, TextTest};
use super::token::TokenKind;
use crate::error::{Span, TextError};
use crate::function::Function;
use crate::period::Period;

impl Parser {
    pub(super) fn operand(&mut self) -> Result<Node, TextError> {
        let span = self.span();
        let Some(token) = self.take() else {
            return Err(TextError::new(span, "a value expected"));
        };
        let kind = match token.kind {
            TokenKind::Number(digits) => NodeKind::Number(digits),
            TokenKind::Text(text) => NodeKind::Text(text),
            TokenKind::Day(text) if text.trim_start_matches('-').starts_with('P') => {
                duration(&text, span)?
            }
            TokenKind::Day(day) => NodeKind::Day(day),
            TokenKind::True => NodeKind::Boolean(true),
            TokenKind::False => NodeKind::Boolean(false),
            TokenKind::Null => NodeKind::Null,
            TokenKind::Input(position) => NodeKind::Input(position),
            TokenKind::Subject => NodeKind::Subject,
            TokenKind::Minus => NodeKind::Negate(Box::new(self.expression(7)?)),
            TokenKind::Not => NodeKind::Not(Box::new(self.bracketed()?)),
            TokenKind::If => return self.condition_of_if(span),
            TokenKind::Open => {
                self.at -= 1;
                return self.bracketed();
            }
            TokenKind::Date => {
                self.expect(&TokenKind::Open, "(")?;
                let day = self.quoted("a day such as \"2026-01-31\"")?;
                self.expect(&TokenKind::Close, ")")?;
                NodeKind::Day(day)
            }
            TokenKind::StartsWith => self.call(TextTest::StartsWith)?,
            TokenKind::EndsWith => self.call(TextTest::EndsWith)?,
            TokenKind::Contains => self.call(TextTest::Contains)?,
            TokenKind::Matches => self.call(TextTest::Matches)?,
            TokenKind::Unknown(name)
                if name == "duration" && self.peek() == Some(&TokenKind::Open) =>
            {
                self.expect(&TokenKind::Open, "(")?;
                let inside = self.span();
                let text = self.quoted("a duration such as \"P30D\"")?;
                self.expect(&TokenKind::Close, ")")?;
                duration(&text, inside)?
            }
            TokenKind::Unknown(name) if self.peek() == Some(&TokenKind::Open) => {
                let function = Function::named(&name);
                self.apply(function.ok_or_else(|| functions::unknown(&name, span))?)?
            }
            TokenKind::Unknown(name) => {
                let message =
                    format!("no input is called {name}; if it is a text, write \"{name}\"");
                return Err(TextError::new(span, message));
            }
            TokenKind::Prefix(digits) => {
                let message = format!("{digits}* is a test, not a value; use starts with(..)");
                return Err(TextError::new(span, message));
            }
            _ => return Err(TextError::new(span, "a value expected here")),
        };
        let last = self.last_span();
        Ok(node(kind, span.to(last)))
    }

    fn bracketed(&mut self) -> Result<Node, TextError> {
        self.expect(&TokenKind::Open, "(")?;
        let inner = self.expression(0)?;
        self.expect(&TokenKind::Close, ")")?;
        Ok(inner)
    }

    fn condition_of_if(&mut self, start: Span) -> Result<Node, TextError> {
        let condition = self.expression(0)?;
        self.expect(&TokenKind::Then, "then")?;
        let then = self.expression(0)?;
        self.expect(&TokenKind::Else, "else")?;
        let otherwise = self.expression(0)?;
        let span = start.to(otherwise.span);
        let kind = NodeKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Ok(node(kind, span))
    }

    fn apply(&mut self, function: Function) -> Result<NodeKind, TextError> {
        self.expect(&TokenKind::Open, "(")?;
        let mut values = vec![self.expression(0)?];
        while self.takes(&TokenKind::Comma) {
            values.push(self.expression(0)?);
        }
        self.expect(&TokenKind::Close, ")")?;
        Ok(NodeKind::Apply(function, values))
    }

    fn call(&mut self, function: TextTest) -> Result<NodeKind, TextError> {
        self.expect(&TokenKind::Open, "(")?;
        let first = self.expression(0)?;
        self.expect(&TokenKind::Comma, "a comma and the second argument")?;
        let second = self.expression(0)?;
        self.expect(&TokenKind::Close, ")")?;
        Ok(NodeKind::Call(function, Box::new(first), Box::new(second)))
    }

    /// `x in list("..")`, `x in [1..5]`, `x in (1, > 5)`, `x between 1 and 5`.
    pub(super) fn tested(&mut self, left: Node) -> Result<Node, TextError> {
        let span = left.span;
        let is_between = self
            .take()
            .is_some_and(|token| token.kind == TokenKind::Between);
        if !is_between && matches!(self.peek(), Some(TokenKind::List | TokenKind::Set)) {
            let set = self.set_name()?;
            return Ok(node(NodeKind::Member(Box::new(left), set), span));
        }
        // Each test looks at it anew: anything longer would multiply.
        let column = match left.kind {
            NodeKind::Input(column) => Some(column),
            NodeKind::Subject => None,
            _ => {
                let message = "only an input or ? stands before in (..), in [..] and between";
                return Err(TextError::new(span, message));
            }
        };
        if is_between {
            return self.between(left);
        }
        let tests = if self.peek() == Some(&TokenKind::Open) && !self.is_range() {
            self.at += 1;
            let tests = self.list()?;
            self.expect(&TokenKind::Close, ")")?;
            tests
        } else if matches!(
            self.peek(),
            Some(TokenKind::Open | TokenKind::OpenBracket | TokenKind::CloseBracket)
        ) {
            vec![self.test()?]
        } else {
            let message = "list(..), set(..), an interval or tests in brackets expected";
            return Err(TextError::new(self.span(), message));
        };
        Ok(node(NodeKind::In(column, tests), span.to(self.last_span())))
    }

    fn between(&mut self, left: Node) -> Result<Node, TextError> {
        let lower = self.expression(4)?;
        self.expect(&TokenKind::And, "and")?;
        let upper = self.expression(4)?;
        let span = left.span.to(upper.span);
        let compared = |operator, bound| {
            let kind = NodeKind::Binary(operator, Box::new(left.clone()), Box::new(bound));
            Box::new(node(kind, span))
        };
        let above = compared(Operator::GreaterOrEqual, lower);
        let below = compared(Operator::LessOrEqual, upper);
        Ok(node(NodeKind::Binary(Operator::And, above, below), span))
    }
}

fn duration(text: &str, span: Span) -> Result<NodeKind, TextError> {
    let period = Period::read(text).map_err(|why| TextError::new(span, why))?;
    Ok(NodeKind::Duration(period))
}

//! Turns the tokens of a cell into its syntax: unary tests around a Pratt parser.

use super::CELL_NESTING;
use super::functions;
use super::lexer::{self, tokens};
use super::syntax::{
    Bound, Condition, Node, NodeKind, Operator, SetName, Test, TestKind, TextTest,
};
use super::token::{Kind, Token};
use crate::error::{Span, TextError};
use crate::expression::Function;
use crate::sets::SetKind;

/// Reads a condition cell; blank means any.
pub(super) fn condition(text: &str, names: &[&str]) -> Result<Condition, TextError> {
    let mut parser = Parser::new(text, names)?;
    if parser.tokens.is_empty() || parser.is_only(&Kind::Minus) {
        return Ok(Condition::Any);
    }
    if !parser.starts_negated() {
        let tests = parser.tests()?;
        return Ok(Condition::Tests {
            negated: false,
            tests,
        });
    }
    match parser.negated_tests() {
        Ok(tests) => Ok(Condition::Tests {
            negated: true,
            tests,
        }),
        Err(error) => parser.negated_expression(error),
    }
}

/// Reads an output cell; blank and `-` mean nothing is said.
pub(super) fn result(text: &str, names: &[&str]) -> Result<Option<Node>, TextError> {
    let mut parser = Parser::new(text, names)?;
    if parser.tokens.is_empty() || parser.is_only(&Kind::Minus) {
        return Ok(None);
    }
    let node = parser.expression(0)?;
    parser.end()?;
    Ok(Some(node))
}

/// Reads an expression that stands alone.
pub(super) fn formula(text: &str, names: &[&str]) -> Result<Node, TextError> {
    let mut parser = Parser::new(text, names)?;
    let node = parser.expression(0)?;
    parser.end()?;
    Ok(node)
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    end: usize,
}

impl Parser {
    fn new(text: &str, names: &[&str]) -> Result<Self, TextError> {
        Ok(Self {
            tokens: tokens(text, names)?,
            at: 0,
            depth: 0,
            end: text.chars().count(),
        })
    }

    fn is_only(&self, kind: &Kind) -> bool {
        matches!(&self.tokens[..], [only] if only.kind == *kind)
    }

    fn starts_negated(&self) -> bool {
        let mut kinds = self.tokens.iter().map(|token| &token.kind);
        kinds.next() == Some(&Kind::Not) && kinds.next() == Some(&Kind::Open)
    }

    /// `not( .. )` with nothing behind it.
    fn negated_tests(&mut self) -> Result<Vec<Test>, TextError> {
        self.at = 2;
        let tests = self.list()?;
        self.expect(&Kind::Close, ")")?;
        self.end()?;
        Ok(tests)
    }

    /// `not(..) and ..`; when that is wrong too, what got further was meant.
    fn negated_expression(&mut self, negated: TextError) -> Result<Condition, TextError> {
        (self.at, self.depth) = (0, 0);
        let tests = self.tests().map_err(|error| {
            if error.span.start > negated.span.start {
                error
            } else {
                negated
            }
        })?;
        Ok(Condition::Tests {
            negated: false,
            tests,
        })
    }

    fn peek(&self) -> Option<&Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Where the next token is; behind the last one when there is none.
    fn span(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or(Span::new(self.end, self.end), |token| token.span)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    fn takes(&mut self, kind: &Kind) -> bool {
        let is_next = self.peek() == Some(kind);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, kind: &Kind, what: &str) -> Result<Span, TextError> {
        let span = self.span();
        if self.takes(kind) {
            return Ok(span);
        }
        Err(TextError::new(span, format!("{what} expected")))
    }

    fn end(&self) -> Result<(), TextError> {
        if self.at >= self.tokens.len() {
            return Ok(());
        }
        let message = "this does not belong here; remove it, or join it with and, or, a comma";
        Err(TextError::new(self.span(), message))
    }

    fn tests(&mut self) -> Result<Vec<Test>, TextError> {
        let tests = self.list()?;
        self.end()?;
        Ok(tests)
    }

    fn list(&mut self) -> Result<Vec<Test>, TextError> {
        let mut tests = vec![self.test()?];
        while self.takes(&Kind::Comma) {
            tests.push(self.test()?);
        }
        Ok(tests)
    }

    fn test(&mut self) -> Result<Test, TextError> {
        let start = self.span();
        let kind = self.test_kind()?;
        let last = self.last_span();
        Ok(Test {
            kind,
            span: start.to(last),
        })
    }

    fn test_kind(&mut self) -> Result<TestKind, TextError> {
        if let Some(operator) = self.peek().and_then(comparison) {
            self.at += 1;
            return Ok(TestKind::Compare(operator, self.expression(4)?));
        }
        match self.peek() {
            Some(Kind::In) => {
                self.at += 1;
                Ok(TestKind::Member(self.set_name()?))
            }
            Some(Kind::Prefix(digits)) => {
                let digits = digits.clone();
                self.at += 1;
                Ok(TestKind::Prefix(digits))
            }
            Some(Kind::OpenBracket | Kind::CloseBracket) => self.range(),
            Some(Kind::Open) if self.is_range() => self.range(),
            Some(_) | None => Ok(TestKind::Expression(self.expression(0)?)),
        }
    }

    /// Whether the bracket here opens an interval, not an expression.
    fn is_range(&self) -> bool {
        let mut depth = 0_usize;
        for token in &self.tokens[self.at..] {
            match token.kind {
                Kind::Open => depth += 1,
                Kind::Close if depth <= 1 => return false,
                Kind::Close => depth -= 1,
                Kind::Range if depth == 1 => return true,
                _ => {}
            }
        }
        false
    }

    fn range(&mut self) -> Result<TestKind, TextError> {
        let lower_closed = self.take().is_some_and(|t| t.kind == Kind::OpenBracket);
        let lower = self.expression(4)?;
        self.expect(&Kind::Range, "..")?;
        let upper = self.expression(4)?;
        let span = self.span();
        let upper_closed = match self.take().map(|token| token.kind) {
            Some(Kind::CloseBracket) => true,
            Some(Kind::Close | Kind::OpenBracket) => false,
            _ => return Err(TextError::new(span, "] or ) expected to end the interval")),
        };
        let bound = |node, closed| Bound { node, closed };
        Ok(TestKind::Range(
            bound(lower, lower_closed),
            bound(upper, upper_closed),
        ))
    }

    fn set_name(&mut self) -> Result<SetName, TextError> {
        let span = self.span();
        let kind = match self.take().map(|token| token.kind) {
            Some(Kind::List) => SetKind::CodeList,
            Some(Kind::Set) => SetKind::MasterData,
            _ => return Err(TextError::new(span, "list(\"..\") or set(\"..\") expected")),
        };
        self.expect(&Kind::Open, "(")?;
        let name = self.quoted("the name of the list in quotes")?;
        self.expect(&Kind::Close, ")")?;
        Ok(SetName { kind, name })
    }

    fn quoted(&mut self, what: &str) -> Result<String, TextError> {
        let span = self.span();
        match self.take().map(|token| token.kind) {
            Some(Kind::Text(text)) => Ok(text),
            _ => Err(TextError::new(span, format!("{what} expected"))),
        }
    }

    /// Operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Result<Node, TextError> {
        self.depth += 1;
        if self.depth > CELL_NESTING {
            return Err(lexer::too_deep(self.span()));
        }
        let mut left = self.operand()?;
        let mut chain = 0;
        loop {
            if least <= 3 && matches!(self.peek(), Some(Kind::In | Kind::Between)) {
                left = self.tested(left)?;
                continue;
            }
            let Some((operator, power)) = self.peek().and_then(binary) else {
                break;
            };
            if power < least {
                break;
            }
            // A long chain is a deep tree: `a or b or c`.
            chain += 1;
            if chain > CELL_NESTING * 8 {
                return Err(lexer::too_deep(self.span()));
            }
            self.at += 1;
            let right = self.expression(power + 1)?;
            let span = left.span.to(right.span);
            left = node(
                NodeKind::Binary(operator, Box::new(left), Box::new(right)),
                span,
            );
        }
        self.depth -= 1;
        Ok(left)
    }

    /// `x in list("..")`, `x in [1..5]`, `x in (1, > 5)`, `x between 1 and 5`.
    fn tested(&mut self, left: Node) -> Result<Node, TextError> {
        let span = left.span;
        let is_between = self.take().is_some_and(|token| token.kind == Kind::Between);
        if !is_between && matches!(self.peek(), Some(Kind::List | Kind::Set)) {
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
        let tests = if self.peek() == Some(&Kind::Open) && !self.is_range() {
            self.at += 1;
            let tests = self.list()?;
            self.expect(&Kind::Close, ")")?;
            tests
        } else if matches!(
            self.peek(),
            Some(Kind::Open | Kind::OpenBracket | Kind::CloseBracket)
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
        self.expect(&Kind::And, "and")?;
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

    fn last_span(&self) -> Span {
        self.tokens[self.at.clamp(1, self.tokens.len()) - 1].span
    }

    fn operand(&mut self) -> Result<Node, TextError> {
        let span = self.span();
        let Some(token) = self.take() else {
            return Err(TextError::new(span, "a value expected"));
        };
        let kind = match token.kind {
            Kind::Number(digits) => NodeKind::Number(digits),
            Kind::Text(text) => NodeKind::Text(text),
            Kind::Day(day) => NodeKind::Day(day),
            Kind::True => NodeKind::Boolean(true),
            Kind::False => NodeKind::Boolean(false),
            Kind::Null => NodeKind::Null,
            Kind::Input(position) => NodeKind::Input(position),
            Kind::Subject => NodeKind::Subject,
            Kind::Minus => NodeKind::Negate(Box::new(self.expression(7)?)),
            Kind::Not => NodeKind::Not(Box::new(self.bracketed()?)),
            Kind::If => return self.condition_of_if(span),
            Kind::Open => {
                self.at -= 1;
                return self.bracketed();
            }
            Kind::Date => {
                self.expect(&Kind::Open, "(")?;
                let day = self.quoted("a day such as \"2026-01-31\"")?;
                self.expect(&Kind::Close, ")")?;
                NodeKind::Day(day)
            }
            Kind::StartsWith => self.call(TextTest::StartsWith)?,
            Kind::EndsWith => self.call(TextTest::EndsWith)?,
            Kind::Contains => self.call(TextTest::Contains)?,
            Kind::Matches => self.call(TextTest::Matches)?,
            Kind::Unknown(name) if self.peek() == Some(&Kind::Open) => {
                let function = Function::named(&name);
                self.apply(function.ok_or_else(|| functions::unknown(&name, span))?)?
            }
            Kind::Unknown(name) => {
                let message =
                    format!("no input is called {name}; if it is a text, write \"{name}\"");
                return Err(TextError::new(span, message));
            }
            Kind::Prefix(digits) => {
                let message = format!("{digits}* is a test, not a value; use starts with(..)");
                return Err(TextError::new(span, message));
            }
            _ => return Err(TextError::new(span, "a value expected here")),
        };
        let last = self.last_span();
        Ok(node(kind, span.to(last)))
    }

    fn bracketed(&mut self) -> Result<Node, TextError> {
        self.expect(&Kind::Open, "(")?;
        let inner = self.expression(0)?;
        self.expect(&Kind::Close, ")")?;
        Ok(inner)
    }

    fn condition_of_if(&mut self, start: Span) -> Result<Node, TextError> {
        let condition = self.expression(0)?;
        self.expect(&Kind::Then, "then")?;
        let then = self.expression(0)?;
        self.expect(&Kind::Else, "else")?;
        let otherwise = self.expression(0)?;
        let span = start.to(otherwise.span);
        let kind = NodeKind::If(Box::new(condition), Box::new(then), Box::new(otherwise));
        Ok(node(kind, span))
    }

    fn apply(&mut self, function: Function) -> Result<NodeKind, TextError> {
        self.expect(&Kind::Open, "(")?;
        let mut values = vec![self.expression(0)?];
        while self.takes(&Kind::Comma) {
            values.push(self.expression(0)?);
        }
        self.expect(&Kind::Close, ")")?;
        Ok(NodeKind::Apply(function, values))
    }

    fn call(&mut self, function: TextTest) -> Result<NodeKind, TextError> {
        self.expect(&Kind::Open, "(")?;
        let first = self.expression(0)?;
        self.expect(&Kind::Comma, "a comma and the second argument")?;
        let second = self.expression(0)?;
        self.expect(&Kind::Close, ")")?;
        Ok(NodeKind::Call(function, Box::new(first), Box::new(second)))
    }
}

fn node(kind: NodeKind, span: Span) -> Node {
    Node { kind, span }
}

fn comparison(kind: &Kind) -> Option<Operator> {
    match binary(kind) {
        Some((operator, 3)) => Some(operator),
        Some(_) | None => None,
    }
}

/// The operator of a token, and how strongly it binds.
fn binary(kind: &Kind) -> Option<(Operator, u8)> {
    Some(match kind {
        Kind::Or => (Operator::Or, 1),
        Kind::And => (Operator::And, 2),
        Kind::Equal => (Operator::Equal, 3),
        Kind::NotEqual => (Operator::NotEqual, 3),
        Kind::Less => (Operator::Less, 3),
        Kind::LessOrEqual => (Operator::LessOrEqual, 3),
        Kind::Greater => (Operator::Greater, 3),
        Kind::GreaterOrEqual => (Operator::GreaterOrEqual, 3),
        Kind::Plus => (Operator::Add, 4),
        Kind::Minus => (Operator::Subtract, 4),
        Kind::Star => (Operator::Multiply, 5),
        Kind::Slash => (Operator::Divide, 5),
        Kind::Power => (Operator::Power, 6),
        _ => return None,
    })
}

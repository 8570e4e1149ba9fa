//! Turns the tokens of a cell into its syntax: unary tests around a Pratt parser.

use super::CELL_NESTING;
use super::lexer::{self, tokens};
use super::syntax::{Bound, Condition, Node, NodeKind, Operator, SetName, Test, TestKind};
use super::token::{Token, TokenKind};
use crate::error::{Span, TextError};
use crate::sets::SetKind;

/// Reads a condition cell; blank means any.
pub(super) fn condition(text: &str, names: &[&str]) -> Result<Condition, TextError> {
    let mut parser = Parser::new(text, names)?;
    if parser.tokens.is_empty() || parser.is_only(&TokenKind::Minus) {
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
    if parser.tokens.is_empty() || parser.is_only(&TokenKind::Minus) {
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

pub(super) struct Parser {
    pub(super) tokens: Vec<Token>,
    pub(super) at: usize,
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

    fn is_only(&self, kind: &TokenKind) -> bool {
        matches!(&self.tokens[..], [only] if only.kind == *kind)
    }

    fn starts_negated(&self) -> bool {
        let mut kinds = self.tokens.iter().map(|token| &token.kind);
        kinds.next() == Some(&TokenKind::Not) && kinds.next() == Some(&TokenKind::Open)
    }

    /// `not( .. )` with nothing behind it.
    fn negated_tests(&mut self) -> Result<Vec<Test>, TextError> {
        self.at = 2;
        let tests = self.list()?;
        self.expect(&TokenKind::Close, ")")?;
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

    pub(super) fn peek(&self) -> Option<&TokenKind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    /// Where the next token is; behind the last one when there is none.
    pub(super) fn span(&self) -> Span {
        self.tokens
            .get(self.at)
            .map_or(Span::new(self.end, self.end), |token| token.span)
    }

    pub(super) fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token
    }

    pub(super) fn takes(&mut self, kind: &TokenKind) -> bool {
        let is_next = self.peek() == Some(kind);
        self.at += usize::from(is_next);
        is_next
    }

    pub(super) fn expect(&mut self, kind: &TokenKind, what: &str) -> Result<Span, TextError> {
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

    pub(super) fn list(&mut self) -> Result<Vec<Test>, TextError> {
        let mut tests = vec![self.test()?];
        while self.takes(&TokenKind::Comma) {
            tests.push(self.test()?);
        }
        Ok(tests)
    }

    pub(super) fn test(&mut self) -> Result<Test, TextError> {
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
            Some(TokenKind::In) => {
                self.at += 1;
                Ok(TestKind::Member(self.set_name()?))
            }
            Some(TokenKind::Prefix(digits)) => {
                let digits = digits.clone();
                self.at += 1;
                Ok(TestKind::Prefix(digits))
            }
            Some(TokenKind::OpenBracket | TokenKind::CloseBracket) => self.range(),
            Some(TokenKind::Open) if self.is_range() => self.range(),
            Some(_) | None => Ok(TestKind::Expression(self.expression(0)?)),
        }
    }

    /// Whether the bracket here opens an interval, not an expression.
    pub(super) fn is_range(&self) -> bool {
        let mut depth = 0_usize;
        for token in &self.tokens[self.at..] {
            match token.kind {
                TokenKind::Open => depth += 1,
                TokenKind::Close if depth <= 1 => return false,
                TokenKind::Close => depth -= 1,
                TokenKind::Range if depth == 1 => return true,
                _ => {}
            }
        }
        false
    }

    fn range(&mut self) -> Result<TestKind, TextError> {
        let lower_closed = self
            .take()
            .is_some_and(|t| t.kind == TokenKind::OpenBracket);
        let lower = self.expression(4)?;
        self.expect(&TokenKind::Range, "..")?;
        let upper = self.expression(4)?;
        let span = self.span();
        let upper_closed = match self.take().map(|token| token.kind) {
            Some(TokenKind::CloseBracket) => true,
            Some(TokenKind::Close | TokenKind::OpenBracket) => false,
            _ => return Err(TextError::new(span, "] or ) expected to end the interval")),
        };
        let bound = |node, closed| Bound { node, closed };
        Ok(TestKind::Range(
            bound(lower, lower_closed),
            bound(upper, upper_closed),
        ))
    }

    pub(super) fn set_name(&mut self) -> Result<SetName, TextError> {
        let span = self.span();
        let kind = match self.take().map(|token| token.kind) {
            Some(TokenKind::List) => SetKind::CodeList,
            Some(TokenKind::Set) => SetKind::MasterData,
            _ => return Err(TextError::new(span, "list(\"..\") or set(\"..\") expected")),
        };
        self.expect(&TokenKind::Open, "(")?;
        let name = self.quoted("the name of the list in quotes")?;
        self.expect(&TokenKind::Close, ")")?;
        Ok(SetName { kind, name })
    }

    pub(super) fn quoted(&mut self, what: &str) -> Result<String, TextError> {
        let span = self.span();
        match self.take().map(|token| token.kind) {
            Some(TokenKind::Text(text)) => Ok(text),
            _ => Err(TextError::new(span, format!("{what} expected"))),
        }
    }

    /// Operators that bind at least as strongly as `least`.
    pub(super) fn expression(&mut self, least: u8) -> Result<Node, TextError> {
        self.depth += 1;
        if self.depth > CELL_NESTING {
            return Err(lexer::too_deep(self.span()));
        }
        let mut left = self.operand()?;
        let mut chain = 0;
        loop {
            if least <= 3 && matches!(self.peek(), Some(TokenKind::In | TokenKind::Between)) {
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

    pub(super) fn last_span(&self) -> Span {
        self.tokens[self.at.clamp(1, self.tokens.len()) - 1].span
    }
}

pub(super) fn node(kind: NodeKind, span: Span) -> Node {
    Node { kind, span }
}

fn comparison(kind: &TokenKind) -> Option<Operator> {
    match binary(kind) {
        Some((operator, 3)) => Some(operator),
        Some(_) | None => None,
    }
}

/// The operator of a token, and how strongly it binds.
fn binary(kind: &TokenKind) -> Option<(Operator, u8)> {
    Some(match kind {
        TokenKind::Or => (Operator::Or, 1),
        TokenKind::And => (Operator::And, 2),
        TokenKind::Equal => (Operator::Equal, 3),
        TokenKind::NotEqual => (Operator::NotEqual, 3),
        TokenKind::Less => (Operator::Less, 3),
        TokenKind::LessOrEqual => (Operator::LessOrEqual, 3),
        TokenKind::Greater => (Operator::Greater, 3),
        TokenKind::GreaterOrEqual => (Operator::GreaterOrEqual, 3),
        TokenKind::Plus => (Operator::Add, 4),
        TokenKind::Minus => (Operator::Subtract, 4),
        TokenKind::Star => (Operator::Multiply, 5),
        TokenKind::Slash => (Operator::Divide, 5),
        TokenKind::Power => (Operator::Power, 6),
        _ => return None,
    })
}

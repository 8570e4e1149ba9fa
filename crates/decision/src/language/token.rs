//! The words and signs of a cell.

use crate::error::Span;

/// A word or sign, and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: Span,
}

/// Which word or sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum TokenKind {
    /// Digits as written: `0101` stays `0101`.
    Number(String),
    /// The inside of a quoted text.
    Text(String),
    /// The inside of `@"2026-01-31"` or `@"P30D"`.
    Day(String),
    /// The digits of `8703*`.
    Prefix(String),
    /// An input, by its position.
    Input(usize),
    /// A name that is no input.
    Unknown(String),
    /// `?`: the input of the cell's own column.
    Subject,
    True,
    False,
    Null,
    And,
    Or,
    Not,
    If,
    Then,
    Else,
    In,
    Between,
    StartsWith,
    EndsWith,
    Contains,
    Matches,
    Date,
    List,
    Set,
    Open,
    Close,
    OpenBracket,
    CloseBracket,
    Comma,
    Range,
    Plus,
    Minus,
    Star,
    Slash,
    Power,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

//! What a cell says, before its types are known.

use crate::error::Span;
use crate::function::Function;
use crate::period::Period;
use crate::sets::SetKind;

/// An expression, and where it was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum NodeKind {
    /// A number, in the digits that were written.
    Number(String),
    Text(String),
    Boolean(bool),
    Null,
    Day(String),
    /// What a day is moved by.
    Duration(Period),
    Input(usize),
    Subject,
    Negate(Box<Node>),
    Not(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    If(Box<Node>, Box<Node>, Box<Node>),
    Call(TextTest, Box<Node>, Box<Node>),
    Apply(Function, Vec<Node>),
    Member(Box<Node>, SetName),
    /// An input (none: the cell's own), and tests of which one must hold.
    In(Option<usize>, Vec<Test>),
}

/// What `in` looks into.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SetName {
    pub(super) kind: SetKind,
    pub(super) name: String,
}

/// The tests of texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextTest {
    StartsWith,
    EndsWith,
    Contains,
    Matches,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// What was written in a condition cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// Any value, written `-`.
    Any,
    /// `a, b` or `not(a, b)`
    Tests { negated: bool, tests: Vec<Test> },
}

/// One test of a condition cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Test {
    pub(super) kind: TestKind,
    pub(super) span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum TestKind {
    /// A comparison, such as `< 5`.
    Compare(Operator, Node),
    /// A range, such as `[1..5)`.
    Range(Bound, Bound),
    /// The beginning of a text, such as `8703*`.
    Prefix(String),
    /// A member of a set, such as `in list("CL008")`.
    Member(SetName),
    /// A value, or a condition.
    Expression(Node),
}

/// An end of an interval.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bound {
    pub(super) node: Node,
    pub(super) closed: bool,
}

//! How is an expression computed, and what becomes of a missing input?
//!
//! A missing input makes what is computed from it missing too, and a comparison with it neither
//! true nor false; `and`, `or`, `not` follow three-valued logic, so a condition that hangs on it
//! does not match. Only `= null` and `!= null` ask for it. Errors are never turned into missing.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use rust_decimal::Decimal;

use crate::error::Problem;
use crate::function::{self, Function};
use crate::pattern::Pattern;
use crate::period::Period;
use crate::sets::{Context, SetKind};
use crate::value::{Value, as_date, as_number, as_text};

/// An expression whose types have been checked.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Expression {
    Value(Value),
    Null,
    Input(u16),
    Negate(Box<Expression>),
    Not(Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    IsNull(Box<Expression>),
    Compare(Comparison, Box<Expression>, Box<Expression>),
    Arithmetic(Arithmetic, Box<Expression>, Box<Expression>),
    Join(Box<Expression>, Box<Expression>),
    /// A day so much later, or earlier.
    Move(Box<Expression>, Period),
    If(Box<Expression>, Box<Expression>, Box<Expression>),
    StartsWith(Box<Expression>, Box<Expression>),
    EndsWith(Box<Expression>, Box<Expression>),
    Contains(Box<Expression>, Box<Expression>),
    Matches(Box<Expression>, Box<Pattern>),
    Member(Box<Expression>, SetKind, Box<str>),
    Apply(Function, Box<[Expression]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(crate) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// The comparison that says the same with the sides exchanged.
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Equal => Self::Equal,
            Self::NotEqual => Self::NotEqual,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// What expressions are computed from.
#[derive(Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) inputs: &'a [Option<Cow<'a, Value>>],
    pub(crate) context: Context<'a>,
}

impl<'a> Scope<'a> {
    /// The value of an input; `None` when it is missing.
    pub(crate) fn input(&self, at: usize) -> Option<&'a Value> {
        self.inputs[at].as_deref()
    }
}

type Computed<'a> = Result<Option<Cow<'a, Value>>, Problem>;

impl Expression {
    /// The value; `None` when it is null or hangs on a missing input.
    pub(crate) fn compute<'a>(&'a self, scope: Scope<'a>) -> Computed<'a> {
        match self {
            Self::Value(value) => Ok(Some(Cow::Borrowed(value))),
            Self::Null => Ok(None),
            Self::Input(position) => Ok(scope.input(usize::from(*position)).map(Cow::Borrowed)),
            Self::Negate(inner) => negate(inner.compute(scope)?),
            Self::Arithmetic(operator, left, right) => {
                let (left, right) = (left.compute(scope)?, right.compute(scope)?);
                arithmetic(*operator, left.as_deref(), right.as_deref())
            }
            Self::Join(left, right) => {
                let (left, right) = (left.compute(scope)?, right.compute(scope)?);
                Ok(both_texts(left.as_deref(), right.as_deref())
                    .map(|(left, right)| owned(Value::Text([left, right].concat().into()))))
            }
            Self::Move(day, period) => {
                let day = day.compute(scope)?;
                let moved = day
                    .as_deref()
                    .and_then(as_date)
                    .map(|day| period.after(day));
                Ok(moved.transpose()?.map(|day| owned(Value::Date(day))))
            }
            Self::Apply(function, values) => {
                let values = values.iter().map(|value| value.compute(scope));
                let values: Option<Vec<Cow<'_, Value>>> = values.collect::<Result<_, _>>()?;
                let result = values.map(|values| function::apply(*function, &values));
                Ok(result.transpose()?.map(owned))
            }
            Self::If(condition, then, otherwise) => match condition.truth(scope)? {
                Some(true) => then.compute(scope),
                Some(false) => otherwise.compute(scope),
                None => Ok(None),
            },
            Self::Not(_)
            | Self::And(..)
            | Self::Or(..)
            | Self::IsNull(_)
            | Self::Compare(..)
            | Self::StartsWith(..)
            | Self::EndsWith(..)
            | Self::Contains(..)
            | Self::Matches(..)
            | Self::Member(..) => Ok(self.truth(scope)?.map(|flag| owned(Value::Boolean(flag)))),
        }
    }

    /// Whether it is true, false, or neither.
    pub(crate) fn truth(&self, scope: Scope<'_>) -> Result<Option<bool>, Problem> {
        match self {
            Self::Not(inner) => Ok(inner.truth(scope)?.map(|flag| !flag)),
            Self::And(left, right) => both(left.truth(scope)?, false, || right.truth(scope)),
            Self::Or(left, right) => both(left.truth(scope)?, true, || right.truth(scope)),
            Self::IsNull(inner) => Ok(Some(inner.compute(scope)?.is_none())),
            Self::Compare(comparison, left, right) => {
                let (left, right) = (left.compute(scope)?, right.compute(scope)?);
                Ok(left
                    .zip(right)
                    .map(|(left, right)| comparison.holds(left.cmp(&right))))
            }
            Self::StartsWith(text, part) => texts(scope, text, part, |a, b| a.starts_with(b)),
            Self::EndsWith(text, part) => texts(scope, text, part, |a, b| a.ends_with(b)),
            Self::Contains(text, part) => texts(scope, text, part, |a, b| a.contains(b)),
            Self::Matches(text, pattern) => {
                let value = text.compute(scope)?;
                let Some(text) = value.as_deref().and_then(as_text) else {
                    return Ok(None);
                };
                scope.context.take(pattern.steps(text))?;
                Ok(Some(pattern.matches(text)))
            }
            Self::Member(value, kind, name) => member(value.compute(scope)?, *kind, name, scope),
            Self::Value(_)
            | Self::Null
            | Self::Input(_)
            | Self::Negate(_)
            | Self::Arithmetic(..)
            | Self::Join(..)
            | Self::Move(..)
            | Self::Apply(..)
            | Self::If(..) => Ok(match self.compute(scope)?.as_deref() {
                Some(Value::Boolean(flag)) => Some(*flag),
                Some(Value::Text(_) | Value::Number(_) | Value::Date(_)) | None => None,
            }),
        }
    }

    /// Whether it says null in so many words, and does not only hang on something missing.
    pub(crate) fn says_null(&self, scope: Scope<'_>) -> Result<bool, Problem> {
        match self {
            Self::Null => Ok(true),
            Self::If(condition, then, otherwise) => match condition.truth(scope)? {
                Some(true) => then.says_null(scope),
                Some(false) => otherwise.says_null(scope),
                None => Ok(false),
            },
            Self::Value(_)
            | Self::Input(_)
            | Self::Negate(_)
            | Self::Not(_)
            | Self::And(..)
            | Self::Or(..)
            | Self::IsNull(_)
            | Self::Compare(..)
            | Self::Arithmetic(..)
            | Self::Join(..)
            | Self::Move(..)
            | Self::StartsWith(..)
            | Self::EndsWith(..)
            | Self::Contains(..)
            | Self::Matches(..)
            | Self::Apply(..)
            | Self::Member(..) => Ok(false),
        }
    }

    /// The inputs it reads, with repeats.
    pub(crate) fn inputs(&self, found: &mut Vec<u16>) {
        self.walk(&mut |part| {
            if let Self::Input(position) = part {
                found.push(*position);
            }
        });
    }

    /// Shows itself and all its parts, from the left.
    pub(crate) fn walk<'e>(&'e self, visitor: &mut impl FnMut(&'e Self)) {
        visitor(self);
        match self {
            Self::Value(_) | Self::Null | Self::Input(_) => {}
            Self::Negate(one)
            | Self::Not(one)
            | Self::IsNull(one)
            | Self::Matches(one, _)
            | Self::Move(one, _)
            | Self::Member(one, ..) => one.walk(visitor),
            Self::And(left, right)
            | Self::Or(left, right)
            | Self::Compare(_, left, right)
            | Self::Arithmetic(_, left, right)
            | Self::Join(left, right)
            | Self::StartsWith(left, right)
            | Self::EndsWith(left, right)
            | Self::Contains(left, right) => {
                left.walk(visitor);
                right.walk(visitor);
            }
            Self::If(condition, then, otherwise) => {
                condition.walk(visitor);
                then.walk(visitor);
                otherwise.walk(visitor);
            }
            Self::Apply(_, values) => values.iter().for_each(|value| value.walk(visitor)),
        }
    }

    /// Gives the inputs other positions.
    pub(crate) fn rename(&mut self, name: &mut impl FnMut(u16) -> u16) {
        match self {
            Self::Input(position) => *position = name(*position),
            Self::Value(_) | Self::Null => {}
            Self::Negate(one)
            | Self::Not(one)
            | Self::IsNull(one)
            | Self::Matches(one, _)
            | Self::Move(one, _)
            | Self::Member(one, ..) => one.rename(name),
            Self::And(left, right)
            | Self::Or(left, right)
            | Self::Compare(_, left, right)
            | Self::Arithmetic(_, left, right)
            | Self::Join(left, right)
            | Self::StartsWith(left, right)
            | Self::EndsWith(left, right)
            | Self::Contains(left, right) => {
                left.rename(name);
                right.rename(name);
            }
            Self::If(condition, then, otherwise) => {
                condition.rename(name);
                then.rename(name);
                otherwise.rename(name);
            }
            Self::Apply(_, values) => values.iter_mut().for_each(|value| value.rename(name)),
        }
    }
}

fn owned<'a>(value: Value) -> Cow<'a, Value> {
    Cow::Owned(value)
}

/// Three-valued `and` (decided by false) and `or` (decided by true).
fn both(
    left: Option<bool>,
    decisive: bool,
    right: impl FnOnce() -> Result<Option<bool>, Problem>,
) -> Result<Option<bool>, Problem> {
    if left == Some(decisive) {
        return Ok(left);
    }
    let right = right()?;
    Ok(match (left, right) {
        (_, Some(flag)) if flag == decisive => right,
        (Some(_), Some(flag)) => Some(flag),
        (None, _) | (_, None) => None,
    })
}

fn negate(value: Option<Cow<'_, Value>>) -> Computed<'_> {
    Ok(value
        .as_deref()
        .and_then(as_number)
        .map(|number| owned(Value::Number(-number))))
}

/// So many decimals a sum, difference or product keeps; one that is too large for them is an error.
/// More of them are rounded away where 28 digits do not hold all, as after a division.
const KEPT_DECIMALS: u32 = 6;

fn arithmetic<'a>(
    operator: Arithmetic,
    left: Option<&Value>,
    right: Option<&Value>,
) -> Computed<'a> {
    let numbers = left.and_then(as_number).zip(right.and_then(as_number));
    let Some((left, right)) = numbers else {
        return Ok(None);
    };
    let result = match operator {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::Divide if right.is_zero() => return Err(Problem::DivisionByZero),
        Arithmetic::Divide => left.checked_div(right),
        Arithmetic::Power => Some(function::power(left, right)?),
    };
    let number = result.ok_or(Problem::TooLarge)?;
    let exact = match operator {
        Arithmetic::Add | Arithmetic::Subtract => scale(left).max(scale(right)),
        Arithmetic::Multiply => scale(left) + scale(right),
        Arithmetic::Divide | Arithmetic::Power => 0,
    };
    if !number.is_zero() && number.scale() < exact.min(KEPT_DECIMALS) {
        return Err(Problem::TooLarge);
    }
    Ok(Some(owned(Value::Number(number))))
}

/// How many decimals a number needs.
fn scale(number: Decimal) -> u32 {
    number.normalize().scale()
}

fn texts(
    scope: Scope<'_>,
    text: &Expression,
    part: &Expression,
    test: impl Fn(&str, &str) -> bool,
) -> Result<Option<bool>, Problem> {
    let (text, part) = (text.compute(scope)?, part.compute(scope)?);
    Ok(both_texts(text.as_deref(), part.as_deref()).map(|(text, part)| test(text, part)))
}

fn both_texts<'v>(left: Option<&'v Value>, right: Option<&'v Value>) -> Option<(&'v str, &'v str)> {
    left.and_then(as_text).zip(right.and_then(as_text))
}

fn member(
    value: Option<Cow<'_, Value>>,
    kind: SetKind,
    name: &str,
    scope: Scope<'_>,
) -> Result<Option<bool>, Problem> {
    let Some(value) = value.as_deref().and_then(as_text) else {
        return Ok(None);
    };
    scope
        .context
        .sets
        .contains(kind, name, value, scope.context.as_of)
        .map(Some)
        .ok_or_else(|| Problem::UnknownSet(format!("{}(\"{name}\")", kind.word())))
}

/// The lists and sets that expressions ask, each once.
pub(crate) fn sets_of<'e>(
    expressions: impl IntoIterator<Item = &'e Expression>,
) -> impl Iterator<Item = (SetKind, &'e str)> {
    let mut found = BTreeSet::new();
    for expression in expressions {
        expression.walk(&mut |part| {
            if let Expression::Member(_, kind, name) = part {
                found.insert((*kind, name.as_ref()));
            }
        });
    }
    found.into_iter()
}

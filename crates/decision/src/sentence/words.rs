//! Which language is a sentence in, and what are its columns called there?

use crate::expression::Expression;
use crate::value::Value;

/// A language that rows are told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// English, with days as `29 Nov 2026`.
    English,
    /// German, with days as `29.11.2026` and decimal commas.
    German,
}

/// What columns are called in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnWords {
    /// The language of the words, and of the sentence.
    pub language: Language,
    /// What the inputs are called, from the left.
    pub inputs: Vec<String>,
    /// What the outputs are called, from the left.
    pub outputs: Vec<String>,
}

/// Whether an expression is this truth value, whatever is sent.
pub(super) fn is_flag(expression: &Expression, flag: bool) -> bool {
    matches!(expression, Expression::Value(Value::Boolean(value)) if *value == flag)
}

//! What does one expression say about named inputs, without a table around it?
//!
//! A [`Formula`] is a condition or a value in the language of the cells: what selects goods items,
//! and what they are grouped by. It keeps the inputs it names, in the order in which it names
//! them; values are passed in that order.

use serde_json::Value as Json;

use crate::error::{Problem, Span, TextError};
use crate::expression::{Expression, sets_of};
use crate::inputs::Inputs;
use crate::language::lower::Names;
use crate::language::{NAME_RULE, is_name};
use crate::sets::{Context, SetKind};
use crate::table::Input;
use crate::value::{Value, ValueType};

/// An expression that has been read and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    expression: Expression,
    inputs: Vec<Input>,
    value_type: Option<ValueType>,
}

impl Formula {
    /// Reads an expression that may name any of the inputs.
    ///
    /// # Errors
    /// What is wrong with the text, and at which characters.
    pub fn new(text: &str, inputs: &[Input]) -> Result<Self, TextError> {
        check_names(inputs)?;
        let (mut expression, value_type) = Names::from_inputs(inputs).formula(text)?;
        let mut named: Vec<u16> = Vec::new();
        expression.rename(&mut |position| {
            let found = named.iter().position(|known| *known == position);
            let at = found.unwrap_or_else(|| {
                named.push(position);
                named.len() - 1
            });
            u16::try_from(at).unwrap_or(u16::MAX)
        });
        let named = named
            .into_iter()
            .map(|index| inputs[usize::from(index)].clone());
        Ok(Self {
            expression,
            inputs: named.collect(),
            value_type,
        })
    }

    /// Reads an expression that must be a condition.
    ///
    /// # Errors
    /// What is wrong with the text, and at which characters.
    pub fn condition(text: &str, inputs: &[Input]) -> Result<Self, TextError> {
        let formula = Self::new(text, inputs)?;
        if formula.value_type == Some(ValueType::Boolean) {
            return Ok(formula);
        }
        let kind = formula.value_type;
        let kind = kind.map_or("null".to_owned(), |kind| format!("a {kind}"));
        let message =
            format!("this is {kind} where a condition belongs; compare it with something");
        Err(TextError::new(Span::new(0, text.chars().count()), message))
    }

    /// The inputs it names, in the order in which values are passed.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The type of its value; `None` when it is always null.
    #[must_use]
    pub fn value_type(&self) -> Option<ValueType> {
        self.value_type
    }

    /// The lists and sets it asks, each once.
    pub fn sets(&self) -> impl Iterator<Item = (SetKind, &str)> {
        sets_of([&self.expression])
    }

    /// Reads the inputs it names from fields of a JSON document.
    ///
    /// # Errors
    /// When a field cannot be read as the type of its input.
    pub fn read<'j>(
        &self,
        field: impl Fn(&str) -> Option<&'j Json>,
    ) -> Result<Inputs<'static>, Problem> {
        Inputs::read(&self.inputs, field).map_err(|misfit| misfit.problem(&self.inputs))
    }

    /// Takes typed values in the order of [`inputs`](Self::inputs), like
    /// [`Compiled::fit`](crate::Compiled::fit).
    ///
    /// # Errors
    /// When a value cannot be made one of its input's type.
    pub fn fit<'v>(
        &self,
        values: impl IntoIterator<Item = Option<&'v Value>>,
    ) -> Result<Inputs<'v>, Problem> {
        Inputs::fit(&self.inputs, values).map_err(|misfit| misfit.problem(&self.inputs))
    }

    /// Its value; `None` when it is null or hangs on a missing input.
    ///
    /// # Errors
    /// When it cannot be computed.
    pub fn value(
        &self,
        inputs: &Inputs<'_>,
        context: &Context<'_>,
    ) -> Result<Option<Value>, Problem> {
        let scope = inputs.scope(&self.inputs, context);
        let scope = scope.map_err(|misfit| misfit.problem(&self.inputs))?;
        let value = self.expression.compute(scope)?;
        Ok(value.map(std::borrow::Cow::into_owned))
    }

    /// Whether it is a condition that holds; what hangs on a missing input does not.
    ///
    /// # Errors
    /// When it cannot be computed.
    pub fn is_true(&self, inputs: &Inputs<'_>, context: &Context<'_>) -> Result<bool, Problem> {
        let scope = inputs.scope(&self.inputs, context);
        let scope = scope.map_err(|misfit| misfit.problem(&self.inputs))?;
        Ok(self.expression.truth(scope)? == Some(true))
    }
}

fn check_names(inputs: &[Input]) -> Result<(), TextError> {
    let whole = Span::new(0, 0);
    if inputs.len() > usize::from(u16::MAX) {
        return Err(TextError::new(whole, "more inputs than a formula can name"));
    }
    match inputs.iter().find(|input| !is_name(&input.name)) {
        Some(wrong) => {
            let message = format!("{} is no name for an input: {NAME_RULE}", wrong.name);
            Err(TextError::new(whole, message))
        }
        None => Ok(()),
    }
}

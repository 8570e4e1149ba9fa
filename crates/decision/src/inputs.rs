//! How do the values of a document get into a table or a formula?
//!
//! One value per input, in the order of the columns. [`Inputs::from_values`] borrows values that already
//! are of the columns' types and normalised; [`Compiled::fit`] makes them so and copies only what
//! it must change; [`Compiled::read`] reads JSON. A value of another type than its column's is an
//! error of the evaluation.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::compile::Compiled;
use crate::error::{EvaluationError, Problem};
use crate::expression::Scope;
use crate::sets::Context;
use crate::table::Input;
use crate::value::Value;

/// The values of inputs, in the order of the columns; `None` is a missing one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inputs<'v>(Vec<Option<Cow<'v, Value>>>);

impl<'v> Inputs<'v> {
    /// Borrows values that are read and normalised by their columns' types.
    #[must_use]
    pub fn from_values(values: Vec<Option<&'v Value>>) -> Self {
        values.into_iter().collect()
    }

    /// The values, in the order of the columns.
    pub fn values(&self) -> impl ExactSizeIterator<Item = Option<&Value>> {
        self.0.iter().map(Option::as_deref)
    }

    /// Reads fields as the types of inputs.
    pub(crate) fn read<'j>(
        inputs: &[Input],
        field: impl Fn(&str) -> Option<&'j Json>,
    ) -> Result<Self, Misfit> {
        let read = |(at, input): (usize, &Input)| match field(input.field()) {
            None => Ok(None),
            Some(json) => input
                .value_type
                .read(json)
                .map(|value| value.map(Cow::Owned))
                .map_err(|why| Misfit::new(at, why)),
        };
        let values = inputs.iter().enumerate().map(read);
        values.collect::<Result<_, _>>().map(Self)
    }

    /// Makes values fit the types of inputs.
    pub(crate) fn fit(
        inputs: &[Input],
        values: impl IntoIterator<Item = Option<&'v Value>>,
    ) -> Result<Self, Misfit> {
        let fit = |(at, (input, value)): (usize, (&Input, Option<&'v Value>))| match value {
            None => Ok(None),
            Some(value) => input
                .value_type
                .fit(value)
                .map_err(|why| Misfit::new(at, why)),
        };
        let values = inputs.iter().zip(values).enumerate().map(fit);
        values.collect::<Result<_, _>>().map(Self)
    }

    /// What is computed from; refuses values of other types than the inputs'.
    pub(crate) fn scope<'a>(
        &'a self,
        inputs: &[Input],
        context: &Context<'a>,
    ) -> Result<Scope<'a>, Misfit> {
        if self.0.len() != inputs.len() {
            let why = format!("{} values for {} inputs", self.0.len(), inputs.len());
            return Err(Misfit { input: None, why });
        }
        for (at, (input, value)) in inputs.iter().zip(&self.0).enumerate() {
            if let Some(value) = value
                .as_deref()
                .filter(|value| !input.value_type.is_of(value))
            {
                return Err(Misfit::new(
                    at,
                    format!("{value} is not a {}", input.value_type),
                ));
            }
        }
        Ok(Scope {
            inputs: &self.0,
            context: *context,
        })
    }
}

impl<'v> FromIterator<Option<&'v Value>> for Inputs<'v> {
    fn from_iter<I: IntoIterator<Item = Option<&'v Value>>>(values: I) -> Self {
        let values = values.into_iter();
        Self(values.map(|value| value.map(Cow::Borrowed)).collect())
    }
}

impl<'v> FromIterator<Option<Cow<'v, Value>>> for Inputs<'v> {
    fn from_iter<I: IntoIterator<Item = Option<Cow<'v, Value>>>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// Which value does not fit its input, and why.
pub(crate) struct Misfit {
    input: Option<usize>,
    why: String,
}

impl Misfit {
    fn new(input: usize, why: String) -> Self {
        Self {
            input: Some(input),
            why,
        }
    }

    /// The same without a table around it: the input is named in the text.
    pub(crate) fn problem(self, inputs: &[Input]) -> Problem {
        Problem::Unreadable(match self.input {
            Some(at) => format!("{}: {}", inputs[at].name, self.why),
            None => self.why,
        })
    }
}

impl Compiled {
    /// Reads the inputs from fields of a JSON document; missing ones are `None`.
    ///
    /// # Errors
    /// When a field cannot be read as the type of its column.
    pub fn read<'j>(
        &self,
        field: impl Fn(&str) -> Option<&'j Json>,
    ) -> Result<Inputs<'static>, EvaluationError> {
        Inputs::read(&self.inputs, field).map_err(|misfit| self.misfit(misfit))
    }

    /// Takes typed values in the order of the inputs; normalises codes, reads texts, and borrows
    /// what is as it must be.
    ///
    /// # Errors
    /// When a value cannot be made one of its column's type.
    pub fn fit<'v>(
        &self,
        values: impl IntoIterator<Item = Option<&'v Value>>,
    ) -> Result<Inputs<'v>, EvaluationError> {
        Inputs::fit(&self.inputs, values).map_err(|misfit| self.misfit(misfit))
    }

    pub(crate) fn scope<'a>(
        &self,
        inputs: &'a Inputs<'a>,
        context: &Context<'a>,
    ) -> Result<Scope<'a>, EvaluationError> {
        let scope = inputs.scope(&self.inputs, context);
        scope.map_err(|misfit| self.misfit(misfit))
    }

    fn misfit(&self, misfit: Misfit) -> EvaluationError {
        let column = misfit.input.map(|index| self.inputs[index].name.as_str());
        self.error(None, column, Problem::Unreadable(misfit.why))
    }
}

//! Which rows match, and what do they say?
//!
//! [`Inputs`] are the values of a document, [`Compiled::evaluate`] applies the hit policy. The
//! answer names its version and rows and borrows what they say. An error anywhere is the answer:
//! a row whose test fails is never passed over.

use std::borrow::Cow;
use std::ops::ControlFlow;

use crate::columns::CompiledRow;
use crate::compile::Compiled;
use crate::error::{EvaluationError, Problem};
use crate::evaluation::{Evaluation, Hit};
use crate::expression::{Expression, Scope};
use crate::hit;
use crate::index::Index;
use crate::inputs::Inputs;
use crate::sets::Context;
use crate::value::Value;

impl Compiled {
    /// What the table says about inputs, as of a day.
    ///
    /// # Errors
    /// When a cell cannot be computed, or the matching rows break the hit policy.
    pub fn evaluate<'t>(
        &'t self,
        inputs: &Inputs<'_>,
        context: &Context<'_>,
    ) -> Result<Evaluation<'t>, EvaluationError> {
        let scope = self.scope(inputs, context)?;
        hit::apply(self, scope)
    }

    /// The ids of all matching rows from the top, whatever the hit policy.
    ///
    /// # Errors
    /// When a cell cannot be computed.
    pub fn matching(
        &self,
        inputs: &Inputs<'_>,
        context: &Context<'_>,
    ) -> Result<Vec<&str>, EvaluationError> {
        let rows = self.all_matching(self.scope(inputs, context)?)?;
        Ok(rows
            .into_iter()
            .map(|row| self.rows[row].id.as_ref())
            .collect())
    }

    /// The first matching row from the top.
    pub(crate) fn first_matching(
        &self,
        scope: Scope<'_>,
    ) -> Result<Option<usize>, EvaluationError> {
        let mut first = None;
        self.visit(scope, |row| {
            first = Some(row);
            ControlFlow::Break(())
        })?;
        Ok(first)
    }

    /// All matching rows from the top.
    pub(crate) fn all_matching(&self, scope: Scope<'_>) -> Result<Vec<usize>, EvaluationError> {
        let mut rows = Vec::new();
        self.visit(scope, |row| {
            rows.push(row);
            ControlFlow::Continue(())
        })?;
        Ok(rows)
    }

    /// Shows matching rows from the top until told to stop.
    fn visit(
        &self,
        scope: Scope<'_>,
        mut found: impl FnMut(usize) -> ControlFlow<()>,
    ) -> Result<(), EvaluationError> {
        let mut error = None;
        let mut candidate = |row: usize| match self.other_cells_match(row, scope) {
            Ok(true) => found(row),
            Ok(false) => ControlFlow::Continue(()),
            Err(failed) => {
                error = Some(failed);
                ControlFlow::Break(())
            }
        };
        match &self.index {
            Some(index) => index.visit(scope, &mut candidate),
            None => {
                let steps = self.rows.len() as u64;
                let taken = scope.context.take(steps);
                taken.map_err(|problem| self.error(None, None, problem))?;
                self.scan(scope, candidate);
            }
        }
        error.map_or(Ok(()), Err)
    }

    fn scan(&self, scope: Scope<'_>, mut candidate: impl FnMut(usize) -> ControlFlow<()>) {
        for (at, row) in self.rows.iter().enumerate() {
            if holds_on(row, scope.context.as_of)
                && self.simple_cells_match(at, scope)
                && candidate(at).is_break()
            {
                return;
            }
        }
    }

    fn simple_cells_match(&self, row: usize, scope: Scope<'_>) -> bool {
        (0..self.columns.len()).all(|at| self.simple_cell_matches(at, row, scope))
    }

    fn simple_cell_matches(&self, at: usize, row: usize, scope: Scope<'_>) -> bool {
        let column = &self.columns[at];
        let number = column.of_row[row];
        if number == 0 {
            return true;
        }
        let predicate = &column.predicates[number as usize];
        // Simple tests cannot fail; the others are computed afterwards.
        !predicate.is_simple() || predicate.matches(at, scope) == Ok(true)
    }

    /// The cells that are not looked at yet, for a row whose other cells match.
    fn other_cells_match(&self, row: usize, scope: Scope<'_>) -> Result<bool, EvaluationError> {
        let left_out = self.index.as_ref().map_or(&[][..], Index::left_out);
        if !left_out.is_empty() && !self.left_out_cells_match(left_out, row, scope)? {
            return Ok(false);
        }
        self.computed_cells_match(row, scope)
    }

    /// The cells of columns whose sets would take too much memory, which few tables have.
    #[cold]
    fn left_out_cells_match(
        &self,
        left_out: &[Option<usize>],
        row: usize,
        scope: Scope<'_>,
    ) -> Result<bool, EvaluationError> {
        let taken = scope.context.take(1);
        taken.map_err(|problem| self.error(Some(row), None, problem))?;
        Ok(left_out.iter().all(|column| match column {
            None => holds_on(&self.rows[row], scope.context.as_of),
            Some(at) => self.simple_cell_matches(*at, row, scope),
        }))
    }

    /// The cells no index answers, for a row whose other cells match.
    fn computed_cells_match(&self, row: usize, scope: Scope<'_>) -> Result<bool, EvaluationError> {
        if !self.rows[row].is_computed {
            return Ok(true);
        }
        for (at, column) in self.columns.iter().enumerate() {
            let predicate = column.predicate(row);
            if predicate.is_simple() {
                continue;
            }
            let matches = scope
                .context
                .take(1)
                .and_then(|()| predicate.matches(at, scope))
                .map_err(|problem| self.error(Some(row), Some(&self.inputs[at].name), problem))?;
            if !matches {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What a row says.
    pub(crate) fn hit<'t>(
        &'t self,
        row: usize,
        scope: Scope<'_>,
    ) -> Result<Hit<'t>, EvaluationError> {
        let mut values = Vec::with_capacity(self.results.len());
        for (at, column) in self.results.iter().enumerate() {
            let value = self.value(column.result(row), at, scope);
            values.push(
                value.map_err(|problem| {
                    self.error(Some(row), Some(&self.outputs[at].name), problem)
                })?,
            );
        }
        Ok(Hit {
            row: Some(&self.rows[row].id),
            position: Some(row),
            values,
        })
    }

    /// What the defaults say, when there is one.
    pub(crate) fn defaults<'t>(
        &'t self,
        scope: Scope<'_>,
    ) -> Result<Option<Hit<'t>>, EvaluationError> {
        if self.results.iter().all(|column| column.default.is_none()) {
            return Ok(None);
        }
        let values = self.results.iter().enumerate().map(|(at, column)| {
            self.value(column.default.as_ref(), at, scope)
                .map_err(|problem| self.error(None, Some(&self.outputs[at].name), problem))
        });
        Ok(Some(Hit {
            row: None,
            position: None,
            values: values.collect::<Result<_, _>>()?,
        }))
    }

    fn value<'t>(
        &'t self,
        result: Option<&'t Expression>,
        at: usize,
        scope: Scope<'_>,
    ) -> Result<Option<Cow<'t, Value>>, Problem> {
        match result {
            None | Some(Expression::Null) => Ok(None),
            Some(Expression::Value(value)) => Ok(Some(Cow::Borrowed(value))),
            Some(computed) => self.computed_value(computed, at, scope),
        }
    }

    fn computed_value<'t>(
        &'t self,
        result: &Expression,
        at: usize,
        scope: Scope<'_>,
    ) -> Result<Option<Cow<'t, Value>>, Problem> {
        let Some(value) = result.compute(scope)? else {
            return if result.says_null(scope)? {
                Ok(None)
            } else {
                Err(Problem::MissingInput(self.missing(result, scope)))
            };
        };
        let value = match value.into_owned() {
            Value::Text(text) => self.outputs[at]
                .value_type
                .normalise(&text)
                .map(Value::Text)
                .map_err(Problem::Unreadable)?,
            other @ (Value::Number(_) | Value::Boolean(_) | Value::Date(_)) => other,
        };
        let allowed = &self.results[at].allowed;
        if !allowed.is_empty() && !allowed.contains(&value) {
            return Err(Problem::NotAllowed(value.to_string()));
        }
        Ok(Some(Cow::Owned(value)))
    }

    /// The first missing input of an expression.
    fn missing(&self, result: &Expression, scope: Scope<'_>) -> String {
        let mut inputs = Vec::new();
        result.inputs(&mut inputs);
        let missing = inputs
            .into_iter()
            .find(|input| scope.input(usize::from(*input)).is_none());
        missing.map_or_else(
            || "a value".to_owned(),
            |input| self.inputs[usize::from(input)].name.clone(),
        )
    }
}

pub(crate) fn holds_on(row: &CompiledRow, day: jiff::civil::Date) -> bool {
    row.valid_from.is_none_or(|from| from <= day) && row.valid_to.is_none_or(|to| day <= to)
}

//! How does a table of text become something that answers in a microsecond?
//!
//! Every cell is read once per distinct text of its column, checked against the column's type and
//! kept as a number per row. All mistakes of a table are reported together. Rows that are not
//! enabled are checked too, and then left out.

use std::collections::HashMap;

use crate::columns::{Column, CompiledRow, ResultColumn};
use crate::error::{CellError, EvaluationError, Problem, Span, TextError};
use crate::expression::{Expression, sets_of};
use crate::index::{INDEX_BYTES, Index};
use crate::language::lower::Names;
use crate::predicate::Predicate;
use crate::sets::SetKind;
use crate::table::{HitPolicy, Input, Output, Row, Table};
use crate::value::{Value, ValueType};

/// Fewer rows are scanned: that is as fast, and needs no memory.
const INDEXED_ROWS: usize = 4;

/// A table ready to be evaluated; cheap to share, never changed.
#[derive(Debug)]
pub struct Compiled {
    pub(crate) name: String,
    pub(crate) version: u32,
    pub(crate) hit_policy: HitPolicy,
    pub(crate) inputs: Vec<Input>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) rows: Vec<CompiledRow>,
    pub(crate) columns: Vec<Column>,
    pub(crate) results: Vec<ResultColumn>,
    pub(crate) index: Option<Index>,
}

/// How rows are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strategy {
    /// One after the other for small tables, by index for larger ones.
    Automatic,
    /// One after the other.
    Scan,
    /// By an index over the columns.
    Index,
    /// By an index whose sets of rows take at most so many bytes; columns beyond are tested row by
    /// row.
    IndexWithin(usize),
}

impl Compiled {
    /// Checks and compiles a table.
    ///
    /// # Errors
    /// Every mistake, each with row, column and characters.
    pub fn new(table: &Table) -> Result<Self, Vec<CellError>> {
        Self::with_strategy(table, Strategy::Automatic)
    }

    /// Checks and compiles a table for one way of finding rows.
    ///
    /// # Errors
    /// Every mistake, each with row, column and characters.
    pub fn with_strategy(table: &Table, strategy: Strategy) -> Result<Self, Vec<CellError>> {
        let mut compiler = Compiler::new(table);
        compiler.check_head();
        compiler.check_rows();
        if !compiler.errors.is_empty() {
            return Err(compiler.errors);
        }
        let columns: Vec<Column> = (0..table.inputs.len())
            .map(|column| compiler.column(column))
            .collect();
        let results: Vec<ResultColumn> = (0..table.outputs.len())
            .map(|column| compiler.result_column(column))
            .collect();
        if !compiler.errors.is_empty() {
            return Err(compiler.errors);
        }
        let rows = compiled_rows(&compiler.rows, &columns);
        let is_indexed = match strategy {
            Strategy::Automatic => rows.len() > INDEXED_ROWS,
            Strategy::Scan => false,
            Strategy::Index | Strategy::IndexWithin(_) => true,
        };
        let most = match strategy {
            Strategy::IndexWithin(most) => most,
            Strategy::Automatic | Strategy::Scan | Strategy::Index => INDEX_BYTES,
        };
        let index = is_indexed.then(|| Index::new(&columns, &rows, most));
        Ok(Self {
            name: table.name.clone(),
            version: table.version,
            hit_policy: table.hit_policy,
            inputs: table.inputs.clone(),
            outputs: table.outputs.clone(),
            rows,
            columns,
            results,
            index,
        })
    }

    /// The table's name, for messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The version of the table, from 1.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.version
    }

    /// What the conditions look at.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// What the rows fill.
    #[must_use]
    pub fn outputs(&self) -> &[Output] {
        &self.outputs
    }

    /// What it does with several rows that match.
    #[must_use]
    pub fn hit_policy(&self) -> HitPolicy {
        self.hit_policy
    }

    /// How many rows are enabled.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows.len()
    }

    /// The id of the enabled row at a place, counted from 0.
    #[must_use]
    pub fn row_id(&self, position: usize) -> Option<&str> {
        self.rows.get(position).map(|row| row.id.as_ref())
    }

    /// The lists and sets its cells ask, each once: an unknown one fails an evaluation.
    pub fn sets(&self) -> impl Iterator<Item = (SetKind, &str)> {
        let columns = self.columns.iter();
        let conditions = columns.flat_map(|column| column.predicates.iter());
        let conditions = conditions.flat_map(Predicate::expressions);
        let results = self.results.iter();
        let results = results.flat_map(|column| column.results.iter().chain([&column.default]));
        sets_of(conditions.chain(results.flatten()))
    }

    /// About how many bytes the index takes.
    #[must_use]
    pub fn index_bytes(&self) -> usize {
        self.index.as_ref().map_or(0, Index::bytes)
    }

    pub(crate) fn error(
        &self,
        row: Option<usize>,
        column: Option<&str>,
        problem: Problem,
    ) -> EvaluationError {
        EvaluationError {
            table: self.name.clone(),
            version: self.version,
            row: row.map(|row| self.rows[row].id.to_string()),
            column: column.map(str::to_owned),
            problem,
        }
    }
}

fn compiled_rows(rows: &[&Row], columns: &[Column]) -> Vec<CompiledRow> {
    let simple: Vec<Vec<bool>> = columns
        .iter()
        .map(|column| column.predicates.iter().map(Predicate::is_simple).collect())
        .collect();
    let is_computed = |at: usize| {
        let mut cells = columns.iter().zip(&simple);
        cells.any(|(column, simple)| !simple[column.of_row[at] as usize])
    };
    rows.iter()
        .enumerate()
        .map(|(at, row)| CompiledRow {
            id: row.id.as_str().into(),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            is_computed: is_computed(at),
        })
        .collect()
}

pub(crate) struct Compiler<'a> {
    pub(crate) table: &'a Table,
    names: Names<'a>,
    /// Those that are enabled.
    rows: Vec<&'a Row>,
    errors: Vec<CellError>,
}

impl<'a> Compiler<'a> {
    fn new(table: &'a Table) -> Self {
        Self {
            table,
            names: Names::from_inputs(&table.inputs),
            rows: table.rows.iter().filter(|row| row.enabled).collect(),
            errors: Vec::new(),
        }
    }

    pub(crate) fn wrong(
        &mut self,
        row: Option<&str>,
        column: Option<&str>,
        message: impl Into<String>,
    ) {
        self.errors.push(CellError {
            table: self.table.name.clone(),
            row: row.map(str::to_owned),
            column: column.map(str::to_owned),
            span: None,
            message: message.into(),
        });
    }

    /// Reads each distinct text of a column once; gives the enabled rows their numbers.
    fn cells<T>(
        &mut self,
        column: &str,
        first: T,
        text_of: impl Fn(&Row) -> &str,
        read: impl Fn(&Self, &str) -> Result<T, TextError>,
    ) -> (Vec<T>, Vec<u32>) {
        let mut kept = vec![first];
        let mut known: HashMap<&str, Result<u32, TextError>> = HashMap::new();
        known.insert("", Ok(0));
        known.insert("-", Ok(0));
        let mut of_row = Vec::with_capacity(self.rows.len());
        let table = self.table;
        for row in &table.rows {
            let text = text_of(row).trim_end();
            let number = known.entry(text).or_insert_with(|| {
                read(self, text).map(|cell| {
                    kept.push(cell);
                    u32::try_from(kept.len() - 1).unwrap_or(u32::MAX)
                })
            });
            match number {
                Ok(number) if row.enabled => of_row.push(*number),
                Ok(_) => {}
                Err(error) => self.errors.push(CellError {
                    table: table.name.clone(),
                    row: Some(row.id.clone()),
                    column: Some(column.to_owned()),
                    span: Some(error.span),
                    message: error.message.clone(),
                }),
            }
        }
        kept.shrink_to_fit();
        (kept, of_row)
    }

    fn column(&mut self, at: usize) -> Column {
        let table = self.table;
        let (predicates, of_row) = self.cells(
            &table.inputs[at].name,
            Predicate::Any,
            |row| &row.conditions[at],
            |compiler, text| compiler.names.condition(text, at),
        );
        Column { predicates, of_row }
    }

    fn result_column(&mut self, at: usize) -> ResultColumn {
        let output = &self.table.outputs[at];
        let allowed = self.allowed(output);
        let read =
            |compiler: &Self, text: &str| read_result(&compiler.names, output, &allowed, text);
        let default = match output.default.as_deref().map(|text| read(self, text)) {
            Some(Err(error)) => {
                self.wrong(
                    None,
                    Some(&output.name),
                    format!("default: {}", error.message),
                );
                None
            }
            Some(Ok(default)) => default,
            None => None,
        };
        let (results, of_row) = self.cells(&output.name, None, |row| &row.outputs[at], read);
        ResultColumn {
            results,
            of_row,
            allowed,
            default,
        }
    }

    fn allowed(&mut self, output: &Output) -> Vec<Value> {
        let mut allowed = Vec::new();
        for text in &output.allowed_values {
            match output.value_type.read_text(text) {
                Ok(value) => allowed.push(value),
                Err(why) => self.wrong(None, Some(&output.name), format!("allowed value: {why}")),
            }
        }
        allowed
    }
}

/// Reads a result, which is one of the allowed values where there are some.
pub(crate) fn read_result(
    names: &Names<'_>,
    output: &Output,
    allowed: &[Value],
    text: &str,
) -> Result<Option<Expression>, TextError> {
    let result = names.result(text, output.value_type)?;
    let result = result.map(|result| normalised(result, output.value_type));
    is_allowed(result.as_ref(), output, allowed)
        .map_err(|why| TextError::new(Span::new(0, text.chars().count()), why))?;
    Ok(result)
}

fn is_allowed(
    result: Option<&Expression>,
    output: &Output,
    allowed: &[Value],
) -> Result<(), String> {
    match result {
        Some(Expression::Value(value)) if !allowed.is_empty() && !allowed.contains(value) => {
            let values = output.allowed_values.join(", ");
            Err(format!(
                "{value} is not one of the allowed values: {values}"
            ))
        }
        Some(_) | None => Ok(()),
    }
}

/// A folded text becomes a code where the output is one.
fn normalised(result: Expression, value_type: ValueType) -> Expression {
    match result {
        Expression::Value(Value::Text(text)) => {
            let normal = value_type.normalise(&text).unwrap_or(text);
            Expression::Value(Value::Text(normal))
        }
        other => other,
    }
}

//! What does a table say, why, and is it what its author wanted?
//!
//! Any version can be asked, a draft too. Nothing is stored by asking.

use std::collections::BTreeMap;

use cas_decision::{
    Closeness, Compiled, Context, Evaluation, EvaluationError, Explanation, NearMisses, TestResult,
    Value as Cell,
};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::refusals;
use crate::reference::TenantLists;
use crate::tables::TableDocument;
use crate::{ConfigurationProblem, Refusal};

/// What a table is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// The fields, by the names the table reads them by.
    pub inputs: Map<String, Value>,
    /// The day; today when empty.
    pub as_of: Option<Date>,
    /// Rows to explain beside those that fire.
    pub explain: Vec<String>,
    /// So many rows are told that did not match because of one cell alone; at most
    /// [`MOST_NEAR_MISSES`].
    pub near_misses: usize,
}

/// Most near misses of one answer.
pub const MOST_NEAR_MISSES: usize = 100;

/// What a table says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TableAnswer {
    /// The version that says it.
    pub version: u32,
    /// The day as of which code lists were asked.
    pub as_of: Date,
    /// The rows that fired, as the hit policy orders them.
    pub rows: Vec<FiredRow>,
    /// Sum, least, greatest or count, where the hit policy asks for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Value>,
    /// Why there is no answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Why rows fired, and why those that were asked for did not.
    pub explanations: Vec<Explanation>,
    /// The rows that did not match because of one cell alone, where they are asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub near_misses: Option<NearMisses>,
}

/// A row that fired.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FiredRow {
    /// Its id; none when no row matched and the defaults answer.
    pub row: Option<String>,
    /// What it says, by output; null where it says nothing.
    pub values: BTreeMap<String, Value>,
}

/// What came of tests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TestRun {
    /// Whether every test passed; true without tests.
    pub passed: bool,
    /// Each test; its failures are empty when it passed.
    pub tests: Vec<TestResult>,
    /// The rows that fire in none of the tests.
    pub untested_rows: Vec<String>,
}

/// The codes that an input can have.
#[derive(Clone, Debug, PartialEq)]
pub enum Codes {
    /// These values alone, as the column lists them.
    Given(Vec<Value>),
    /// Those of a code list, today.
    List(String),
}

/// How an analysis is meant.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WantedAnalysis {
    /// How many comparisons may be made.
    pub steps: Option<usize>,
    /// The codes that inputs can have, or the code lists they are of; gaps are looked for in these.
    pub codes: BTreeMap<String, Codes>,
    /// Look for gaps in all columns, with the rows that would fill them.
    pub gaps: bool,
    /// Only rows that hold on the day fill gaps; without it all do.
    pub as_of: Option<Date>,
}

/// A version of a table, compiled.
///
/// # Errors
/// What is wrong with it.
pub fn compiled(document: &TableDocument, number: u32) -> Result<Compiled, Refusal> {
    let mut table = document.table.clone();
    table.version = number;
    Compiled::new(&table).map_err(|errors| {
        let problems = errors.into_iter().map(ConfigurationProblem::from);
        refusals::invalid(problems.map(|problem| (None, problem)).collect())
    })
}

/// What a table says to a question, and why.
///
/// # Errors
/// When it has no such inputs or rows.
pub fn answer(
    table: &Compiled,
    document: &TableDocument,
    question: &Question,
    context: &Context<'_>,
) -> Result<TableAnswer, Refusal> {
    known_names(document, question)?;
    let inputs = table.read(|field| question.inputs.get(field));
    let evaluation = match &inputs {
        Ok(inputs) => table.evaluate(inputs, context),
        Err(error) => Err(error.clone()),
    };
    let rows = evaluation.as_ref().map(|found| fired(document, found));
    let rows = rows.unwrap_or_default();
    let explanations = inputs.as_ref().map_or_else(
        |_| Vec::new(),
        |inputs| {
            let explain = |id: &String| table.explain(&document.table, id, inputs, context);
            let ids = to_explain(&rows, question).into_iter();
            ids.filter_map(explain).collect()
        },
    );
    let near_misses = inputs.as_ref().ok().and_then(|inputs| {
        let wanted = Closeness {
            most: question.near_misses.min(MOST_NEAR_MISSES),
            output: None,
        };
        let found = table.near_misses(&document.table, inputs, context, wanted);
        found.ok().filter(|_| wanted.most > 0)
    });
    Ok(TableAnswer {
        near_misses,
        version: table.version(),
        as_of: context.as_of,
        aggregate: aggregate(&evaluation),
        error: evaluation.as_ref().err().map(ToString::to_string),
        rows,
        explanations,
    })
}

/// A misspelt name would be a missing input.
fn known_names(document: &TableDocument, question: &Question) -> Result<(), Refusal> {
    let table = &document.table;
    let fields: Vec<&str> = table.inputs.iter().map(|input| input.field()).collect();
    let unknown_inputs = question
        .inputs
        .keys()
        .filter(|name| !fields.contains(&name.as_str()));
    let unknown_inputs = unknown_inputs.map(|name| {
        let message = format!("the table has no such input; it has {}", fields.join(", "));
        ConfigurationProblem::at(format!("inputs.{name}"), message)
    });
    let is_row = |id: &String| table.rows.iter().any(|row| row.id == *id);
    let unknown_rows = question.explain.iter().filter(|id| !is_row(id));
    let unknown_rows = unknown_rows
        .map(|id| ConfigurationProblem::at("explain", format!("the table has no row {id}")));
    let problems: Vec<_> = unknown_inputs
        .chain(unknown_rows)
        .map(|problem| (None, problem))
        .collect();
    match problems.is_empty() {
        true => Ok(()),
        false => Err(refusals::invalid(problems)),
    }
}

fn fired(document: &TableDocument, evaluation: &Evaluation<'_>) -> Vec<FiredRow> {
    let outputs = &document.table.outputs;
    let row = |hit: &cas_decision::Hit<'_>| FiredRow {
        row: hit.row.map(str::to_owned),
        values: outputs
            .iter()
            .zip(&hit.values)
            .map(|(output, value)| {
                let value = value.as_ref().map_or(Value::Null, |value| value.to_json());
                (output.name.clone(), value)
            })
            .collect(),
    };
    evaluation.hits.iter().map(row).collect()
}

fn aggregate(evaluation: &Result<Evaluation<'_>, EvaluationError>) -> Option<Value> {
    let aggregate = evaluation.as_ref().ok()?.aggregate.as_ref();
    aggregate.map(Cell::to_json)
}

/// The rows that fired, then those that were asked for.
fn to_explain<'r>(fired: &'r [FiredRow], question: &'r Question) -> Vec<&'r String> {
    let mut ids: Vec<&String> = fired.iter().filter_map(|row| row.row.as_ref()).collect();
    for id in &question.explain {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

/// The codes, looked up where a list is named.
///
/// # Errors
/// When there is no such list.
pub fn listed(
    input: &str,
    codes: &Codes,
    reference: &TenantLists,
    day: Date,
) -> Result<Vec<Value>, Refusal> {
    let list = match codes {
        Codes::Given(codes) => return Ok(codes.clone()),
        Codes::List(list) => list,
    };
    let found = reference.code_lists().codes(list, day);
    let found = found.ok_or_else(|| {
        let message = format!("there is no code list {list}; load it first");
        refusals::wrong(&format!("codes.{input}"), message)
    })?;
    Ok(found.into_iter().map(Value::from).collect())
}

/// Codes as the input's column reads them.
///
/// # Errors
/// When the table has no such input, or a code does not fit it.
pub fn cells(document: &TableDocument, input: &str, codes: &[Value]) -> Result<Vec<Cell>, Refusal> {
    let column = document
        .table
        .inputs
        .iter()
        .find(|column| column.name == input);
    let path = format!("codes.{input}");
    let column = column.ok_or_else(|| refusals::wrong(&path, "the table has no such input"))?;
    codes
        .iter()
        .filter_map(|code| column.value_type.read(code).transpose())
        .collect::<Result<_, String>>()
        .map_err(|message| refusals::wrong(&path, message))
}

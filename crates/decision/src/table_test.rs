//! Does a table still say what its author wanted?
//!
//! A [`TableTest`] is data that is stored with the table: inputs, a day, and what is expected –
//! the rows that fire, some outputs, or an error. [`run_tests`] runs them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::compile::Compiled;
use crate::error::EvaluationError;
use crate::evaluation::Evaluation;
use crate::sets::{Context, Sets, Steps};
use crate::value::Value;

/// Inputs and what the table must say about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TableTest {
    /// What it is about.
    pub name: String,
    /// The fields, by the names the table reads them by.
    pub inputs: BTreeMap<String, Json>,
    /// The day that the table is asked for.
    pub as_of: Date,
    /// What must come of it.
    pub expect: Expectation,
}

/// What must come of a test; what is not named may be anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Expectation {
    /// The rows that fire, in order; an empty list means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<String>>,
    /// Outputs of the first row that fires; null means it says nothing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub outputs: BTreeMap<String, Json>,
    /// The sum, least, greatest or count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Json>,
    /// A part of the error's text; the evaluation must fail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What came of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TestResult {
    /// The name of the test.
    pub name: String,
    /// What is not as expected; empty when the test passes.
    pub failures: Vec<String>,
}

impl TestResult {
    /// Whether all is as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

/// Runs the tests of a table.
#[must_use]
pub fn run_tests(table: &Compiled, tests: &[TableTest], sets: &dyn Sets) -> Vec<TestResult> {
    let tests = tests.iter();
    tests
        .map(|test| TestResult {
            name: test.name.clone(),
            failures: run(table, test, sets),
        })
        .collect()
}

/// The enabled rows that fire in none of a table's tests, from the top.
#[must_use]
pub fn untested_rows(table: &Compiled, tests: &[TableTest], sets: &dyn Sets) -> Vec<String> {
    let mut fired = BTreeSet::new();
    for test in tests {
        let context = Context {
            as_of: test.as_of,
            sets,
            steps: Some(&Steps::default()),
        };
        let Ok(inputs) = table.read(|field| test.inputs.get(field)) else {
            continue;
        };
        if let Ok(found) = table.evaluate(&inputs, &context) {
            fired.extend(found.hits.iter().filter_map(|hit| hit.position));
        }
    }
    let rows = table.rows.iter().enumerate();
    rows.filter(|(at, _)| !fired.contains(at))
        .map(|(_, row)| row.id.to_string())
        .collect()
}

fn run(table: &Compiled, test: &TableTest, sets: &dyn Sets) -> Vec<String> {
    let context = Context {
        as_of: test.as_of,
        sets,
        steps: Some(&Steps::default()),
    };
    let unknown: Vec<String> = unknown_names(table, test).collect();
    if !unknown.is_empty() {
        return unknown;
    }
    let inputs = table.read(|field| test.inputs.get(field));
    let answer = match &inputs {
        Ok(inputs) => table.evaluate(inputs, &context),
        Err(error) => Err(error.clone()),
    };
    compare(table, answer, &test.expect)
}

/// A misspelt name would test nothing.
fn unknown_names<'a>(table: &'a Compiled, test: &'a TableTest) -> impl Iterator<Item = String> {
    let is_input = |name: &str| table.inputs.iter().any(|input| input.field() == name);
    let is_output = |name: &str| table.outputs.iter().any(|output| output.name == name);
    let inputs = test.inputs.keys().filter(move |name| !is_input(name));
    let outputs = test
        .expect
        .outputs
        .keys()
        .filter(move |name| !is_output(name));
    inputs
        .map(|name| format!("the table has no input {name}"))
        .chain(outputs.map(|name| format!("the table has no output {name}")))
}

fn compare(
    table: &Compiled,
    answer: Result<Evaluation<'_>, EvaluationError>,
    expect: &Expectation,
) -> Vec<String> {
    let evaluation = match (answer, &expect.error) {
        (Ok(evaluation), None) => evaluation,
        (Ok(_), Some(error)) => return vec![format!("an error with \"{error}\" expected")],
        (Err(found), Some(error)) if found.to_string().contains(error) => return Vec::new(),
        (Err(found), _) => return vec![found.to_string()],
    };
    let mut failures = Vec::new();
    let fired: Vec<&str> = evaluation.hits.iter().filter_map(|hit| hit.row).collect();
    if let Some(rows) = expect.rows.as_ref().filter(|rows| **rows != fired) {
        let (rows, fired) = (rows.join(", "), fired.join(", "));
        failures.push(format!("rows [{rows}] expected, [{fired}] fired"));
    }
    for (at, output) in table.outputs.iter().enumerate() {
        let Some(expected) = expect.outputs.get(&output.name) else {
            continue;
        };
        let first = evaluation.hits.first();
        let found = first.and_then(|hit| hit.values[at].as_deref());
        failures.extend(differs(
            &output.name,
            output.value_type.read(expected),
            found,
        ));
    }
    if let Some(expected) = &expect.aggregate {
        let count = crate::value::ValueType::Number;
        let value_type = match &evaluation.aggregate {
            Some(Value::Date(_)) => table.outputs[0].value_type,
            Some(Value::Text(_) | Value::Number(_) | Value::Boolean(_)) | None => count,
        };
        let found = evaluation.aggregate.as_ref();
        failures.extend(differs("aggregate", value_type.read(expected), found));
    }
    failures
}

fn differs(
    name: &str,
    expected: Result<Option<Value>, String>,
    found: Option<&Value>,
) -> Option<String> {
    let in_words = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
    match expected {
        Err(why) => Some(format!("{name}: {why}")),
        Ok(expected) if expected.as_ref() == found => None,
        Ok(expected) => {
            let (expected, found) = (in_words(expected.as_ref()), in_words(found));
            Some(format!("{name}: {expected} expected, {found} found"))
        }
    }
}

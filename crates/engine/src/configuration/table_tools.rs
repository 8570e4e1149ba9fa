//! What does a table say, why, and is it what its author wanted?
//!
//! Any version can be asked, a draft too. Nothing is stored by asking.

use std::collections::BTreeMap;
use std::sync::Arc;

use cas_decision::analysis::{Budget, Report};
use cas_decision::{
    Compiled, Context, Evaluation, EvaluationError, Explanation, TableTest, TestResult,
    Value as Cell, analyse, run_tests,
};
use cas_model::configuration::ConfigurationKind;
use cas_model::ids::TenantId;
use cas_process::ConfigurationProblem;
use cas_process::Refusal;
use cas_process::configuration::ConfigurationName;
use cas_process::configuration::document::read_typed;
use cas_process::configuration::refusals;
use cas_process::reference::AskableLists;
use cas_process::reference::TenantLists;
use cas_process::tables::TableDocument;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::TableVersion;
use crate::Engine;

/// The most steps of one analysis; some seconds of work.
const MOST_STEPS: usize = 500_000_000;

/// What a table is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// The fields, by the names the table reads them by.
    pub inputs: Map<String, Value>,
    /// The day; today when empty.
    pub as_of: Option<Date>,
    /// Rows to explain beside those that fire.
    pub explain: Vec<String>,
}

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
}

/// The codes that an input can have.
#[derive(Clone, Debug, PartialEq)]
pub enum Codes {
    /// These values alone, as the column lists them.
    Given(Vec<Value>),
    /// Those of a code list, today.
    List(String),
}

impl Engine {
    /// Asks a version of a table.
    ///
    /// # Errors
    /// When there is no such version, or it has no such inputs or rows.
    pub async fn ask_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        question: Question,
    ) -> Result<TableAnswer, Refusal> {
        let (number, document) = self.table_document(tenant, table).await?;
        let day = question.as_of.unwrap_or_else(|| self.today());
        let reference = self.known_reference(tenant).await?;
        work(move || {
            let sets = AskableLists(&reference);
            let table = compiled(&document, number)?;
            let context = Context {
                as_of: day,
                sets: &sets,
            };
            answer(&table, &document, &question, &context)
        })
        .await
    }

    /// Runs the tests of a version of a table, or others in their place.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn test_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        tests: Option<Value>,
    ) -> Result<TestRun, Refusal> {
        let (number, document) = self.table_document(tenant, table).await?;
        let tests: Vec<TableTest> = match tests {
            None => document.tests.clone(),
            Some(tests) => read_typed(&tests).map_err(|problem| {
                refusals::wrong(&format!("tests{}", problem.path), problem.message)
            })?,
        };
        let reference = self.known_reference(tenant).await?;
        work(move || {
            let sets = AskableLists(&reference);
            let tests = run_tests(&compiled(&document, number)?, &tests, &sets);
            let passed = tests.iter().all(TestResult::passed);
            Ok(TestRun { passed, tests })
        })
        .await
    }

    /// Looks for rows that never fire, contradictions, duplicates and gaps. `codes` are the codes
    /// that an input can have, or the code list they are of; gaps are looked for in these.
    ///
    /// # Errors
    /// When there is no such version, or an input has no such code.
    pub async fn analyse_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        steps: Option<usize>,
        codes: BTreeMap<String, Codes>,
    ) -> Result<Report, Refusal> {
        let (reference, today) = (self.known_reference(tenant).await?, self.today());
        let (number, document) = self.table_document(tenant, table).await?;
        work(move || {
            let table = compiled(&document, number)?;
            let codes = codes
                .iter()
                .map(|(input, codes)| {
                    let codes = listed(input, codes, &reference, today)?;
                    Ok((input.clone(), cells(&document, input, &codes)?))
                })
                .collect::<Result<_, Refusal>>()?;
            let mut budget = Budget::default();
            budget.steps = steps.unwrap_or(budget.steps).min(MOST_STEPS);
            Ok(analyse(&table, &codes, budget))
        })
        .await
    }

    async fn known_reference(&self, tenant: TenantId) -> Result<Arc<TenantLists>, Refusal> {
        let reference = self.reference(tenant).await;
        reference.map_err(|error| crate::unavailable(&error))
    }

    /// A version of a table as it is stored, with its number.
    pub(crate) async fn table_document(
        &self,
        tenant: TenantId,
        wanted: TableVersion<'_>,
    ) -> Result<(u32, TableDocument), Refusal> {
        let TableVersion { name, version } = wanted;
        let kind = ConfigurationKind::DecisionTable;
        ConfigurationName::new(kind, name).ok_or_else(no_table)?;
        let rows = self
            .store()
            .configuration_versions(tenant, kind, name)
            .await;
        let rows = rows.map_err(|error| crate::unavailable(&error))?;
        let row = rows
            .into_iter()
            .find(|row| version.is(row))
            .ok_or_else(no_table)?;
        let document = serde_json::from_str(&row.document);
        let document = document.map_err(|error| crate::unavailable(&error.into()))?;
        Ok((row.version, document))
    }
}

fn no_table() -> Refusal {
    Refusal::not_found("version of a decision table")
}

/// Compiling, analysing and reading files take a while: not on the threads that answer requests.
pub(super) async fn work<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
) -> Result<T, Refusal> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| crate::unavailable(&error.into()))?
}

fn compiled(document: &TableDocument, number: u32) -> Result<Compiled, Refusal> {
    let mut table = document.table.clone();
    table.version = number;
    Compiled::new(&table).map_err(|errors| {
        let problems = errors.into_iter().map(ConfigurationProblem::from);
        refusals::invalid(problems.map(|problem| (None, problem)).collect())
    })
}

fn answer(
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
            let ids = to_explain(&rows, question);
            let explain = |id: &String| table.explain(&document.table, id, inputs, context);
            ids.into_iter().filter_map(explain).collect()
        },
    );
    Ok(TableAnswer {
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
fn listed(
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
fn cells(document: &TableDocument, input: &str, codes: &[Value]) -> Result<Vec<Cell>, Refusal> {
    let column = document.table.inputs.iter().find(|one| one.name == input);
    let path = format!("codes.{input}");
    let column = column.ok_or_else(|| refusals::wrong(&path, "the table has no such input"))?;
    codes
        .iter()
        .filter_map(|code| column.value_type.read(code).transpose())
        .collect::<Result<_, String>>()
        .map_err(|message| refusals::wrong(&path, message))
}

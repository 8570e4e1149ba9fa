//! Asking, testing and analysing versions of tables, away from the threads that answer requests; a
//! table as a file, and a file as the draft of a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use cas_decision::analysis::{Budget, Report};
use cas_decision::{Context, Steps, TableTest, TestResult, analyse, run_tests};
use cas_model::configuration::ConfigurationKind;
use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::document::read_typed;
use cas_process::configuration::table_file::{self, TableFormat};
use cas_process::configuration::table_tools::{
    Codes, Question, TableAnswer, TestRun, answer, cells, compiled, listed,
};
use cas_process::configuration::{ConfigurationName, Editor, TableVersion, refusals};
use cas_process::reference::{AskableLists, TenantLists};
use cas_process::tables::TableDocument;
use cas_store::ConfigurationRecord;
use serde_json::Value;

use crate::Engine;

/// The most steps of one analysis; some seconds of work.
const MOST_STEPS: usize = 500_000_000;

impl Engine {
    /// A version of a table as a file.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn table_file(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        format: TableFormat,
    ) -> Result<Vec<u8>, Refusal> {
        let (number, mut document) = self.table_document(tenant, table).await?;
        document.table.version = number;
        work(move || table_file::write(document.table, format)).await
    }

    /// Saves what a file says as the draft of a table. `expected` is the tag of the version that
    /// the caller read, the draft or else the newest, if he minds.
    ///
    /// # Errors
    /// Every place of the file that is not taken over, or when the table is not what the caller
    /// read; then nothing is saved.
    pub async fn import_table(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        format: TableFormat,
        bytes: Bytes,
        expected: Option<String>,
    ) -> Result<ConfigurationRecord, Refusal> {
        let name = name.clone();
        self.edit(editor, move |snapshot| {
            table_file::import(snapshot, &name, format, &bytes, expected.as_deref())
        })
        .await
    }

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
        let day = match question.as_of {
            Some(day) => day,
            None => self
                .today_of(tenant)
                .await
                .map_err(|error| crate::unavailable(&error))?,
        };
        let reference = self.known_reference(tenant).await?;
        work(move || {
            let sets = AskableLists(&reference);
            let table = compiled(&document, number)?;
            let context = Context {
                as_of: day,
                sets: &sets,
                steps: Some(&Steps::default()),
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
        let reference = self.known_reference(tenant).await?;
        let today = self
            .today_of(tenant)
            .await
            .map_err(|error| crate::unavailable(&error))?;
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
        table: TableVersion<'_>,
    ) -> Result<(u32, TableDocument), Refusal> {
        let TableVersion { name, version } = table;
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
        let document = row.document.get_as();
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

//! Asking, testing and analysing versions of tables, away from the threads that answer requests; a
//! table as a file, and a file as the draft of a table.

use std::sync::Arc;

use bytes::Bytes;
use cas_decision::analysis::{Budget, GapSearch, Report};
use cas_decision::{Context, Steps, TableTest, TestResult, analyse, run_tests, untested_rows};
use cas_model::configuration::ConfigurationKind;
use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::document::read_typed;
use cas_process::configuration::table_file::{self, TableFormat};
use cas_process::configuration::table_tools::{
    Question, TableAnswer, TestRun, WantedAnalysis, answer, cells, compiled, listed,
};
use cas_process::configuration::{
    ConfigurationName, Editor, SavedVersion, TableDifference, TableVersion, VersionChoice, refusals,
};
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
    ) -> Result<SavedVersion, Refusal> {
        let name = name.clone();
        self.edit(editor, move |snapshot| {
            let imported = table_file::import(snapshot, &name, format, &bytes, expected.as_deref());
            let (change, row) = imported?;
            Ok((change, SavedVersion::new(snapshot, row)?))
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
        let day = question.as_of.unwrap_or_else(|| self.today());
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
            let table = compiled(&document, number)?;
            let untested_rows = untested_rows(&table, &tests, &sets);
            let tests = run_tests(&table, &tests, &sets);
            Ok(TestRun {
                passed: tests.iter().all(TestResult::passed),
                tests,
                untested_rows,
            })
        })
        .await
    }

    /// Looks for rows that never fire, contradictions, duplicates and gaps.
    ///
    /// # Errors
    /// When there is no such version, or an input has no such code.
    pub async fn analyse_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        wanted: WantedAnalysis,
    ) -> Result<Report, Refusal> {
        let (reference, today) = (self.known_reference(tenant).await?, self.today());
        let (number, document) = self.table_document(tenant, table).await?;
        work(move || {
            let table = compiled(&document, number)?;
            let day = wanted.as_of.unwrap_or(today);
            let codes = wanted.codes.iter().map(|(input, codes)| {
                let codes = listed(input, codes, &reference, day)?;
                Ok((input.clone(), cells(&document, input, &codes)?))
            });
            let gaps = GapSearch {
                codes: codes.collect::<Result<_, Refusal>>()?,
                everywhere: wanted.gaps,
                as_of: wanted.as_of,
            };
            let mut budget = Budget::default();
            budget.steps = wanted.steps.unwrap_or(budget.steps).min(MOST_STEPS);
            Ok(analyse(&table, &gaps, budget))
        })
        .await
    }

    /// What a version of a table changes in another: in one that is named, else in the newest
    /// published one before it, with the number of that. Where there is none before it, all its
    /// rows are added.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn compare_tables(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        with: Option<VersionChoice>,
    ) -> Result<(Option<u32>, TableDifference), Refusal> {
        let rows = self.table_versions(tenant, table.name).await?;
        let after = rows.iter().find(|row| table.version.is(row));
        let after = after.ok_or_else(no_table)?;
        let before = rows.iter().rfind(|row| match with {
            Some(version) => version.is(row),
            None => row.version < after.version && row.published_at.is_some(),
        });
        if before.is_none() && with.is_some() {
            return Err(no_table());
        }
        let (before, after) = (before.cloned(), after.clone());
        work(move || {
            let read = |row: &ConfigurationRecord| -> Result<TableDocument, Refusal> {
                let document = row.document.get_as();
                document.map_err(|error| crate::unavailable(&error.into()))
            };
            let written = read(&after)?;
            let earlier = match &before {
                Some(before) => read(before)?,
                None => written.without_rows(),
            };
            let difference = TableDifference::between(&earlier, &written);
            let difference = difference.map_err(|error| crate::unavailable(&error))?;
            Ok((before.map(|row| row.version), difference))
        })
        .await
    }

    async fn known_reference(&self, tenant: TenantId) -> Result<Arc<TenantLists>, Refusal> {
        let reference = self.reference(tenant).await;
        reference.map_err(|error| crate::unavailable(&error))
    }

    /// All versions of a table, oldest first.
    async fn table_versions(
        &self,
        tenant: TenantId,
        name: &str,
    ) -> Result<Vec<ConfigurationRecord>, Refusal> {
        let kind = ConfigurationKind::DecisionTable;
        ConfigurationName::new(kind, name).ok_or_else(no_table)?;
        let rows = self
            .store()
            .configuration_versions(tenant, kind, name)
            .await;
        rows.map_err(|error| crate::unavailable(&error))
    }

    /// A version of a table as it is stored, with its number.
    pub(crate) async fn table_document(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
    ) -> Result<(u32, TableDocument), Refusal> {
        let rows = self.table_versions(tenant, table.name).await?;
        let row = rows
            .into_iter()
            .find(|row| table.version.is(row))
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

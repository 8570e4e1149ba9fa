//! Asking, testing and analysing versions of tables, away from the threads that answer requests; a
//! table as a file, and a file as the draft of a table.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use cas_decision::analysis::{Budget, GapSearch, Report};
use cas_decision::{Context, Steps, TableTest, TestResult, analyse, run_tests, untested_rows};
use cas_model::configuration::ConfigurationKind;
use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::cell_batch::check_batch;
use cas_process::configuration::check::secret_columns;
use cas_process::configuration::document::read_typed;
use cas_process::configuration::table_file::{self, TableFile, TableFormat};
use cas_process::configuration::table_tools::{
    Question, TableAnswer, TestRun, WantedAnalysis, answer, cells, compiled, listed,
};
use cas_process::configuration::{
    CellBatch, CheckedBatch, ConfigurationName, EditScope, Editor, SavedVersion, TableDifference,
    TableVersion, VersionChoice, refusals, tag,
};
use cas_process::reference::{AskableLists, TenantLists};
use cas_process::tables::TableDocument;
use cas_store::ConfigurationRecord;
use serde_json::Value;

use super::versions::ComparedVersions;
use crate::Engine;
use crate::cache::{AskedKey, AskedTable};

/// The most steps of one analysis; some seconds of work.
const MOST_STEPS: usize = 500_000_000;

/// About how many bytes in memory a byte of a stored table becomes, read and compiled.
const TEXT_TO_MEMORY: usize = 6;

/// A file that a table is taken from, as it was sent.
#[derive(Clone, Debug)]
pub struct SentTable {
    /// CSV, XLSX or DMN, by its media type.
    pub format: TableFormat,
    /// What stands in it.
    pub bytes: Bytes,
    /// Of DMN the decision whose table is wanted.
    pub decision: Option<String>,
    /// Of DMN the fields, by the names that inputs and outputs have in the file.
    pub fields: BTreeMap<String, String>,
}

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
    /// Every place of the file that the table needs and that is not taken over, or when the table is
    /// not what the caller read; then nothing is saved.
    pub async fn import_table(
        &self,
        editor: &Editor,
        name: &ConfigurationName,
        file: SentTable,
        expected: Option<String>,
    ) -> Result<SavedVersion, Refusal> {
        let name = name.clone();
        let scope = EditScope::Newest(name.clone());
        self.edit(editor, scope, move |snapshot| {
            let file = TableFile {
                format: file.format,
                bytes: &file.bytes,
                decision: file.decision.as_deref(),
                fields: &file.fields,
            };
            let (change, draft) = table_file::import(snapshot, &name, &file, expected.as_deref())?;
            Ok((change, SavedVersion::new(snapshot, draft.row, draft.notes)?))
        })
        .await
    }

    /// Reads cells and rows against given columns, as an editor asks while people type.
    ///
    /// # Errors
    /// When the batch is too large, or names a column that there is not.
    pub async fn check_cells(
        &self,
        tenant: TenantId,
        batch: CellBatch,
    ) -> Result<CheckedBatch, Refusal> {
        let reference = self.known_reference(tenant).await?;
        let today = self.today_of(tenant).await;
        let today = today.map_err(|error| crate::unavailable(&error))?;
        work(move || check_batch(&batch, &reference, today)).await
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
        let asked = self.asked_table(tenant, table).await?;
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
            let context = Context {
                as_of: day,
                sets: &sets,
                steps: Some(&Steps::default()),
            };
            answer(&asked.compiled, &asked.document, &question, &context)
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
        let asked = self.asked_table(tenant, table).await?;
        let tests: Vec<TableTest> = match tests {
            None => asked.document.tests.clone(),
            Some(tests) => read_typed(&tests).map_err(|problem| {
                refusals::wrong(&format!("tests{}", problem.path), problem.message)
            })?,
        };
        let reference = self.known_reference(tenant).await?;
        work(move || {
            let sets = AskableLists(&reference);
            let untested_rows = untested_rows(&asked.compiled, &tests, &sets);
            let tests = run_tests(&asked.compiled, &tests, &sets);
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
        let reference = self.known_reference(tenant).await?;
        let today = self
            .today_of(tenant)
            .await
            .map_err(|error| crate::unavailable(&error))?;
        let asked = self.asked_table(tenant, table).await?;
        work(move || {
            let day = wanted.as_of.unwrap_or(today);
            let codes = wanted.codes.iter().map(|(input, codes)| {
                let codes = listed(input, codes, &reference, day)?;
                Ok((input.clone(), cells(&asked.document, input, &codes)?))
            });
            let gaps = GapSearch {
                codes: codes.collect::<Result<_, Refusal>>()?,
                everywhere: wanted.gaps,
                as_of: wanted.as_of,
            };
            let mut budget = Budget::default();
            budget.steps = wanted.steps.unwrap_or(budget.steps).min(MOST_STEPS);
            Ok(analyse(&asked.compiled, &gaps, budget))
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
        let rows = self.table_heads(tenant, table.name).await?;
        let compared = self.compared_versions(rows, table.version, with, no_table);
        let ComparedVersions { after, before } = compared.await?;
        work(move || {
            let written = read_document(&after)?;
            let earlier = match &before {
                Some(before) => read_document(before)?,
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

    /// A version of a table, compiled where it was not before.
    pub(super) async fn asked_table(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
    ) -> Result<Arc<AskedTable>, Refusal> {
        let row = self.table_head(tenant, table).await?;
        let key = AskedKey {
            tenant,
            name: row.name.clone(),
            tag: tag(&row),
        };
        if let Some(known) = self.asked_tables().known(&key) {
            return Ok(known);
        }
        let row = self.with_document(row, no_table).await?;
        let asked = work(move || {
            let document: TableDocument = read_document(&row)?;
            let compiled = compiled(&document, row.version)?;
            let bytes = TEXT_TO_MEMORY * row.document.as_str().len() + compiled.index_bytes();
            Ok(Arc::new(AskedTable {
                document,
                compiled,
                bytes,
            }))
        });
        let asked = asked.await?;
        self.asked_tables().keep(key, &asked);
        Ok(asked)
    }

    /// A version of a table as it is stored, with its number.
    pub(crate) async fn table_document(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
    ) -> Result<(u32, TableDocument), Refusal> {
        let row = self.table_head(tenant, table).await?;
        let row = self.with_document(row, no_table).await?;
        Ok((row.version, read_document(&row)?))
    }

    /// A version of a table without its document.
    async fn table_head(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
    ) -> Result<ConfigurationRecord, Refusal> {
        let rows = self.table_heads(tenant, table.name).await?;
        let found = rows.into_iter().find(|row| table.version.is(row));
        found.ok_or_else(no_table)
    }

    /// All versions of a table without their documents, oldest first.
    async fn table_heads(
        &self,
        tenant: TenantId,
        name: &str,
    ) -> Result<Vec<ConfigurationRecord>, Refusal> {
        let name = ConfigurationName::new(ConfigurationKind::DecisionTable, name);
        let name = name.ok_or_else(no_table)?;
        self.version_heads(tenant, &name).await
    }
}

/// The table of a version, unless its columns are secrets. What is saved now has none; what was
/// saved before must not be told by tools and files.
fn read_document(row: &ConfigurationRecord) -> Result<TableDocument, Refusal> {
    let document = row.document.get_as();
    let document: TableDocument = document.map_err(|error| crate::unavailable(&error.into()))?;
    let secret = secret_columns(&document).into_iter();
    let secret: Vec<_> = secret.map(|problem| (None, problem)).collect();
    match secret.is_empty() {
        true => Ok(document),
        false => Err(refusals::invalid(secret)),
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

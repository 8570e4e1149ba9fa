//! How do lists of codes come in?
//!
//! A list is loaded whole, from a table as the Commission's reference data is published in
//! ([`read_list`]). What differs from the list before is written, entry by entry, in one
//! transaction with the counter that tells other nodes; a list that says the same changes nothing.

use std::collections::HashMap;

use cas_model::ids::TenantId;
use cas_process::code_lists::{ListEntry, read_list};
use cas_process::sheet::Sheet;
use cas_process::{Refusal, RefusalKind};
use cas_store::{Changes, CodeListEntryRow, CodeListKey, CodeListRow, CommitError, FirstDay};

use crate::Engine;

/// Longest name of a list.
const MAX_NAME: usize = 50;

/// What an import did to a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListReport {
    /// The name of the list that was imported.
    pub list: String,
    /// Rows that were read.
    pub rows: usize,
    /// Entries the list has now.
    pub entries: usize,
    /// Entries that are new.
    pub added: usize,
    /// Entries that say something else now.
    pub changed: usize,
    /// Entries that are gone.
    pub removed: usize,
}

impl Engine {
    /// Loads a list of a tenant, in place of what is known of it.
    ///
    /// # Errors
    /// When the name is none, the table is no list, or the store is not available.
    pub async fn import_code_list(
        &self,
        tenant: TenantId,
        list: &str,
        source: &str,
        sheet: &Sheet,
    ) -> Result<ListReport, Refusal> {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        if list.is_empty() || list.len() > MAX_NAME || !list.chars().all(is_plain) {
            return Err(refused(
                "the name of a list has letters, digits, -, _ and . only",
            ));
        }
        let entries = read_list(sheet).map_err(refused)?;
        let before = self
            .store()
            .search_code_list(tenant, list, &everything())
            .await;
        let before = before.map_err(|error| crate::unavailable(&error))?;
        let (mut changes, mut report) = differences(tenant, list, before, entries);
        report.rows = sheet.rows.len();
        let is_known = self.store().code_list(tenant, list).await;
        let is_known = is_known
            .map_err(|error| crate::unavailable(&error))?
            .is_some();
        if is_known && report.added + report.changed + report.removed == 0 {
            return Ok(report);
        }
        changes.code_lists.push(CodeListRow {
            tenant_id: tenant,
            list: list.to_owned(),
            source: source.to_owned(),
            entries: u32::try_from(report.entries).unwrap_or(u32::MAX),
            loaded_at: self.now(),
        });
        changes.configuration_touched.push(tenant);
        match self.store().commit(changes).await {
            Ok(()) => Ok(report),
            Err(error @ CommitError::Conflict(_)) => Err(crate::unavailable(&error.into())),
            Err(CommitError::Database(error)) => Err(crate::unavailable(&error)),
        }
    }
}

fn everything() -> cas_store::CodeListSearch {
    cas_store::CodeListSearch {
        limit: u32::MAX,
        ..cas_store::CodeListSearch::default()
    }
}

fn refused(detail: impl Into<String>) -> Refusal {
    let title = "The file cannot be imported";
    Refusal::new("import-refused", RefusalKind::Invalid, title, detail.into())
}

/// What must be written to make a list of what it was.
fn differences(
    tenant_id: TenantId,
    list: &str,
    before: Vec<CodeListEntryRow>,
    entries: Vec<ListEntry>,
) -> (Changes, ListReport) {
    let mut before: HashMap<(String, FirstDay), CodeListEntryRow> = before
        .into_iter()
        .map(|row| ((row.code.clone(), row.valid_from), row))
        .collect();
    let mut changes = Changes::default();
    let mut report = ListReport {
        list: list.to_owned(),
        entries: entries.len(),
        ..ListReport::default()
    };
    for entry in entries {
        let row = CodeListEntryRow {
            tenant_id,
            list: list.to_owned(),
            code: entry.code,
            valid_from: FirstDay(entry.period.from),
            valid_to: entry.period.to,
            description: entry.description,
            attributes: entry.attributes,
        };
        match before.remove(&(row.code.clone(), row.valid_from)) {
            Some(known) if known == row => continue,
            Some(_) => report.changed += 1,
            None => report.added += 1,
        }
        changes.code_list_entries.push(row);
    }
    report.removed = before.len();
    let keys = before.into_keys().map(|(code, valid_from)| CodeListKey {
        tenant_id,
        list: list.to_owned(),
        code,
        valid_from,
    });
    changes.code_list_removals.extend(keys);
    (changes, report)
}

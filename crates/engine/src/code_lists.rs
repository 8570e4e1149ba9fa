//! How do lists of codes come in?
//!
//! A list is loaded whole, from a table as the Commission's reference data is published in
//! ([`read_list`](cas_process::code_lists::read_list)). What differs from the list before is
//! written, entry by entry, in one transaction with the counter that tells other nodes; a list
//! that says the same changes nothing.

use cas_model::ids::TenantId;
use cas_process::code_lists::{ListReport, differences, read_list};
use cas_process::sheet::Sheet;
use cas_process::{Refusal, codes};
use cas_store::{Changes, CodeListEntryRecord, CodeListRecord, CodeListSearch, CommitError};

use crate::Engine;

/// Longest name of a list.
const MAX_NAME: usize = 50;

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
        let before = self.whole_list(tenant, list).await;
        let before = before.map_err(|error| crate::unavailable(&error))?;
        let (change, mut report) = differences(tenant, list, before, entries);
        let mut changes = Changes {
            code_list_entries: change.entries,
            code_list_removals: change.removals,
            ..Changes::default()
        };
        report.rows = sheet.rows.len();
        let is_known = self.store().code_list(tenant, list).await;
        let is_known = is_known
            .map_err(|error| crate::unavailable(&error))?
            .is_some();
        if is_known && report.added + report.changed + report.removed == 0 {
            return Ok(report);
        }
        changes.code_lists.push(CodeListRecord {
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

    async fn whole_list(
        &self,
        tenant: TenantId,
        list: &str,
    ) -> anyhow::Result<Vec<CodeListEntryRecord>> {
        let (mut entries, mut search) = (Vec::new(), CodeListSearch::default());
        search.limit = u32::MAX;
        loop {
            let page = self.store().search_code_list(tenant, list, &search).await?;
            let last = page.next_behind();
            search.after = last.map(|entry| (entry.code.clone(), entry.valid_from));
            entries.extend(page);
            if search.after.is_none() {
                return Ok(entries);
            }
        }
    }
}

fn refused(detail: impl Into<String>) -> Refusal {
    Refusal::new(codes::IMPORT_REFUSED, detail.into())
}

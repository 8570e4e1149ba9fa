//! What differs between a list as it was and as it is loaded.

use std::collections::HashMap;

use cas_model::ids::TenantId;
use cas_model::record::{CodeListEntryRecord, CodeListKey, FirstDay};

use super::ListEntry;

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

/// The entries of a list that are written, and those that are gone.
#[derive(Clone, Debug, Default)]
pub struct CodeListChange {
    /// Entries that are new, or say something else.
    pub entries: Vec<CodeListEntryRecord>,
    /// Entries that are gone.
    pub removals: Vec<CodeListKey>,
}

/// What must be written to make a list of what it was.
#[must_use]
pub fn differences(
    tenant_id: TenantId,
    list: &str,
    before: Vec<CodeListEntryRecord>,
    entries: Vec<ListEntry>,
) -> (CodeListChange, ListReport) {
    let mut before: HashMap<(String, FirstDay), CodeListEntryRecord> = before
        .into_iter()
        .map(|row| ((row.code.clone(), row.valid_from), row))
        .collect();
    let mut changes = CodeListChange::default();
    let mut report = ListReport {
        list: list.to_owned(),
        entries: entries.len(),
        ..ListReport::default()
    };
    for entry in entries {
        let row = CodeListEntryRecord {
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
        changes.entries.push(row);
    }
    report.removed = before.len();
    let keys = before.into_keys().map(|(code, valid_from)| CodeListKey {
        tenant_id,
        list: list.to_owned(),
        code,
        valid_from,
    });
    changes.removals.extend(keys);
    (changes, report)
}

//! Versions of tables that somebody asks, tests or analyses, compiled once.
//!
//! Who tries a table while writing it asks the same version again and again, and compiling a large one
//! takes a second. A version is known by its tag, which changes whenever it is written.

use std::sync::{Arc, Mutex, PoisonError};

use cas_decision::Compiled;
use cas_model::ids::TenantId;
use cas_process::tables::TableDocument;

/// The most bytes that compiled versions take, of one tenant and of all.
const TENANT_BYTES: usize = 128 * 1024 * 1024;
const ALL_BYTES: usize = 384 * 1024 * 1024;

/// A version of a table, as it is stored and compiled.
#[derive(Debug)]
pub(crate) struct AskedTable {
    /// The table as people wrote it, with its tests.
    pub(crate) document: TableDocument,
    /// The table that answers.
    pub(crate) compiled: Compiled,
    /// About how many bytes both take.
    pub(crate) bytes: usize,
}

/// Which version it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AskedKey {
    /// The tenant whose table it is.
    pub(crate) tenant: TenantId,
    /// The name of the table.
    pub(crate) name: String,
    /// The tag of the version's content.
    pub(crate) tag: String,
}

/// The versions that were asked last; the one that was asked last stands at the end.
#[derive(Debug, Default)]
pub(crate) struct AskedTables(Mutex<Vec<(AskedKey, Arc<AskedTable>)>>);

impl AskedTables {
    /// A version that was compiled before.
    pub(crate) fn known(&self, key: &AskedKey) -> Option<Arc<AskedTable>> {
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = tables.iter().position(|(known, _)| known == key)?;
        let found = tables.remove(at);
        let table = Arc::clone(&found.1);
        tables.push(found);
        Some(table)
    }

    /// Keeps a version in place of those that were asked longest ago, first of the same tenant.
    pub(crate) fn keep(&self, key: AskedKey, table: &Arc<AskedTable>) {
        if table.bytes > TENANT_BYTES {
            return;
        }
        let mut tables = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tables.retain(|(known, _)| *known != key);
        let tenant = key.tenant;
        tables.push((key, Arc::clone(table)));
        forget(&mut tables, TENANT_BYTES, |known| known.tenant == tenant);
        forget(&mut tables, ALL_BYTES, |_| true);
    }
}

/// Drops the oldest of some versions until the rest take no more than so many bytes.
fn forget(
    tables: &mut Vec<(AskedKey, Arc<AskedTable>)>,
    most: usize,
    is_of: impl Fn(&AskedKey) -> bool,
) {
    let counted = tables.iter().filter(|(key, _)| is_of(key));
    let mut bytes: usize = counted.map(|(_, table)| table.bytes).sum();
    tables.retain(|(key, table)| {
        let is_dropped = bytes > most && is_of(key);
        if is_dropped {
            bytes -= table.bytes;
        }
        !is_dropped
    });
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn key(tenant: u128, tag: &str) -> AskedKey {
        AskedKey {
            tenant: TenantId(Uuid::from_u128(tenant)),
            name: "office".to_owned(),
            tag: tag.to_owned(),
        }
    }

    fn table(bytes: usize) -> Arc<AskedTable> {
        let document = serde_json::json!({"table": {
            "name": "office",
            "inputs": [],
            "outputs": [{"name": "out", "type": "text"}],
        }});
        let document: TableDocument = serde_json::from_value(document).expect("a table");
        let compiled = Compiled::new(&document.table).expect("compiles");
        Arc::new(AskedTable {
            document,
            compiled,
            bytes,
        })
    }

    #[test]
    fn the_oldest_of_a_tenant_goes_first() {
        let tables = AskedTables::default();
        let third = TENANT_BYTES / 3;
        tables.keep(key(2, "other"), &table(third));
        for tag in ["a", "b", "c"] {
            tables.keep(key(1, tag), &table(third));
        }
        assert!(tables.known(&key(1, "a")).is_some(), "asked last now");
        tables.keep(key(1, "d"), &table(third));
        let known = |tenant, tag| tables.known(&key(tenant, tag)).is_some();
        assert!(known(1, "a") && !known(1, "b") && known(1, "c") && known(1, "d"));
        assert!(known(2, "other"), "of another tenant");
        tables.keep(key(1, "huge"), &table(TENANT_BYTES + 1));
        assert!(!known(1, "huge") && known(1, "d"));
        assert!(!known(1, "a again"), "another edition has another tag");
    }

    #[test]
    fn all_tenants_together_are_bounded() {
        let tables = AskedTables::default();
        for tenant in 0..10 {
            tables.keep(key(tenant, "a"), &table(TENANT_BYTES));
        }
        let known = (0..10).filter(|tenant| tables.known(&key(*tenant, "a")).is_some());
        assert_eq!(known.count(), ALL_BYTES / TENANT_BYTES);
    }
}

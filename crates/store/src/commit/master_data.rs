//! How are master data and code lists written, and how do other nodes hear of it?
//!
//! A new version ends the one that was current, which must still be; then it is inserted. What
//! nodes keep in memory has a counter for each tenant, moved on in the same transaction.

use std::collections::BTreeMap;

use cas_model::ids::TenantId;

use super::write::{Failure, all, expect_all, insert, insert_or, waves};
use crate::changes::Changes;
use crate::db::{Column as _, Query, Transaction, Value, batches};
use crate::rows::{CodeListKey, CodeListRecord, MasterDataRecord, NewMasterData};

const CODE_LIST: &str = "(tenant_id, list) DO UPDATE SET source = excluded.source, \
    entries = excluded.entries, loaded_at = excluded.loaded_at";

const CODE_LIST_ENTRY: &str = "(tenant_id, list, code, valid_from) DO UPDATE SET \
    valid_to = excluded.valid_to, description = excluded.description, \
    attributes = excluded.attributes";

const COUNTER: &str = " ON CONFLICT (tenant_id) \
    DO UPDATE SET version = configuration_counter.version + excluded.version";

/// Writes the master data of a group.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    let versions = all(group, |changes| &changes.master_data);
    // A version that replaces another of the same group waits for it.
    for wave in waves(&versions, |new| {
        (
            new.row.tenant_id,
            new.row.kind.clone(),
            new.row.code.clone(),
        )
    }) {
        write_versions(transaction, &wave).await?;
    }
    for wave in waves(
        &all(group, |changes| &changes.code_lists),
        |row: &CodeListRecord| (row.tenant_id, row.list.clone()),
    ) {
        insert_or(transaction, &wave, CODE_LIST).await?;
    }
    remove_entries(
        transaction,
        &all(group, |changes| &changes.code_list_removals),
    )
    .await?;
    for wave in waves(&all(group, |changes| &changes.code_list_entries), |row| {
        (
            row.tenant_id,
            row.list.clone(),
            row.code.clone(),
            row.valid_from,
        )
    }) {
        insert_or(transaction, &wave, CODE_LIST_ENTRY).await?;
    }
    let mut touched = all(group, |changes| &changes.configuration_touched);
    let configured = all(group, |changes| &changes.configurations);
    touched.extend(configured.into_iter().map(|row| &row.tenant_id));
    let deleted = all(group, |changes| &changes.deleted_drafts);
    touched.extend(deleted.into_iter().map(|key| &key.tenant_id));
    count(transaction, &touched).await
}

async fn write_versions(
    transaction: &mut Transaction,
    new: &[&NewMasterData],
) -> Result<(), Failure> {
    let ended: Vec<(&MasterDataRecord, u32)> = new
        .iter()
        .filter_map(|new| new.replaces.map(|version| (&new.row, version)))
        .collect();
    for batch in batches(&ended) {
        let query = Query::new("UPDATE master_data_version SET is_current = 0 FROM (")
            .tuples(4, batch, |(row, version), into| {
                into.extend([
                    row.tenant_id.write(),
                    row.kind.write(),
                    row.code.write(),
                    version.write(),
                ]);
            })
            .sql(
                ") AS given WHERE master_data_version.tenant_id = given.column1 \
                 AND master_data_version.kind = given.column2 \
                 AND master_data_version.code = given.column3 \
                 AND master_data_version.version = given.column4 \
                 AND master_data_version.is_current = 1",
            );
        let changed = transaction.execute(query).await?;
        expect_all(changed, batch.len(), "a record of master data")?;
    }
    let rows: Vec<&MasterDataRecord> = new.iter().map(|new| &new.row).collect();
    insert(transaction, &rows).await
}

/// What is gone already is as good as removed.
async fn remove_entries(
    transaction: &mut Transaction,
    keys: &[&CodeListKey],
) -> Result<(), Failure> {
    for batch in batches(keys) {
        let query = Query::new(
            "DELETE FROM code_list_entry WHERE (tenant_id, list, code, valid_from) IN (",
        )
        .tuples(4, batch, |key, into| key_values(key, into))
        .sql(")");
        transaction.execute(query).await?;
    }
    Ok(())
}

fn key_values(key: &CodeListKey, into: &mut Vec<Value>) {
    into.extend([
        key.tenant_id.write(),
        key.list.write(),
        key.code.write(),
        key.valid_from.write(),
    ]);
}

/// Moves the counters on, in the order of tenants so that two nodes cannot wait for each other.
async fn count(transaction: &mut Transaction, touched: &[&TenantId]) -> Result<(), Failure> {
    let mut counts: BTreeMap<TenantId, i64> = BTreeMap::new();
    for tenant in touched {
        *counts.entry(**tenant).or_default() += 1;
    }
    let counts: Vec<(&TenantId, &i64)> = counts.iter().collect();
    for batch in batches(&counts) {
        let query = Query::new("INSERT INTO configuration_counter (tenant_id, version) ")
            .tuples(2, batch, |(tenant, count), into| {
                into.extend([tenant.write(), count.write()]);
            })
            .sql(COUNTER);
        transaction.execute(query).await?;
    }
    Ok(())
}

//! How is configuration written, so that what was checked as a whole is stored as a whole?
//!
//! Whoever checked says how often the tenant's configuration had changed when it was read. The
//! counter moves from there or the commit conflicts: two who publish at once cannot both be right.

use cas_model::ids::{SystemCode, TenantId};

use super::circuits;
use super::write::{Failure, all, expect_all, insert_or, waves};
use crate::changes::Changes;
use crate::db::{Column as _, Query, Transaction, batches};
use crate::rows::ConfigurationKey;

const CONFIGURATION: &str = "(tenant_id, kind, name, version) DO UPDATE SET \
    state = excluded.state, document = excluded.document, valid_from = excluded.valid_from, \
    valid_to = excluded.valid_to, edition = excluded.edition, updated_at = excluded.updated_at, \
    updated_by = excluded.updated_by, published_at = excluded.published_at, \
    published_by = excluded.published_by, note = excluded.note, review = excluded.review \
    WHERE configuration.edition = excluded.edition - 1 \
    AND (configuration.state = 'draft' OR configuration.document = excluded.document)";

const CONNECTION: &str = "(tenant_id, system) DO UPDATE SET document = excluded.document, \
    version = excluded.version, updated_at = excluded.updated_at \
    WHERE connection.version = excluded.version - 1";

/// Writes versions of configuration and connections, where nobody was faster.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    let mut read: Vec<_> = group
        .iter()
        .filter_map(|changes| changes.configuration_read)
        .collect();
    // In the order of tenants, so that two nodes cannot wait for each other.
    read.sort_unstable();
    for (tenant, read) in read {
        move_on(transaction, tenant, read).await?;
    }
    for wave in waves(&all(group, |changes| &changes.configurations), |row| {
        (row.kind, row.name.clone(), row.version, row.tenant_id)
    }) {
        insert_or(transaction, &wave, CONFIGURATION).await?;
    }
    delete_drafts(transaction, &all(group, |changes| &changes.deleted_drafts)).await?;
    for wave in waves(&all(group, |changes| &changes.connections), |row| {
        (row.tenant_id, row.system.clone())
    }) {
        insert_or(transaction, &wave, CONNECTION).await?;
        for connection in wave {
            circuits::wake(transaction, connection).await?;
        }
    }
    delete_connections(
        transaction,
        &all(group, |changes| &changes.deleted_connections),
    )
    .await
}

/// Moves a counter on from where it was read; a conflict when it stands elsewhere.
async fn move_on(
    transaction: &mut Transaction,
    tenant: TenantId,
    read: i64,
) -> Result<(), Failure> {
    let query = if read == 0 {
        Query::new("INSERT INTO configuration_counter (tenant_id, version) VALUES (")
            .bind(&tenant)
            .sql(", ")
            .bind(&1_i64)
            .sql(") ON CONFLICT DO NOTHING")
    } else {
        Query::new("UPDATE configuration_counter SET version = version + 1 WHERE tenant_id = ")
            .bind(&tenant)
            .sql(" AND version = ")
            .bind(&read)
    };
    expect_all(transaction.execute(query).await?, 1, "the configuration")
}

async fn delete_drafts(
    transaction: &mut Transaction,
    drafts: &[&ConfigurationKey],
) -> Result<(), Failure> {
    for batch in batches(drafts) {
        let query = Query::new(
            "DELETE FROM configuration WHERE state = 'draft' \
             AND (tenant_id, kind, name, version) IN (",
        )
        .tuples(4, batch, |key, into| {
            into.extend([
                key.tenant_id.write(),
                key.kind.write(),
                key.name.write(),
                key.version.write(),
            ]);
        })
        .sql(")");
        let deleted = transaction.execute(query).await?;
        expect_all(deleted, batch.len(), "a draft")?;
    }
    Ok(())
}

async fn delete_connections(
    transaction: &mut Transaction,
    connections: &[&(TenantId, SystemCode, u32)],
) -> Result<(), Failure> {
    for batch in batches(connections) {
        let query = Query::new("DELETE FROM connection WHERE (tenant_id, system, version) IN (")
            .tuples(3, batch, |(tenant, system, version), into| {
                into.extend([tenant.write(), system.write(), version.write()]);
            })
            .sql(")");
        let deleted = transaction.execute(query).await?;
        expect_all(deleted, batch.len(), "a connection")?;
    }
    Ok(())
}

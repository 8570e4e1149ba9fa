//! What can be asked? One file per subject.
//!
//! What a tenant asks for names the tenant. What workers ask for by lists of ids does not: its rows
//! say whose they are.

mod access;
mod configuration;
mod declaration_search;
mod declarations;
mod ingestions;
mod messages;
mod notifications;
mod shipments;
mod size;

use std::collections::HashSet;
use std::hash::Hash;

use cas_model::ids::TenantId;

use crate::db::{Column, Query, Readable, Record, Value, batches};
use crate::store::Store;

pub use messages::{IdentifierMatch, OpenAlerts};

/// A tenant's row of an id.
fn one_of_tenant<R: Record>(tenant: TenantId, id: &impl Column) -> Query {
    of_tenant::<R>(tenant).sql(" AND id = ").bind(id)
}

/// A tenant's rows; conditions follow.
fn of_tenant<R: Record>(tenant: TenantId) -> Query {
    Query::select::<R>()
        .sql(" WHERE tenant_id = ")
        .bind(&tenant)
}

/// The rows whose column is one of a list.
fn by<R: Record>(column: &str, values: &[impl Column]) -> Query {
    Query::select::<R>()
        .sql(" WHERE ")
        .sql(column)
        .sql(" IN ")
        .list(values)
}

/// The rows of keys of several columns. A join, because SQLite searches no index for a list of
/// tuples; each key once, because a join answers twice what is asked twice.
async fn by_keys<R, K>(
    store: &Store,
    columns: &[&str],
    keys: &[K],
    values: impl Fn(&K, &mut Vec<Value>),
) -> anyhow::Result<Vec<R>>
where
    R: Record + Readable,
    K: Hash + Eq,
{
    let mut seen = HashSet::with_capacity(keys.len());
    let keys: Vec<&K> = keys.iter().filter(|key| seen.insert(*key)).collect();
    let on = columns.iter().enumerate();
    let on = on.map(|(index, column)| format!("{column} = given.column{}", index + 1));
    let on = format!(") AS given ON {}", on.collect::<Vec<_>>().join(" AND "));
    let mut found = Vec::with_capacity(keys.len());
    for batch in batches(&keys) {
        let query = Query::select::<R>()
            .sql(" JOIN (")
            .tuples(columns.len(), batch, |key, into| values(key, into))
            .sql(&on);
        found.append(&mut store.db().read(query).await?);
    }
    Ok(found)
}

/// `LIMIT … OFFSET …`.
fn page(query: Query, limit: u32, offset: u32) -> Query {
    query
        .sql(" LIMIT ")
        .bind(&limit)
        .sql(" OFFSET ")
        .bind(&offset)
}

//! What can be asked? One file per subject.
//!
//! What a tenant asks for names the tenant. What workers ask for by lists of ids does not: its rows
//! say whose they are.

mod access;
mod attachments;
mod audit;
mod audit_verification;
mod bulk;
mod code_lists;
mod collaboration;
mod configuration;
mod declaration_search;
mod declarations;
mod declared_masses;
mod ingestions;
mod list_walk;
mod listing;
mod master_data;
mod messages;
mod notifications;
mod operators;
mod page;
mod people;
mod presence;
mod saved_views;
mod shipments;
mod size;
mod summaries;
mod table_hits;
mod visible;

use std::collections::HashSet;
use std::hash::Hash;

use cas_model::ids::TenantId;
use jiff::civil::Date;

use crate::db::{Column, Query, Readable, Record, Value, batches};
use crate::rows::FirstDay;
use crate::store::Store;

pub use audit_verification::{AuditVerification, BrokenEntry, ChainHead};
pub use declarations::NumberColumn;
pub use listing::ListPage;
pub use messages::IdentifierMatch;
pub use notifications::DeliverySearch;
pub use page::{PAGE_BYTES, Page};
pub use summaries::RunningVersion;
pub use table_hits::{CountedTable, TableHitsSummary};

use page::read_page;

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

/// Only what counts on a day.
fn valid_on(query: Query, day: Option<Date>) -> Query {
    let Some(day) = day else { return query };
    query
        .sql(" AND valid_from <= ")
        .bind(&FirstDay(Some(day)))
        .sql(" AND (valid_to IS NULL OR valid_to >= ")
        .bind(&day)
        .sql(")")
}

/// Only what comes behind a code and its first day.
fn behind(query: Query, after: Option<&(String, FirstDay)>) -> Query {
    let Some((code, first_day)) = after else {
        return query;
    };
    query
        .sql(" AND (code, valid_from) > (")
        .bind(code)
        .sql(", ")
        .bind(first_day)
        .sql(")")
}

/// A text as a part of others for `LIKE … ESCAPE '!'`.
fn part(text: &str) -> String {
    let mut pattern = String::with_capacity(text.len() + 2);
    pattern.push('%');
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// A text as the beginning of others for `LIKE … ESCAPE '!'`.
fn beginning(text: &str) -> String {
    part(text).split_off(1)
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

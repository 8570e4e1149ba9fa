//! How are the rows of decision tables counted that fired?
//!
//! What a group counts is summed, so that a row of a table is written once however many steps it
//! fired in. Counters of a version end when it is retired; those of old versions when a newer one is
//! published.

use std::collections::BTreeMap;

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::TenantId;

use super::write::{Failure, all, insert_or};
use crate::changes::Changes;
use crate::db::{Query, Transaction};
use crate::rows::{ConfigurationRecord, TableRowHits};

/// So many of a table's newest versions have counters.
const COUNTED_VERSIONS: u32 = 10;

const COUNTER: &str = "(tenant_id, table_name, version, row_id) DO UPDATE SET \
    hits = table_row_hits.hits + excluded.hits, \
    first_at = CASE WHEN excluded.first_at < table_row_hits.first_at \
    THEN excluded.first_at ELSE table_row_hits.first_at END, \
    last_at = CASE WHEN excluded.last_at > table_row_hits.last_at \
    THEN excluded.last_at ELSE table_row_hits.last_at END";

/// What a row is counted by.
type Counted<'r> = (TenantId, &'r str, u32, Option<&'r str>);

/// Counts what a group says, in the order of the rows so that two nodes cannot wait for each other.
pub(super) async fn count(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    let summed = sums(&all(group, |changes| &changes.table_hits));
    insert_or(transaction, &summed.iter().collect::<Vec<_>>(), COUNTER).await
}

/// Each row once, with all that it is given.
fn sums(hits: &[&TableRowHits]) -> Vec<TableRowHits> {
    let mut sums: BTreeMap<Counted<'_>, TableRowHits> = BTreeMap::new();
    for one in hits {
        let key: Counted<'_> = (
            one.tenant_id,
            &one.table_name,
            one.version,
            one.row_id.as_deref(),
        );
        match sums.get_mut(&key) {
            None => {
                sums.insert(key, (*one).clone());
            }
            Some(sum) => {
                sum.hits += one.hits;
                sum.first_at = sum.first_at.min(one.first_at);
                sum.last_at = sum.last_at.max(one.last_at);
            }
        }
    }
    sums.into_values().collect()
}

/// Ends the counters of versions that a group retires, and of those that it makes old.
pub(super) async fn end(transaction: &mut Transaction, group: &[&Changes]) -> Result<(), Failure> {
    let tables = all(group, |changes| &changes.configurations).into_iter();
    for row in tables.filter(|row| row.kind == ConfigurationKind::DecisionTable) {
        let ended = match row.state {
            ConfigurationState::Draft => continue,
            ConfigurationState::Published => match row.version.checked_sub(COUNTED_VERSIONS) {
                Some(old) => of_table(row).sql(" AND version <= ").bind(&old),
                None => continue,
            },
            ConfigurationState::Retired => of_table(row).sql(" AND version = ").bind(&row.version),
        };
        transaction.execute(ended).await?;
    }
    Ok(())
}

fn of_table(row: &ConfigurationRecord) -> Query {
    Query::new("DELETE FROM table_row_hits WHERE tenant_id = ")
        .bind(&row.tenant_id)
        .sql(" AND table_name = ")
        .bind(&row.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_summed_once() {
        let hits = |version, row: Option<&str>, hits, second| TableRowHits {
            tenant_id: TenantId(uuid::Uuid::nil()),
            table_name: "offices".to_owned(),
            version,
            row_id: row.map(str::to_owned),
            hits,
            first_at: jiff::Timestamp::constant(second, 0),
            last_at: jiff::Timestamp::constant(second, 0),
        };
        let given = [
            hits(1, Some("b"), 2, 9),
            hits(1, None, 1, 3),
            hits(1, Some("b"), 5, 4),
            hits(2, Some("b"), 1, 1),
        ];
        let summed = sums(&given.iter().collect::<Vec<_>>());
        let b = TableRowHits {
            last_at: jiff::Timestamp::constant(9, 0),
            ..hits(1, Some("b"), 7, 4)
        };
        assert_eq!(summed, [hits(1, None, 1, 3), b, hits(2, Some("b"), 1, 1)]);
    }
}

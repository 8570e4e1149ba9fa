//! How often did rows of a decision table fire?

use cas_model::ids::TenantId;
use jiff::Timestamp;

use super::by_keys;
use crate::db::{Column as _, Query};
use crate::rows::TableRowHits;
use crate::store::Store;

/// Which version of which table of a tenant.
#[derive(Clone, Copy, Debug)]
pub struct CountedTable<'n> {
    /// The tenant whose table it is.
    pub tenant: TenantId,
    /// The name of the table.
    pub name: &'n str,
    /// The version, from 1.
    pub version: u32,
}

/// What is counted of a version of a table as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableHitsSummary {
    /// How many of its rows fired, each once.
    pub fired_rows: i64,
    /// When something was counted first; none where nothing was.
    pub first_at: Option<Timestamp>,
    /// The questions that no row matched, where there were any.
    pub no_row: Option<TableRowHits>,
}

impl Store {
    /// The counters of these rows of a version, in no order; rows that never fired have none.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn table_row_hits(
        &self,
        table: CountedTable<'_>,
        rows: &[&str],
    ) -> anyhow::Result<Vec<TableRowHits>> {
        let columns = ["tenant_id", "table_name", "version", "row_id"];
        by_keys(self, &columns, rows, |row, into| {
            into.extend([
                table.tenant.write(),
                table.name.to_owned().write(),
                table.version.write(),
                (*row).to_owned().write(),
            ]);
        })
        .await
    }

    /// What is counted of a version as a whole.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn table_hits_summary(
        &self,
        table: CountedTable<'_>,
    ) -> anyhow::Result<TableHitsSummary> {
        let query = Query::new(
            "SELECT COUNT(NULLIF(row_id, '')), MIN(first_at) FROM table_row_hits \
             WHERE tenant_id = ",
        )
        .bind(&table.tenant)
        .sql(" AND table_name = ")
        .bind(&table.name.to_owned())
        .sql(" AND version = ")
        .bind(&table.version);
        let summary: Option<(i64, Option<Timestamp>)> = self.db().read_one(query).await?;
        let (fired_rows, first_at) = summary.unwrap_or_default();
        let no_row = self.table_row_hits(table, &[""]).await?;
        Ok(TableHitsSummary {
            fired_rows,
            first_at,
            no_row: no_row.into_iter().next(),
        })
    }
}

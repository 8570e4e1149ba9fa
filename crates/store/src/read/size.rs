//! How much is there?

use crate::db::Query;
use crate::store::Store;

/// The tables that grow with use.
const TABLES: &[&str] = &[
    "ingestion",
    "shipment",
    "declaration",
    "revision",
    "history",
    "action_request",
    "message",
    "alert",
    "notification",
    "delivery",
    "task",
];

impl Store {
    /// How many rows the tables have that grow with use.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn table_counts(&self) -> anyhow::Result<Vec<(&'static str, u64)>> {
        let mut counts = Vec::with_capacity(TABLES.len());
        for table in TABLES {
            let query = Query::new(&format!("SELECT COUNT(*) FROM {table}"));
            let count = self
                .db()
                .read_one::<(i64,)>(query)
                .await?
                .map_or(0, |(count,)| count);
            counts.push((*table, u64::try_from(count)?));
        }
        Ok(counts)
    }
}

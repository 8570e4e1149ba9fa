//! Do the counters of lists say what there is?

use crate::db::{Db, Query};

/// The most cells that are named.
const NAMED: u32 = 20;

/// The cells that count other than their rows, in words.
pub(crate) async fn miscounted(db: &Db) -> anyhow::Result<Vec<String>> {
    let query = Query::new(
        "SELECT tenant_id || ', plant ' || plant || ', ' || declaration_type || ', ' || status, \
         declarations, counted FROM (SELECT declaration_cell.cell, tenant_id, plant, \
         declaration_type, status, declarations, COALESCE(rows_of_cell.counted, 0) AS counted \
         FROM declaration_cell LEFT JOIN (SELECT cell, COUNT(*) AS counted \
         FROM declaration_summary GROUP BY cell) AS rows_of_cell \
         ON rows_of_cell.cell = declaration_cell.cell) AS compared \
         WHERE declarations <> counted ORDER BY cell LIMIT ",
    )
    .bind(&NAMED);
    let found: Vec<(String, i64, i64)> = db.read(query).await?;
    let words = found.into_iter().map(|(cell, kept, counted)| {
        format!("{cell}: {kept} are counted, and there are {counted}")
    });
    Ok(words.collect())
}

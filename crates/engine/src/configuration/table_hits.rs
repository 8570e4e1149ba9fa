//! Which rows of a table fire, and which never did?

use std::collections::HashMap;

use cas_decision::Row;
use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::TableVersion;
use cas_store::{CountedTable, PAGE_BYTES, TableRowHits};
use jiff::Timestamp;

use crate::Engine;

/// So many rows are looked up at once.
const CHUNK: usize = 1_000;

/// Which rows are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedHits {
    /// Only enabled rows that never fired.
    pub never_fired: bool,
    /// Only rows behind the one of this number, counted from 1.
    pub behind: usize,
    /// At most so many.
    pub limit: usize,
}

/// How often rows of a version of a table fired in decisions that were recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableHits {
    /// The number of the version.
    pub version: u32,
    /// When the first of its questions was counted; none where none was.
    pub first_at: Option<Timestamp>,
    /// How many rows it has.
    pub row_count: usize,
    /// How many of its enabled rows never fired.
    pub never_fired: usize,
    /// The questions that no row matched.
    pub no_row: Option<FiredCount>,
    /// The rows, from the top.
    pub rows: Vec<RowHits>,
    /// The number of the last row looked at, where others follow.
    pub next_behind: Option<usize>,
}

/// How often and when last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FiredCount {
    /// Questions that were answered so: each is a goods item or a document.
    pub hits: i64,
    /// When the last of them was recorded.
    pub last_at: Timestamp,
}

/// A row of a table with its count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowHits {
    /// Its place in the table, from 1.
    pub number: usize,
    /// The id of the row, which edits keep.
    pub row: String,
    /// Whether it may fire at all.
    pub enabled: bool,
    /// What is counted of it; none where it never fired.
    pub fired: Option<FiredCount>,
}

impl Engine {
    /// How often rows of a version of a table fired.
    ///
    /// # Errors
    /// When there is no such version.
    pub async fn table_hits(
        &self,
        tenant: TenantId,
        table: TableVersion<'_>,
        wanted: WantedHits,
    ) -> Result<TableHits, Refusal> {
        let asked = self.asked_table(tenant, table).await?;
        let rows = &asked.document.table.rows;
        let counted = CountedTable {
            tenant,
            name: table.name,
            version: asked.compiled.version(),
        };
        let summary = self.store().table_hits_summary(counted).await;
        let summary = summary.map_err(|error| crate::unavailable(&error))?;
        let enabled = rows.iter().filter(|row| row.enabled).count();
        let fired = usize::try_from(summary.fired_rows).unwrap_or(enabled);
        let mut hits = TableHits {
            version: counted.version,
            first_at: summary.first_at,
            row_count: rows.len(),
            never_fired: enabled.saturating_sub(fired),
            no_row: summary.no_row.as_ref().map(FiredCount::from_row),
            rows: Vec::new(),
            next_behind: None,
        };
        let mut bytes = 0;
        let numbered = rows.iter().zip(1..).skip(wanted.behind);
        let numbered: Vec<(&Row, usize)> = numbered.collect();
        for chunk in numbered.chunks(CHUNK) {
            let ids: Vec<&str> = chunk.iter().map(|(row, _)| row.id.as_str()).collect();
            let found = self.store().table_row_hits(counted, &ids).await;
            let found = found.map_err(|error| crate::unavailable(&error))?;
            let by_id: HashMap<&str, FiredCount> = found.iter().filter_map(by_id).collect();
            for (row, number) in chunk {
                let fired = by_id.get(row.id.as_str()).copied();
                if wanted.never_fired && (fired.is_some() || !row.enabled) {
                    continue;
                }
                if hits.rows.len() == wanted.limit || bytes > PAGE_BYTES {
                    hits.next_behind = Some(number - 1);
                    return Ok(hits);
                }
                bytes += row.id.len();
                hits.rows.push(RowHits {
                    number: *number,
                    row: row.id.clone(),
                    enabled: row.enabled,
                    fired,
                });
            }
        }
        Ok(hits)
    }
}

impl FiredCount {
    fn from_row(row: &TableRowHits) -> Self {
        Self {
            hits: row.hits,
            last_at: row.last_at,
        }
    }
}

fn by_id(row: &TableRowHits) -> Option<(&str, FiredCount)> {
    Some((row.row_id.as_deref()?, FiredCount::from_row(row)))
}

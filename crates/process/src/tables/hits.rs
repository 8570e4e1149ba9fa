//! How often rows of tables fired while something is decided.

use std::collections::BTreeMap;
use std::sync::Arc;

use cas_decision::Evaluation;
use cas_model::ids::TenantId;
use cas_model::record::TableRowHits;
use jiff::Timestamp;

use super::BoundTable;

/// The rows that fired, with how often. They are counted where what they decided is recorded, and
/// thrown away with it.
#[derive(Clone, Debug, Default)]
pub struct FiredRows(Vec<RowsOfTable>);

/// The rows of one version of a table, by their places; none for the questions that no row matched.
#[derive(Clone, Debug)]
struct RowsOfTable {
    table: Arc<BoundTable>,
    rows: BTreeMap<Option<usize>, i64>,
}

impl FiredRows {
    /// Notes what a table answered to one question: every row that fired, or that none did.
    pub fn note(&mut self, table: &Arc<BoundTable>, evaluation: &Evaluation<'_>) {
        let rows = self.rows_of(table);
        for hit in &evaluation.hits {
            *rows.entry(hit.position).or_default() += 1;
        }
        if evaluation.hits.is_empty() {
            *rows.entry(None).or_default() += 1;
        }
    }

    /// Adds what was noted elsewhere.
    pub fn append(&mut self, other: Self) {
        for of_table in other.0 {
            let rows = self.rows_of(&of_table.table);
            for (position, hits) in of_table.rows {
                *rows.entry(position).or_default() += hits;
            }
        }
    }

    /// The counts of a tenant's rows, as they are added to what is kept.
    pub fn counts(self, tenant: TenantId, now: Timestamp) -> impl Iterator<Item = TableRowHits> {
        self.0
            .into_iter()
            .flat_map(move |RowsOfTable { table, rows }| {
                rows.into_iter().map(move |(position, hits)| TableRowHits {
                    tenant_id: tenant,
                    table_name: table.compiled.name().to_owned(),
                    version: table.compiled.version(),
                    row_id: position
                        .and_then(|at| table.compiled.row_id(at))
                        .map(str::to_owned),
                    hits,
                    first_at: now,
                    last_at: now,
                })
            })
    }

    fn rows_of(&mut self, table: &Arc<BoundTable>) -> &mut BTreeMap<Option<usize>, i64> {
        // A table is asked for one item after the other: it is the last one most of the time.
        let known = self.0.iter().rposition(|it| Arc::ptr_eq(&it.table, table));
        let at = known.unwrap_or_else(|| {
            self.0.push(RowsOfTable {
                table: Arc::clone(table),
                rows: BTreeMap::new(),
            });
            self.0.len() - 1
        });
        &mut self.0[at].rows
    }
}

//! Writing the records of a kind as a table that can be imported again.

use std::collections::{HashMap, HashSet};

use cas_model::ids::TenantId;
use cas_model::master_data::MasterDataKind;
use cas_process::master_data::columns::{cells_of, template};
use cas_process::master_data::revise::record_of;
use cas_process::sheet::write_csv;

use crate::Engine;

impl Engine {
    /// The current records of a kind as comma-separated text: the columns of the template that are
    /// used, then those of further elements.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn export_master_data(
        &self,
        tenant: TenantId,
        kind: MasterDataKind,
    ) -> anyhow::Result<Vec<u8>> {
        let rows = self
            .store()
            .master_data_of_kind(&[tenant], kind.as_str())
            .await?;
        let mut records = Vec::with_capacity(rows.len());
        let (mut columns, mut found) = (Vec::new(), HashSet::new());
        for row in &rows {
            let cells = cells_of(kind, &record_of(row)?);
            for (header, _) in &cells {
                if found.insert(header.clone()) {
                    columns.push(header.clone());
                }
            }
            records.push(cells.into_iter().collect::<HashMap<_, _>>());
        }
        let order: HashMap<String, usize> = template(kind)
            .into_iter()
            .enumerate()
            .map(|(place, name)| (name, place))
            .collect();
        columns.sort_by_key(|header| order.get(header).copied().unwrap_or(usize::MAX));
        if columns.is_empty() {
            columns = template(kind);
        }
        let mut table = vec![columns.clone()];
        for record in records {
            let cell = |header: &String| record.get(header).cloned().unwrap_or_default();
            table.push(columns.iter().map(cell).collect());
        }
        write_csv(table)
    }

    /// The columns of a kind as comma-separated text without rows.
    ///
    /// # Errors
    /// When memory is short.
    pub fn master_data_template(&self, kind: MasterDataKind) -> anyhow::Result<Vec<u8>> {
        write_csv([template(kind)])
    }
}

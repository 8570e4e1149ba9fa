//! The counters of lists, in the order of their keys.

use std::collections::{BTreeMap, HashMap};

use super::{Written, rows};
use crate::commit::write::Failure;
use crate::db::{Cells, Column as _, Query, Readable, Transaction, batches};
use crate::rows::{CellKey, standing};

/// Moves what changes from cell to cell, and notes the cells in the rows.
pub(super) async fn count(
    transaction: &mut Transaction,
    written: &mut [Written<'_>],
) -> Result<(), Failure> {
    let mut moved: BTreeMap<CellKey, i64> = BTreeMap::new();
    for row in &mut *written {
        match row.stored {
            Some(stored) if stored.key == row.key => {
                row.set_cell(stored.cell);
                continue;
            }
            Some(stored) => *moved.entry(stored.key.clone()).or_default() -= 1,
            None => {}
        }
        *moved.entry(row.key.clone()).or_default() += 1;
    }
    let moved: Vec<(&CellKey, &i64)> = moved.iter().collect();
    let mut cells: HashMap<CellKey, i64> = HashMap::with_capacity(moved.len());
    for batch in batches(&moved) {
        let query = Query::new(
            "INSERT INTO declaration_cell (tenant_id, plant, company, system, declaration_type, \
             status, standing, declarations) ",
        )
        .tuples(8, batch, |(key, moved), into| {
            into.extend([
                key.tenant_id.write(),
                key.plant.write(),
                key.company.write(),
                key.system.write(),
                key.declaration_type.write(),
                key.status.write(),
                standing(key.status.group()).write(),
                moved.write(),
            ]);
        })
        .sql(
            " ON CONFLICT (tenant_id, plant, company, system, declaration_type, status) \
             DO UPDATE SET declarations = declaration_cell.declarations + excluded.declarations \
             RETURNING cell, tenant_id, plant, company, system, declaration_type, status",
        );
        for row in rows::<CellRow>(transaction, query).await? {
            cells.insert(row.1, row.0);
        }
    }
    for row in written {
        if let Some(cell) = cells.get(&row.key) {
            row.set_cell(*cell);
        }
    }
    Ok(())
}

/// Counts one less in the cell of a row that is counted anew.
pub(super) async fn leave(transaction: &mut Transaction, cell: i64) -> Result<(), Failure> {
    let query =
        Query::new("UPDATE declaration_cell SET declarations = declarations - 1 WHERE cell = ");
    transaction.execute(query.bind(&cell)).await?;
    Ok(())
}

struct CellRow(i64, CellKey);

impl Readable for CellRow {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        let cell = cells.next()?;
        let key = CellKey {
            tenant_id: cells.next()?,
            plant: cells.next()?,
            company: cells.next()?,
            system: cells.next()?,
            declaration_type: cells.next()?,
            status: cells.next()?,
        };
        Ok(Self(cell, key))
    }
}

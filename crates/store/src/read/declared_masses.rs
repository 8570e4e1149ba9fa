//! How much do importers bring in below a threshold?

use cas_model::ids::TenantId;
use jiff::civil::Date;

use crate::db::{Cells, Query, Readable};
use crate::rows::ImportedMass;
use crate::store::Store;

impl Readable for ImportedMass {
    fn read(cells: &mut Cells<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            tenant_id: cells.next()?,
            importer: cells.next()?,
            day: cells.next()?,
            milligrams: cells.next()?,
        })
    }
}

impl Store {
    /// What importers brought in by declarations of some tenants from a day on, by importer and day,
    /// in no order.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn imported_masses(
        &self,
        tenants: &[TenantId],
        from: Date,
    ) -> anyhow::Result<Vec<ImportedMass>> {
        if tenants.is_empty() {
            return Ok(Vec::new());
        }
        let query = Query::new(
            "SELECT tenant_id, importer, day, CAST(SUM(milligrams) AS BIGINT) FROM declared_mass \
             WHERE tenant_id IN ",
        )
        .list(tenants)
        .sql(" AND day >= ")
        .bind(&from)
        .sql(" GROUP BY tenant_id, importer, day");
        self.db().read(query).await
    }
}

//! Which versions of a flow are still at work?

use cas_model::ids::TenantId;
use cas_model::lifecycle::Group;

use crate::db::Query;
use crate::rows::standing;
use crate::store::Store;

/// What is not at its end in a version of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunningVersion {
    /// The version of the flow, from 1.
    pub version: u32,
    /// How many shipments have a declaration that is not done.
    pub shipments: u64,
    /// How many declarations are not done.
    pub declarations: u64,
    /// The reference of one of the shipments.
    pub example: String,
}

impl Store {
    /// The versions of a flow with declarations that are not done, oldest first. It looks at the
    /// open declarations of the tenant, by the index of lists.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn running_versions(
        &self,
        tenant: TenantId,
        flow: &str,
    ) -> anyhow::Result<Vec<RunningVersion>> {
        let query = Query::new(
            "SELECT declaration.flow_version, COUNT(DISTINCT declaration.shipment_id), COUNT(*), \
             MIN(declaration.external_reference) FROM declaration_summary \
             JOIN declaration ON declaration.id = declaration_summary.id \
             WHERE declaration_summary.cell IN (SELECT cell FROM declaration_cell \
             WHERE tenant_id = ",
        )
        .bind(&tenant)
        .sql(" AND standing <> ")
        .bind(&standing(Group::Done))
        .sql(") AND declaration.tenant_id = ")
        .bind(&tenant)
        .sql(" AND declaration.flow = ")
        .bind(&flow.to_owned())
        .sql(" GROUP BY declaration.flow_version ORDER BY declaration.flow_version");
        let rows: Vec<(u32, i64, i64, String)> = self.db().read(query).await?;
        let counted = |count: i64| u64::try_from(count).unwrap_or(0);
        let rows = rows.into_iter();
        Ok(rows
            .map(
                |(version, shipments, declarations, example)| RunningVersion {
                    version,
                    shipments: counted(shipments),
                    declarations: counted(declarations),
                    example,
                },
            )
            .collect())
    }
}

//! What steps need beside the state: flows, connections and master data, loaded once per batch.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use anyhow::Context as _;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::{Flow, Step};
use cas_model::ids::{ShipmentId, SystemCode, TenantId};
use cas_model::lifecycle::Status;
use cas_store::{DeclarationRow, MasterDataKey, MasterDataRow};

use super::desk::{self, Subscriptions};
use crate::Engine;
use crate::configuration::TenantConfiguration;
use crate::connection::Connection;
use crate::deductions::{
    ARTICLE, BUSINESS_PARTNER, Earlier, MasterData, Versioned, master_data_codes,
};

/// Inputs of a batch.
#[derive(Debug, Default)]
pub(super) struct Inputs {
    configurations: HashMap<TenantId, Arc<TenantConfiguration>>,
    connections: HashMap<(TenantId, SystemCode), Arc<Connection>>,
    master_data: HashMap<TenantId, MasterData>,
    earlier: HashMap<ShipmentId, Vec<Earlier>>,
    /// Who wants to hear of what.
    pub subscriptions: Subscriptions,
}

impl Inputs {
    /// Loads flows, connections and subscriptions of some tenants.
    pub async fn load(engine: &Engine, tenants: &BTreeSet<TenantId>) -> anyhow::Result<Self> {
        let tenants: Vec<TenantId> = tenants.iter().copied().collect();
        let mut inputs = Self {
            subscriptions: desk::subscriptions(engine, &tenants).await?,
            ..Self::default()
        };
        inputs.configurations = engine.configurations(&tenants).await?;
        inputs.load_connections(engine, &tenants).await?;
        Ok(inputs)
    }

    async fn load_connections(
        &mut self,
        engine: &Engine,
        tenants: &[TenantId],
    ) -> anyhow::Result<()> {
        let keys: Vec<(TenantId, SystemCode)> = tenants
            .iter()
            .flat_map(|tenant| {
                engine
                    .registry()
                    .iter()
                    .map(|system| (*tenant, system.code()))
            })
            .collect();
        for row in engine.store().connections(&keys).await? {
            let connection: Connection = serde_json::from_str(&row.document)
                .with_context(|| format!("connection to {}", row.system))?;
            self.connections
                .insert((row.tenant_id, row.system), Arc::new(connection));
        }
        Ok(())
    }

    /// Loads the master-data records that documents refer to, directly or through the defaults
    /// of their steps.
    pub async fn load_master_data<'a>(
        &mut self,
        engine: &Engine,
        documents: impl Iterator<Item = (TenantId, &'a SingleAdministrativeDocument)>,
    ) -> anyhow::Result<()> {
        let mut keys = BTreeSet::new();
        let mut want = |tenant_id: TenantId, document: &SingleAdministrativeDocument| {
            for (kind, code) in master_data_codes(document) {
                keys.insert(MasterDataKey {
                    tenant_id,
                    kind,
                    code,
                });
            }
        };
        for (tenant, document) in documents {
            want(tenant, document);
        }
        for (tenant, configuration) in &self.configurations {
            for step in configuration.flows().flat_map(|flow| &flow.steps) {
                want(*tenant, &step.defaults);
            }
        }
        let keys: Vec<MasterDataKey> = keys.into_iter().collect();
        for row in engine.store().master_data(&keys).await? {
            self.keep(&row)?;
        }
        Ok(())
    }

    fn keep(&mut self, row: &MasterDataRow) -> anyhow::Result<()> {
        let of_tenant = self.master_data.entry(row.tenant_id).or_default();
        let (code, version) = (row.code.clone(), row.version);
        let broken = || format!("master data {} {}", row.kind, row.code);
        match row.kind.as_str() {
            ARTICLE => {
                let record = serde_json::from_str(&row.document).with_context(broken)?;
                of_tenant
                    .articles
                    .insert(code, Arc::new(Versioned { version, record }));
            }
            BUSINESS_PARTNER => {
                let record = serde_json::from_str(&row.document).with_context(broken)?;
                of_tenant
                    .business_partners
                    .insert(code, Arc::new(Versioned { version, record }));
            }
            other => anyhow::bail!("unknown kind of master data {other}"),
        }
        Ok(())
    }

    /// The configuration of a tenant.
    pub fn configuration(&self, tenant: TenantId) -> anyhow::Result<&Arc<TenantConfiguration>> {
        self.configurations
            .get(&tenant)
            .with_context(|| format!("the configuration of tenant {tenant} was not loaded"))
    }

    /// The flow version and step that a declaration runs in.
    pub fn step_of(&self, row: &DeclarationRow) -> anyhow::Result<(&Arc<Flow>, &Step)> {
        let flow = self
            .configuration(row.tenant_id)?
            .flow(&row.flow, row.flow_version)
            .with_context(|| format!("flow {} version {} is gone", row.flow, row.flow_version))?;
        let step = flow
            .step(&row.step)
            .with_context(|| format!("flow {} has no step {}", row.flow, row.step))?;
        Ok((flow, step))
    }

    /// The connection of a tenant to a system.
    pub fn connection(&self, tenant: TenantId, system: &SystemCode) -> Option<&Connection> {
        self.connections
            .get(&(tenant, system.clone()))
            .map(AsRef::as_ref)
    }

    /// Loads the declarations of earlier steps that a shipment's later ones take over from.
    pub async fn load_earlier(
        &mut self,
        engine: &Engine,
        shipment: ShipmentId,
        run: u32,
    ) -> anyhow::Result<()> {
        let rows = engine
            .store()
            .declarations_of_shipments(&[shipment])
            .await?;
        let of_run: Vec<DeclarationRow> = rows
            .into_iter()
            .filter(|row| row.run == run)
            .filter(|row| !matches!(row.status, Status::Cancelled | Status::Invalidated))
            .collect();
        let keys: Vec<_> = of_run
            .iter()
            .map(|row| (row.id, row.lodged_revision.unwrap_or(row.revision)))
            .collect();
        let revisions = engine.store().revisions(&keys).await?;
        let mut earlier = Vec::with_capacity(of_run.len());
        for row in of_run {
            let revision = revisions.iter().find(|one| one.declaration_id == row.id);
            let revision =
                revision.with_context(|| format!("declaration {} has no revision", row.id))?;
            earlier.push(Earlier {
                id: row.id,
                step: row.step,
                lrn: row.lrn,
                facts: serde_json::from_str(&row.facts)?,
                document: serde_json::from_str(&revision.document)?,
            });
        }
        self.earlier.insert(shipment, earlier);
        Ok(())
    }

    /// The declarations of a shipment that were loaded as earlier ones.
    pub fn earlier(&self, shipment: ShipmentId) -> &[Earlier] {
        self.earlier.get(&shipment).map_or(&[], Vec::as_slice)
    }

    /// The loaded records of a tenant.
    pub fn master_data(&self, tenant: TenantId) -> Option<&MasterData> {
        self.master_data.get(&tenant)
    }
}

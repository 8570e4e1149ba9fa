//! What steps need beside the state: flows, connections and master data, loaded once per batch.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use anyhow::Context as _;
use cas_gateway::CalculatedOnly;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::{Flow, Step};
use cas_model::ids::{ShipmentId, SystemCode, TenantId};
use cas_model::master_data::MasterDataKind;
use cas_rules::CodeLists;
use cas_store::{DeclarationRow, MasterDataKey, MasterDataRow};
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::desk::{self, Surroundings};
use crate::Engine;
use crate::configuration::TenantConfiguration;
use crate::connection::Connection;
use crate::deductions::{Earlier, MasterData, Versioned, currencies, master_data_codes};
use crate::master_data::Reference;
use crate::state::{is_withdrawn, spoken_revision};

/// Inputs of a batch.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    configurations: HashMap<TenantId, Arc<TenantConfiguration>>,
    connections: HashMap<(TenantId, SystemCode), Arc<Connection>>,
    master_data: HashMap<TenantId, MasterData>,
    /// The records that were looked up, found or not.
    looked_up: BTreeSet<MasterDataKey>,
    earlier: HashMap<ShipmentId, (TenantId, Vec<Earlier>)>,
    references: HashMap<TenantId, Arc<Reference>>,
    calculated_only: HashMap<SystemCode, &'static [CalculatedOnly]>,
    /// The same as of other days.
    on_days: BTreeMap<Date, Inputs>,
    /// What recording facts needs.
    pub surroundings: Surroundings,
}

impl Inputs {
    /// Loads flows, connections and subscriptions of some tenants.
    pub async fn load(engine: &Engine, tenants: &BTreeSet<TenantId>) -> anyhow::Result<Self> {
        let tenants: Vec<TenantId> = tenants.iter().copied().collect();
        let mut inputs = Self {
            surroundings: desk::surroundings(engine, &tenants).await?,
            ..Self::default()
        };
        let systems = engine.registry().iter();
        inputs.calculated_only = systems
            .map(|system| (system.code(), system.capabilities().calculated_only))
            .collect();
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

    /// Loads the master-data records in force today that documents refer to, directly or through
    /// the defaults of their steps, and the lists, sets and rates of their tenants.
    pub async fn load_master_data<'a>(
        &mut self,
        engine: &Engine,
        documents: impl Iterator<Item = (TenantId, &'a SingleAdministrativeDocument)>,
    ) -> anyhow::Result<()> {
        self.load_master_data_of(engine, documents, engine.today())
            .await
    }

    /// The same, in force on a day.
    pub async fn load_master_data_of<'a>(
        &mut self,
        engine: &Engine,
        documents: impl Iterator<Item = (TenantId, &'a SingleAdministrativeDocument)>,
        day: Date,
    ) -> anyhow::Result<()> {
        let (mut keys, mut wanted) = (BTreeSet::new(), BTreeSet::new());
        let mut want = |tenant_id: TenantId, document: &SingleAdministrativeDocument| {
            for (kind, code) in master_data_codes(document) {
                keys.insert(MasterDataKey {
                    tenant_id,
                    kind,
                    code,
                });
            }
            wanted.extend(
                currencies(document)
                    .into_iter()
                    .map(|currency| (tenant_id, currency)),
            );
        };
        for (tenant, document) in documents {
            want(tenant, document);
        }
        for (tenant, earlier) in self.earlier.values() {
            earlier.iter().for_each(|one| want(*tenant, &one.document));
        }
        for (tenant, configuration) in &self.configurations {
            let wants = configuration.wants();
            keys.extend(wants.records.iter().map(|(kind, code)| MasterDataKey {
                tenant_id: *tenant,
                kind,
                code: code.clone(),
            }));
            let currencies = wants.currencies.iter();
            wanted.extend(currencies.map(|currency| (*tenant, currency.clone())));
        }
        let keys: Vec<MasterDataKey> = keys.into_iter().collect();
        self.looked_up.extend(keys.iter().cloned());
        for row in engine.store().master_data_in_force(&keys, day).await? {
            self.keep(&row)?;
        }
        self.load_references(engine, &wanted, day).await
    }

    /// Loads the lists, sets and rates of the tenants, and the rates of wanted currencies.
    async fn load_references(
        &mut self,
        engine: &Engine,
        wanted: &BTreeSet<(TenantId, String)>,
        day: Date,
    ) -> anyhow::Result<()> {
        let tenants: Vec<TenantId> = self.configurations.keys().copied().collect();
        self.references.extend(engine.references(&tenants).await?);
        for (tenant, reference) in &self.references {
            let of_tenant = self.master_data.entry(*tenant).or_default();
            of_tenant.day = day;
            let is_wanted = |currency: &str| wanted.contains(&(*tenant, currency.to_owned()));
            let rates = reference.rates_on(day, is_wanted);
            let rates = rates.map(|(pair, rate)| (pair.clone(), Arc::clone(rate)));
            of_tenant.exchange_rates.extend(rates);
        }
        Ok(())
    }

    fn keep(&mut self, row: &MasterDataRow) -> anyhow::Result<()> {
        let of_tenant = self.master_data.entry(row.tenant_id).or_default();
        let kind = MasterDataKind::parse(&row.kind)
            .with_context(|| format!("unknown kind of master data {}", row.kind))?;
        match kind {
            MasterDataKind::Article => keep_in(&mut of_tenant.articles, row),
            MasterDataKind::BusinessPartner => keep_in(&mut of_tenant.business_partners, row),
            MasterDataKind::Authorisation => keep_in(&mut of_tenant.authorisations, row),
            MasterDataKind::Guarantee => keep_in(&mut of_tenant.guarantees, row),
            MasterDataKind::Location => keep_in(&mut of_tenant.locations, row),
            // No field of a document is filled from these records by their code.
            MasterDataKind::CustomsOffice
            | MasterDataKind::ExchangeRate
            | MasterDataKind::ValueSet => Ok(()),
        }
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

    /// Whether every record that a document refers to was looked up.
    pub fn knows_records_of(
        &self,
        tenant: TenantId,
        document: &SingleAdministrativeDocument,
    ) -> bool {
        master_data_codes(document).into_iter().all(|(kind, code)| {
            self.looked_up.contains(&MasterDataKey {
                tenant_id: tenant,
                kind,
                code,
            })
        })
    }

    /// Loads the declarations of earlier steps that a shipment's later ones take over from; before
    /// master data, because they may name records.
    pub async fn load_earlier(
        &mut self,
        engine: &Engine,
        (tenant, shipment): (TenantId, ShipmentId),
        run: u32,
    ) -> anyhow::Result<()> {
        let rows = engine
            .store()
            .declarations_of_shipments(&[shipment])
            .await?;
        let of_run: Vec<DeclarationRow> = rows
            .into_iter()
            .filter(|row| row.run == run)
            .filter(|row| !is_withdrawn(row.status))
            .collect();
        let keys: Vec<_> = of_run
            .iter()
            .map(|row| (row.id, spoken_revision(row)))
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
        self.earlier.insert(shipment, (tenant, earlier));
        Ok(())
    }

    /// Loads what other days need for these documents, beside what is loaded for today.
    pub async fn load_days(
        &mut self,
        engine: &Engine,
        (tenant, shipment): (TenantId, ShipmentId),
        (documents, days): (&[&SingleAdministrativeDocument], &BTreeSet<Date>),
    ) -> anyhow::Result<()> {
        for day in days {
            let mut inputs = Self::load(engine, &BTreeSet::from([tenant])).await?;
            let earlier = self.earlier(shipment).to_vec();
            inputs.earlier.insert(shipment, (tenant, earlier));
            let documents = documents.iter().map(|document| (tenant, *document));
            inputs.load_master_data_of(engine, documents, *day).await?;
            self.on_days.insert(*day, inputs);
        }
        Ok(())
    }

    /// The inputs as of a day: today, or one that was loaded.
    pub fn on(&self, day: Date, today: Date) -> anyhow::Result<&Self> {
        let other = self.on_days.get(&day);
        let own = Some(self).filter(|_| day == today);
        other
            .or(own)
            .with_context(|| format!("nothing was loaded as of {day}"))
    }

    /// Puts other declarations in the place of those that later steps take over from.
    pub fn set_earlier(&mut self, shipment: ShipmentId, tenant: TenantId, earlier: &[Earlier]) {
        for inputs in self.on_days.values_mut() {
            inputs.set_earlier(shipment, tenant, earlier);
        }
        self.earlier.insert(shipment, (tenant, earlier.to_vec()));
    }

    /// The declarations of a shipment that were loaded as earlier ones.
    pub fn earlier(&self, shipment: ShipmentId) -> &[Earlier] {
        self.earlier
            .get(&shipment)
            .map_or(&[], |(_, earlier)| earlier.as_slice())
    }

    /// What declarations to a system leave out, though it could be calculated.
    pub fn calculated_only(&self, system: &SystemCode) -> &'static [CalculatedOnly] {
        self.calculated_only.get(system).copied().unwrap_or(&[])
    }

    /// The code lists of a tenant.
    pub fn code_lists(&self, tenant: TenantId) -> &CodeLists {
        self.reference(tenant).code_lists()
    }

    /// The lists, sets and rates of a tenant; the built-in lists where no document was loaded.
    pub fn reference(&self, tenant: TenantId) -> &Reference {
        static NOTHING: LazyLock<Reference> = LazyLock::new(Reference::default);
        self.references.get(&tenant).map_or(&NOTHING, AsRef::as_ref)
    }

    /// The loaded records of a tenant.
    pub fn master_data(&self, tenant: TenantId) -> Option<&MasterData> {
        self.master_data.get(&tenant)
    }
}

fn keep_in<T: DeserializeOwned>(
    records: &mut HashMap<String, Arc<Versioned<T>>>,
    row: &MasterDataRow,
) -> anyhow::Result<()> {
    let record = serde_json::from_str(&row.document)
        .with_context(|| format!("{} {} version {}", row.kind, row.code, row.version))?;
    let version = row.version;
    records.insert(row.code.clone(), Arc::new(Versioned { version, record }));
    Ok(())
}

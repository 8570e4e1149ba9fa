//! What steps need beside the state: flows, connections and master data, loaded once per batch.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use anyhow::Context as _;
use cas_gateway::CalculatedOnly;
use cas_model::civil_day::{UTC, day_of};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::{Flow, Step};
use cas_model::ids::{ShipmentId, SystemCode, TenantId};
use cas_model::mass_threshold;
use cas_model::master_data::MasterDataKind;
use cas_model::record::{DeclarationRecord, ImportedMass, MasterDataKey, MasterDataRecord};
use cas_rules::CodeLists;
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;

use crate::configuration::TenantConfiguration;
use crate::connection::Connection;
use crate::deductions::EarlierDeclaration;
use crate::reference::TenantLists;
use crate::reference::{MasterData, Versioned, currencies, master_data_codes};
use crate::unit_of_work::Watch;

/// Inputs of a batch.
#[derive(Debug, Default)]
pub struct Inputs {
    configurations: HashMap<TenantId, Arc<TenantConfiguration>>,
    connections: HashMap<(TenantId, SystemCode), Arc<Connection>>,
    master_data: HashMap<TenantId, MasterData>,
    /// The records that were looked up, found or not.
    looked_up: BTreeSet<MasterDataKey>,
    earlier: HashMap<ShipmentId, (TenantId, Vec<EarlierDeclaration>)>,
    lists: HashMap<TenantId, Arc<TenantLists>>,
    /// What importers brought in below the mass threshold; none where it was not loaded.
    imported_masses: Option<Arc<[ImportedMass]>>,
    calculated_only: HashMap<SystemCode, &'static [CalculatedOnly]>,
    /// The day as of which records and rates are loaded.
    day: Option<Date>,
    /// The same as of other days.
    on_days: BTreeMap<Date, Inputs>,
    /// What recording facts needs.
    pub watch: Watch,
}

impl Inputs {
    /// What is kept of what was loaded of some tenants.
    #[must_use]
    pub fn loaded(
        configurations: HashMap<TenantId, Arc<TenantConfiguration>>,
        connections: HashMap<(TenantId, SystemCode), Arc<Connection>>,
        calculated_only: HashMap<SystemCode, &'static [CalculatedOnly]>,
        watch: Watch,
    ) -> Self {
        Self {
            configurations,
            connections,
            calculated_only,
            watch,
            ..Self::default()
        }
    }

    /// The tenants whose configuration is at hand.
    #[must_use]
    pub fn tenants(&self) -> Vec<TenantId> {
        self.configurations.keys().copied().collect()
    }

    /// The records and currencies that documents refer to, directly, through the declarations of
    /// earlier steps, or through what flows want whatever is sent.
    pub fn wanted<'a>(
        &self,
        documents: impl Iterator<Item = (TenantId, &'a SingleAdministrativeDocument)>,
    ) -> Wanted {
        let mut wanted = Wanted::default();
        for (tenant, document) in documents {
            wanted.add(tenant, document);
        }
        for (tenant, earlier) in self.earlier.values() {
            for declaration in earlier {
                wanted.add(*tenant, &declaration.document);
            }
        }
        for (tenant, configuration) in &self.configurations {
            let wants = configuration.wants();
            let keys = wants.records.iter().map(|(kind, code)| MasterDataKey {
                tenant_id: *tenant,
                kind,
                code: code.clone(),
            });
            wanted.records.extend(keys);
            let currencies = wants.currencies.iter();
            let currencies = currencies.map(|currency| (*tenant, currency.clone()));
            wanted.currencies.extend(currencies);
        }
        wanted
    }

    /// Takes the records that were found of what was wanted.
    ///
    /// # Errors
    /// When a stored record cannot be read.
    pub fn take_records(
        &mut self,
        wanted: Wanted,
        found: &[MasterDataRecord],
    ) -> anyhow::Result<()> {
        self.looked_up.extend(wanted.records);
        found.iter().try_for_each(|row| self.keep(row))
    }

    /// Takes the lists, sets and rates of tenants, and the rates of wanted currencies on a day.
    pub fn take_lists(
        &mut self,
        lists: HashMap<TenantId, Arc<TenantLists>>,
        currencies: &BTreeSet<(TenantId, String)>,
        day: Date,
    ) {
        self.day = Some(day);
        self.lists.extend(lists);
        for (tenant, lists) in &self.lists {
            let of_tenant = self.master_data.entry(*tenant).or_default();
            of_tenant.day = day;
            let is_wanted = |currency: &str| currencies.contains(&(*tenant, currency.to_owned()));
            let rates = lists.rates_on(day, is_wanted);
            let rates = rates.map(|(pair, rate)| (pair.clone(), Arc::clone(rate)));
            of_tenant.exchange_rates.extend(rates);
        }
    }

    /// The same for another day, of which nothing is loaded yet.
    #[must_use]
    pub fn of_other_day(&self) -> Self {
        Self {
            configurations: self.configurations.clone(),
            connections: self.connections.clone(),
            earlier: self.earlier.clone(),
            calculated_only: self.calculated_only.clone(),
            imported_masses: self.imported_masses.clone(),
            ..Self::default()
        }
    }

    /// Takes what was loaded as of another day.
    pub fn take_day(&mut self, day: Date, inputs: Self) {
        self.on_days.insert(day, inputs);
    }

    /// The days that it is at a time where the tenants' steps declare; that of UTC where there are
    /// none.
    #[must_use]
    pub fn days_at(&self, now: Timestamp) -> BTreeSet<Date> {
        let configurations = self.configurations.values();
        let mut days: BTreeSet<Date> = configurations.flat_map(|it| it.days_at(now)).collect();
        if days.is_empty() {
            days.insert(day_of(now, &UTC));
        }
        days
    }

    /// Whether records and rates are loaded as of a day.
    #[must_use]
    pub fn knows_day(&self, day: Date) -> bool {
        self.day == Some(day) || self.on_days.contains_key(&day)
    }

    fn keep(&mut self, row: &MasterDataRecord) -> anyhow::Result<()> {
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
    pub fn step_of(&self, row: &DeclarationRecord) -> anyhow::Result<(&Arc<Flow>, &Step)> {
        let name = row.flow.as_deref();
        let name = name.with_context(|| format!("declaration {} runs in no flow", row.id))?;
        let flow = self
            .configuration(row.tenant_id)?
            .flow(name, row.flow_version)
            .with_context(|| format!("flow {name} version {} is gone", row.flow_version))?;
        let step = row.step.as_deref();
        let step = step.with_context(|| format!("declaration {} is of no step", row.id))?;
        let step = flow
            .step(step)
            .with_context(|| format!("flow {name} has no step {step}"))?;
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

    /// The inputs as of a day that was loaded.
    pub fn on(&self, day: Date) -> anyhow::Result<&Self> {
        let own = Some(self).filter(|_| self.day.is_none_or(|own| own == day));
        own.or_else(|| self.on_days.get(&day))
            .with_context(|| format!("nothing was loaded as of {day}"))
    }

    /// Puts other declarations in the place of those that later steps take over from.
    pub fn set_earlier(
        &mut self,
        shipment: ShipmentId,
        tenant: TenantId,
        earlier: &[EarlierDeclaration],
    ) {
        for inputs in self.on_days.values_mut() {
            inputs.set_earlier(shipment, tenant, earlier);
        }
        self.earlier.insert(shipment, (tenant, earlier.to_vec()));
    }

    /// The declarations of a shipment that were loaded as earlier ones.
    pub fn earlier(&self, shipment: ShipmentId) -> &[EarlierDeclaration] {
        self.earlier
            .get(&shipment)
            .map_or(&[], |(_, earlier)| earlier.as_slice())
    }

    /// The tenants that declare goods whose mass is counted by importer and year.
    #[must_use]
    pub fn tenants_that_import(&self) -> Vec<TenantId> {
        let configurations = self.configurations.iter();
        let counting = configurations.filter(|(_, tenant)| tenant.counts_masses());
        counting.map(|(tenant, _)| *tenant).collect()
    }

    /// Takes what importers brought in below the mass threshold.
    pub fn take_imported_masses(&mut self, masses: Vec<ImportedMass>) {
        self.imported_masses = Some(masses.into());
    }

    /// What the other declarations of a declaration's importer brought in below the mass threshold in
    /// the year of a day, up to it, in kilograms; `None` where that is not known.
    ///
    /// What customs accepted before counts; on the day itself only for one that is not accepted yet.
    #[must_use]
    pub fn imported_before(
        &self,
        row: &DeclarationRecord,
        document: &SingleAdministrativeDocument,
        day: Date,
    ) -> Option<Decimal> {
        let masses = self.imported_masses.as_deref()?;
        let importer = mass_threshold::importer(document)?;
        let is_before = |other: &ImportedMass| match row.declaration_date {
            Some(_) => other.day < day,
            None => other.day <= day,
        };
        let meant = masses.iter().filter(|other| {
            other.tenant_id == row.tenant_id
                && other.importer == importer
                && other.day.year() == day.year()
                && is_before(other)
        });
        Some(meant.map(ImportedMass::kilograms).sum())
    }

    /// What declarations to a system leave out, though it could be calculated.
    pub fn calculated_only(&self, system: &SystemCode) -> &'static [CalculatedOnly] {
        self.calculated_only.get(system).copied().unwrap_or(&[])
    }

    /// The code lists of a tenant.
    pub fn code_lists(&self, tenant: TenantId) -> &CodeLists {
        self.lists(tenant).code_lists()
    }

    /// The lists, sets and rates of a tenant; the built-in lists where no document was loaded.
    pub fn lists(&self, tenant: TenantId) -> &TenantLists {
        static NOTHING: LazyLock<TenantLists> = LazyLock::new(TenantLists::default);
        self.lists.get(&tenant).map_or(&NOTHING, AsRef::as_ref)
    }

    /// The loaded records of a tenant.
    pub fn master_data(&self, tenant: TenantId) -> Option<&MasterData> {
        self.master_data.get(&tenant)
    }
}

/// Records and currencies that are to be looked up.
#[derive(Debug, Default)]
pub struct Wanted {
    /// Keys of the master-data records that documents and settings name.
    pub records: BTreeSet<MasterDataKey>,
    /// Currencies of exchange rates.
    pub currencies: BTreeSet<(TenantId, String)>,
}

impl Wanted {
    fn add(&mut self, tenant_id: TenantId, document: &SingleAdministrativeDocument) {
        for (kind, code) in master_data_codes(document) {
            self.records.insert(MasterDataKey {
                tenant_id,
                kind,
                code,
            });
        }
        let currencies = currencies(document).into_iter();
        self.currencies
            .extend(currencies.map(|currency| (tenant_id, currency)));
    }
}

fn keep_in<T: DeserializeOwned>(
    records: &mut HashMap<String, Arc<Versioned<T>>>,
    row: &MasterDataRecord,
) -> anyhow::Result<()> {
    let record = row
        .document
        .get_as()
        .with_context(|| format!("{} {} version {}", row.kind, row.code, row.version))?;
    let version = row.version;
    records.insert(row.code.clone(), Arc::new(Versioned { version, record }));
    Ok(())
}

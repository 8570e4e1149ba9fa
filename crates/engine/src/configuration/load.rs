//! Which flows and tables are in force on a day? All of a tenant's configuration, kept in memory.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::flow::Flow;
use cas_model::ids::TenantId;
use cas_store::ConfigurationRow;
use jiff::civil::Date;

use super::{Settings, TableDocument};
use crate::Engine;

/// A version of a flow or a decision table.
#[derive(Clone, Debug)]
pub struct Version<T> {
    /// Its number.
    pub number: u32,
    /// Where it stands.
    pub state: ConfigurationState,
    /// The first day it is in force.
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    pub valid_to: Option<Date>,
    /// What it says.
    pub content: Arc<T>,
}

impl<T> Version<T> {
    fn is_in_force(&self, day: Date) -> bool {
        self.state == ConfigurationState::Published
            && self.valid_from.is_none_or(|from| from <= day)
            && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// The versions of everything of one kind, by name; oldest first.
type Versions<T> = BTreeMap<String, Vec<Version<T>>>;

/// All that a tenant configured in versions.
#[derive(Clone, Debug, Default)]
pub struct TenantConfiguration {
    flows: Versions<Flow>,
    tables: Versions<TableDocument>,
    settings: Versions<Settings>,
}

impl TenantConfiguration {
    /// Reads the stored versions of one tenant.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn read(rows: &[ConfigurationRow]) -> anyhow::Result<Self> {
        let mut all = Self::default();
        for row in rows {
            let broken = || format!("{} {} version {}", row.kind, row.name, row.version);
            match row.kind {
                ConfigurationKind::Flow => {
                    let mut flow: Flow =
                        serde_json::from_str(&row.document).with_context(broken)?;
                    flow.version = row.version;
                    keep(&mut all.flows, row, flow);
                }
                ConfigurationKind::DecisionTable => {
                    let mut table: TableDocument =
                        serde_json::from_str(&row.document).with_context(broken)?;
                    table.table.version = row.version;
                    keep(&mut all.tables, row, table);
                }
                ConfigurationKind::Settings => {
                    let settings = serde_json::from_str(&row.document).with_context(broken)?;
                    keep(&mut all.settings, row, settings);
                }
            }
        }
        Ok(all)
    }

    /// The flows that shipments may start with on a day: of each the newest version in force.
    pub fn flows_on(&self, day: Date) -> impl Iterator<Item = &Arc<Flow>> {
        let of_name = move |versions: &'_ Vec<Version<Flow>>| newest(versions, day).map(|v| v.0);
        self.flows
            .values()
            .filter_map(move |versions| of_name(versions).map(|at| &versions[at].content))
    }

    /// Every version of every flow.
    pub fn flows(&self) -> impl Iterator<Item = &Arc<Flow>> {
        self.flows
            .values()
            .flatten()
            .map(|version| &version.content)
    }

    /// A version of a flow.
    #[must_use]
    pub fn flow(&self, name: &str, number: u32) -> Option<&Arc<Flow>> {
        let versions = self.flows.get(name)?;
        let version = versions.iter().find(|version| version.number == number)?;
        Some(&version.content)
    }

    /// The newest version of a decision table that is in force on a day.
    #[must_use]
    pub fn table_on(&self, name: &str, day: Date) -> Option<&Version<TableDocument>> {
        let versions = self.tables.get(name)?;
        newest(versions, day).map(|(at, _)| &versions[at])
    }

    /// A version of a decision table.
    #[must_use]
    pub fn table(&self, name: &str, number: u32) -> Option<&Version<TableDocument>> {
        self.tables
            .get(name)?
            .iter()
            .find(|version| version.number == number)
    }

    /// Whether a decision table was ever published and is not retired.
    #[must_use]
    pub fn has_table(&self, name: &str) -> bool {
        let published =
            |version: &Version<TableDocument>| version.state == ConfigurationState::Published;
        self.tables
            .get(name)
            .is_some_and(|versions| versions.iter().any(published))
    }

    /// The settings in force on a day.
    #[must_use]
    pub fn settings_on(&self, day: Date) -> Settings {
        self.settings
            .get(Settings::NAME)
            .and_then(|versions| newest(versions, day).map(|(at, _)| &versions[at]))
            .map(|version| Settings::clone(&version.content))
            .unwrap_or_default()
    }
}

fn keep<T>(versions: &mut Versions<T>, row: &ConfigurationRow, content: T) {
    versions.entry(row.name.clone()).or_default().push(Version {
        number: row.version,
        state: row.state,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        content: Arc::new(content),
    });
}

/// The place and number of the newest version in force.
fn newest<T>(versions: &[Version<T>], day: Date) -> Option<(usize, u32)> {
    versions
        .iter()
        .enumerate()
        .filter(|(_, version)| version.is_in_force(day))
        .map(|(at, version)| (at, version.number))
        .max_by_key(|(_, number)| *number)
}

/// Configurations of tenants as of a counter of the store.
#[derive(Debug, Default)]
pub(crate) struct Configurations(Mutex<HashMap<TenantId, (i64, Arc<TenantConfiguration>)>>);

impl Engine {
    /// The configuration of a tenant as it is now.
    ///
    /// # Errors
    /// When the store fails, or what is stored cannot be read.
    pub async fn configuration(
        &self,
        tenant: TenantId,
    ) -> anyhow::Result<Arc<TenantConfiguration>> {
        let found = self.configurations(&[tenant]).await?.remove(&tenant);
        Ok(found.unwrap_or_default())
    }

    /// The configuration of some tenants as it is now; read again only where it changed.
    pub(crate) async fn configurations(
        &self,
        tenants: &[TenantId],
    ) -> anyhow::Result<HashMap<TenantId, Arc<TenantConfiguration>>> {
        let counters = self.store().configuration_counters(tenants).await?;
        let counters: HashMap<TenantId, i64> = counters.into_iter().collect();
        let kept = || {
            let kept = &self.kept_configurations().0;
            kept.lock().unwrap_or_else(PoisonError::into_inner)
        };
        let mut found = HashMap::with_capacity(tenants.len());
        for tenant in tenants {
            // The counter is read first: what is read after it is at least as new.
            let counter = counters.get(tenant).copied().unwrap_or(0);
            let known = kept().get(tenant).filter(|(of, _)| *of == counter).cloned();
            let configuration = match known {
                Some((_, configuration)) => configuration,
                None => {
                    let rows = self.store().configurations(*tenant).await?;
                    let read = Arc::new(TenantConfiguration::read(&rows)?);
                    kept().insert(*tenant, (counter, Arc::clone(&read)));
                    read
                }
            };
            found.insert(*tenant, configuration);
        }
        Ok(found)
    }
}

//! Which flows and tables are in force on a day? All of a tenant's configuration, kept in memory.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use anyhow::Context as _;
use cas_model::civil_day::{UTC, day_in, zone_of};
use cas_model::configuration::{ConfigurationKind, ConfigurationState, SETTINGS_NAME};
use cas_model::flow::{Flow, Step};
use cas_model::mass_threshold;
use cas_model::record::{ConfigurationRecord, Json};
use cas_rules::{SwitchedRule, Switches};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::compiled_tables::CompiledTables;
use super::control_setting::ChangeControl;
use super::input_mapping::{ALL_OTHERS, InputMapping};
use crate::reference::{currencies, master_data_codes};
use crate::tables::{BoundTable, StepKey, StepTables, TableDocument};

/// The settings of a tenant, stored under [`SETTINGS_NAME`](cas_model::configuration::SETTINGS_NAME).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Settings {
    /// The decision table that chooses the flow of a shipment that names none. Its output `flow`
    /// is the flow's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flow_selection: Option<String>,
    /// The dated rules that customs here has otherwise. Of two that fit the first counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<RuleSetting>,
    /// Who may change what is configured, and where a second person must look at it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub change_control: Vec<ChangeControl>,
}

/// What becomes of a dated validation rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleSetting {
    /// The code of the rule, such as `V0025`.
    pub rule: String,
    /// The country, or the territory's word, whose customs has it so; all where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub territory: Option<String>,
    /// `off`, `warn`, or the first day of the rule, such as `2027-01-01`.
    pub set: String,
    /// Why it is set so, for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl RuleSetting {
    /// The rule as it is switched.
    ///
    /// # Errors
    /// Why what it is set to cannot be read.
    pub fn switched(&self) -> Result<SwitchedRule, String> {
        Ok(SwitchedRule {
            rule: self.rule.clone(),
            territory: self.territory.clone().unwrap_or_default(),
            switch: self.set.parse()?,
        })
    }
}

/// A version of a flow or a decision table.
#[derive(Clone, Debug)]
pub struct Version<T> {
    /// The number of the version, from 1.
    pub number: u32,
    /// Draft, published or retired; only what is published is in force.
    pub state: ConfigurationState,
    /// The first day it is in force.
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    pub valid_to: Option<Date>,
    /// The document of the version, read once.
    pub content: Arc<T>,
    /// Who published it, and when.
    pub publication: Option<Publication>,
}

/// Who put a version into force, and when.
#[derive(Clone, Debug)]
pub struct Publication {
    /// The client, or the command.
    pub by: String,
    /// The time of it.
    pub at: Timestamp,
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
#[derive(Debug, Default)]
pub struct TenantConfiguration {
    flows: Versions<Flow>,
    tables: Versions<StoredTable>,
    settings: Versions<Settings>,
    input_mappings: Versions<InputMapping>,
    bound: Mutex<HashMap<(String, u32), Arc<BoundTable>>>,
    /// Where an edit keeps the tables that it compiled.
    shared: Option<Arc<CompiledTables>>,
    step_tables: Mutex<HashMap<StepKey, Arc<StepTables>>>,
    wants: OnceLock<Wants>,
}

/// What flows refer to whatever is sent.
#[derive(Debug, Default)]
pub struct Wants {
    /// Kinds and codes of master-data records that defaults of steps name.
    pub records: BTreeSet<(&'static str, String)>,
    /// Currencies of defaults and of calculations.
    pub currencies: BTreeSet<String>,
}

/// A version of a decision table as it is stored; it is read when it is asked for.
#[derive(Debug)]
pub struct StoredTable {
    number: u32,
    text: Json<Value>,
}

impl StoredTable {
    /// The table, with its number.
    ///
    /// # Errors
    /// When what is stored is no decision table.
    pub fn document(&self) -> anyhow::Result<TableDocument> {
        let mut document: TableDocument = self.text.get_as()?;
        document.table.version = self.number;
        Ok(document)
    }
}

/// So many days of step tables are kept; running shipments ask for few.
const KEPT: usize = 1_000;

impl TenantConfiguration {
    /// Reads the stored versions of one tenant; tables when they are asked for.
    ///
    /// # Errors
    /// When a flow or the settings that are stored cannot be read.
    pub fn read(rows: &[ConfigurationRecord]) -> anyhow::Result<Self> {
        let mut all = Self::default();
        for row in rows {
            let broken = || format!("{} {} version {}", row.kind, row.name, row.version);
            match row.kind {
                ConfigurationKind::Flow => {
                    let mut flow: Flow = row.document.get_as().with_context(broken)?;
                    flow.version = row.version;
                    keep(&mut all.flows, row, flow);
                }
                ConfigurationKind::DecisionTable => {
                    let table = StoredTable {
                        number: row.version,
                        text: row.document.clone(),
                    };
                    keep(&mut all.tables, row, table);
                }
                ConfigurationKind::Settings => {
                    let settings = row.document.get_as().with_context(broken)?;
                    keep(&mut all.settings, row, settings);
                }
                ConfigurationKind::InputMapping => {
                    let mapping = row.document.get_as().with_context(broken)?;
                    keep(&mut all.input_mappings, row, mapping);
                }
            }
        }
        Ok(all)
    }

    /// The same, whose tables an edit shares with what else it looks at.
    #[must_use]
    pub fn sharing(self, compiled: Arc<CompiledTables>) -> Self {
        Self {
            shared: Some(compiled),
            ..self
        }
    }

    /// The flows that shipments may start with at a time: of each the newest version that is in
    /// force where its first step declares.
    pub fn flows_at(&self, now: Timestamp) -> impl Iterator<Item = &Arc<Flow>> {
        let is_in_force = move |version: &&Version<Flow>| {
            let first = version.content.steps.first();
            version.is_in_force(day_in(first.map_or("", |step| &step.jurisdiction), now))
        };
        let of_name = self.flows.values();
        of_name.filter_map(move |versions| {
            let in_force = versions.iter().filter(is_in_force);
            let newest = in_force.max_by_key(|version| version.number)?;
            Some(&newest.content)
        })
    }

    /// The days that it is at a time where the steps of its flows declare, in all versions: what
    /// runs in one that was retired goes on.
    #[must_use]
    pub fn days_at(&self, now: Timestamp) -> BTreeSet<Date> {
        let steps = self.flows().flat_map(|flow| &flow.steps);
        steps.map(|step| day_in(&step.jurisdiction, now)).collect()
    }

    /// Whether a step of its flows, in any version, makes declarations that may be below the mass
    /// threshold of the carbon border adjustment.
    #[must_use]
    pub fn counts_masses(&self) -> bool {
        let mut steps = self.flows().flat_map(|flow| &flow.steps);
        steps.any(|step| mass_threshold::is_counted(&step.declaration_type, &step.jurisdiction))
    }

    /// The zone in which the tenant counts days where no step is meant: that of the steps of its
    /// flows, where all their clocks agree; else UTC.
    #[must_use]
    pub fn zone_at(&self, now: Timestamp) -> &'static TimeZone {
        let mut zones = self.jurisdictions().map(zone_of);
        let first = zones.next().unwrap_or(&UTC);
        match zones.all(|zone| zone.to_offset(now) == first.to_offset(now)) {
            true => first,
            false => &UTC,
        }
    }

    fn jurisdictions(&self) -> impl Iterator<Item = &str> {
        let published = self.flows.values().flatten();
        let published = published.filter(|version| version.state == ConfigurationState::Published);
        let steps = published.flat_map(|version| &version.content.steps);
        steps.map(|step| step.jurisdiction.as_str())
    }

    /// Every version of every flow.
    pub fn flows(&self) -> impl Iterator<Item = &Arc<Flow>> {
        self.flows
            .values()
            .flatten()
            .map(|version| &version.content)
    }

    /// What the steps of all flows refer to, whatever is sent.
    pub fn wants(&self) -> &Wants {
        self.wants.get_or_init(|| {
            let mut wants = Wants::default();
            for step in self.flows().flat_map(|flow| &flow.steps) {
                wants.records.extend(master_data_codes(&step.defaults));
                wants.currencies.extend(currencies(&step.defaults));
                wants.currencies.extend(step.calculations.currency.clone());
            }
            wants
        })
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
    pub fn table_on(&self, name: &str, day: Date) -> Option<&Version<StoredTable>> {
        let versions = self.tables.get(name)?;
        newest(versions, day).map(|(at, _)| &versions[at])
    }

    /// A version of a decision table.
    #[must_use]
    pub fn table(&self, name: &str, number: u32) -> Option<&Version<StoredTable>> {
        self.tables
            .get(name)?
            .iter()
            .find(|version| version.number == number)
    }

    /// The names of all decision tables, sorted.
    pub fn table_names(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }

    /// The newest published version of a decision table, in force or not.
    #[must_use]
    pub fn newest_table(&self, name: &str) -> Option<&Version<StoredTable>> {
        let published =
            |version: &&Version<StoredTable>| version.state == ConfigurationState::Published;
        self.tables
            .get(name)?
            .iter()
            .filter(published)
            .max_by_key(|version| version.number)
    }

    /// The compiled version of a table that is in force on a day.
    ///
    /// # Errors
    /// Why there is none.
    pub fn bound_table(&self, name: &str, day: Date) -> Result<Arc<BoundTable>, String> {
        let version = self
            .table_on(name, day)
            .ok_or_else(|| format!("no published version of table {name} is in force on {day}"))?;
        self.bind(name, version)
    }

    /// A version of a table, compiled.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn bind(
        &self,
        name: &str,
        version: &Version<StoredTable>,
    ) -> Result<Arc<BoundTable>, String> {
        let key = (name.to_owned(), version.number);
        if let Some(bound) = locked(&self.bound).get(&key) {
            return Ok(Arc::clone(bound));
        }
        let broken =
            |why: &str| format!("table {name} version {} is broken: {why}", version.number);
        let document = version.content.document();
        let document = document.map_err(|error| broken(&format!("{error:#}")))?;
        let bound = match &self.shared {
            Some(shared) => shared.bind(&document),
            None => BoundTable::new(&document).map(Arc::new),
        };
        let bound = bound
            .map_err(|problems| broken(problems.first().map_or("", |problem| &problem.message)))?;
        locked(&self.bound).insert(key, Arc::clone(&bound));
        Ok(bound)
    }

    /// The tables that a step asks on a day.
    #[must_use]
    pub fn step_tables(&self, flow: &Flow, step: &Step, day: Date) -> Arc<StepTables> {
        let key = (flow.name.clone(), flow.version, step.name.clone(), day);
        if let Some(known) = locked(&self.step_tables).get(&key) {
            return Arc::clone(known);
        }
        let tables = Arc::new(StepTables::new(step, |name| self.bound_table(name, day)));
        let mut kept = locked(&self.step_tables);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, Arc::clone(&tables));
        tables
    }

    /// The input mapping of a client on a day, with its name: the one that names the client, else
    /// the one of all others; of several the first by name.
    #[must_use]
    pub fn input_mapping_of(
        &self,
        client: &str,
        day: Date,
    ) -> Option<(&str, &Version<InputMapping>)> {
        let naming = |client: &str| {
            let mut in_force = self.input_mappings.iter().filter_map(|(name, versions)| {
                let (at, _) = newest(versions, day)?;
                Some((name.as_str(), &versions[at]))
            });
            in_force.find(|(_, version)| version.content.names(client))
        };
        naming(client).or_else(|| naming(ALL_OTHERS))
    }

    /// The newest published version of each input mapping, in force or not.
    pub fn newest_input_mappings(&self) -> impl Iterator<Item = &Version<InputMapping>> {
        self.input_mappings.values().filter_map(|versions| {
            let published = |it: &&Version<_>| it.state == ConfigurationState::Published;
            let published = versions.iter().filter(published);
            published.max_by_key(|version| version.number)
        })
    }

    /// The settings in force on a day.
    #[must_use]
    pub fn settings_on(&self, day: Date) -> Settings {
        self.settings_version(day)
            .map(|version| Settings::clone(&version.content))
            .unwrap_or_default()
    }

    fn settings_version(&self, day: Date) -> Option<&Version<Settings>> {
        let versions = self.settings.get(SETTINGS_NAME)?;
        newest(versions, day).map(|(at, _)| &versions[at])
    }

    /// The dated rules that the settings in force on a day switch.
    #[must_use]
    pub fn rule_switches(&self, day: Date) -> Switches {
        let Some(version) = self.settings_version(day) else {
            return Switches::default();
        };
        let rules = version.content.rules.iter();
        let rules = rules.filter_map(|rule| rule.switched().ok()).collect();
        let number = version.number;
        let said_by = match &version.publication {
            Some(Publication { by, at }) => {
                format!("the settings, version {number}, published by {by} at {at:.0}")
            }
            None => format!("the settings, version {number}"),
        };
        Switches::new(rules, said_by)
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn keep<T>(versions: &mut Versions<T>, row: &ConfigurationRecord, content: T) {
    versions.entry(row.name.clone()).or_default().push(Version {
        number: row.version,
        state: row.state,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        content: Arc::new(content),
        publication: row
            .published_by
            .clone()
            .zip(row.published_at)
            .map(|(by, at)| Publication { by, at }),
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

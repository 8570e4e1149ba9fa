//! What is taken, and should be looked at all the same?
//!
//! What a configuration needs and is not there, for it may come in pieces, in any order; and what a
//! decision table says that nobody can have meant. A warning stops nothing.

use std::collections::BTreeSet;

use cas_decision::Note;
use cas_model::civil_day::{UTC, day_of};
use cas_model::configuration::ConfigurationKind;
use cas_model::finding::Finding;
use cas_model::findings;
use cas_model::flow::Flow;
use cas_model::ids::SystemCode;
use cas_model::record::{ConfigurationRecord, ConnectionRecord};
use serde_json::Value;

use super::Undecided;
use super::connections::CONNECTION;
use super::snapshot::Snapshot;
use super::table_warnings::TableWarnings;
use crate::connection::Connection;
use crate::tables::TableDocument;

/// Something to look at in a document of configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationWarning {
    /// What it is, as everything that CAS finds.
    pub finding: Finding,
    /// The kind of the document: `flow`, `decisionTable`, `connection`.
    pub document: &'static str,
    /// The name of that document; of a connection its system.
    pub name: String,
    /// The id of the row, in a decision table.
    pub row: Option<String>,
    /// The name of the column, in a decision table, where it is about one.
    pub column: Option<String>,
}

/// What is to be looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConfigurationWarnings {
    /// By document; in a table errors first, then from the top.
    pub warnings: Vec<ConfigurationWarning>,
    /// How many more were found than are told.
    pub more: usize,
    /// A budget ran out: there may be others. `analyse` of a table takes longer and finds them.
    pub unfinished: bool,
}

/// A version that was saved or published.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedVersion {
    /// The version as it is stored.
    pub row: ConfigurationRecord,
    /// What is to be looked at.
    pub warnings: ConfigurationWarnings,
    /// Of a decision table, what was read otherwise than it was written, or passed over.
    pub notes: Vec<Note>,
}

impl SavedVersion {
    /// A version with what is to be looked at in it.
    ///
    /// # Errors
    /// When what is stored cannot be read.
    pub fn new(
        snapshot: &Snapshot,
        row: ConfigurationRecord,
        notes: Vec<Note>,
    ) -> Result<Self, Undecided> {
        let mut warnings = ConfigurationWarnings::default();
        match row.kind {
            ConfigurationKind::Flow => {
                let flow: Value = row.document.get().map_err(anyhow::Error::from)?;
                let rows = snapshot.connections.iter();
                let connected = rows.map(|connection| connection.system.clone()).collect();
                warnings.add_flow(&row.name, &flow, &connected);
            }
            ConfigurationKind::DecisionTable => warnings.add_table(snapshot, &row)?,
            ConfigurationKind::Settings | ConfigurationKind::InputMapping => {}
        }
        Ok(Self {
            row,
            warnings,
            notes,
        })
    }
}

impl ConfigurationWarnings {
    /// Adds the systems that a flow sends to and that are not among those that are connected.
    pub(super) fn add_flow(&mut self, name: &str, raw: &Value, connected: &BTreeSet<SystemCode>) {
        // What is no flow is refused elsewhere.
        let Ok(flow) = serde_json::from_value::<Flow>(raw.clone()) else {
            return;
        };
        let systems: BTreeSet<SystemCode> =
            flow.steps.into_iter().map(|step| step.system).collect();
        for system in systems.difference(connected) {
            let finding = findings::connection_missing(system);
            let kind = ConfigurationKind::Flow.as_str();
            self.warnings.push(of_document(finding, kind, name));
        }
    }

    /// Adds the secrets that a connection lacks.
    pub(super) fn add_connection(&mut self, row: &ConnectionRecord) -> anyhow::Result<()> {
        let connection: Connection = row.document.get_as()?;
        let system = &row.system;
        if connection.secret.is_none() && connection.client_certificate.is_none() {
            let finding = findings::secret_missing(system);
            self.warnings.push(of_document(finding, CONNECTION, system));
        }
        if connection.callback_secrets().next().is_none() && connection.pull_seconds.is_none() {
            let finding = findings::callback_secret_missing(system);
            self.warnings.push(of_document(finding, CONNECTION, system));
        }
        Ok(())
    }

    /// Adds what is to be looked at in a decision table.
    pub(super) fn add_table(
        &mut self,
        snapshot: &Snapshot,
        row: &ConfigurationRecord,
    ) -> anyhow::Result<()> {
        let today = day_of(snapshot.now, &UTC);
        let document: TableDocument = row.document.get_as()?;
        // What cannot be compiled is refused elsewhere.
        let Ok(bound) = snapshot.compiled.bind(&document) else {
            return Ok(());
        };
        let found = TableWarnings::new(&document, &bound.compiled, &snapshot.lists, today);
        let told = found
            .warnings
            .into_iter()
            .map(|warning| ConfigurationWarning {
                row: Some(warning.row),
                column: warning.column,
                ..of_document(
                    warning.finding,
                    ConfigurationKind::DecisionTable.as_str(),
                    &row.name,
                )
            });
        self.warnings.extend(told);
        self.more += found.more;
        self.unfinished |= found.unfinished;
        Ok(())
    }
}

fn of_document(
    finding: Finding,
    document: &'static str,
    name: impl ToString,
) -> ConfigurationWarning {
    ConfigurationWarning {
        finding,
        document,
        name: name.to_string(),
        row: None,
        column: None,
    }
}

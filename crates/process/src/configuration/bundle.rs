//! What a tenant configured, as one document: to take away, to keep, to bring elsewhere.
//!
//! Of each name the newest published version. Drafts, older versions and secrets are not in it.

use cas_model::configuration::ConfigurationKind;
use cas_model::secret_fields::hide;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::document::{Document, read_typed};
use super::snapshot::Snapshot;
use super::{connections, refusals};
use crate::{ConfigurationProblem, Refusal};

/// Flows, tables, settings, input mappings and connections.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Bundle {
    /// The flows, each with its name and document.
    pub flows: Vec<Value>,
    /// The decision tables with their tests.
    pub decision_tables: Vec<Value>,
    /// The settings; left out where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Value>,
    /// The input mappings; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub input_mappings: Vec<Value>,
    /// The connections, each with its `system` and without its secrets. Left out, connections are
    /// not looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connections: Option<Vec<Value>>,
}

impl Bundle {
    /// Reads a bundle.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(raw: &Value) -> Result<Self, Refusal> {
        read_typed(raw).map_err(|problem| {
            let hint = "a bundle is what GET /v1/configuration/export gives";
            refusals::wrong(&problem.path, format!("{}; {hint}", problem.message))
        })
    }

    /// Puts the mask in the place of every secret.
    pub fn hide_secrets(&mut self) {
        let documents = self.flows.iter_mut().chain(&mut self.decision_tables);
        let documents = documents.chain(&mut self.input_mappings);
        documents.chain(&mut self.settings).for_each(hide);
    }

    /// Every document with its kind and its path in the bundle.
    pub fn documents(&self) -> Vec<(ConfigurationKind, String, &Value)> {
        let flows = self.flows.iter().enumerate();
        let tables = self.decision_tables.iter().enumerate();
        let settings = self.settings.iter();
        let mappings = self.input_mappings.iter().enumerate();
        flows
            .map(|(at, raw)| (ConfigurationKind::Flow, format!("flows[{at}]"), raw))
            .chain(tables.map(|(at, raw)| {
                let path = format!("decisionTables[{at}]");
                (ConfigurationKind::DecisionTable, path, raw)
            }))
            .chain(settings.map(|raw| (ConfigurationKind::Settings, "settings".to_owned(), raw)))
            .chain(mappings.map(|(at, raw)| {
                let path = format!("inputMappings[{at}]");
                (ConfigurationKind::InputMapping, path, raw)
            }))
            .collect()
    }
}

/// The newest published version of everything, and the connections without their secrets.
///
/// # Errors
/// When what is stored cannot be read.
pub fn bundle(snapshot: &Snapshot) -> anyhow::Result<Bundle> {
    let mut bundle = Bundle::default();
    for (name, row) in snapshot.newest_published() {
        let raw = row.document.get()?;
        let unreadable = |problem: ConfigurationProblem| {
            anyhow::anyhow!("{name} version {}: {}", row.version, problem.message)
        };
        let document = Document::read(&name, &raw).map_err(unreadable)?.value;
        match name.kind {
            ConfigurationKind::Flow => bundle.flows.push(document),
            ConfigurationKind::DecisionTable => bundle.decision_tables.push(document),
            ConfigurationKind::Settings => bundle.settings = Some(document),
            ConfigurationKind::InputMapping => bundle.input_mappings.push(document),
        }
    }
    let connections = snapshot
        .connections
        .iter()
        .map(connections::without_secrets);
    bundle.connections = Some(connections.collect::<anyhow::Result<_>>()?);
    Ok(bundle)
}

//! What is wrong with a flow, a decision table or the settings, before it is saved?

use cas_gateway::Registry;
use cas_model::configuration::ConfigurationKind;
use serde_json::Value;

use super::{ConfigurationProblem, TableDocument, TenantConfiguration};

/// What a document is checked against.
#[derive(Clone, Copy)]
pub struct CheckContext<'a> {
    /// The customs systems that exist.
    pub registry: &'a Registry,
    /// What the tenant configured, with what is saved together with this document.
    pub configuration: &'a TenantConfiguration,
}

/// Everything that is wrong with a document of a kind.
#[must_use]
pub fn check(
    kind: ConfigurationKind,
    document: &Value,
    _context: CheckContext<'_>,
) -> Vec<ConfigurationProblem> {
    match kind {
        ConfigurationKind::Flow | ConfigurationKind::Settings => Vec::new(),
        ConfigurationKind::DecisionTable => table(document),
    }
}

fn table(document: &Value) -> Vec<ConfigurationProblem> {
    let document: TableDocument = match serde_json::from_value(document.clone()) {
        Ok(document) => document,
        Err(error) => return vec![ConfigurationProblem::at("", error.to_string())],
    };
    cas_decision::check(&document.table)
        .into_iter()
        .map(|error| ConfigurationProblem {
            path: "table".to_owned(),
            message: error.message,
            row: error.row,
            column: error.column,
            characters: error.span.map(|span| (span.start + 1, span.end)),
        })
        .collect()
}

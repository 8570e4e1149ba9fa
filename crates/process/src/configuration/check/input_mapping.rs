//! What is wrong with an input mapping, before it is saved?

use std::collections::HashSet;

use super::{CheckContext, check_validity};
use crate::ConfigurationProblem;
use crate::configuration::{ALL_OTHERS, InputMapping};

type Problems = Vec<ConfigurationProblem>;

/// Everything that is wrong with an input mapping.
pub(super) fn check(mapping: &InputMapping, context: CheckContext<'_>) -> Problems {
    let mut problems = Problems::new();
    check_validity(mapping.valid_from, mapping.valid_to, &mut problems);
    check_clients(mapping, context, &mut problems);
    for (at, name) in mapping.tables.iter().enumerate() {
        if let Err(why) = check_table(name, context) {
            let path = format!("tables[{at}]");
            problems.push(ConfigurationProblem::at(path, why));
        }
    }
    problems
}

/// A client has one mapping on a day; else it would hang on their names which one counts.
fn check_clients(mapping: &InputMapping, context: CheckContext<'_>, problems: &mut Problems) {
    if mapping.clients.is_empty() {
        let message = format!("name the clients, or \"{ALL_OTHERS}\" for all others");
        problems.push(ConfigurationProblem::at("clients", message));
    }
    let mut seen = HashSet::new();
    for (at, client) in mapping.clients.iter().enumerate() {
        let path = format!("clients[{at}]");
        if client.trim().is_empty() {
            problems.push(ConfigurationProblem::at(
                &path,
                "must be the id of a client",
            ));
        }
        if !seen.insert(client) {
            let message = format!("{client} is there twice; leave one out");
            problems.push(ConfigurationProblem::at(&path, message));
        }
        let mut others = context.configuration.newest_input_mappings();
        let other = others.find(|other| {
            let other = &other.content;
            other.name != mapping.name && other.names(client) && other.meets(mapping)
        });
        if let Some(other) = other {
            let message = format!(
                "{client} is named by the input mapping {} too; a client has one mapping",
                other.content.name
            );
            problems.push(ConfigurationProblem::at(path, message));
        }
    }
}

fn check_table(name: &str, context: CheckContext<'_>) -> Result<(), String> {
    let version = context.configuration.newest_table(name);
    let version = version
        .ok_or_else(|| format!("there is no published decision table {name}; publish it first"))?;
    let table = context.configuration.bind(name, version)?;
    table.fits_input_mapping()
}

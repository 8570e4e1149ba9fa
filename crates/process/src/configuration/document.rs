//! A flow, a table, the settings or an input mapping, read and brought into the form in which it is kept.
//!
//! Kept is what the types say, without the version: the row counts it. So two documents that mean
//! the same are the same text, and a document that was not changed makes no new version.

use cas_decision::{Entry, Note, Row};
use cas_model::configuration::{ConfigurationKind, SETTINGS_NAME};
use cas_model::flow::Flow;
use cas_model::record::Json;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{ConfigurationName, InputMapping, Settings};
use crate::ConfigurationProblem;
use crate::tables::TableDocument;

/// A document in the form in which it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is called.
    pub name: ConfigurationName,
    /// What it says, without a version.
    pub value: Value,
    /// The first day it is in force.
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    pub valid_to: Option<Date>,
    /// What its author should know of it, although it is kept.
    pub notes: Vec<Note>,
}

impl Document {
    /// Reads a document of a name.
    ///
    /// # Errors
    /// What makes it unreadable.
    pub fn read(name: &ConfigurationName, raw: &Value) -> Result<Self, ConfigurationProblem> {
        let mut notes = Vec::new();
        let (mut value, valid_from, valid_to) = match name.kind {
            ConfigurationKind::Flow => {
                let flow: Flow = read_typed(raw)?;
                (plain(&flow)?, flow.valid_from, flow.valid_to)
            }
            ConfigurationKind::DecisionTable => {
                let mut table: TableDocument = read_typed(raw)?;
                table.table.rows.iter_mut().for_each(tidy);
                let entry = Entry::new(table.table);
                (table.table, notes) = (entry.table, entry.notes);
                (plain(&table)?, table.valid_from, table.valid_to)
            }
            ConfigurationKind::Settings => (plain(&read_typed::<Settings>(raw)?)?, None, None),
            ConfigurationKind::InputMapping => {
                let mapping: InputMapping = read_typed(raw)?;
                (plain(&mapping)?, mapping.valid_from, mapping.valid_to)
            }
        };
        if let Some(head) = head(name.kind, &mut value) {
            head.remove("version");
        }
        Ok(Self {
            name: name.clone(),
            value,
            valid_from,
            valid_to,
            notes,
        })
    }

    /// Its text, as it is stored.
    pub fn stored(&self) -> Json<Value> {
        Json::from(&self.value)
    }
}

/// Puts the name into a document that has none.
///
/// # Errors
/// When the document is no object, or is called something else.
pub fn named(name: &ConfigurationName, mut raw: Value) -> Result<Value, ConfigurationProblem> {
    if !raw.is_object() {
        let message = "must be a JSON object; docs/configuration.md shows one";
        return Err(ConfigurationProblem::at("", message));
    }
    let Some(path) = name_path(name.kind) else {
        return Ok(raw);
    };
    if let Some(head) = head(name.kind, &mut raw) {
        let written = head
            .entry("name")
            .or_insert_with(|| name.name.clone().into());
        if written.as_str() != Some(name.name.as_str()) {
            let message = format!("must be \"{}\" as in the address, not {written}", name.name);
            return Err(ConfigurationProblem::at(path, message));
        }
    }
    Ok(raw)
}

/// The name that a document of a kind says it has.
pub fn name_in(
    kind: ConfigurationKind,
    raw: &Value,
) -> Result<ConfigurationName, ConfigurationProblem> {
    let name = match kind {
        ConfigurationKind::Flow | ConfigurationKind::InputMapping => raw.pointer("/name"),
        ConfigurationKind::DecisionTable => raw.pointer("/table/name"),
        ConfigurationKind::Settings => None,
    };
    let name = match kind {
        ConfigurationKind::Flow
        | ConfigurationKind::DecisionTable
        | ConfigurationKind::InputMapping => name.and_then(Value::as_str).unwrap_or_default(),
        ConfigurationKind::Settings => SETTINGS_NAME,
    };
    ConfigurationName::new(kind, name).ok_or_else(|| {
        let message = "must be 1 to 100 characters, without spaces at its ends";
        ConfigurationProblem::at(name_path(kind).unwrap_or_default(), message)
    })
}

/// Where a document of a kind has its name.
const fn name_path(kind: ConfigurationKind) -> Option<&'static str> {
    match kind {
        ConfigurationKind::Flow | ConfigurationKind::InputMapping => Some("name"),
        ConfigurationKind::DecisionTable => Some("table.name"),
        ConfigurationKind::Settings => None,
    }
}

/// The object that has name and version.
fn head(kind: ConfigurationKind, raw: &mut Value) -> Option<&mut serde_json::Map<String, Value>> {
    match kind {
        ConfigurationKind::Flow | ConfigurationKind::Settings | ConfigurationKind::InputMapping => {
            raw.as_object_mut()
        }
        ConfigurationKind::DecisionTable => raw.get_mut("table")?.as_object_mut(),
    }
}

/// What files cannot keep is not kept: space around texts, and other line ends.
fn tidy(row: &mut Row) {
    let cells = row.conditions.iter_mut().chain(&mut row.outputs);
    for text in cells.chain([&mut row.id, &mut row.note]) {
        let tidied = text.replace("\r\n", "\n").replace('\r', "\n");
        tidied.trim().clone_into(text);
    }
}

/// Reads a type; what is wrong is told with its path.
///
/// # Errors
/// The first thing that is wrong.
pub fn read_typed<T: DeserializeOwned>(raw: &Value) -> Result<T, ConfigurationProblem> {
    serde_path_to_error::deserialize(raw).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { "" } else { &path };
        ConfigurationProblem::at(path, error.inner().to_string())
    })
}

fn plain<T: Serialize>(typed: &T) -> Result<Value, ConfigurationProblem> {
    serde_json::to_value(typed).map_err(|error| ConfigurationProblem::at("", error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn flow() -> ConfigurationName {
        ConfigurationName::new(ConfigurationKind::Flow, "F").expect("a name")
    }

    #[test]
    fn a_document_gets_the_name_of_its_address() {
        for (raw, expected) in [
            (json!({"steps": []}), Ok("F")),
            (json!({"name": "F"}), Ok("F")),
            (json!({"name": "G"}), Err("name")),
            (json!([]), Err("")),
        ] {
            let found = named(&flow(), raw.clone());
            let found = found.as_ref().map(|raw| raw["name"].as_str().unwrap_or(""));
            assert_eq!(
                found.map_err(|problem| problem.path.as_str()),
                expected,
                "{raw}"
            );
        }
    }

    #[test]
    fn the_kept_form_has_no_version_and_no_emptiness() {
        let written = json!({
            "name": "F", "version": 7, "direction": "OUT", "steps": [], "description": "",
        });
        let shorter = json!({"name": "F", "direction": "OUT", "steps": []});
        let read = |raw| Document::read(&flow(), raw).expect("readable");
        assert_eq!(read(&written), read(&shorter));
        assert_eq!(read(&written).value.get("version"), None);
    }
}

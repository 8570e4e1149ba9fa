//! What does a document of configuration name, and which documents name it? Both ways.
//!
//! By what documents say, not by what was done with them: of drafts, and of the versions that are in
//! force or will be.

use std::collections::BTreeSet;

use cas_decision::SetKind;
use cas_model::civil_day::{UTC, day_of};
use cas_model::configuration::{ConfigurationKind, ConfigurationState, SETTINGS_NAME};
use cas_model::flow::{AutoSubmit, Flow};
use cas_model::record::ConfigurationRecord;

use super::snapshot::{Snapshot, name_of};
use super::version::in_force_from;
use super::{ConfigurationName, InputMapping, Settings};
use crate::tables::TableDocument;

/// Something that a document names.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// What is named there.
    pub kind: NeedKind,
    /// Its name or code.
    pub name: String,
    /// Where it is named.
    pub path: String,
}

/// What can be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NeedKind {
    /// A flow of the tenant.
    Flow,
    /// A decision table, by its name.
    DecisionTable,
    /// A customs system, by its code.
    System,
    /// A type of declaration.
    DeclarationType,
    /// A validation rule, by its code.
    Rule,
    /// A client, whose shipments an input mapping changes.
    Client,
    /// A code list, by its name.
    CodeList,
    /// A value set of master data.
    ValueSet,
    /// A field of a document.
    Field,
}

impl NeedKind {
    /// Its name in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::DecisionTable => "decisionTable",
            Self::System => "system",
            Self::DeclarationType => "declarationType",
            Self::Rule => "rule",
            Self::Client => "client",
            Self::CodeList => "codeList",
            Self::ValueSet => "valueSet",
            Self::Field => "field",
        }
    }
}

/// A version that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The document that names it.
    pub by: ConfigurationName,
    /// The version that names it.
    pub version: u32,
    /// Whether that is a draft or published.
    pub state: ConfigurationState,
    /// Where it is named.
    pub path: String,
}

/// What a version names, in the order of the kinds and names; each place once.
///
/// # Errors
/// When what is stored cannot be read.
pub fn needs(snapshot: &Snapshot, row: &ConfigurationRecord) -> anyhow::Result<Vec<Need>> {
    let mut needs = Needs::default();
    match row.kind {
        ConfigurationKind::Flow => needs.flow(&row.document.get_as()?),
        ConfigurationKind::DecisionTable => needs.table(&row.document.get_as()?, snapshot),
        ConfigurationKind::Settings => needs.settings(&row.document.get_as()?),
        ConfigurationKind::InputMapping => needs.input_mapping(&row.document.get_as()?),
    }
    Ok(needs.found.into_iter().collect())
}

/// The drafts and the versions in force, or that will be, that name a flow, a table or the settings.
///
/// # Errors
/// When what is stored cannot be read.
pub fn uses(snapshot: &Snapshot, name: &ConfigurationName) -> anyhow::Result<Vec<Use>> {
    let wanted = match name.kind {
        ConfigurationKind::Flow => NeedKind::Flow,
        ConfigurationKind::DecisionTable => NeedKind::DecisionTable,
        // Nothing names these: settings and input mappings are found by what they are for.
        ConfigurationKind::Settings | ConfigurationKind::InputMapping => return Ok(Vec::new()),
    };
    let today = day_of(snapshot.now, &UTC);
    let drafts = snapshot.rows.iter();
    let drafts = drafts.filter(|row| row.state == ConfigurationState::Draft && is_read(row));
    let mut rows: Vec<&ConfigurationRecord> = in_force_from(today, &snapshot.rows);
    rows.extend(drafts);
    rows.retain(|row| may_name(row, name));
    rows.sort_by_key(|row| (row.kind, &row.name, row.version));
    let mut uses = Vec::new();
    for row in rows {
        let needs = needs(snapshot, row)?.into_iter();
        let named = needs.filter(|need| need.kind == wanted && need.name == name.name);
        uses.extend(named.map(|need| Use {
            by: name_of(row),
            version: row.version,
            state: row.state,
            path: need.path,
        }));
    }
    Ok(uses)
}

/// Whether the document of a version was read.
fn is_read(row: &ConfigurationRecord) -> bool {
    row.document.as_str() != cas_model::record::ConfigurationHead::NOT_READ
}

/// Whether the text of a version holds the name at all: large tables are seldom read for nothing.
fn may_name(row: &ConfigurationRecord, name: &ConfigurationName) -> bool {
    let may_be_of_kind = match (row.kind, name.kind) {
        (ConfigurationKind::DecisionTable, ConfigurationKind::DecisionTable) => false,
        (_, _) => true,
    };
    // Such names are written otherwise in JSON.
    let is_escaped = name.name.contains(['"', '\\']);
    may_be_of_kind && (is_escaped || row.document.as_str().contains(&name.name))
}

#[derive(Default)]
struct Needs {
    found: BTreeSet<Need>,
}

impl Needs {
    fn add(&mut self, kind: NeedKind, name: impl Into<String>, path: impl Into<String>) {
        self.found.insert(Need {
            kind,
            name: name.into(),
            path: path.into(),
        });
    }

    fn flow(&mut self, flow: &Flow) {
        for step in &flow.steps {
            let at = |place: &str| format!("steps[{}].{place}", step.name);
            self.add(NeedKind::System, step.system.to_string(), at("system"));
            let kind = NeedKind::DeclarationType;
            self.add(kind, &step.declaration_type, at("declarationType"));
            let lists = [
                ("tables", &step.tables),
                ("tablesAfterCalculations", &step.tables_after_calculations),
            ];
            for (list, tables) in lists {
                for (place, table) in tables.iter().enumerate() {
                    let path = at(&format!("{list}[{place}]"));
                    self.add(NeedKind::DecisionTable, table, path);
                }
            }
            if let AutoSubmit::Table(table) = &step.auto_submit {
                self.add(NeedKind::DecisionTable, table, at("autoSubmit"));
            }
        }
    }

    fn settings(&mut self, settings: &Settings) {
        if let Some(table) = &settings.flow_selection {
            self.add(NeedKind::DecisionTable, table, "flowSelection");
        }
        for (at, rule) in settings.rules.iter().enumerate() {
            self.add(NeedKind::Rule, &rule.rule, format!("rules[{at}].rule"));
        }
    }

    fn input_mapping(&mut self, mapping: &InputMapping) {
        for (at, table) in mapping.tables.iter().enumerate() {
            self.add(NeedKind::DecisionTable, table, format!("tables[{at}]"));
        }
        for (at, client) in mapping.clients.iter().enumerate() {
            self.add(NeedKind::Client, client, format!("clients[{at}]"));
        }
    }

    fn table(&mut self, document: &TableDocument, snapshot: &Snapshot) {
        let table = &document.table;
        for (at, input) in table.inputs.iter().enumerate() {
            let path = format!("table.inputs[{at}]");
            self.add(NeedKind::Field, input.field(), path);
        }
        for (at, output) in table.outputs.iter().enumerate() {
            let path = format!("table.outputs[{at}]");
            self.add(NeedKind::Field, &output.name, path);
        }
        // What cannot be compiled is told by the check.
        let Ok(bound) = snapshot.compiled.bind(document) else {
            return;
        };
        for (kind, name) in bound.compiled.sets() {
            let kind = match kind {
                SetKind::CodeList => NeedKind::CodeList,
                SetKind::MasterData => NeedKind::ValueSet,
            };
            self.add(kind, name, "table.rows");
        }
        if bound.answers() == Some(crate::tables::Answer::Flow) {
            for code in bound.compiled.named_codes() {
                if matches!(code.column, cas_decision::NamedColumn::Output(_)) {
                    let path = format!("table.rows[{}]", code.row);
                    self.add(NeedKind::Flow, code.text, path);
                }
            }
        }
    }
}

/// The name under which the settings are kept, as a name of configuration.
#[must_use]
pub fn settings_name() -> ConfigurationName {
    ConfigurationName {
        kind: ConfigurationKind::Settings,
        name: SETTINGS_NAME.to_owned(),
    }
}

//! A tenant's configuration that edits are made in, and what each of them says.

use std::fmt::Write as _;
use std::sync::Arc;

use cas_gateway::Registry;
use cas_model::configuration::ConfigurationKind;
use cas_model::ids::{SystemCode, TenantId};
use cas_model::record::{
    CodeListEntryRecord, ConfigurationRecord, FirstDay, Json, MasterDataRecord,
};
use cas_process::configuration::{
    ConfigurationChange, ConfigurationName, ConfigurationWarnings, ConnectionView, Editor,
    Imported, Reach, SavedDraft, Snapshot, Undecided, tag,
};
use cas_process::reference::TenantLists;
use cas_process::{ConfigurationProblem, Refusal};
use cas_rules::CodeLists;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

/// Only hosts under `.example`, and one certificate.
struct ExampleHosts;

impl Reach for ExampleHosts {
    fn allows(&self, url: &str) -> Result<(), String> {
        match url.contains(".example") {
            true => Ok(()),
            false => Err(format!("{url} may not be reached")),
        }
    }

    fn has_certificate(&self, tenant: TenantId, name: &str) -> Result<(), String> {
        match tenant == TenantId(uuid::Uuid::from_u128(1)) && name == "ours.pem" {
            true => Ok(()),
            false => Err(format!("there is no certificate {name}")),
        }
    }
}

/// A tenant's configuration, and the story of its edits.
pub struct House {
    pub snapshot: Snapshot,
    pub story: String,
}

/// What an edit says, for the story.
pub trait Told {
    fn told(&self) -> String;
}

impl Told for () {
    fn told(&self) -> String {
        "done".to_owned()
    }
}

impl Told for ConfigurationRecord {
    fn told(&self) -> String {
        let valid = match (self.valid_from, self.valid_to) {
            (None, None) => String::new(),
            (from, to) => {
                let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
                let (from, to) = (day(from), day(to));
                format!(" {}..{}", from.unwrap_or_default(), to.unwrap_or_default())
            }
        };
        let mut text = format!(
            "{}[{}] {}{valid} tag {} at {} by {}",
            self.kind,
            self.name,
            self.state,
            tag(self),
            self.updated_at,
            self.updated_by,
        );
        if let Some(at) = self.published_at {
            let by = self.published_by.as_deref().unwrap_or("nobody");
            write!(text, ", published at {at} by {by}").expect("text takes text");
        }
        if let Some(note) = &self.note {
            write!(text, ", noted {note:?}").expect("text takes text");
        }
        text
    }
}

/// Warnings, each on a line of its own.
fn warned(found: &ConfigurationWarnings) -> String {
    let lines = found.warnings.iter().map(|warning| {
        let (finding, of) = (&warning.finding, warning.document);
        format!(
            "\n    {}: {of} {}: {}",
            finding.code, warning.name, finding.message
        )
    });
    lines.collect()
}

impl Told for SavedDraft {
    fn told(&self) -> String {
        let mut text = self.row.told();
        for note in &self.notes {
            let place = [&note.row, &note.column].map(|part| part.as_deref().unwrap_or("-"));
            let (code, severity) = (note.code.as_str(), note.severity.as_str());
            let place = place.join(" ");
            write!(text, "\n    {severity} {code} at {place}: {}", note.message).expect("text");
        }
        text
    }
}

impl Told for ConnectionView {
    fn told(&self) -> String {
        format!(
            "{} tag {} at {}: {}",
            self.system,
            self.tag(),
            self.updated_at,
            self.document
        )
    }
}

impl Told for Imported {
    fn told(&self) -> String {
        let mut text = match self.dry_run {
            true => "would import".to_owned(),
            false => "imported".to_owned(),
        };
        for one in &self.documents {
            let version = one
                .version
                .map_or(String::new(), |number| format!(" v{number}"));
            let change = one.change.as_str();
            let paths = one.paths.join(", ");
            write!(
                text,
                "\n    {} {}{version} {change}: {paths}",
                one.kind, one.name
            )
            .expect("text takes text");
        }
        text.push_str(&warned(&self.warnings));
        text
    }
}

impl House {
    /// Nothing configured, at noon; a code list, a value set and its name are there.
    pub fn new() -> Self {
        let tenant_id = TenantId(uuid::Uuid::from_u128(1));
        let now = "2026-06-15T12:00:00Z".parse().expect("a time");
        Self {
            snapshot: Snapshot {
                registry: Registry::new(cas_systems::all()),
                editor: Editor::command(tenant_id, "Ada"),
                now,
                rows: Vec::new(),
                connections: Vec::new(),
                lists: Arc::new(lists(tenant_id, now)),
                reach: Arc::new(ExampleHosts),
                compiled: Arc::default(),
            },
            story: String::new(),
        }
    }

    /// Makes an edit, tells of it, and keeps what it writes.
    pub fn edit<T: Told>(
        &mut self,
        what: &str,
        edit: impl FnOnce(&Snapshot) -> Result<(ConfigurationChange, T), Undecided>,
    ) -> &mut Self {
        let answer = self.dry(what, edit);
        if let Some(change) = answer {
            self.keep(&change);
        }
        self
    }

    /// Makes an edit and tells of it, but keeps nothing.
    pub fn dry<T: Told>(
        &mut self,
        what: &str,
        edit: impl FnOnce(&Snapshot) -> Result<(ConfigurationChange, T), Undecided>,
    ) -> Option<ConfigurationChange> {
        self.snapshot.now += SignedDuration::from_mins(1);
        self.snapshot.compiled = Arc::default();
        self.tell(what);
        match edit(&self.snapshot) {
            Ok((change, answer)) => {
                self.tell(&format!("  {}", answer.told()));
                self.tell_change(&change);
                Some(change)
            }
            Err(Undecided::Refused(refusal)) => {
                self.tell(&refused(&refusal));
                None
            }
            Err(Undecided::Failed(error)) => {
                self.tell(&format!("  failed: {error:#}"));
                None
            }
        }
    }

    /// How often the last edit compiled a table.
    pub fn compilations(&self) -> usize {
        self.snapshot.compiled.compilations()
    }

    fn tell(&mut self, line: &str) {
        self.story.push_str(line);
        self.story.push('\n');
    }

    fn tell_change(&mut self, change: &ConfigurationChange) {
        if change.is_nothing() {
            self.tell("  writes nothing");
        }
        for row in &change.configurations {
            self.tell(&format!(
                "  writes {}: {}",
                row.told(),
                row.document.as_str()
            ));
        }
        for key in &change.deleted_drafts {
            let (kind, name, version) = (key.kind, &key.name, key.version);
            self.tell(&format!("  deletes {kind}[{name}] version {version}"));
        }
        for row in &change.connections {
            let (system, version, at) = (&row.system, row.version, row.updated_at);
            let document = &row.document;
            self.tell(&format!(
                "  writes {system} version {version} at {at}: {}",
                document.as_str()
            ));
        }
        for (_, system, version) in &change.deleted_connections {
            self.tell(&format!("  deletes {system} version {version}"));
        }
    }

    fn keep(&mut self, change: &ConfigurationChange) {
        let snapshot = &mut self.snapshot;
        snapshot.rows = snapshot.after(change);
        let is_gone = |system: &SystemCode| {
            let written = change.connections.iter().any(|row| row.system == *system);
            written
                || change
                    .deleted_connections
                    .iter()
                    .any(|(_, gone, _)| gone == system)
        };
        snapshot.connections.retain(|row| !is_gone(&row.system));
        snapshot
            .connections
            .extend(change.connections.iter().cloned());
    }

    /// The tag of the newest version of a name.
    pub fn tag_of(&self, name: &ConfigurationName) -> String {
        let versions = self.snapshot.versions(name);
        tag(versions.last().expect("a version"))
    }
}

/// A refusal with everything that it says.
pub fn refused(refusal: &Refusal) -> String {
    let mut text = format!("  refused {}: {}", refusal.code.name, refusal.detail);
    for (of, problem) in &refusal.problems {
        let of = of.as_ref().map_or(String::new(), |name| format!("{name} "));
        write!(text, "\n    {of}{}", problem_text(problem)).expect("text takes text");
    }
    text
}

/// A problem as `path (row, column, characters): message`.
pub fn problem_text(problem: &ConfigurationProblem) -> String {
    let place = [&problem.row, &problem.column];
    let mut place: Vec<String> = place.into_iter().flatten().cloned().collect();
    place.extend(problem.characters.map(|(from, to)| format!("{from}-{to}")));
    let place = match place.is_empty() {
        true => String::new(),
        false => format!(" ({})", place.join(", ")),
    };
    format!("{}{place}: {}", problem.path, problem.message)
}

fn lists(tenant_id: TenantId, now: Timestamp) -> TenantLists {
    let entry = |code: &str| CodeListEntryRecord {
        tenant_id,
        list: "Ports".to_owned(),
        code: code.to_owned(),
        valid_from: FirstDay(None),
        valid_to: None,
        description: None,
        attributes: Json::stored("{}"),
    };
    let entries = vec![entry("DEHAM"), entry("DEBRV")];
    let code_lists = cas_process::reference::code_lists_of(&[], entries);
    let carriers = json!({"code": "Carriers", "values": [{"value": "C1"}]});
    let carriers = MasterDataRecord {
        tenant_id,
        kind: "valueSet".to_owned(),
        code: "Carriers".to_owned(),
        version: 1,
        valid_from: FirstDay(None),
        valid_to: None,
        is_current: true,
        name: None,
        search_text: String::new(),
        document: Json::stored(carriers.to_string()),
        updated_at: now,
        updated_by: None,
    };
    let code_lists: Arc<CodeLists> = Arc::new(code_lists);
    TenantLists::read(code_lists, vec![carriers], Vec::new()).expect("readable lists")
}

/// The name of a flow.
pub fn flow_name(name: &str) -> ConfigurationName {
    ConfigurationName::new(ConfigurationKind::Flow, name).expect("a name")
}

/// The name of a table.
pub fn table_name(name: &str) -> ConfigurationName {
    ConfigurationName::new(ConfigurationKind::DecisionTable, name).expect("a name")
}

/// The name of the settings.
pub fn settings_name() -> ConfigurationName {
    ConfigurationName::new(ConfigurationKind::Settings, "settings").expect("a name")
}

/// A flow of one step that asks these tables.
pub fn flow(name: &str, tables: &[&str]) -> Value {
    json!({
        "name": name, "direction": "OUT",
        "steps": [{
            "name": "transit", "declarationType": "transit", "system": "ncts",
            "jurisdiction": "DE", "tables": tables,
        }],
    })
}

/// A table that finds the office of departure by the country of destination; its test passes when
/// `expected` is what the row says.
pub fn office(name: &str, says: &str, expected: &str) -> Value {
    json!({
        "table": {
            "name": name,
            "inputs": [
                {"name": "country", "expression": "goodsShipment.destination", "type": "code"},
            ],
            "outputs": [{"name": "declarationOfficeCode", "type": "code"}],
            "rows": [{"id": "at", "conditions": ["\"AT\""], "outputs": [format!("\"{says}\"")]}],
        },
        "tests": [{
            "name": "to Austria", "asOf": "2026-06-15",
            "inputs": {"goodsShipment.destination": "AT"},
            "expect": {"outputs": {"declarationOfficeCode": expected}},
        }],
    })
}

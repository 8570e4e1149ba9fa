//! How does a bundle come into force, all of it or nothing?
//!
//! Every document is checked within the configuration as it would be afterwards, the tests of
//! changed tables run, and all is one commit. What did not change makes no new version; what is
//! only here stays. A dry run is the same decision without the commit.

use cas_decision::RowDifferences;
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::SystemCode;
use cas_model::record::{ConfigurationRecord, ConnectionRecord};
use serde_json::Value;

use super::change_control::{control_notices, must_change_at_once};
use super::document::{Document, name_in};
use super::kept_secrets::restore_secrets;
use super::publish::{failing_tests, note, published};
use super::refusals::{self, Problems};
use super::snapshot::{Snapshot, name_of};
use super::{
    Bundle, ConfigurationChange, ConfigurationName, ConfigurationWarnings, ConnectionSecret,
    ControlOfDocument, Publication, Undecided, connections, difference,
};
use crate::tables::TableDocument;
use crate::{ConfigurationProblem, Refusal};

/// How an import is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Only say what would change.
    pub dry_run: bool,
    /// Note, and what to do with failing tests.
    pub publication: Publication,
    /// Save what changes as drafts instead of publishing it, checked as if it were published.
    pub as_drafts: bool,
}

/// What an import changed, or would change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Whether nothing was stored.
    pub dry_run: bool,
    /// Every document of the bundle and of the store, by kind and name.
    pub documents: Vec<DocumentChange>,
    /// What is to be looked at in what was taken, or would be.
    pub warnings: ConfigurationWarnings,
}

/// What becomes of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentChange {
    /// `flow`, `decisionTable`, `settings`, `inputMapping` or `connection`.
    pub kind: &'static str,
    /// Its name; of a connection its system.
    pub name: String,
    /// What becomes of it.
    pub change: Change,
    /// Where it differs from what is published.
    pub paths: Vec<String>,
    /// The version that is published, or would be.
    pub version: Option<u32>,
    /// What changes in the rows of a decision table.
    pub rows: Option<RowDifferences>,
}

/// What becomes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Nothing of this name was published before.
    Added,
    /// It differs from what is published.
    Changed,
    /// It says what is published.
    Unchanged,
    /// It is published and not in the bundle; it stays.
    OnlyHere,
}

impl Change {
    /// Its name in answers.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::OnlyHere => "onlyHere",
        }
    }
}

pub use super::connections::CONNECTION;

/// What a bundle changes, and what becomes of each document.
///
/// # Errors
/// When anything in it has problems, or its tests fail.
pub fn import(
    snapshot: &Snapshot,
    bundle: &Bundle,
    options: &ImportOptions,
) -> Result<(ConfigurationChange, Imported), Undecided> {
    let mut sent = named(bundle)?;
    restore_secrets(snapshot, &mut sent)?;
    let documents = snapshot.read(&sent)?.map_err(refusals::invalid)?;
    let mut changes = ConfigurationChange::default();
    let mut answer = Vec::new();
    let mut changed = Vec::new();
    for (document, raw) in documents.iter().zip(&sent) {
        let change = version(snapshot, document, options, &mut changes)?;
        if change.change != Change::Unchanged {
            changed.push(raw.clone());
        }
        answer.push(change);
    }
    let (brought, rows) = connections(snapshot, bundle, &mut changes)?;
    answer.extend(brought);
    let warnings = warnings_of(snapshot, &documents, &rows, &changes)?;
    let problems = snapshot.problems(&changes, &changed)?;
    if !problems.is_empty() {
        return Err(refusals::invalid(problems).into());
    }
    let tests: Problems = changed
        .iter()
        .flat_map(|(name, raw)| failing_tests(snapshot, name, raw))
        .collect();
    note_failures(&mut changes, &tests, options)?;
    if options.as_drafts {
        changes.configurations = as_drafts(snapshot, changes.configurations)?;
    } else {
        published_at_once(snapshot, &mut changes)?;
    }
    answer.extend(only_here(snapshot, &answer, bundle));
    answer.sort_by(|left, right| (left.kind, &left.name).cmp(&(right.kind, &right.name)));
    let imported = Imported {
        dry_run: options.dry_run,
        documents: answer,
        warnings,
    };
    Ok((changes, imported))
}

/// What is to be looked at in a bundle: in its flows and connections, and in the tables that change.
fn warnings_of(
    snapshot: &Snapshot,
    documents: &[Document],
    connections: &[ConnectionRecord],
    changes: &ConfigurationChange,
) -> anyhow::Result<ConfigurationWarnings> {
    let rows = snapshot.connections.iter().chain(connections);
    let connected = rows.map(|row| row.system.clone()).collect();
    let mut found = ConfigurationWarnings::default();
    for document in documents {
        if document.name.kind == ConfigurationKind::Flow {
            found.add_flow(&document.name.name, &document.value, &connected);
        }
    }
    for row in connections {
        found.add_connection(row)?;
    }
    for row in &changes.configurations {
        if row.kind == ConfigurationKind::DecisionTable {
            found.add_table(snapshot, row)?;
        }
    }
    Ok(found)
}

/// Refuses to publish what the tenant demands a review of.
fn published_at_once(
    snapshot: &Snapshot,
    changes: &mut ConfigurationChange,
) -> Result<(), Undecided> {
    for row in &changes.configurations {
        if row.state == ConfigurationState::Published {
            must_change_at_once(snapshot, &name_of(row)).map_err(|undecided| match undecided {
                Undecided::Refused(refusal) => {
                    let hint = "import with drafts=true (cas config import --drafts)";
                    let detail = format!("{}: {}; or {hint}", name_of(row), refusal.detail);
                    Undecided::Refused(Refusal { detail, ..refusal })
                }
                failed @ Undecided::Failed(_) => failed,
            })?;
            changes.notices.extend(control_notices(snapshot, row)?);
        }
    }
    Ok(())
}

/// The rows that an import would publish, as drafts; each takes the place of the one there is.
fn as_drafts(
    snapshot: &Snapshot,
    rows: Vec<ConfigurationRecord>,
) -> Result<Vec<ConfigurationRecord>, Undecided> {
    let mut drafts = Vec::new();
    let published = |row: &ConfigurationRecord| row.state == ConfigurationState::Published;
    for row in rows.into_iter().filter(published) {
        let name = name_of(&row);
        let control = ControlOfDocument::for_document(snapshot, &name)?;
        control.must_edit(&snapshot.editor.identity)?;
        let new = ConfigurationRecord {
            state: ConfigurationState::Draft,
            published_at: None,
            published_by: None,
            note: None,
            ..row
        };
        drafts.push(match snapshot.draft(&name) {
            None => new,
            Some(draft) => ConfigurationRecord {
                document: new.document,
                valid_from: new.valid_from,
                valid_to: new.valid_to,
                review: new.review,
                ..snapshot.next_edition(draft)
            },
        });
    }
    Ok(drafts)
}

/// The documents of a bundle by their names.
fn named(bundle: &Bundle) -> Result<Vec<(ConfigurationName, Value)>, Refusal> {
    let mut sent: Vec<(ConfigurationName, Value)> = Vec::new();
    let mut problems = Problems::new();
    for (kind, path, raw) in bundle.documents() {
        let at = |problem: ConfigurationProblem| {
            let place = format!("{path}.{}", problem.path);
            ConfigurationProblem::at(place.trim_end_matches('.'), problem.message)
        };
        match name_in(kind, raw) {
            Err(problem) => problems.push((None, at(problem))),
            Ok(name) if sent.iter().any(|(other, _)| *other == name) => {
                let message = format!("{name} is there twice; leave one out");
                problems.push((None, ConfigurationProblem::at(&path, message)));
            }
            Ok(name) => sent.push((name, raw.clone())),
        }
    }
    match problems.is_empty() {
        true => Ok(sent),
        false => Err(refusals::invalid(problems)),
    }
}

/// Makes a published version of a document that changed. A draft keeps the highest number: it
/// moves on to the next.
fn version(
    snapshot: &Snapshot,
    document: &Document,
    options: &ImportOptions,
    changes: &mut ConfigurationChange,
) -> Result<DocumentChange, Undecided> {
    let name = &document.name;
    let stands = snapshot.published(name);
    let before = stands.map(|row| {
        let raw: Value = row.document.get()?;
        Ok::<_, anyhow::Error>(Document::read(name, &raw).map_or(raw, |document| document.value))
    });
    let before = before.transpose()?;
    let mut change = DocumentChange {
        kind: name.kind.as_str(),
        name: name.name.clone(),
        change: Change::Added,
        paths: Vec::new(),
        version: stands.map(|row| row.version),
        rows: None,
    };
    if let Some(before) = &before {
        change.paths = difference::paths(before, &document.value);
        change.change = Change::Changed;
        change.rows = rows_that_differ(name, before, &document.value);
    }
    if before.as_ref() == Some(&document.value) {
        change.change = Change::Unchanged;
        return Ok(change);
    }
    let mut row = match snapshot.draft(name) {
        None => snapshot.new_row(document, snapshot.next_version(name))?,
        Some(draft) => {
            changes.configurations.push(ConfigurationRecord {
                version: draft.version + 1,
                edition: 1,
                ..draft.clone()
            });
            ConfigurationRecord {
                edition: draft.edition + 1,
                ..snapshot.new_row(document, draft.version)?
            }
        }
    };
    row = published(snapshot, row, &options.publication);
    change.version = Some(row.version);
    changes.configurations.push(row);
    Ok(change)
}

/// What changes in the rows of a decision table; none of what is no table.
fn rows_that_differ(
    name: &ConfigurationName,
    before: &Value,
    after: &Value,
) -> Option<RowDifferences> {
    let table = |document: &Value| {
        let read = serde_json::from_value::<TableDocument>(document.clone());
        read.ok().map(|document| document.table)
    };
    match name.kind {
        ConfigurationKind::DecisionTable => {
            Some(RowDifferences::between(&table(before)?, &table(after)?))
        }
        ConfigurationKind::Flow | ConfigurationKind::Settings | ConfigurationKind::InputMapping => {
            None
        }
    }
}

/// What becomes of connections, and as what they are there then; their secrets stay.
fn connections(
    snapshot: &Snapshot,
    bundle: &Bundle,
    changes: &mut ConfigurationChange,
) -> Result<(Vec<DocumentChange>, Vec<ConnectionRecord>), Undecided> {
    let mut answer: Vec<DocumentChange> = Vec::new();
    let mut rows = Vec::new();
    for (at, raw) in bundle.connections.iter().flatten().enumerate() {
        let (system, raw) = system_of(raw, at)?;
        let row = connections::written(snapshot, &system, &raw)
            .map_err(|undecided| placed(undecided, &system))?;
        let stored = connections::stored(snapshot, &system);
        let plain = |row| connections::without_secrets(row);
        let before = stored.map(plain).transpose();
        let (before, after) = before.and_then(|before| Ok((before, plain(&row)?)))?;
        let change = match &before {
            None => Change::Added,
            Some(before) if *before == after => Change::Unchanged,
            Some(_) => Change::Changed,
        };
        let paths = before.map(|before| difference::paths(&before, &after));
        answer.push(DocumentChange {
            kind: CONNECTION,
            name: system.to_string(),
            change,
            paths: paths.unwrap_or_default(),
            version: None,
            rows: None,
        });
        if change != Change::Unchanged {
            changes.connections.push(row.clone());
        }
        rows.push(row);
    }
    Ok((answer, rows))
}

/// The system of a connection in a bundle, and the rest of it.
fn system_of(raw: &Value, at: usize) -> Result<(SystemCode, Value), Refusal> {
    let place = |field: &str| format!("connections[{at}].{field}");
    let mut raw = raw.clone();
    let fields = raw.as_object_mut();
    let fields = fields.ok_or_else(|| refusals::wrong(&place(""), "must be a JSON object"))?;
    for secret in ConnectionSecret::ALL.map(ConnectionSecret::field) {
        if fields.contains_key(secret) {
            let message = "secrets do not belong here; send them by PUT /v1/connections/{system} or \
                `cas connections secret`";
            return Err(refusals::wrong(&place(secret), message));
        }
    }
    let system = fields.remove("system");
    let system = system.as_ref().and_then(Value::as_str);
    let system = system
        .and_then(SystemCode::parse)
        .ok_or_else(|| refusals::wrong(&place("system"), "must be the code of a customs system"))?;
    Ok((system, raw))
}

/// A refusal of one connection, as one of the bundle.
fn placed(undecided: Undecided, system: &SystemCode) -> Undecided {
    let refusal = match undecided {
        Undecided::Refused(refusal) => refusal,
        Undecided::Failed(error) => return Undecided::Failed(error),
    };
    if refusal.problems.is_empty() {
        return refusals::wrong(&format!("connections[{system}]"), refusal.detail).into();
    }
    let place = |(document, problem): (Option<ConfigurationName>, ConfigurationProblem)| {
        let path = format!("connections[{system}].{}", problem.path);
        let path = path.trim_end_matches('.').to_owned();
        (document, ConfigurationProblem { path, ..problem })
    };
    let problems = refusal.problems.iter().cloned().map(place).collect();
    Undecided::Refused(Refusal {
        problems,
        ..refusal
    })
}

/// Refuses failing tests, or notes at their tables that they were overridden.
fn note_failures(
    changes: &mut ConfigurationChange,
    failures: &Problems,
    options: &ImportOptions,
) -> Result<(), Refusal> {
    note(&options.publication, failures)?;
    let published = |row: &&mut ConfigurationRecord| row.published_at.is_some();
    for row in changes.configurations.iter_mut().filter(published) {
        let of_row = |(of, _): &&(Option<ConfigurationName>, _)| {
            of.as_ref().is_some_and(|name| row.is_version_of(name))
        };
        let failures: Problems = failures.iter().filter(of_row).cloned().collect();
        row.note = note(&options.publication, &failures)?;
    }
    Ok(())
}

/// What is published and not in the bundle.
fn only_here(
    snapshot: &Snapshot,
    answer: &[DocumentChange],
    bundle: &Bundle,
) -> Vec<DocumentChange> {
    let published = snapshot.newest_published().into_iter();
    let published = published.map(|(name, row)| (name.kind.as_str(), name.name, Some(row.version)));
    let connections = snapshot.connections.iter();
    let connections = connections
        .filter(|_| bundle.connections.is_some())
        .map(|row| (CONNECTION, row.system.to_string(), None));
    published
        .chain(connections)
        .filter(|(kind, name, _)| {
            !answer
                .iter()
                .any(|known| known.kind == *kind && known.name == *name)
        })
        .map(|(kind, name, version)| DocumentChange {
            kind,
            name,
            change: Change::OnlyHere,
            paths: Vec::new(),
            version,
            rows: None,
        })
        .collect()
}

//! How is configuration changed, so that what is in force was checked as a whole?
//!
//! An edit is a pure decision on a [`Snapshot`]: everything the tenant configured, read together.
//! What it decides is committed only if the configuration did not change meanwhile; otherwise it
//! is read and decided again. So a flow cannot be published while its table is being retired.

use std::sync::Arc;

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::check;
use cas_process::configuration::document::Document;
use cas_process::configuration::in_force::in_force_from;
use cas_process::configuration::refusals::{self, Problems};
use cas_process::configuration::{CheckContext, ConfigurationName, TenantConfiguration, tag};
use cas_process::reference::AskableLists;
use cas_process::reference::TenantLists;
use cas_store::{Changes, CommitError, ConfigurationKey, ConfigurationRow, ConnectionRow};
use jiff::Timestamp;
use serde_json::Value;

use crate::Engine;

/// How often an edit is decided again because others were first.
const ATTEMPTS: usize = 10;

/// Who changes configuration, of which tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// The tenant whose configuration is edited.
    pub tenant_id: TenantId,
    /// The client, or the command.
    pub name: String,
}

/// Everything a tenant configured, as it was when it was read.
pub(super) struct Snapshot {
    pub engine: Engine,
    pub editor: Editor,
    pub now: Timestamp,
    pub rows: Vec<ConfigurationRow>,
    pub connections: Vec<ConnectionRow>,
    pub reference: Arc<TenantLists>,
    counter: i64,
}

impl Engine {
    /// All that a tenant configured; the counter is read first, so it is never ahead of the rows.
    pub(super) async fn snapshot(&self, editor: &Editor) -> anyhow::Result<Snapshot> {
        let tenant = editor.tenant_id;
        let counters = self.store().configuration_counters(&[tenant]).await?;
        Ok(Snapshot {
            engine: self.clone(),
            editor: editor.clone(),
            now: self.now(),
            rows: self.store().configurations(tenant).await?,
            connections: self.store().connections_of(tenant).await?,
            reference: self.reference(tenant).await?,
            counter: counters.first().map_or(0, |(_, counter)| *counter),
        })
    }

    /// Decides and commits, again and again while others are faster.
    pub(super) async fn edit<T: Send + 'static>(
        &self,
        editor: &Editor,
        decide: impl Fn(&Snapshot) -> Result<(Changes, T), Refusal> + Send + Sync + 'static,
    ) -> Result<T, Refusal> {
        let decide = Arc::new(decide);
        for _ in 0..ATTEMPTS {
            let snapshot = self.snapshot(editor).await;
            let snapshot = snapshot.map_err(|error| crate::unavailable(&error))?;
            let read = (editor.tenant_id, snapshot.counter);
            let decide = Arc::clone(&decide);
            // Large tables are compiled: not on the threads that answer requests.
            let decided = tokio::task::spawn_blocking(move || decide(&snapshot)).await;
            let (mut changes, outcome) =
                decided.map_err(|error| crate::unavailable(&error.into()))??;
            if is_nothing(&changes) {
                return Ok(outcome);
            }
            changes.configuration_read = Some(read);
            changes.tasks.extend(self.pulls(&changes.connections));
            match self.store().commit(changes).await {
                Ok(()) => return Ok(outcome),
                Err(CommitError::Conflict(_)) => {}
                Err(CommitError::Database(error)) => return Err(crate::unavailable(&error)),
            }
        }
        Err(refusals::busy())
    }
}

/// Whether an edit changes nothing of what edits change.
fn is_nothing(changes: &Changes) -> bool {
    changes.configurations.is_empty()
        && changes.deleted_drafts.is_empty()
        && changes.connections.is_empty()
        && changes.deleted_connections.is_empty()
}

impl Snapshot {
    /// The versions of a name, oldest first.
    pub fn versions(&self, name: &ConfigurationName) -> Vec<&ConfigurationRow> {
        self.rows
            .iter()
            .filter(|row| row.is_version_of(name))
            .collect()
    }

    /// The draft of a name.
    pub fn draft(&self, name: &ConfigurationName) -> Option<&ConfigurationRow> {
        let is_draft = |row: &&ConfigurationRow| row.state == ConfigurationState::Draft;
        self.versions(name).into_iter().find(is_draft)
    }

    /// The newest published version of a name.
    pub fn published(&self, name: &ConfigurationName) -> Option<&ConfigurationRow> {
        let is_published = |row: &&ConfigurationRow| row.state == ConfigurationState::Published;
        self.versions(name).into_iter().rfind(is_published)
    }

    /// The number of the next new version.
    pub fn next_version(&self, name: &ConfigurationName) -> u32 {
        self.versions(name).last().map_or(0, |row| row.version) + 1
    }

    /// Every name that has a published version, with its newest.
    pub fn newest_published(&self) -> Vec<(ConfigurationName, &ConfigurationRow)> {
        let mut newest: Vec<(ConfigurationName, &ConfigurationRow)> = Vec::new();
        let published = |row: &&ConfigurationRow| row.state == ConfigurationState::Published;
        for row in self.rows.iter().filter(published) {
            match newest.last_mut() {
                Some((name, last)) if row.is_version_of(name) => *last = row,
                Some(_) | None => newest.push((name_of(row), row)),
            }
        }
        newest
    }

    /// A new version of a document, as a draft.
    pub fn new_row(&self, document: &Document, version: u32) -> ConfigurationRow {
        ConfigurationRow {
            tenant_id: self.editor.tenant_id,
            kind: document.name.kind,
            name: document.name.name.clone(),
            version,
            state: ConfigurationState::Draft,
            document: document.text(),
            valid_from: document.valid_from,
            valid_to: document.valid_to,
            edition: 1,
            created_at: self.now,
            updated_at: self.now,
            updated_by: self.editor.name.clone(),
            published_at: None,
            published_by: None,
            note: None,
        }
    }

    /// The next edition of a row.
    pub fn next_edition(&self, row: &ConfigurationRow) -> ConfigurationRow {
        ConfigurationRow {
            edition: row.edition + 1,
            updated_at: self.now,
            updated_by: self.editor.name.clone(),
            ..row.clone()
        }
    }

    /// The rows as they will be.
    pub fn after(&self, changes: &Changes) -> Vec<ConfigurationRow> {
        let key = |row: &ConfigurationRow| (row.kind, row.name.clone(), row.version);
        let is_deleted = |row: &ConfigurationRow| {
            let is = |deleted: &ConfigurationKey| {
                (deleted.kind, &deleted.name, deleted.version) == (row.kind, &row.name, row.version)
            };
            changes.deleted_drafts.iter().any(is)
        };
        let is_written = |row: &ConfigurationRow| {
            changes
                .configurations
                .iter()
                .any(|one| key(one) == key(row))
        };
        let kept = self
            .rows
            .iter()
            .filter(|row| !is_deleted(row) && !is_written(row));
        let mut rows: Vec<_> = kept.chain(&changes.configurations).cloned().collect();
        rows.sort_by_cached_key(key);
        rows
    }

    /// What is wrong with documents as they were sent, and with what is in force beside them or
    /// will be, once the changes are made. What was wrong before with others is none of this
    /// edit's, unless it is this edit that brings them into force.
    pub fn problems(
        &self,
        changes: &Changes,
        sent: &[(ConfigurationName, Value)],
    ) -> Result<Problems, Refusal> {
        let rows = self.after(changes);
        let before = self.configuration(&self.rows)?;
        let after = self.configuration(&rows)?;
        let mut problems = Problems::new();
        for (name, raw) in sent {
            let found = self.check(name, raw, &after).into_iter();
            problems.extend(found.map(|problem| (Some(name.clone()), problem)));
        }
        let today = self.now.to_zoned(jiff::tz::TimeZone::UTC).date();
        let known = in_force_from(today, &self.rows);
        for row in in_force_from(today, &rows) {
            let is_known = known.iter().any(|other| is_same(other, row));
            let is_written = changes.configurations.iter().any(|one| is_same(one, row));
            // What is written was sent. Tables that are in force look at nothing else.
            if is_written || (is_known && row.kind == ConfigurationKind::DecisionTable) {
                continue;
            }
            let name = name_of(row);
            let raw: Value = serde_json::from_str(&row.document).unwrap_or_default();
            let known = match is_known {
                true => self.check(&name, &raw, &before),
                false => Vec::new(),
            };
            for problem in self.check(&name, &raw, &after) {
                let place = (Some(name.clone()), problem);
                if !known.contains(&place.1) && !problems.contains(&place) {
                    problems.push(place);
                }
            }
        }
        Ok(problems)
    }

    /// What is wrong with one document, within a configuration.
    pub fn check(
        &self,
        name: &ConfigurationName,
        raw: &Value,
        configuration: &TenantConfiguration,
    ) -> Vec<cas_process::ConfigurationProblem> {
        let context = CheckContext {
            registry: self.engine.registry(),
            configuration,
            sets: &AskableLists(&self.reference),
        };
        check(name.kind, raw, context)
    }

    /// Documents as they are kept.
    ///
    /// # Errors
    /// What makes them unreadable: by the check, which knows the places, else by the types.
    pub fn read(
        &self,
        sent: &[(ConfigurationName, Value)],
    ) -> Result<Result<Vec<Document>, Problems>, Refusal> {
        let mut documents = Vec::with_capacity(sent.len());
        let mut problems = Problems::new();
        for (name, raw) in sent {
            match Document::read(name, raw) {
                Ok(document) => documents.push(document),
                Err(problem) => {
                    let before = self.configuration(&self.rows)?;
                    let mut found = self.check(name, raw, &before);
                    if found.is_empty() {
                        found.push(problem);
                    }
                    let found = found.into_iter();
                    problems.extend(found.map(|problem| (Some(name.clone()), problem)));
                }
            }
        }
        Ok(match problems.is_empty() {
            true => Ok(documents),
            false => Err(problems),
        })
    }

    fn configuration(&self, rows: &[ConfigurationRow]) -> Result<TenantConfiguration, Refusal> {
        TenantConfiguration::read(rows).map_err(|error| crate::unavailable(&error))
    }
}

/// Whether two rows are the same version.
fn is_same(one: &ConfigurationRow, other: &ConfigurationRow) -> bool {
    (one.kind, &one.name, one.version) == (other.kind, &other.name, other.version)
}

/// What a row is a version of.
pub(super) fn name_of(row: &ConfigurationRow) -> ConfigurationName {
    ConfigurationName {
        kind: row.kind,
        name: row.name.clone(),
    }
}

/// Whether a row is what the caller read.
///
/// # Errors
/// When it is not.
pub(super) fn expect_tag(
    name: &ConfigurationName,
    row: Option<&ConfigurationRow>,
    expected: Option<&str>,
) -> Result<(), Refusal> {
    let stands = row.map(tag);
    match expected {
        Some(expected) if stands.as_deref() != Some(expected) => {
            Err(refusals::outdated(&name.to_string(), stands.as_deref()))
        }
        Some(_) | None => Ok(()),
    }
}

/// The same problems without their document, where one was sent.
pub(super) fn of_one(name: &ConfigurationName, problems: Problems) -> Problems {
    let place =
        |(of, problem): (Option<ConfigurationName>, _)| (of.filter(|other| other != name), problem);
    problems.into_iter().map(place).collect()
}

//! All that a tenant configured at one moment: what edits are decided on.

use std::sync::Arc;

use cas_gateway::Registry;
use cas_model::civil_day::{UTC, day_of};
use cas_model::configuration::{Author, ConfigurationKind, ConfigurationState, Review};
use cas_model::ids::TenantId;
use cas_model::record::{ConfigurationKey, ConfigurationRecord, ConnectionRecord, Json};
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use super::check::{Written, check};
use super::document::Document;
use super::refusals::{self, Problems};
use super::version::in_force_from;
use super::{
    CheckContext, CompiledTables, ConfigurationChange, ConfigurationName, TenantConfiguration,
    Undecided, tag,
};
use crate::reference::{AskableLists, TenantLists};
use crate::{ConfigurationProblem, Refusal};

/// Who changes configuration, of which tenant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Editor {
    /// The tenant whose configuration is edited.
    pub tenant_id: TenantId,
    /// Who, as histories name him.
    pub name: String,
    /// How it is known who he is.
    pub identity: EditorIdentity,
}

/// How it is known who changes configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditorIdentity {
    /// A person who signed in.
    Person {
        /// The id of the account.
        id: String,
        /// The name that the person signs in with.
        account: String,
    },
    /// A client by its id, whoever it says that it acts for.
    Client(String),
    /// A command of whoever runs the server.
    Command,
}

impl Editor {
    /// A command of whoever runs the server.
    #[must_use]
    pub fn command(tenant_id: TenantId, name: impl Into<String>) -> Self {
        Self {
            tenant_id,
            name: name.into(),
            identity: EditorIdentity::Command,
        }
    }

    /// The editor, as versions name their authors.
    #[must_use]
    pub fn author(&self) -> Author {
        Author {
            name: self.name.clone(),
            person: match &self.identity {
                EditorIdentity::Person { id, .. } => Some(id.clone()),
                EditorIdentity::Client(_) | EditorIdentity::Command => None,
            },
        }
    }
}

/// What connections may reach, as whoever runs the server allows.
pub trait Reach: Send + Sync {
    /// Whether messages may go to an address.
    ///
    /// # Errors
    /// Why they may not, for the caller.
    fn allows(&self, url: &str) -> Result<(), String>;

    /// Whether a tenant's client certificate can be used.
    ///
    /// # Errors
    /// Why it cannot, for the caller.
    fn has_certificate(&self, tenant: TenantId, name: &str) -> Result<(), String>;
}

/// Everything a tenant configured, as it was when it was read.
pub struct Snapshot {
    /// The customs systems that exist.
    pub registry: Registry,
    /// Whoever edits, and for which tenant.
    pub editor: Editor,
    /// The time of the edit.
    pub now: Timestamp,
    /// Every version of everything, ordered by kind, name and number. Superseded versions of tables
    /// that the edit does not look at have no document.
    pub rows: Vec<ConfigurationRecord>,
    /// The connections to customs systems.
    pub connections: Vec<ConnectionRecord>,
    /// The code lists and value sets that tables may name.
    pub lists: Arc<TenantLists>,
    /// What connections may reach.
    pub reach: Arc<dyn Reach>,
    /// The tables that the edit compiled so far.
    pub compiled: Arc<CompiledTables>,
}

impl Snapshot {
    /// The versions of a name, oldest first.
    pub fn versions(&self, name: &ConfigurationName) -> Vec<&ConfigurationRecord> {
        self.rows
            .iter()
            .filter(|row| row.is_version_of(name))
            .collect()
    }

    /// The draft of a name.
    pub fn draft(&self, name: &ConfigurationName) -> Option<&ConfigurationRecord> {
        let is_draft = |row: &&ConfigurationRecord| row.state == ConfigurationState::Draft;
        self.versions(name).into_iter().find(is_draft)
    }

    /// The newest published version of a name.
    pub fn published(&self, name: &ConfigurationName) -> Option<&ConfigurationRecord> {
        let is_published = |row: &&ConfigurationRecord| row.state == ConfigurationState::Published;
        self.versions(name).into_iter().rfind(is_published)
    }

    /// The number of the next new version.
    pub fn next_version(&self, name: &ConfigurationName) -> u32 {
        self.versions(name).last().map_or(0, |row| row.version) + 1
    }

    /// Every name that has a published version, with its newest.
    pub fn newest_published(&self) -> Vec<(ConfigurationName, &ConfigurationRecord)> {
        let mut newest: Vec<(ConfigurationName, &ConfigurationRecord)> = Vec::new();
        let published = |row: &&ConfigurationRecord| row.state == ConfigurationState::Published;
        for row in self.rows.iter().filter(published) {
            match newest.last_mut() {
                Some((name, last)) if row.is_version_of(name) => *last = row,
                Some(_) | None => newest.push((name_of(row), row)),
            }
        }
        newest
    }

    /// A new version of a document, as a draft.
    ///
    /// # Errors
    /// When who edits it cannot be written as JSON.
    pub fn new_row(
        &self,
        document: &Document,
        version: u32,
    ) -> anyhow::Result<ConfigurationRecord> {
        Ok(ConfigurationRecord {
            tenant_id: self.editor.tenant_id,
            kind: document.name.kind,
            name: document.name.name.clone(),
            version,
            state: ConfigurationState::Draft,
            document: document.stored(),
            valid_from: document.valid_from,
            valid_to: document.valid_to,
            edition: 1,
            created_at: self.now,
            updated_at: self.now,
            updated_by: self.editor.name.clone(),
            published_at: None,
            published_by: None,
            note: None,
            review: Some(self.edited()?),
        })
    }

    /// That the editor changed what a version says, and nobody asked for a review since.
    ///
    /// # Errors
    /// When it cannot be written as JSON.
    pub fn edited(&self) -> anyhow::Result<Json<Review>> {
        Ok(Json::encode(&Review {
            edited_by: self.editor.author(),
            asked: None,
        })?)
    }

    /// The next edition of a row.
    pub fn next_edition(&self, row: &ConfigurationRecord) -> ConfigurationRecord {
        ConfigurationRecord {
            edition: row.edition + 1,
            updated_at: self.now,
            updated_by: self.editor.name.clone(),
            ..row.clone()
        }
    }

    /// The rows as they will be.
    pub fn after(&self, changes: &ConfigurationChange) -> Vec<ConfigurationRecord> {
        let key = |row: &ConfigurationRecord| (row.kind, row.name.clone(), row.version);
        let is_deleted = |row: &ConfigurationRecord| {
            let is = |deleted: &ConfigurationKey| {
                (deleted.kind, &deleted.name, deleted.version) == (row.kind, &row.name, row.version)
            };
            changes.deleted_drafts.iter().any(is)
        };
        let is_written = |row: &ConfigurationRecord| {
            changes
                .configurations
                .iter()
                .any(|written| key(written) == key(row))
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
        changes: &ConfigurationChange,
        sent: &[(ConfigurationName, Value)],
    ) -> Result<Problems, Undecided> {
        let rows = self.after(changes);
        let after = self.configuration(&rows)?;
        let mut problems = Problems::new();
        for (name, raw) in sent {
            let found = self.check(name, raw, Written::Now, &after).into_iter();
            problems.extend(found.map(|problem| (Some(name.clone()), problem)));
        }
        // Drafts are in force nowhere: nothing beside them can go wrong.
        let is_draft = |row: &ConfigurationRecord| row.state == ConfigurationState::Draft;
        if changes.configurations.iter().all(is_draft) {
            return Ok(problems);
        }
        let before = self.configuration(&self.rows)?;
        // What is in force anywhere is looked at: the earliest day that it is where steps declare.
        let today = day_of(self.now, &UTC);
        let days = before.days_at(self.now).into_iter();
        let today = days.chain(after.days_at(self.now)).fold(today, Date::min);
        let known = in_force_from(today, &self.rows);
        for row in in_force_from(today, &rows) {
            let is_known = known.iter().any(|other| is_same(other, row));
            let is_written = changes
                .configurations
                .iter()
                .any(|written| is_same(written, row));
            // What is written was sent. Tables that are in force look at nothing else.
            if is_written || (is_known && row.kind == ConfigurationKind::DecisionTable) {
                continue;
            }
            let name = name_of(row);
            let raw: Value = row.document.get().map_err(anyhow::Error::from)?;
            let known = match is_known {
                true => self.check(&name, &raw, Written::Before, &before),
                false => Vec::new(),
            };
            for problem in self.check(&name, &raw, Written::Before, &after) {
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
        written: Written,
        configuration: &TenantConfiguration,
    ) -> Vec<ConfigurationProblem> {
        let context = CheckContext {
            registry: &self.registry,
            configuration,
            sets: &AskableLists(&self.lists),
            compiled: &self.compiled,
        };
        check(name.kind, raw, written, context)
    }

    /// Documents as they are kept.
    ///
    /// # Errors
    /// What makes them unreadable: by the check, which knows the places, else by the types.
    pub fn read(
        &self,
        sent: &[(ConfigurationName, Value)],
    ) -> Result<Result<Vec<Document>, Problems>, Undecided> {
        let mut documents = Vec::with_capacity(sent.len());
        let mut problems = Problems::new();
        for (name, raw) in sent {
            match Document::read(name, raw) {
                Ok(document) => documents.push(document),
                Err(problem) => {
                    let before = self.configuration(&self.rows)?;
                    let mut found = self.check(name, raw, Written::Now, &before);
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

    fn configuration(
        &self,
        rows: &[ConfigurationRecord],
    ) -> Result<TenantConfiguration, Undecided> {
        let configuration = TenantConfiguration::read(rows)?;
        Ok(configuration.sharing(Arc::clone(&self.compiled)))
    }
}

/// Whether two rows are the same version.
fn is_same(one: &ConfigurationRecord, other: &ConfigurationRecord) -> bool {
    (one.kind, &one.name, one.version) == (other.kind, &other.name, other.version)
}

/// What a row is a version of.
pub fn name_of(row: &ConfigurationRecord) -> ConfigurationName {
    ConfigurationName {
        kind: row.kind,
        name: row.name.clone(),
    }
}

/// Whether a row is what the caller read.
///
/// # Errors
/// When it is not.
pub fn expect_tag(
    name: &ConfigurationName,
    row: Option<&ConfigurationRecord>,
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
pub fn of_one(name: &ConfigurationName, problems: Problems) -> Problems {
    let place =
        |(of, problem): (Option<ConfigurationName>, _)| (of.filter(|other| other != name), problem);
    problems.into_iter().map(place).collect()
}

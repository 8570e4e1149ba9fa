//! How is configuration changed, so that what is in force was checked as a whole?
//!
//! An edit is a pure decision on a [`Snapshot`]: everything the tenant configured, read together –
//! of decision tables, which are large, the versions that the edit looks at ([`EditScope`]).
//! What it decides is committed only if the configuration did not change meanwhile; otherwise it
//! is read and decided again. So a flow cannot be published while its table is being retired.

use std::collections::HashMap;
use std::sync::Arc;

use cas_model::audit::AuditEvent;
use cas_model::civil_day::{UTC, day_of};
use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::{
    ConfigurationChange, EditScope, Editor, Reach, Snapshot, Undecided, refusals,
};
use cas_store::{AuditRecord, Changes, CommitError, ConfigurationHead, ConfigurationRecord};

use crate::Engine;
use crate::engine::refusal_of;
use crate::outbound::{AddressPolicy, check_url};

/// How a private address is allowed.
const PRIVATE_IS_ALLOWED: &str = "where all tenants are yours, the setting \
    customs-to-private-addresses = true (CAS_CUSTOMS_TO_PRIVATE_ADDRESSES) allows it, for the server \
    and for `cas config`";

/// How often an edit is decided again because others were first.
const ATTEMPTS: usize = 10;

impl Reach for Engine {
    fn allows(&self, url: &str) -> Result<(), String> {
        check_url(url, self.settings().customs_addresses).map_err(|refusal| {
            match check_url(url, AddressPolicy::AllowPrivate) {
                Ok(()) => format!("{refusal}; {PRIVATE_IS_ALLOWED}"),
                Err(_) => refusal,
            }
        })
    }

    fn has_certificate(&self, tenant: TenantId, name: &str) -> Result<(), String> {
        self.check_certificate(tenant, name)
    }
}

impl Engine {
    /// All that a tenant configured and an edit looks at, and how often that had changed; the counter
    /// is read first, so it is never ahead of the rows.
    pub(super) async fn snapshot(
        &self,
        editor: &Editor,
        scope: &EditScope,
    ) -> anyhow::Result<(Snapshot, i64)> {
        let tenant = editor.tenant_id;
        let counters = self.store().configuration_counters(&[tenant]).await?;
        let snapshot = Snapshot {
            registry: self.registry().clone(),
            editor: editor.clone(),
            now: self.now(),
            rows: self.rows_of(tenant, scope).await?,
            connections: self.store().connections_of(tenant).await?,
            lists: self.reference(tenant).await?,
            reach: Arc::new(self.clone()),
            compiled: Arc::default(),
        };
        Ok((
            snapshot,
            counters.first().map_or(0, |(_, counter)| *counter),
        ))
    }

    /// Every version of everything; with its document where the edit looks at it.
    async fn rows_of(
        &self,
        tenant: TenantId,
        scope: &EditScope,
    ) -> anyhow::Result<Vec<ConfigurationRecord>> {
        if *scope == EditScope::Everything {
            return self.store().configurations(tenant).await;
        }
        let heads = self
            .store()
            .all_configuration_heads(tenant)
            .await?
            .into_iter();
        let mut rows: Vec<_> = heads.map(ConfigurationHead::without_document).collect();
        // The earliest day that it is anywhere.
        let today = day_of(self.now(), &UTC);
        let needed = scope.needs(today.yesterday().unwrap_or(today), &rows);
        let read = self.store().configurations_by_key(&needed).await?;
        let key = |row: &ConfigurationRecord| (row.kind, row.name.clone(), row.version);
        let mut read: HashMap<_, _> = read.into_iter().map(|row| (key(&row), row)).collect();
        for row in &mut rows {
            if let Some(found) = read.remove(&key(row)) {
                *row = found;
            }
        }
        Ok(rows)
    }

    /// Decides and commits, again and again while others are faster.
    pub(super) async fn edit<T: Send + 'static>(
        &self,
        editor: &Editor,
        scope: EditScope,
        decide: impl Fn(&Snapshot) -> Result<(ConfigurationChange, T), Undecided>
        + Send
        + Sync
        + 'static,
    ) -> Result<T, Refusal> {
        let decide = Arc::new(decide);
        for _ in 0..ATTEMPTS {
            let snapshot = self.snapshot(editor, &scope).await;
            let (snapshot, counter) = snapshot.map_err(|error| crate::unavailable(&error))?;
            let decide = Arc::clone(&decide);
            // Large tables are compiled: not on the threads that answer requests.
            let decided = tokio::task::spawn_blocking(move || decide(&snapshot)).await;
            let decided = decided.map_err(|error| crate::unavailable(&error.into()))?;
            let (change, outcome) = decided.map_err(refusal_of)?;
            if change.is_nothing() {
                return Ok(outcome);
            }
            let audit = self.audit_of(editor, &change);
            let mut changes = changes_of(change).map_err(|error| crate::unavailable(&error))?;
            changes.people.audit = audit;
            changes.configuration_read = Some((editor.tenant_id, counter));
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

impl Engine {
    /// What an edit does, for the audit trail.
    fn audit_of(&self, editor: &Editor, change: &ConfigurationChange) -> Vec<AuditRecord> {
        let entry = |event, subject: String, detail: Option<String>| AuditRecord {
            tenant_id: editor.tenant_id,
            event,
            actor: editor.name.clone(),
            user_id: None,
            subject: Some(subject),
            detail,
            address: None,
            recorded_at: self.now(),
        };
        let versions = change.configurations.iter().map(|row| {
            let event = match row.state {
                ConfigurationState::Draft => AuditEvent::DraftSaved,
                ConfigurationState::Published => AuditEvent::VersionPublished,
                ConfigurationState::Retired => AuditEvent::VersionRetired,
            };
            let subject = format!("{} {}", row.kind.as_str(), row.name);
            let detail = match &row.note {
                Some(note) => format!("version {}: {note}", row.version),
                None => format!("version {}", row.version),
            };
            entry(event, subject, Some(detail))
        });
        let drafts = change.deleted_drafts.iter().map(|key| {
            let subject = format!("{} {}", key.kind.as_str(), key.name);
            let detail = Some(format!("version {}", key.version));
            entry(AuditEvent::DraftDeleted, subject, detail)
        });
        let connections = change.connections.iter().map(|row| {
            let detail = Some(format!("version {}", row.version));
            let subject = format!("connection {}", row.system);
            entry(AuditEvent::ConnectionChanged, subject, detail)
        });
        let deleted = change.deleted_connections.iter().map(|(_, system, _)| {
            let subject = format!("connection {system}");
            entry(AuditEvent::ConnectionDeleted, subject, None)
        });
        let notices = change.notices.iter().map(|notice| {
            let subject = ConfigurationKind::Settings.as_str().to_owned();
            entry(notice.event, subject, Some(notice.detail.clone()))
        });
        versions
            .chain(notices)
            .chain(drafts)
            .chain(connections)
            .chain(deleted)
            .collect()
    }
}

/// The change for the store.
///
/// # Errors
/// When it would write a version whose document the edit did not read.
fn changes_of(change: ConfigurationChange) -> anyhow::Result<Changes> {
    let ConfigurationChange {
        configurations,
        deleted_drafts,
        connections,
        deleted_connections,
        notices: _,
    } = change;
    let is_unread =
        |row: &&ConfigurationRecord| row.document.as_str() == ConfigurationHead::NOT_READ;
    if let Some(row) = configurations.iter().find(is_unread) {
        let (name, version) = (&row.name, row.version);
        anyhow::bail!("version {version} of {name} was not read and would be written");
    }
    Ok(Changes {
        configurations,
        deleted_drafts,
        connections,
        deleted_connections,
        ..Changes::default()
    })
}

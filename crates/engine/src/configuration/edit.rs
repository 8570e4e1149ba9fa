//! How is configuration changed, so that what is in force was checked as a whole?
//!
//! An edit is a pure decision on a [`Snapshot`]: everything the tenant configured, read together.
//! What it decides is committed only if the configuration did not change meanwhile; otherwise it
//! is read and decided again. So a flow cannot be published while its table is being retired.

use std::sync::Arc;

use cas_model::ids::TenantId;
use cas_process::Refusal;
use cas_process::configuration::{
    ConfigurationChange, Editor, Reach, Snapshot, Undecided, refusals,
};
use cas_store::{Changes, CommitError};

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
    /// All that a tenant configured, and how often that had changed; the counter is read first, so
    /// it is never ahead of the rows.
    pub(super) async fn snapshot(&self, editor: &Editor) -> anyhow::Result<(Snapshot, i64)> {
        let tenant = editor.tenant_id;
        let counters = self.store().configuration_counters(&[tenant]).await?;
        let snapshot = Snapshot {
            registry: self.registry().clone(),
            editor: editor.clone(),
            now: self.now(),
            rows: self.store().configurations(tenant).await?,
            connections: self.store().connections_of(tenant).await?,
            lists: self.reference(tenant).await?,
            reach: Arc::new(self.clone()),
        };
        Ok((
            snapshot,
            counters.first().map_or(0, |(_, counter)| *counter),
        ))
    }

    /// Decides and commits, again and again while others are faster.
    pub(super) async fn edit<T: Send + 'static>(
        &self,
        editor: &Editor,
        decide: impl Fn(&Snapshot) -> Result<(ConfigurationChange, T), Undecided>
        + Send
        + Sync
        + 'static,
    ) -> Result<T, Refusal> {
        let decide = Arc::new(decide);
        for _ in 0..ATTEMPTS {
            let snapshot = self.snapshot(editor).await;
            let (snapshot, counter) = snapshot.map_err(|error| crate::unavailable(&error))?;
            let decide = Arc::clone(&decide);
            // Large tables are compiled: not on the threads that answer requests.
            let decided = tokio::task::spawn_blocking(move || decide(&snapshot)).await;
            let decided = decided.map_err(|error| crate::unavailable(&error.into()))?;
            let (change, outcome) = decided.map_err(refusal_of)?;
            if change.is_nothing() {
                return Ok(outcome);
            }
            let mut changes = changes_of(change);
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

fn changes_of(change: ConfigurationChange) -> Changes {
    let ConfigurationChange {
        configurations,
        deleted_drafts,
        connections,
        deleted_connections,
    } = change;
    Changes {
        configurations,
        deleted_drafts,
        connections,
        deleted_connections,
        ..Changes::default()
    }
}

//! What an edit of configuration changes, and why it may not.

use cas_model::audit::AuditEvent;
use cas_model::ids::{SystemCode, TenantId};
use cas_model::record::{ConfigurationKey, ConfigurationRecord, ConnectionRecord};

use crate::Refusal;

/// What an edit of a tenant's configuration writes. It is committed whole or not at all.
#[derive(Clone, Debug, Default)]
pub struct ConfigurationChange {
    /// Versions of flows, tables and settings, new or in a next edition.
    pub configurations: Vec<ConfigurationRecord>,
    /// Drafts that are deleted.
    pub deleted_drafts: Vec<ConfigurationKey>,
    /// Connections, new or changed.
    pub connections: Vec<ConnectionRecord>,
    /// Connections that are deleted, at the version they were read.
    pub deleted_connections: Vec<(TenantId, SystemCode, u32)>,
    /// What stands in the audit trail beside the versions themselves.
    pub notices: Vec<AuditNotice>,
}

/// Something that is to be written down for administrators.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditNotice {
    /// What happened, as the trail tells it.
    pub event: AuditEvent,
    /// What exactly, in words.
    pub detail: String,
}

impl ConfigurationChange {
    /// Whether nothing is written.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let Self {
            configurations,
            deleted_drafts,
            connections,
            deleted_connections,
            // Nothing happens without a change that is told.
            notices: _,
        } = self;
        configurations.is_empty()
            && deleted_drafts.is_empty()
            && connections.is_empty()
            && deleted_connections.is_empty()
    }
}

/// Why an edit of configuration is not decided.
#[derive(Debug, thiserror::Error)]
pub enum Undecided {
    /// It is refused, and the caller hears why.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// What is stored cannot be read.
    #[error(transparent)]
    Failed(#[from] anyhow::Error),
}

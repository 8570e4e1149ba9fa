//! Tenants, their connections and versioned configuration.

use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

use crate::configuration::{ConfigurationKind, ConfigurationName, ConfigurationState, Review};
use crate::ids::{SystemCode, TenantId};
use crate::record::Json;

/// A tenant's connection to a customs system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionRecord {
    /// The tenant that the connection is of.
    pub tenant_id: TenantId,
    /// The customs system at its other end.
    pub system: SystemCode,
    /// Endpoint, secrets, timeout, retry schedule, and the system's own settings.
    pub document: Json<Value>,
    /// Counts its changes, from 1.
    pub version: u32,
    /// When it last changed.
    pub updated_at: Timestamp,
}

/// One version of a flow, a decision table or the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationRecord {
    /// The tenant that the configuration is of.
    pub tenant_id: TenantId,
    /// Whether it is a flow, a decision table, settings, …
    pub kind: ConfigurationKind,
    /// Its name, unique within the kind.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
    /// Whether it is a draft, published or over.
    pub state: ConfigurationState,
    /// What it says, as its kind wants it; never changes once it is published.
    pub document: Json<Value>,
    /// The first day it is in force.
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    pub valid_to: Option<Date>,
    /// Counts how often this version was written, from 1.
    pub edition: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Who changed it last.
    pub updated_by: String,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// The client or person who published it.
    pub published_by: Option<String>,
    /// What was said when it was published, such as why failing tests were overridden.
    pub note: Option<String>,
    /// Who worked on it last, and who asked for a review; none of what is older than reviews.
    pub review: Option<Json<Review>>,
}

impl ConfigurationRecord {
    /// Whether it is a version of what has this name.
    #[must_use]
    pub fn is_version_of(&self, name: &ConfigurationName) -> bool {
        self.kind == name.kind && self.name == name.name
    }
}

/// A version without its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigurationHead {
    /// The tenant that the configuration is of.
    pub tenant_id: TenantId,
    /// Whether it is a flow, a decision table, settings, …
    pub kind: ConfigurationKind,
    /// Its name, unique within the kind.
    pub name: String,
    /// Its version, from 1.
    pub version: u32,
    /// Whether it is a draft, published or over.
    pub state: ConfigurationState,
    /// The first day it is in force.
    pub valid_from: Option<Date>,
    /// The last day it is in force.
    pub valid_to: Option<Date>,
    /// Counts how often this version was written, from 1.
    pub edition: u32,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// Who changed it last.
    pub updated_by: String,
    /// When it was published.
    pub published_at: Option<Timestamp>,
    /// The client or person who published it.
    pub published_by: Option<String>,
    /// What was said when it was published.
    pub note: Option<String>,
    /// Who worked on it last, and who asked for a review; none of what is older than reviews.
    pub review: Option<Json<Review>>,
}

impl ConfigurationHead {
    /// What stands in place of a document that was not read; no kind of configuration is that.
    pub const NOT_READ: &str = "null";

    /// What If-Match must name: which version it is, how often it was written and when it was made.
    #[must_use]
    pub fn tag(&self) -> String {
        let born = self.created_at.as_microsecond();
        format!("{}-{}-{born:x}", self.version, self.edition)
    }

    /// The record with [`NOT_READ`](Self::NOT_READ) in place of its document.
    #[must_use]
    pub fn without_document(self) -> ConfigurationRecord {
        ConfigurationRecord {
            tenant_id: self.tenant_id,
            kind: self.kind,
            name: self.name,
            version: self.version,
            state: self.state,
            document: Json::stored(Self::NOT_READ),
            valid_from: self.valid_from,
            valid_to: self.valid_to,
            edition: self.edition,
            created_at: self.created_at,
            updated_at: self.updated_at,
            updated_by: self.updated_by,
            published_at: self.published_at,
            published_by: self.published_by,
            note: self.note,
            review: self.review,
        }
    }
}

impl From<&ConfigurationRecord> for ConfigurationHead {
    fn from(row: &ConfigurationRecord) -> Self {
        Self {
            tenant_id: row.tenant_id,
            kind: row.kind,
            name: row.name.clone(),
            version: row.version,
            state: row.state,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            edition: row.edition,
            created_at: row.created_at,
            updated_at: row.updated_at,
            updated_by: row.updated_by.clone(),
            published_at: row.published_at,
            published_by: row.published_by.clone(),
            note: row.note.clone(),
            review: row.review.clone(),
        }
    }
}

/// The key of a version.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConfigurationKey {
    /// The tenant that the configuration is of.
    pub tenant_id: TenantId,
    /// Whether it is a flow, a decision table, settings, …
    pub kind: ConfigurationKind,
    /// The name, the same in all versions.
    pub name: String,
    /// The version, from 1.
    pub version: u32,
}

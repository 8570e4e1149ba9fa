//! How is a version of configuration shown?

use axum::http::{HeaderMap, HeaderValue, header};
use cas_process::configuration::{ConfigurationWarning, PublishedVersion};
use cas_store::{ConfigurationHead, ConfigurationRecord};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// A version without its document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VersionHead {
    /// `flow`, `decisionTable` or `settings`.
    kind: &'static str,
    /// The name, the same in all versions.
    name: String,
    /// Its number, from 1. That of a draft moves on when another is published before it.
    version: u32,
    /// `draft`, `published` or `retired`.
    state: &'static str,
    /// The first day it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    valid_from: Option<String>,
    /// The last day it is in force.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// What If-Match must name, without quotes; changes with every change.
    etag: String,
    /// When it was made.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it last changed.
    #[schema(format = DateTime)]
    updated_at: String,
    /// The client that changed it last.
    updated_by: String,
    /// When it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    published_at: Option<String>,
    /// The client that published it.
    #[serde(skip_serializing_if = "Option::is_none")]
    published_by: Option<String>,
    /// What was said when it was published, such as why failing tests were overridden.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// A version with its document.
#[derive(Serialize, ToSchema)]
pub struct VersionAnswer {
    /// What stands around the document.
    #[serde(flatten)]
    head: VersionHead,
    /// The flow, the decision table with its tests, or the settings.
    #[schema(value_type = Object)]
    document: Value,
}

/// Something that was taken, and needs something else.
#[derive(Serialize, ToSchema)]
#[schema(as = ConfigurationWarning)]
pub struct WarningAnswer {
    /// `connection-missing`, `secret-missing` or `callback-secret-missing`.
    code: &'static str,
    /// The kind of the document that needs it: `flow` or `connection`.
    kind: &'static str,
    /// The name of that document; of a connection its system.
    name: String,
    /// What happens without it, and what to do.
    text: String,
}

impl From<ConfigurationWarning> for WarningAnswer {
    fn from(warning: ConfigurationWarning) -> Self {
        Self {
            code: warning.kind.as_str(),
            kind: warning.document,
            name: warning.name,
            text: warning.text,
        }
    }
}

/// A version that was just published, with what it needs beside it.
#[derive(Serialize, ToSchema)]
pub struct PublishedAnswer {
    /// The version, as it is in force.
    #[serde(flatten)]
    version: VersionAnswer,
    /// What the version needs and is not there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<WarningAnswer>,
}

impl PublishedAnswer {
    /// The answer for a version that was published.
    ///
    /// # Errors
    /// When what is stored is no JSON.
    pub fn new(published: PublishedVersion) -> anyhow::Result<Self> {
        Ok(Self {
            version: VersionAnswer::new(&published.row)?,
            warnings: published.warnings.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<ConfigurationHead> for VersionHead {
    fn from(row: ConfigurationHead) -> Self {
        Self {
            etag: row.tag(),
            kind: row.kind.as_str(),
            name: row.name,
            version: row.version,
            state: row.state.as_str(),
            valid_from: row.valid_from.map(|day| day.to_string()),
            valid_to: row.valid_to.map(|day| day.to_string()),
            created_at: row.created_at.to_string(),
            updated_at: row.updated_at.to_string(),
            updated_by: row.updated_by,
            published_at: row.published_at.map(|time| time.to_string()),
            published_by: row.published_by,
            note: row.note,
        }
    }
}

impl VersionAnswer {
    /// The answer for a stored version.
    ///
    /// # Errors
    /// When what is stored is no JSON.
    pub fn new(row: &ConfigurationRecord) -> anyhow::Result<Self> {
        Ok(Self {
            head: ConfigurationHead::from(row).into(),
            document: row.document.get()?,
        })
    }
}

/// The headers that name the state of something.
pub fn etag(tag: &str) -> HeaderMap {
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_str(&format!("\"{tag}\"")) {
        headers.insert(header::ETAG, value);
    }
    headers
}

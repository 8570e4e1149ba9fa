//! How is a version of configuration shown?

use axum::http::{HeaderMap, HeaderValue, header};
use cas_model::finding::Severity;
use cas_process::configuration::{SavedVersion, TableWarnings, tag};
use cas_store::ConfigurationRecord;
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

/// Something to look at in a decision table. It stops nothing.
#[derive(Serialize, ToSchema)]
pub struct TableWarningAnswer {
    /// What it is: a page at `/errors/{code}` explains it.
    code: String,
    /// `error`: declarations will fail by it; `warning`: worth a look.
    #[schema(value_type = String)]
    severity: Severity,
    /// The id of the row.
    row: String,
    /// The name of the column, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// What is found, in one line.
    message: String,
    /// What to do about it.
    description: String,
}

/// What is to be looked at in a decision table that was saved or published.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TableWarningsAnswer {
    /// At most 100: errors first, then from the top.
    warnings: Vec<TableWarningAnswer>,
    /// How many more there are.
    more_warnings: usize,
    /// The search was cut short: there may be others, which `analyse` finds.
    unfinished: bool,
}

impl From<TableWarnings> for TableWarningsAnswer {
    fn from(found: TableWarnings) -> Self {
        let warnings = found
            .warnings
            .into_iter()
            .map(|warning| TableWarningAnswer {
                severity: warning.finding.severity,
                code: warning.finding.code,
                row: warning.row,
                column: warning.column,
                message: warning.finding.message,
                description: warning.finding.description,
            });
        Self {
            warnings: warnings.collect(),
            more_warnings: found.more,
            unfinished: found.unfinished,
        }
    }
}

/// A version that was saved or published, and what is to be looked at in it.
#[derive(Serialize, ToSchema)]
pub struct SavedVersionAnswer {
    /// The version as it is stored.
    #[serde(flatten)]
    version: VersionAnswer,
    /// Only of decision tables.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    warnings: Option<TableWarningsAnswer>,
}

impl SavedVersionAnswer {
    /// The answer for a version that was saved.
    ///
    /// # Errors
    /// When what is stored is no JSON.
    pub fn new(saved: SavedVersion) -> anyhow::Result<Self> {
        Ok(Self {
            version: VersionAnswer::new(&saved.row)?,
            warnings: saved.warnings.map(Into::into),
        })
    }
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

impl From<&ConfigurationRecord> for VersionHead {
    fn from(row: &ConfigurationRecord) -> Self {
        Self {
            kind: row.kind.as_str(),
            name: row.name.clone(),
            version: row.version,
            state: row.state.as_str(),
            valid_from: row.valid_from.map(|day| day.to_string()),
            valid_to: row.valid_to.map(|day| day.to_string()),
            etag: tag(row),
            created_at: row.created_at.to_string(),
            updated_at: row.updated_at.to_string(),
            updated_by: row.updated_by.clone(),
            published_at: row.published_at.map(|time| time.to_string()),
            published_by: row.published_by.clone(),
            note: row.note.clone(),
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
            head: row.into(),
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

//! How is a version of configuration shown?

use axum::http::{HeaderMap, HeaderValue, header};
use cas_process::configuration::{SavedDraft, tag};
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

/// A version with its document.
#[derive(Serialize, ToSchema)]
pub struct VersionAnswer {
    /// What stands around the document.
    #[serde(flatten)]
    head: VersionHead,
    /// The flow, the decision table with its tests, or the settings.
    #[schema(value_type = Object)]
    document: Value,
    /// Of a decision table that was saved: what may be meant otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteAnswer>,
}

/// What the author of a table should know; it was saved nonetheless.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoteAnswer {
    /// How much it matters: `information` or `warning`.
    severity: &'static str,
    /// What kind of note it is; see docs/decision-tables.md.
    code: &'static str,
    /// The row's id, where it is about a row.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    /// The column's name, where it is about a column.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// What was found, and what to do if it was not meant.
    message: String,
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
            notes: Vec::new(),
        })
    }

    /// The answer for a draft that was saved.
    ///
    /// # Errors
    /// When what is stored is no JSON.
    pub fn saved(draft: SavedDraft) -> anyhow::Result<Self> {
        let notes = draft.notes.into_iter().map(|note| NoteAnswer {
            severity: note.severity.as_str(),
            code: note.code.as_str(),
            row: note.row,
            column: note.column,
            message: note.message,
        });
        Ok(Self {
            notes: notes.collect(),
            ..Self::new(&draft.row)?
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

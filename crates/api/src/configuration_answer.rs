//! How is a version of configuration shown?

use axum::http::{HeaderMap, HeaderValue, header};
use cas_model::configuration::ReviewRequest;
use cas_model::finding::Severity;
use cas_process::configuration::{ConfigurationWarning, ConfigurationWarnings, SavedVersion};
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
    /// Who changed what it says last; absent where it is older than reviews.
    #[serde(skip_serializing_if = "Option::is_none")]
    edited_by: Option<String>,
    /// That somebody asked for a review of it, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<ReviewRequestAnswer>,
}

/// That somebody asked for a review.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = ReviewAsked)]
pub struct ReviewRequestAnswer {
    /// The person who asked.
    asked_by: String,
    /// When, by our clock.
    #[schema(format = DateTime)]
    asked_at: String,
    /// What is changed and why.
    reason: String,
}

impl From<ReviewRequest> for ReviewRequestAnswer {
    fn from(request: ReviewRequest) -> Self {
        Self {
            asked_by: request.by.name,
            asked_at: request.at.to_string(),
            reason: request.reason,
        }
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

/// Something to look at in what was taken. It stops nothing.
#[derive(Serialize, ToSchema)]
#[schema(as = ConfigurationWarning)]
pub struct WarningAnswer {
    /// What it is: a page at `/errors/{code}` explains it.
    code: String,
    /// `error`: declarations will fail by it; `warning`: worth a look.
    #[schema(value_type = String)]
    severity: Severity,
    /// The kind of the document: `flow`, `decisionTable` or `connection`.
    kind: &'static str,
    /// The name of that document; of a connection its system.
    name: String,
    /// The id of the row, in a decision table.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<String>,
    /// The name of the column, in a decision table, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<String>,
    /// What is found, in one line.
    message: String,
    /// What happens without a change, and what to do.
    description: String,
}

impl From<ConfigurationWarning> for WarningAnswer {
    fn from(warning: ConfigurationWarning) -> Self {
        Self {
            code: warning.finding.code,
            severity: warning.finding.severity,
            kind: warning.document,
            name: warning.name,
            row: warning.row,
            column: warning.column,
            message: warning.finding.message,
            description: warning.finding.description,
        }
    }
}

/// What is to be looked at in what was saved, published or imported.
#[derive(Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WarningsAnswer {
    /// By document, of each table at most 100: errors first, then from the top.
    warnings: Vec<WarningAnswer>,
    /// How many more there are.
    more_warnings: usize,
    /// The search was cut short: there may be others, which `analyse` of a table finds.
    unfinished: bool,
}

impl From<ConfigurationWarnings> for WarningsAnswer {
    fn from(found: ConfigurationWarnings) -> Self {
        Self {
            warnings: found.warnings.into_iter().map(Into::into).collect(),
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
    /// What is to be looked at.
    #[serde(flatten)]
    warnings: WarningsAnswer,
    /// Of a decision table that was saved: what was read otherwise than it was written, or passed
    /// over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<NoteAnswer>,
}

impl SavedVersionAnswer {
    /// The answer for a version that was saved.
    ///
    /// # Errors
    /// When what is stored is no JSON.
    pub fn new(saved: SavedVersion) -> anyhow::Result<Self> {
        let notes = saved.notes.into_iter().map(|note| NoteAnswer {
            severity: note.severity.as_str(),
            code: note.code.as_str(),
            row: note.row,
            column: note.column,
            message: note.message,
        });
        Ok(Self {
            version: VersionAnswer::new(&saved.row)?,
            warnings: saved.warnings.into(),
            notes: notes.collect(),
        })
    }

    /// What is to be looked at, without the version.
    #[must_use]
    pub fn into_remarks(self) -> (WarningsAnswer, Vec<NoteAnswer>) {
        (self.warnings, self.notes)
    }
}

impl From<ConfigurationHead> for VersionHead {
    fn from(row: ConfigurationHead) -> Self {
        // What is written by a newer release, and cannot be read here, is not told.
        let review = row.review.as_ref().and_then(|review| review.get().ok());
        let edited_by = review.as_ref().map(|review| review.edited_by.name.clone());
        Self {
            edited_by,
            review: review.and_then(|review| review.asked).map(Into::into),
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

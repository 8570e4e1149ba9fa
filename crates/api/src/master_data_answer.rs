//! How is a record of master data shown?
//!
//! With its kind, version and days beside the record. What may be sent and never shown, such as
//! access codes, is left out.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_model::master_data::MasterDataKind;
use cas_model::record::{self, FirstDay};
use cas_model::spelling::Spelling;
use cas_store::MasterDataHead;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::problem::Problem;

/// One version of a record of master data.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MasterDataRecord {
    /// The kind of record: `article`, `businessPartner`, …
    kind: String,
    /// The code that the tenant gave it.
    code: String,
    /// Counts the changes of all records of the code, from 1. Origins of declarations name it.
    version: u32,
    /// The first day it counts; from the beginning when empty.
    #[schema(format = Date)]
    valid_from: Option<String>,
    /// The last day it counts; without end when empty.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// Whether it is the last version of its record.
    is_current: bool,
    /// When it was written.
    #[schema(format = DateTime)]
    updated_at: String,
    /// The client or the person who wrote it; absent where it was not noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_by: Option<String>,
    /// The record in full, in the shape of its kind.
    #[schema(value_type = Object)]
    record: Value,
}

impl MasterDataRecord {
    /// The answer for a stored version.
    ///
    /// # Errors
    /// When what is stored is not JSON.
    pub fn new(kind: MasterDataKind, row: record::MasterDataRecord) -> anyhow::Result<Self> {
        let record = row.document.get();
        let mut record =
            record.with_context(|| format!("{} {} version {}", row.kind, row.code, row.version))?;
        if let Some(object) = record.as_object_mut() {
            for hidden in kind.hidden_fields() {
                object.remove(*hidden);
            }
        }
        Ok(Self {
            kind: row.kind,
            code: row.code,
            version: row.version,
            valid_from: row.valid_from.0.map(|day| day.to_string()),
            valid_to: row.valid_to.map(|day| day.to_string()),
            is_current: row.is_current,
            updated_at: row.updated_at.to_string(),
            updated_by: row.updated_by,
            record,
        })
    }
}

/// What lists show of a record of master data.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MasterDataRow {
    /// The kind of record: `article`, `businessPartner`, …
    kind: &'static str,
    /// The code that the tenant gave it.
    code: String,
    /// What people call it.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Counts the changes of all records of the code, from 1.
    version: u32,
    /// The first day it counts; from the beginning when empty.
    #[schema(format = Date)]
    valid_from: Option<String>,
    /// The last day it counts; without end when empty.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// When it was written.
    #[schema(format = DateTime)]
    updated_at: String,
    /// The client or the person who wrote it; absent where it was not noted.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_by: Option<String>,
}

impl MasterDataRow {
    /// The answer for a record of a kind.
    #[must_use]
    pub fn new(kind: MasterDataKind, head: MasterDataHead) -> Self {
        Self {
            kind: kind.as_str(),
            code: head.code,
            name: head.name,
            version: head.version,
            valid_from: head.valid_from.0.map(|day| day.to_string()),
            valid_to: head.valid_to.map(|day| day.to_string()),
            updated_at: head.updated_at.to_string(),
            updated_by: head.updated_by,
        }
    }
}

/// The code that a path names, as records of the kind are kept under it.
#[must_use]
pub fn code_of(kind: MasterDataKind, text: &str) -> String {
    let shape = kind.shape();
    let field = shape.index_of("code").map(|index| &shape.fields[index]);
    let spelling = field.map_or(Spelling::Reference, |field| field.spelling);
    spelling.normalize(text).into_owned()
}

/// The kind that a path names.
///
/// # Errors
/// Not found, with the kinds there are.
pub fn kind_of(text: &str) -> Result<MasterDataKind, Problem> {
    MasterDataKind::parse(text).ok_or_else(|| {
        let kinds: Vec<&str> = MasterDataKind::ALL
            .iter()
            .map(|kind| kind.as_str())
            .collect();
        Problem::not_found(&format!(
            "kind of master data; there are {}",
            kinds.join(", ")
        ))
    })
}

/// What a page begins behind: a code and its first day.
#[must_use]
pub fn cursor_behind(code: &str, first_day: FirstDay) -> String {
    let day = first_day.0.map(|day| day.to_string()).unwrap_or_default();
    URL_SAFE_NO_PAD.encode(format!("{day} {code}"))
}

/// The place of a cursor.
#[must_use]
pub fn position_of(cursor: &str) -> Option<(String, FirstDay)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (day, code) = text.split_once(' ')?;
    let day = match day {
        "" => None,
        day => Some(day.parse().ok()?),
    };
    Some((code.to_owned(), FirstDay(day)))
}

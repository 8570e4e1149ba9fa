//! Which codes does a list hold?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use cas_store::{CodeListEntryRecord, CodeListSearch};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::master_data_answer::{cursor_behind, position_of};
use crate::problem::Problem;
use crate::state::ApiState;

/// Entries of a list of codes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeListEntries {
    /// The entries, by code and first day.
    entries: Vec<CodeListEntry>,
    /// Where the next page begins, when this one is full.
    next_cursor: Option<String>,
}

/// An entry of a list of codes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeListEntry {
    /// The code as documents have it.
    code: String,
    /// What the code means, where the source says so.
    description: Option<String>,
    /// The first day it may be used; from the beginning when empty.
    #[schema(format = Date)]
    valid_from: Option<String>,
    /// The last day it may be used; without end when empty.
    #[schema(format = Date)]
    valid_to: Option<String>,
    /// What else the list says of it.
    #[schema(value_type = Object)]
    attributes: Box<RawValue>,
}

impl CodeListEntry {
    fn new(row: CodeListEntryRecord) -> anyhow::Result<Self> {
        let attributes = RawValue::from_string(row.attributes.into_text())
            .with_context(|| format!("attributes of {} {}", row.list, row.code))?;
        Ok(Self {
            code: row.code,
            description: row.description,
            valid_from: row.valid_from.0.map(|day| day.to_string()),
            valid_to: row.valid_to.map(|day| day.to_string()),
            attributes,
        })
    }
}

/// Searches the entries of a list of codes.
#[utoipa::path(
    get,
    path = "/v1/codelists/{list}",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(
        ("list" = String, Path, description = "The list's name: CL008, BC36, …"),
        ("search" = Option<String>, Query, description = "Part of code or description"),
        ("validOn" = Option<String>, Query, description = "Only codes of this day"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The entries", body = CodeListEntries))
)]
pub async fn get_code_list(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path(list): Path<String>,
    mut query: Query,
) -> Result<Json<CodeListEntries>, Problem> {
    let search = CodeListSearch {
        text: query.text("search"),
        valid_on: query.date("validOn"),
        after: query.parsed("cursor", "a nextCursor of the same search", position_of),
        limit: query.limit(),
        offset: 0,
    };
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    if store.code_list(tenant, &list).await?.is_none() {
        return Err(Problem::not_found("list of codes that was loaded"));
    }
    let page = store.search_code_list(tenant, &list, &search).await?;
    let last = page.next_behind();
    let next_cursor = last.map(|row| cursor_behind(&row.code, row.valid_from));
    let entries = page.into_iter().map(CodeListEntry::new);
    Ok(Json(CodeListEntries {
        entries: entries.collect::<anyhow::Result<_>>()?,
        next_cursor,
    }))
}

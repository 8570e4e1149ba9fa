//! Which codes does a list hold?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::TenantId;
use cas_model::record::FirstDay;
use cas_process::code_lists::{CodeSearch, ReadableCode, nearest, search_built_in, words_of};
use cas_store::{CodeListEntryRecord, CodeListSearch};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::form_answer::{Texts, day_of};
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
    /// Where a search finds nothing: the nearest codes of the day, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<NearCode>,
}

/// A code that may be meant.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NearCode {
    /// The code as documents have it.
    #[schema(example = "N380")]
    code: String,
    /// What it means, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Texts>,
}

/// An entry of a list of codes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeListEntry {
    /// The code as documents have it.
    code: String,
    /// What the code means, where the source says so.
    description: Option<String>,
    /// What the code means in each language, where that is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Texts>,
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

/// The codes of a list that are nearest to a wrong one, with what they mean.
///
/// # Errors
/// When the store fails, or there is no such list.
pub async fn near_codes(
    state: &ApiState,
    tenant: TenantId,
    wrong: &WrongCode<'_>,
) -> Result<Vec<NearCode>, Problem> {
    let day = day_of(state, tenant, wrong.on).await?;
    let reference = state.engine().reference(tenant).await?;
    let near = nearest(reference.code_lists(), wrong.list, wrong.code, day);
    let near = near.ok_or_else(|| Problem::not_found("list of codes"))?;
    let near = near.into_iter().map(|code| NearCode {
        code: code.to_owned(),
        label: words_of(wrong.list, code).map(Into::into),
    });
    Ok(near.collect())
}

/// A code that a list may not have.
pub struct WrongCode<'a> {
    /// The name of the list.
    pub list: &'a str,
    /// The code as it was given.
    pub code: &'a str,
    /// The day on which codes must hold; today where it is `None`.
    pub on: Option<jiff::civil::Date>,
}

impl CodeListEntry {
    fn stored(row: CodeListEntryRecord) -> anyhow::Result<Self> {
        let attributes = RawValue::from_string(row.attributes.into_text())
            .with_context(|| format!("attributes of {} {}", row.list, row.code))?;
        Ok(Self {
            label: words_of(&row.list, &row.code).map(Into::into),
            code: row.code,
            description: row.description,
            valid_from: row.valid_from.0.map(|day| day.to_string()),
            valid_to: row.valid_to.map(|day| day.to_string()),
            attributes,
        })
    }

    fn built_in(code: ReadableCode<'_>) -> anyhow::Result<Self> {
        Ok(Self {
            code: code.code.to_owned(),
            description: code.words.map(|words| words.en.to_owned()),
            label: code.words.map(Into::into),
            valid_from: code.validity.from.map(|day| day.to_string()),
            valid_to: code.validity.until.map(|day| day.to_string()),
            attributes: RawValue::from_string("{}".to_owned())?,
        })
    }
}

/// Searches the entries of a list of codes: of the one that was loaded, or else of the one that is
/// built in.
#[utoipa::path(
    get,
    path = "/v1/codelists/{list}",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(
        ("list" = String, Path, description = "The list's name: CL008, BC36, …",
            example = "CL231"),
        ("search" = Option<String>, Query, description = "Part of code or description"),
        ("on" = Option<String>, Query, description = "Only codes of this day"),
        ("validOn" = Option<String>, Query, description = "The same as `on`"),
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
        valid_on: query.date("on").or(query.date("validOn")),
        after: query.parsed("cursor", "a nextCursor of the same search", position_of),
        limit: query.limit(),
        offset: 0,
    };
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let mut page = match store.code_list(tenant, &list).await? {
        Some(_) => {
            let page = store.search_code_list(tenant, &list, &search).await?;
            let last = page.next_behind();
            let next_cursor = last.map(|row| cursor_behind(&row.code, row.valid_from));
            let entries = page.into_iter().map(CodeListEntry::stored);
            CodeListEntries {
                entries: entries.collect::<anyhow::Result<_>>()?,
                next_cursor,
                nearest: Vec::new(),
            }
        }
        None => built_in_page(&state, tenant, &list, &search).await?,
    };
    if let Some(text) = search.text.as_deref()
        && page.entries.is_empty()
        && search.after.is_none()
    {
        let wrong = WrongCode {
            list: &list,
            code: text,
            on: search.valid_on,
        };
        page.nearest = near_codes(&state, tenant, &wrong).await?;
    }
    Ok(Json(page))
}

async fn built_in_page(
    state: &ApiState,
    tenant: TenantId,
    list: &str,
    search: &CodeListSearch,
) -> Result<CodeListEntries, Problem> {
    let reference = state.engine().reference(tenant).await?;
    let after = search.after.as_ref();
    let wanted = CodeSearch {
        text: search.text.as_deref(),
        valid_on: search.valid_on,
        after: after.map(|(code, from)| (code.as_str(), from.0)),
    };
    let codes = search_built_in(reference.code_lists(), list, &wanted);
    let mut codes = codes.ok_or_else(|| Problem::not_found("list of codes"))?;
    let is_more = codes.len() > search.limit as usize;
    codes.truncate(search.limit as usize);
    let last = codes.last().filter(|_| is_more);
    let next_cursor = last.map(|code| cursor_behind(code.code, FirstDay(code.validity.from)));
    let entries = codes.into_iter().map(CodeListEntry::built_in);
    Ok(CodeListEntries {
        entries: entries.collect::<anyhow::Result<_>>()?,
        next_cursor,
        nearest: Vec::new(),
    })
}

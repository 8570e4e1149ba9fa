//! Which lists of codes are there?

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use cas_process::code_lists::{BuiltInList, CodeSearch, built_in_lists, search_built_in};
use cas_store::CodeListRecord;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::form_answer::Texts;
use crate::problem::Problem;
use crate::state::ApiState;

/// The lists of codes.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeLists {
    /// The lists, by name.
    code_lists: Vec<CodeList>,
}

/// A list of codes: one that was loaded, or one that is built in and that nobody loaded.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeList {
    /// The name of the list.
    #[schema(example = "CL231")]
    list: String,
    /// What it is a list of, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Texts>,
    /// Where it came from.
    source: String,
    /// How many entries it has.
    entries: u32,
    /// Whether it is part of the product.
    is_built_in: bool,
    /// When it was loaded; absent where it is built in.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    loaded_at: Option<String>,
}

impl CodeList {
    fn loaded(row: CodeListRecord, built_in: &[BuiltInList]) -> Self {
        let known = built_in.iter().find(|list| list.name == row.list);
        Self {
            label: known.map(|list| list.title.into()),
            list: row.list,
            source: row.source,
            entries: row.entries,
            is_built_in: false,
            loaded_at: Some(row.loaded_at.to_string()),
        }
    }
}

/// Lists the lists of codes: those that were loaded, and those that are built in and take effect
/// where none of their name was loaded.
#[utoipa::path(
    get,
    path = "/v1/codelists",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    responses((status = 200, description = "The lists", body = CodeLists))
)]
pub async fn search_code_lists(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<CodeLists>, Problem> {
    query.finish()?;
    let tenant = authorized.tenant();
    let built_in = built_in_lists();
    let rows = state.store().code_lists_of(tenant).await?;
    let loaded: BTreeSet<String> = rows.iter().map(|row| row.list.clone()).collect();
    let reference = state.engine().reference(tenant).await?;
    let others = built_in.iter().filter(|list| !loaded.contains(list.name));
    let others = others.map(|list| {
        let search = CodeSearch::default();
        let codes = search_built_in(reference.code_lists(), list.name, &search);
        CodeList {
            list: list.name.to_owned(),
            label: Some(list.title.into()),
            source: list.source.to_owned(),
            entries: codes.map_or(0, |codes| u32::try_from(codes.len()).unwrap_or(u32::MAX)),
            is_built_in: true,
            loaded_at: None,
        }
    });
    let rows = rows.into_iter();
    let rows = rows.map(|row| CodeList::loaded(row, &built_in));
    let mut code_lists: Vec<CodeList> = rows.chain(others).collect();
    code_lists.sort_by(|one, other| one.list.cmp(&other.list));
    Ok(Json(CodeLists { code_lists }))
}

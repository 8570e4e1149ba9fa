//! Which lists of codes has the tenant loaded?

use axum::Json;
use axum::extract::State;
use cas_store::CodeListRecord;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// The lists that were loaded.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeLists {
    /// The lists, by name.
    code_lists: Vec<CodeList>,
}

/// A list that was loaded.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeList {
    /// The name of the list.
    list: String,
    /// Where it came from.
    source: String,
    /// How many entries it has.
    entries: u32,
    /// When it was loaded.
    #[schema(format = DateTime)]
    loaded_at: String,
}

impl From<CodeListRecord> for CodeList {
    fn from(row: CodeListRecord) -> Self {
        Self {
            list: row.list,
            source: row.source,
            entries: row.entries,
            loaded_at: row.loaded_at.to_string(),
        }
    }
}

/// Lists the lists of codes that were loaded. Short lists that hardly change are built in and take
/// effect where none was loaded.
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
    let rows = state.store().code_lists_of(authorized.tenant()).await?;
    let code_lists = rows.into_iter().map(CodeList::from).collect();
    Ok(Json(CodeLists { code_lists }))
}

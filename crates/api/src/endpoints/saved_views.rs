//! Which views of lists do people keep?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use cas_engine::Caller;
use cas_model::ids::{SavedViewId, TenantId};
use cas_model::record;
use cas_store::SavedViewRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::export_declarations::check_columns;
use super::found_declarations::FoundDeclarationPages;
use crate::codes;
use crate::extract::{Authorized, Query, ReadDeclarations, body, path_id};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// The lists of which there are views.
const LISTS: &[&str] = &["declarations"];
/// Columns of the list on screens that tables of exports have not.
const LIST_COLUMNS: [&str; 2] = ["next", "party"];
/// The most views that a person has, and that are listed.
const MOST_OWN: i64 = 200;
const MOST_LISTED: u32 = 1_000;
/// The most characters of a name and of a search.
const LONGEST_NAME: usize = 100;
const LONGEST_SEARCH: usize = 4_000;

/// Views of a list: the caller's own, and those that others share.
#[derive(Serialize, ToSchema)]
pub struct SavedViews {
    /// The views, in the order in which they were made.
    views: Vec<SavedView>,
}

/// A view of a list.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SavedView {
    /// The id of the view.
    #[schema(format = Uuid)]
    id: String,
    /// The list that it is a view of.
    list: String,
    /// What its owner calls it.
    name: String,
    /// The person who made it.
    owner: String,
    /// Whether everybody of the tenant sees it.
    shared: bool,
    /// The parameters of the list, as they stand in an address.
    search: String,
    /// The columns that are shown, in their order; the usual ones where there are none.
    columns: Vec<String>,
    /// When it was changed last.
    #[schema(format = DateTime)]
    updated_at: String,
}

/// A view that is to be kept.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "list": "declarations",
    "name": "Refused in Munich",
    "search": "currentStatus[]=CustomsError&sort=-lastUpdated",
    "columns": ["currentStatus", "lrn", "mrn"],
    "shared": true,
}))]
pub struct SavedViewRequest {
    /// The list that it is a view of: `declarations`.
    list: String,
    /// What it is called, 1 to 100 characters.
    name: String,
    /// The parameters of `GET /v1/declarations`, as they stand in an address; `view=summary` stands
    /// among those of the list.
    #[serde(default)]
    search: String,
    /// The columns that are shown, by the names that exports have.
    #[serde(default)]
    columns: Vec<String>,
    /// Whether everybody of the tenant sees it.
    #[serde(default)]
    shared: bool,
}

impl SavedView {
    fn new(row: SavedViewRow) -> Result<Self, Problem> {
        Ok(Self {
            id: row.id.to_string(),
            list: row.list,
            name: row.name,
            owner: row.owner,
            shared: row.is_shared,
            search: row.search,
            columns: row.columns.get().map_err(anyhow::Error::from)?,
            updated_at: row.updated_at.to_string(),
        })
    }
}

/// What it is called in refusals.
const WHAT: &str = "view";

/// Lists the views of a list: the caller's own, and those that others share.
#[utoipa::path(
    get,
    path = "/v1/views",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(("list" = Option<String>, Query, description = "declarations (default)")),
    responses((status = 200, description = "The views", body = SavedViews))
)]
pub async fn saved_views(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<SavedViews>, Problem> {
    let list = query.parsed("list", "declarations", |text| {
        LISTS.iter().find(|list| **list == text).copied()
    });
    query.finish()?;
    let (store, caller) = (state.store(), &authorized.caller);
    let list = list.unwrap_or(LISTS[0]);
    let rows = store.saved_views(caller.tenant_id, list, &caller.person, MOST_LISTED);
    let mut rows = rows.await?;
    rows.retain(|row| row.is_shared || caller.owns(&row.owner, row.created_at));
    let views = rows.into_iter().map(SavedView::new);
    Ok(Json(SavedViews {
        views: views.collect::<Result<_, _>>()?,
    }))
}

/// Keeps a view of a list.
#[utoipa::path(
    post,
    path = "/v1/views",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    request_body = SavedViewRequest,
    responses((status = 201, description = "Kept", body = SavedView))
)]
pub async fn create_saved_view(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<SavedView>), Problem> {
    query.finish()?;
    let wanted: SavedViewRequest = body::small_json(&headers, body).await?;
    check(&wanted, &state, authorized.tenant()).await?;
    let Caller {
        tenant_id,
        person,
        person_since,
        ..
    } = &authorized.caller;
    let store = state.store();
    if store
        .count_saved_views(*tenant_id, person, *person_since)
        .await?
        >= MOST_OWN
    {
        let message = format!("a person has {MOST_OWN} views at most; delete one");
        return Err(refused(vec![FieldProblem::new("", message)]));
    }
    let now = state.now();
    let row = SavedViewRow {
        tenant_id: authorized.tenant(),
        id: SavedViewId(state.engine().ids().next()),
        list: wanted.list,
        name: wanted.name,
        owner: person.to_owned(),
        is_shared: wanted.shared,
        search: wanted.search,
        columns: record::Json::encode(&wanted.columns).map_err(anyhow::Error::from)?,
        created_at: now,
        updated_at: now,
    };
    store.insert_saved_view(&row).await?;
    Ok((StatusCode::CREATED, Json(SavedView::new(row)?)))
}

/// Changes a view; only its owner may.
#[utoipa::path(
    put,
    path = "/v1/views/{id}",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The view")),
    request_body = SavedViewRequest,
    responses((status = 200, description = "The view as it is now", body = SavedView))
)]
pub async fn put_saved_view(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<SavedView>, Problem> {
    query.finish()?;
    let known = own(&state, &authorized, &id).await?;
    let wanted: SavedViewRequest = body::small_json(&headers, body).await?;
    check(&wanted, &state, authorized.tenant()).await?;
    let row = SavedViewRow {
        name: wanted.name,
        is_shared: wanted.shared,
        search: wanted.search,
        columns: record::Json::encode(&wanted.columns).map_err(anyhow::Error::from)?,
        updated_at: state.now(),
        ..known
    };
    match state.store().change_saved_view(&row).await? {
        true => Ok(Json(SavedView::new(row)?)),
        false => Err(Problem::not_found(WHAT)),
    }
}

/// Deletes a view; only its owner may.
#[utoipa::path(
    delete,
    path = "/v1/views/{id}",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The view")),
    responses((status = 204, description = "Deleted"))
)]
pub async fn delete_saved_view(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<StatusCode, Problem> {
    query.finish()?;
    let row = own(&state, &authorized, &id).await?;
    let store = state.store();
    match store
        .delete_saved_view(row.tenant_id, row.id, &row.owner)
        .await?
    {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::not_found(WHAT)),
    }
}

/// The caller's own view; one of another that is not shared does not exist for him.
async fn own(
    state: &ApiState,
    authorized: &Authorized<ReadDeclarations>,
    id: &str,
) -> Result<SavedViewRow, Problem> {
    let id = SavedViewId(path_id(id, WHAT)?);
    let row = state.store().saved_view(authorized.tenant(), id).await?;
    let row = row.ok_or_else(|| Problem::not_found(WHAT))?;
    let is_own = authorized.caller.owns(&row.owner, row.created_at);
    match (is_own, row.is_shared) {
        (true, _) => Ok(row),
        (false, true) => {
            let detail = "a view is changed and deleted by the person who made it";
            Err(Problem::new(codes::NOT_THE_AUTHOR, detail))
        }
        (false, false) => Err(Problem::not_found(WHAT)),
    }
}

async fn check(
    wanted: &SavedViewRequest,
    state: &ApiState,
    tenant: TenantId,
) -> Result<(), Problem> {
    let mut errors = Vec::new();
    let mut wrong = |field: &str, message: String| errors.push(FieldProblem::new(field, message));
    if !LISTS.contains(&wanted.list.as_str()) {
        wrong("list", format!("must be one of {}", LISTS.join(", ")));
    }
    let name = wanted.name.trim();
    if !(1..=LONGEST_NAME).contains(&name.chars().count()) {
        wrong("name", format!("must have 1 to {LONGEST_NAME} characters"));
    }
    if wanted.search.chars().count() > LONGEST_SEARCH {
        wrong(
            "search",
            format!("must have at most {LONGEST_SEARCH} characters"),
        );
    }
    let of_table = |name: &&String| !LIST_COLUMNS.contains(&name.as_str());
    let of_table: Vec<String> = wanted.columns.iter().filter(of_table).cloned().collect();
    if let Err(message) = check_columns(&of_table) {
        wrong("columns", message);
    }
    if !errors.is_empty() {
        return Err(refused(errors));
    }
    // What the list would refuse is no view of it.
    let mut query = Query::of_text(&wanted.search);
    FoundDeclarationPages::read(&mut query, state, tenant, None).await?;
    query.finish()
}

fn refused(errors: Vec<FieldProblem>) -> Problem {
    Problem::new(codes::INVALID_STRUCTURE, "nothing was kept").with_errors(errors)
}

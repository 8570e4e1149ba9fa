//! How is one thing done with many declarations?

use std::collections::HashMap;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use cas_engine::{BulkForesight, MOST_BULK_ROWS, RequestedBulk};
use cas_model::Action;
use cas_model::bulk::{ASSIGN, BULK_ACTIONS, BulkOrder, BulkRowState, FLAG};
use cas_model::ids::{ActionId, BulkRunId, DeclarationId};
use cas_store::{ActionRecord, BulkRowRecord, BulkRunRecord, BulkRunSearch};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::declaration_work::colour;
use super::found_declarations::FoundDeclarationPages;
use crate::codes;
use crate::extract::{
    A_CURSOR, Authorized, CreateMessages, Query, ReadDeclarations, body, path_id,
};
use crate::plan_fingerprint::{self, OwnPlan, named_plan};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// What is to be done with which declarations.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(example = json!({
    "action": "submit",
    "declarations": ["01900000-0000-7000-8000-000000000001"],
}))]
pub struct BulkRequest {
    /// `submit`, `validate`, `hold`, `release-hold`, `invalidate`, `resend`, `assign` or `flag`.
    action: String,
    /// Why, for `invalidate`: customs reads it.
    #[serde(default)]
    reason: Option<String>,
    /// The person, for `assign`; nobody where absent.
    #[serde(default)]
    assignee: Option<String>,
    /// The colour, for `flag`; none where absent.
    #[serde(default)]
    flag: Option<String>,
    /// The ids of the declarations, 5,000 at most.
    #[serde(default)]
    declarations: Vec<String>,
    /// Or all that a search finds now: the parameters of `GET /v1/declarations`, as they stand in an
    /// address.
    #[serde(default)]
    search: Option<String>,
}

/// A run over many declarations.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRun {
    /// The id of the run.
    #[schema(format = Uuid)]
    id: String,
    /// What is done with each declaration.
    action: &'static str,
    /// How many declarations there are in it.
    rows: u32,
    /// The person who asked for it.
    requested_by: String,
    /// When it was asked for.
    #[schema(format = DateTime)]
    requested_at: String,
    /// When all were asked; absent while the run is under way.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    finished_at: Option<String>,
}

/// What would come of a run.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkPreview {
    /// Always true: nothing was changed.
    dry_run: bool,
    /// Names what would be done: sent as `CAS-Plan` with the run, exactly this is begun, or the run
    /// is refused.
    fingerprint: String,
    /// What would be done with each declaration.
    action: &'static str,
    /// How many it would be done with.
    allowed: usize,
    /// How many would be refused.
    refused: usize,
    /// The declarations: first those that would be refused.
    rows: Vec<BulkPreviewRow>,
}

/// What would come of one declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkPreviewRow {
    /// The declaration, as it was named.
    #[schema(format = Uuid)]
    declaration_id: String,
    /// Its local reference number; absent where there is no such declaration.
    #[serde(skip_serializing_if = "Option::is_none")]
    lrn: Option<String>,
    /// The status that it has now.
    #[serde(skip_serializing_if = "Option::is_none")]
    current_status: Option<&'static str>,
    /// Whether it would be done.
    allowed: bool,
    /// Why not, as a code that `/errors/{code}` explains.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<&'static str>,
    /// Why not, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// A run, how far it is, and what came of its declarations.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkResult {
    #[serde(flatten)]
    run: BulkRun,
    /// How many declarations were not looked at yet.
    pending: i64,
    /// How many may not be done, and were not changed.
    refused: i64,
    /// What came of each, in the order in which they were named.
    results: Vec<BulkRow>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What came of one declaration.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRow {
    /// The declaration, as it was named.
    #[schema(format = Uuid)]
    declaration_id: String,
    /// `pending`: not looked at; `requested`: the action is carried out; `done`; `failed`: it was
    /// carried out and did not do what was asked, as the declaration's findings say; `refused`: it
    /// may not be done, and nothing was changed.
    state: &'static str,
    /// The request, where an action was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    action_id: Option<String>,
    /// Why it was refused, as a code that `/errors/{code}` explains.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// Why it was refused, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// Runs of a tenant, the newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BulkRuns {
    /// The runs, the newest first.
    runs: Vec<BulkRun>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl BulkRun {
    fn new(row: BulkRunRecord) -> Result<Self, Problem> {
        let order = row.bulk_order.get().map_err(anyhow::Error::from)?;
        Ok(Self {
            id: row.id.to_string(),
            action: order.name(),
            rows: row.row_count,
            requested_by: row.requested_by,
            requested_at: row.requested_at.to_string(),
            finished_at: row.finished_at.map(|time| time.to_string()),
        })
    }
}

impl From<BulkForesight> for BulkPreviewRow {
    fn from(foreseen: BulkForesight) -> Self {
        let (lrn, status) = foreseen
            .row
            .map(|row| (row.lrn, row.status.as_str()))
            .unzip();
        let (code, detail) = foreseen.refusal.map(|it| (it.code.name, it.detail)).unzip();
        Self {
            declaration_id: foreseen.declaration_id.to_string(),
            lrn,
            current_status: status,
            allowed: code.is_none(),
            code,
            detail,
        }
    }
}

impl BulkRow {
    fn new(row: BulkRowRecord, action: Option<&ActionRecord>) -> Self {
        let ended = action.and_then(|action| action.successful);
        let state = match (row.state, ended) {
            (BulkRowState::Requested, Some(true)) => BulkRowState::Done.as_str(),
            (BulkRowState::Requested, Some(false)) => "failed",
            (state, _) => state.as_str(),
        };
        Self {
            declaration_id: row.declaration_id.to_string(),
            state,
            action_id: row.action_id.map(|id| id.to_string()),
            code: row.code,
            detail: row.detail,
        }
    }
}

/// Does one thing with many declarations: a run, which goes on whatever happens to the server, and
/// asks each declaration once. With `dryRun=true` it tells what would come of each.
#[utoipa::path(
    post,
    path = "/v1/bulk",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(
        ("dryRun" = Option<bool>, Query, description =
            "true: only say what would be done with each, and change nothing"),
        ("CAS-Plan" = Option<String>, Header, description =
            "The `fingerprint` of a dry run: what is done by now must be what it said"),
    ),
    request_body = BulkRequest,
    responses(
        (status = 202, description = "The run has begun", body = BulkRun),
        (status = 200, description = "With dryRun=true: what would be done", body = BulkPreview),
    )
)]
pub async fn create_bulk(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    mut query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let is_dry = query.flag("dryRun");
    query.finish()?;
    let named = named_plan(&headers)?;
    let wanted: BulkRequest = body::typed_json(&headers, body, 1024 * 1024).await?;
    let order = order_of(&wanted)?;
    let declarations = declarations_of(&authorized, &state, &wanted).await?;
    let (engine, caller) = (state.engine(), &authorized.caller);
    let requested = RequestedBulk {
        order: &order,
        declarations: &declarations,
        visible: authorized.visible.as_ref(),
    };
    if is_dry || named.is_some() {
        let foreseen = engine.foresee_bulk(caller, requested).await?;
        let preview = preview(&order, foreseen)?;
        match named {
            _ if is_dry => return Ok(Json(preview).into_response()),
            Some(named) if named != preview.fingerprint => {
                let plan = serde_json::to_value(&preview).map_err(anyhow::Error::from)?;
                return Err(plan_fingerprint::changed(preview.fingerprint, plan));
            }
            Some(_) | None => {}
        }
    }
    let run = engine.begin_bulk(caller, requested).await?;
    Ok((StatusCode::ACCEPTED, Json(BulkRun::new(run)?)).into_response())
}

/// What would come of a run, with those first that would be refused.
fn preview(order: &BulkOrder, foreseen: Vec<BulkForesight>) -> anyhow::Result<BulkPreview> {
    let mut rows: Vec<BulkPreviewRow> = foreseen.into_iter().map(Into::into).collect();
    rows.sort_by_key(|row| row.allowed);
    let allowed = rows.iter().filter(|row| row.allowed).count();
    // With the ids, which a fingerprint forgets elsewhere as they are made anew there.
    let ids: Vec<&str> = rows.iter().map(|row| row.declaration_id.as_str()).collect();
    let own = OwnPlan {
        path: "bulk",
        content: &serde_json::to_vec(&(order, ids))?,
    };
    Ok(BulkPreview {
        dry_run: true,
        fingerprint: own.fingerprint(&rows)?,
        action: order.name(),
        allowed,
        refused: rows.len() - allowed,
        rows,
    })
}

fn order_of(wanted: &BulkRequest) -> Result<BulkOrder, Problem> {
    let action = Action::parse(&wanted.action).filter(|action| BULK_ACTIONS.contains(action));
    let order = match (wanted.action.as_str(), action) {
        (_, Some(action)) => BulkOrder::Act {
            action,
            reason: wanted.reason.clone(),
        },
        (ASSIGN, None) => BulkOrder::Assign(wanted.assignee.clone()),
        (FLAG, None) => BulkOrder::Flag(wanted.flag.as_deref().map(colour).transpose()?),
        _ => {
            let actions = BULK_ACTIONS.iter().map(|action| action.as_str());
            let names: Vec<&str> = actions.chain([ASSIGN, FLAG]).collect();
            return Err(wrong(
                "action",
                format!("must be one of {}", names.join(", ")),
            ));
        }
    };
    let is_unused = [
        (
            "reason",
            wanted.reason.is_some(),
            action == Some(Action::Invalidate),
        ),
        (
            "assignee",
            wanted.assignee.is_some(),
            wanted.action == ASSIGN,
        ),
        ("flag", wanted.flag.is_some(), wanted.action == FLAG),
    ];
    match is_unused
        .iter()
        .find(|(_, is_sent, is_used)| *is_sent && !is_used)
    {
        Some((field, ..)) => Err(wrong(field, format!("says nothing with {}", wanted.action))),
        None => Ok(order),
    }
}

async fn declarations_of(
    authorized: &Authorized<CreateMessages>,
    state: &ApiState,
    wanted: &BulkRequest,
) -> Result<Vec<DeclarationId>, Problem> {
    let Some(search) = &wanted.search else {
        let id = |(at, text): (usize, &String)| {
            let message = "must be the id of a declaration";
            DeclarationId::parse(text).map_err(|_| wrong(&format!("declarations[{at}]"), message))
        };
        return wanted.declarations.iter().enumerate().map(id).collect();
    };
    if !wanted.declarations.is_empty() {
        return Err(wrong("search", "send either declarations or search"));
    }
    found_by(authorized, state, search).await
}

/// All that a search finds, and one more where that is too many.
async fn found_by(
    authorized: &Authorized<CreateMessages>,
    state: &ApiState,
    search: &str,
) -> Result<Vec<DeclarationId>, Problem> {
    let mut query = Query::of_text(search.strip_prefix('?').unwrap_or(search));
    let (tenant, visible) = (authorized.tenant(), authorized.visible.clone());
    let mut pages = FoundDeclarationPages::read(&mut query, state, tenant, visible).await?;
    query.finish()?;
    let mut found = Vec::new();
    while let Some(page) = pages.next().await?
        && found.len() <= MOST_BULK_ROWS
    {
        found.extend(page.iter().map(|row| row.id));
    }
    Ok(found)
}

fn wrong(field: &str, message: impl Into<String>) -> Problem {
    let error = FieldProblem::new(field, message);
    Problem::new(codes::BULK_RUN_REFUSED, "nothing was begun").with_errors(vec![error])
}

/// Lists runs over many declarations, the newest first. Whoever may see parts of the organisation is
/// shown the own ones.
#[utoipa::path(
    get,
    path = "/v1/bulk",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The runs", body = BulkRuns))
)]
pub async fn bulk_runs(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<BulkRuns>, Problem> {
    let before = query.parsed("cursor", A_CURSOR, |text| BulkRunId::parse(text).ok());
    let limit = query.limit();
    query.finish()?;
    let store = state.store();
    let own_only = authorized.visible.as_ref();
    let search = BulkRunSearch {
        requested_by: own_only.map(|_| authorized.caller.person.clone()),
        before,
        limit,
    };
    let page = store.bulk_runs(authorized.tenant(), &search).await?;
    let next_cursor = page.next_behind().map(|row| row.id.to_string());
    let shown = page.into_iter().filter(|run| is_shown(&authorized, run));
    let runs = shown.map(BulkRun::new);
    Ok(Json(BulkRuns {
        runs: runs.collect::<Result<_, _>>()?,
        next_cursor,
    }))
}

/// Tells how far a run is, and what came of its declarations.
#[utoipa::path(
    get,
    path = "/v1/bulk/{id}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The run"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The run", body = BulkResult))
)]
pub async fn get_bulk(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    mut query: Query,
) -> Result<Json<BulkResult>, Problem> {
    let behind = query.parsed("cursor", A_CURSOR, |text| text.parse().ok());
    let limit = query.limit();
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let id = BulkRunId(path_id(&id, "run")?);
    let run = store.bulk_run(tenant, id).await?;
    let run = run.filter(|run| is_shown(&authorized, run));
    let run = run.ok_or_else(|| Problem::not_found("run"))?;
    let rows = store
        .bulk_rows(tenant, id, behind.unwrap_or(0), limit)
        .await?;
    let counts = store.bulk_counts(tenant, id).await?;
    let count = |state| {
        let counted = counts.iter().find(|(of, _)| *of == state);
        counted.map_or(0, |(_, count)| *count)
    };
    let actions: Vec<ActionId> = rows.iter().filter_map(|row| row.action_id).collect();
    let actions = store.actions(&actions).await?;
    let actions: HashMap<ActionId, ActionRecord> = actions
        .into_iter()
        .map(|action| (action.id, action))
        .collect();
    let next_cursor = rows.next_behind().map(|row| row.number.to_string());
    let result = |row: BulkRowRecord| {
        let action = row.action_id.and_then(|id| actions.get(&id));
        BulkRow::new(row, action)
    };
    Ok(Json(BulkResult {
        run: BulkRun::new(run)?,
        pending: count(BulkRowState::Pending),
        refused: count(BulkRowState::Refused),
        results: rows.into_iter().map(result).collect(),
        next_cursor,
    }))
}

/// Whether a run is shown: to who is restricted, his own alone.
fn is_shown(authorized: &Authorized<ReadDeclarations>, run: &BulkRunRecord) -> bool {
    let caller = &authorized.caller;
    authorized.visible.is_none() || caller.owns(&run.requested_by, run.requested_at)
}

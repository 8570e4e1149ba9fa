//! What must an operator look at, and how does he say that it is done?

use std::collections::HashMap;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::ids::{AlertId, DeclarationId, TenantId};
use cas_process::collaboration::person_id;
use cas_store::{
    AlertRecord, AlertSearch, AlertWorkRow, ListPlace, ListPosition, ListSort, ListStart,
    OpenAlerts,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{
    AdminConfiguration, Authorized, Decided, Decision, ListEdges, Query, ReadMessages, body,
    path_id, read_place, start_of,
};
use crate::problem::Problem;
use crate::state::ApiState;

/// Alerts of a tenant.
#[derive(Serialize, ToSchema)]
pub struct Alerts {
    /// The alerts, the newest first unless `sort` says otherwise.
    alerts: Vec<Alert>,
    /// Where the list goes on.
    #[serde(flatten)]
    edges: ListEdges,
}

/// Something an operator must look at.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Alert {
    /// The id of the alert.
    #[schema(format = Uuid)]
    id: String,
    /// `unmatched-message`, `unreadable-message`, `unexpected-event`, `dead-task`, …
    kind: String,
    /// What happened, in words for operators.
    text: String,
    /// The message it is about.
    message_id: Option<String>,
    /// The declaration it is about.
    declaration_id: Option<String>,
    /// When it was raised.
    #[schema(format = DateTime)]
    raised_at: String,
    /// When someone dealt with it.
    #[schema(format = DateTime)]
    resolved_at: Option<String>,
    /// What else it is about: the id of a task, the code of a system.
    subject: Option<String>,
    /// Who dealt with it: the client's id; none where it ended by itself.
    resolved_by: Option<String>,
    /// What was done, in his words.
    resolution: Option<String>,
    /// The person who is to deal with it; absent where nobody is.
    #[serde(skip_serializing_if = "Option::is_none")]
    assignee: Option<String>,
}

impl From<AlertRecord> for Alert {
    fn from(row: AlertRecord) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind,
            text: row.text,
            message_id: row.message_id.map(|id| id.to_string()),
            declaration_id: row.declaration_id.map(|id| id.to_string()),
            raised_at: row.raised_at.to_string(),
            resolved_at: row.resolved_at.map(|time| time.to_string()),
            subject: row.subject,
            resolved_by: row.resolved_by,
            resolution: row.resolution,
            assignee: None,
        }
    }
}

/// Lists alerts, the newest first. Values of one parameter are separated by commas and mean "one of".
#[utoipa::path(
    get,
    path = "/v1/alerts",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    params(
        ("state" = Option<String>, Query, description =
            "open (default): those that nobody dealt with; resolved: the others; all: both"),
        ("kind" = Option<String>, Query, description =
            "unmatched-message, unreadable-message, dead-task, …"),
        ("declarationId" = Option<String>, Query, description =
            "The declaration that they are about"),
        ("assignee" = Option<String>, Query, description = "Who is to deal with them"),
        ("raisedFrom" = Option<String>, Query, description =
            "Raised at or after; a day is the tenant's"),
        ("raisedTo" = Option<String>, Query, description = "Raised before, or on this day"),
        ("since" = Option<String>, Query, description = "Raised since: 7d, 12h, 30m"),
        ("sort" = Option<String>, Query, description = "-raised (default) or raised"),
        ("count" = Option<bool>, Query, description = "true: `total` says how many there are"),
        ("before" = Option<String>, Query, description =
            "The id of an alert: those that were raised before it; or `nextCursor`"),
        ("cursor" = Option<String>, Query, description =
            "`nextCursor` or `previousCursor` of a page"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The alerts", body = Alerts))
)]
pub async fn alerts(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Alerts>, Problem> {
    let (store, tenant) = (state.store(), authorized.tenant());
    let mut place: ListPlace<AlertRecord> = read_place(&mut query);
    if let Some(before) = query.text("before") {
        place.start = start_before(&state, tenant, &before, place.sort).await?;
        if place.start.is_none() {
            query.error("before", "must be an alert's id or nextCursor");
        }
    }
    let zone = state.engine().zone_of(tenant).await?;
    let raised_from = query.moment("raisedFrom").map(|it| it.since(zone));
    let raised_to = query.moment("raisedTo").map(|it| it.until(zone));
    let since = query.span_before("since", state.now());
    let which = query.parsed("state", "open, resolved or all", parse_state);
    let search = AlertSearch {
        which: which.unwrap_or_default(),
        kinds: query.listed("kind", "a kind of alert", |text| Some(text.to_owned())),
        declaration: query.parsed("declarationId", "a declaration's id", |text| {
            DeclarationId::parse(text).ok()
        }),
        assignee: query.text("assignee"),
        raised_from: since.or(raised_from),
        raised_to,
        visible: authorized.visible.clone(),
        place,
        limit: query.limit(),
    };
    let is_counted = query.flag("count");
    query.finish()?;
    let page = store.alerts(tenant, &search).await?;
    let total = match is_counted {
        true => Some(store.count_alerts(tenant, &search).await?),
        false => None,
    };
    Ok(Json(Alerts {
        edges: ListEdges::of_page(&page, search.place.sort).with_total(total),
        alerts: with_assignees(&state, tenant, page.into_iter().collect()).await?,
    }))
}

/// Where a page begins by `before`, which was the id of an alert in earlier releases.
async fn start_before(
    state: &ApiState,
    tenant: TenantId,
    before: &str,
    sort: ListSort<AlertRecord>,
) -> anyhow::Result<Option<ListStart>> {
    let Ok(id) = AlertId::parse(before) else {
        return Ok(start_of(before, sort));
    };
    let alert = state.store().alert(tenant, id).await?;
    Ok(alert.map(|alert| ListStart {
        position: ListPosition::of_row(&alert, sort.order),
        is_backwards: false,
    }))
}

/// Alerts with who is to deal with them.
async fn with_assignees(
    state: &ApiState,
    tenant: TenantId,
    rows: Vec<AlertRecord>,
) -> Result<Vec<Alert>, Problem> {
    let ids: Vec<AlertId> = rows.iter().map(|row| row.id).collect();
    let work = state.store().alert_work(tenant, &ids).await?;
    let mut assignees: HashMap<AlertId, Option<String>> = work
        .into_iter()
        .map(|row| (row.alert_id, row.assignee))
        .collect();
    let alert = |row: AlertRecord| Alert {
        assignee: assignees.remove(&row.id).flatten(),
        ..row.into()
    };
    Ok(rows.into_iter().map(alert).collect())
}

/// Who is to deal with an alert.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "assignee": "anna.keller" }))]
pub struct AlertAssignment {
    /// The person; `null` for nobody.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    assignee: Option<String>,
}

/// Says who is to deal with an alert. Whoever says it last is right.
#[utoipa::path(
    put,
    path = "/v1/alerts/{id}/assignment",
    tag = "operations",
    security(("oauth2" = ["admin:configuration"])),
    params(("id" = String, Path, description = "The alert")),
    request_body = AlertAssignment,
    responses((status = 200, description = "The alert", body = Alert))
)]
pub async fn assign_alert(
    authorized: Authorized<AdminConfiguration>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Alert>, Problem> {
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let alert = store.alert(tenant, AlertId(path_id(&id, "alert")?)).await?;
    let alert = alert.ok_or_else(|| Problem::not_found("alert"))?;
    let wanted: AlertAssignment = body::small_json(&headers, body).await?;
    if let Some(person) = &wanted.assignee {
        person_id(person)?;
    }
    let row = AlertWorkRow {
        tenant_id: tenant,
        alert_id: alert.id,
        assignee: wanted.assignee.clone(),
        updated_at: state.now(),
        updated_by: authorized.caller.person.clone(),
    };
    store.assign_alert(&row).await?;
    Ok(Json(Alert {
        assignee: wanted.assignee,
        ..alert.into()
    }))
}

/// What was done about an alert.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AlertWord {
    /// What was done, 1 to 512 characters; it is kept.
    resolution: String,
}

impl Decision for AlertWord {
    const ABOUT: &'static str = "alert";
}

/// Resolves an alert with a word on what was done. Who did it is kept.
#[utoipa::path(
    post,
    path = "/v1/alerts/{id}/resolve",
    tag = "operations",
    security(("oauth2" = ["admin:configuration"])),
    params(("id" = String, Path, description = "The alert")),
    request_body = AlertWord,
    responses((status = 200, description = "The alert, resolved", body = Alert))
)]
pub async fn resolve_alert(
    State(state): State<ApiState>,
    decided: Decided<AlertWord>,
) -> Result<Json<Alert>, Problem> {
    let (id, engine) = (AlertId(decided.id), state.engine());
    let resolved = engine.resolve_alert(&decided.caller, id, &decided.decision.resolution);
    let resolved = vec![resolved.await?];
    let mut alerts = with_assignees(&state, decided.caller.tenant_id, resolved).await?;
    Ok(Json(alerts.remove(0)))
}

fn parse_state(text: &str) -> Option<OpenAlerts> {
    match text {
        "open" => Some(OpenAlerts::Only),
        "resolved" => Some(OpenAlerts::Resolved),
        "all" => Some(OpenAlerts::AndResolved),
        _ => None,
    }
}

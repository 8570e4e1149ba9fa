//! How does a receiver get again what it missed?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use cas_engine::{MOST_REPLAYED, ReplayWish};
use cas_model::ids::{DeliveryId, SubscriptionId};
use cas_store::{DeliverySearch, DeliveryState};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::codes;
use crate::extract::{Authorized, CreateSubscriptions, Query, body, path_id};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// The most bytes of a demand: as many ids as it may name.
const LARGEST: usize = 64_000;

/// Which deliveries are to be repeated: by their ids, or by state and period.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeliveryReplayRequest {
    /// Deliveries by their ids, at most 1,000; then nothing else is said.
    #[serde(default)]
    deliveries: Vec<Uuid>,
    /// What became of them: `expired`, `pending` (failed so far), `delivered`; what was not
    /// delivered when absent.
    #[serde(default)]
    states: Vec<String>,
    /// Made then or later.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    from: Option<Timestamp>,
    /// Made then or before.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    to: Option<Timestamp>,
    /// Those behind this one: the `continueFrom` of the demand before, whose `to` is said as well.
    #[serde(default)]
    after: Option<Uuid>,
}

/// How many deliveries are repeated by one demand.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeliveryReplayAnswer {
    /// How many events are posted again.
    replayed: usize,
    /// How many deliveries are of an event that waits for its first attempt, or that this demand
    /// repeats already.
    already_waiting: usize,
    /// Whether the demand took all that is meant.
    is_complete: bool,
    /// What the next demand names as `after`; absent when this one took all.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Uuid)]
    continue_from: Option<String>,
    /// Until when deliveries were looked for; absent where they were named.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    to: Option<String>,
    /// The new deliveries, in the order in which they are due.
    #[schema(value_type = Vec<String>)]
    deliveries: Vec<String>,
}

/// Posts events again that a receiver did not take, or lost: each event once, the oldest first, at
/// most 20 a second, so that new events go between. The receiver knows a repetition by its
/// `webhook-id`. At most 1,000 deliveries are taken at once; `continueFrom` says where to go on.
#[utoipa::path(
    post,
    path = "/v1/subscriptions/{id}/replay",
    tag = "notifications",
    security(("oauth2" = ["create:subscriptions"])),
    params(("id" = String, Path, description = "The subscription")),
    request_body = DeliveryReplayRequest,
    responses((status = 202, description = "They will be posted", body = DeliveryReplayAnswer))
)]
pub async fn replay_deliveries(
    authorized: Authorized<CreateSubscriptions>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<DeliveryReplayAnswer>), Problem> {
    query.finish()?;
    let id = SubscriptionId(path_id(&id, "subscription")?);
    let request: DeliveryReplayRequest = body::typed_json(&headers, body, LARGEST).await?;
    let wish = wish(request, state.now())?;
    let to = match &wish {
        ReplayWish::Named(_) => None,
        ReplayWish::Found(search) => search.until.map(|time| time.to_string()),
    };
    let replayed = state.engine().replay(&authorized.caller, id, wish).await?;
    let answer = DeliveryReplayAnswer {
        replayed: replayed.deliveries.len(),
        already_waiting: replayed.already_waiting,
        is_complete: replayed.continue_from.is_none(),
        continue_from: replayed.continue_from.map(|id| id.to_string()),
        to,
        deliveries: replayed
            .deliveries
            .iter()
            .map(|row| row.id.to_string())
            .collect(),
    };
    Ok((StatusCode::ACCEPTED, Json(answer)))
}

fn wish(request: DeliveryReplayRequest, now: Timestamp) -> Result<ReplayWish, Problem> {
    let mut errors = Vec::new();
    let mut states = Vec::new();
    for (at, name) in request.states.iter().enumerate() {
        match DeliveryState::parse(name) {
            Some(state) => states.push(state),
            None => errors.push(FieldProblem::new(
                format!("states[{at}]"),
                "must be pending, delivered or expired",
            )),
        }
    }
    let is_searched = !request.states.is_empty()
        || request.from.is_some()
        || request.to.is_some()
        || request.after.is_some();
    let most = MOST_REPLAYED as usize;
    match (request.deliveries.len(), is_searched) {
        (0, false) => errors.push(FieldProblem::new(
            "deliveries",
            "name deliveries, or say which by states, from and to",
        )),
        (1.., true) => errors.push(FieldProblem::new(
            "deliveries",
            "name deliveries, or say which by states, from and to; not both",
        )),
        (named, false) if named > most => errors.push(FieldProblem::new(
            "deliveries",
            format!("must be at most {most}"),
        )),
        (_, _) => {}
    }
    if !errors.is_empty() {
        let problem = Problem::new(codes::INVALID_STRUCTURE, "nothing is repeated");
        return Err(problem.with_errors(errors));
    }
    if !is_searched {
        let ids = request.deliveries.into_iter().map(DeliveryId);
        return Ok(ReplayWish::Named(ids.collect()));
    }
    if states.is_empty() {
        states = vec![DeliveryState::Expired, DeliveryState::Pending];
    }
    Ok(ReplayWish::Found(DeliverySearch {
        states,
        since: request.from,
        until: Some(request.to.unwrap_or(now)),
        behind: request.after.map(DeliveryId),
        ..DeliverySearch::default()
    }))
}

//! What happens from now on, as it happens?

use axum::Extension;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::Sse;
use axum::response::{IntoResponse, Response};
use cas_model::ids::DeclarationId;

use super::events::{Begin, read_begin};
use crate::event_filter::EventFilter;
use crate::event_stream::{Listening, listen};
use crate::extract::{Authorized, Query, ReadEvents};
use crate::problem::Problem;
use crate::serve::Stopping;
use crate::state::ApiState;

/// Where a browser that connects again says what it has (HTML, 9.2.4).
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// Tells a proxy (nginx) not to keep what is streamed.
const NOT_BUFFERED: (HeaderName, &str) = (HeaderName::from_static("x-accel-buffering"), "no");

/// Streams events as they happen (server-sent events, HTML 9.2).
///
/// Each message has the event's place in the log as `id` and the envelope, as it is posted to
/// webhooks, as `data`. It begins with what the caller has not read yet: behind `Last-Event-ID`,
/// else behind `after`, else from the beginning of the log, or with `from=now` with what comes. A
/// quiet stream sends a comment with the place it stands at every 15 seconds. A message with the
/// event `end` is the last: its `data` says in `reason` why – `too-slow`, `server-stops` and
/// `store-unavailable` are gone on from by connecting again, `access-ended` needs a new token
/// or session. Whoever may see parts of the organisation is told their events.
#[utoipa::path(
    get,
    path = "/v1/events/stream",
    tag = "notifications",
    security(("oauth2" = ["read:declarations"]), ("oauth2" = ["read:subscriptions"])),
    params(
        ("Last-Event-ID" = Option<String>, Header, description = "The `id` of the last message"),
        ("after" = Option<String>, Query, description = "A `nextCursor` of `GET /v1/events`"),
        ("from" = Option<String>, Query, description = "now: only what happens from now on"),
        ("eventType" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("eventSubType" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("plant" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("declaration" = Option<Vec<String>>, Query, description = "Ids; repeatable"),
        ("customsFlow" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("presence" = Option<String>, Query, description =
            "The id of a declaration: messages with the event `presence` tell who looks at it"),
    ),
    responses((status = 200, description = "Messages until the caller or the stream ends",
        content_type = "text/event-stream", body = String,
        example = "id: 41\ndata: {\"eventType\":\"DeclarationStatusChanged\",\
                   \"eventSubType\":\"Released\",\"data\":{}}\n\n"))
)]
pub async fn stream_events(
    authorized: Authorized<ReadEvents>,
    State(state): State<ApiState>,
    stopping: Option<Extension<Stopping>>,
    headers: HeaderMap,
    mut query: Query,
) -> Result<Response, Problem> {
    let last_read = headers.get(LAST_EVENT_ID);
    let last_read = last_read.and_then(|id| id.to_str().ok()?.trim().parse().ok());
    let begin = read_begin(&mut query);
    let filter = EventFilter::read(&mut query);
    let presence = query.parsed("presence", "the id of a declaration", |text| {
        DeclarationId::parse(text).ok()
    });
    query.finish()?;
    if let Some(declaration) = presence {
        authorized.declaration(&state, declaration).await?;
    }
    let (tenant, limits) = (authorized.tenant(), state.settings().event_streams);
    let place = state
        .stream_places()
        .enter(tenant, &authorized.caller.client_id, limits)?;
    let feeds = state.event_feeds();
    let receiver = feeds
        .subscribe(state.store(), tenant, limits.buffer)
        .await?;
    let last = state.store().last_event(tenant).await?;
    let position = match (last_read, begin) {
        // Of a log that was restored from a copy, a caller may have read what is not there.
        (Some(read), _) | (None, Begin::After(read)) => last.min(read),
        (None, Begin::Now) => last,
    };
    let listening = Listening {
        admission: authorized.admission(),
        audience: authorized.audience(),
        stopping: stopping.map(|Extension(stopping)| stopping),
        state: state.clone(),
        tenant,
        filter,
        presence,
        position,
        receiver,
        _place: place,
    };
    Ok(([NOT_BUFFERED], Sse::new(listen(listening))).into_response())
}

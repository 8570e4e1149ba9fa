//! What happened since I last asked?
//!
//! The ordered log behind the webhooks: who missed a notification reads it here.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::event_filter::EventFilter;
use crate::events::LoggedEvent;
use crate::extract::{Authorized, Query, ReadEvents};
use crate::problem::Problem;
use crate::state::ApiState;

/// How many events are looked at for one answer.
const LOOKED_AT: usize = 2_000;

/// Events in their order.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Events {
    /// The envelopes, as they are posted to webhooks.
    #[schema(value_type = Vec<Object>)]
    events: Vec<Box<RawValue>>,
    /// Send it as `after` to read on; it stays the same while nothing happens. An answer may have
    /// few events or none and another cursor: 2,000 are looked at, whatever the filter takes.
    next_cursor: String,
}

/// Where in the log to begin.
pub(super) enum Begin {
    /// Behind the event at this place; 0 is before the first.
    After(i64),
    /// Behind what there is.
    Now,
}

/// Reads `after` and `from`.
pub(super) fn read_begin(query: &mut Query) -> Begin {
    let position = |text: &str| text.parse::<i64>().ok().filter(|position| *position >= 0);
    let after = query.parsed("after", "a nextCursor", position);
    let now = query.parsed("from", "now", |text| (text == "now").then_some(()));
    match (after, now) {
        (Some(_), Some(())) => {
            query.error("from", "send either after or from");
            Begin::Now
        }
        (None, Some(())) => Begin::Now,
        (after, None) => Begin::After(after.unwrap_or(0)),
    }
}

/// Reads the event log. It never expires. Whoever may see parts of the organisation is shown their
/// events: a page may hold fewer, and `nextCursor` goes on as long as there are more.
#[utoipa::path(
    get,
    path = "/v1/events",
    tag = "notifications",
    security(("oauth2" = ["read:declarations"]), ("oauth2" = ["read:subscriptions"])),
    params(
        ("after" = Option<String>, Query,
            description = "`nextCursor` of the last answer; from the beginning when absent"),
        ("from" = Option<String>, Query,
            description = "now: no events, and the cursor behind all that happened"),
        ("eventType" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("eventSubType" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("plant" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("declaration" = Option<Vec<String>>, Query, description = "Ids; repeatable"),
        ("customsFlow" = Option<Vec<String>>, Query, description = "Repeatable, or with commas"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The events", body = Events))
)]
pub async fn events(
    authorized: Authorized<ReadEvents>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Events>, Problem> {
    let begin = read_begin(&mut query);
    let filter = EventFilter::read(&mut query);
    let limit = query.limit();
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let mut position = match begin {
        Begin::After(position) => position,
        Begin::Now => store.last_event(tenant).await?,
    };
    let audience = authorized.audience();
    let (mut events, mut looked_at) = (Vec::new(), 0);
    'log: while looked_at < LOOKED_AT {
        let page = store.events_after(tenant, position, limit).await?;
        let goes_on = page.next_behind().is_some();
        for row in page {
            let event = LoggedEvent::read(row).map_err(anyhow::Error::from)?;
            (position, looked_at) = (event.seq, looked_at + 1);
            if filter.takes(&event) && audience.is_shown(&state, &event.subject).await? {
                events.push(RawValue::from_string(event.text).map_err(anyhow::Error::from)?);
            }
            if events.len() == limit as usize {
                break 'log;
            }
        }
        if !goes_on {
            break;
        }
    }
    Ok(Json(Events {
        events,
        next_cursor: position.to_string(),
    }))
}

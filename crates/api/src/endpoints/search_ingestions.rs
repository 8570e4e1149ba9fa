//! What became of the messages that were sent?

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_engine::MessageKind;
use cas_model::ids::IngestionId;
use cas_model::spelling::Spelling;
use cas_store::{IngestionHead, IngestionSearch, IngestionState};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::get_ingestion::Ingestion;
use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Messages that were sent, newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ingestions {
    /// The messages that match what was searched.
    ingestions: Vec<Ingestion>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Searches the ingestion history.
#[utoipa::path(
    get,
    path = "/v1/ingestions",
    tag = "ingestion",
    security(("oauth2" = ["read:messages"])),
    params(
        ("externalReference" = Option<String>, Query, description = "The ERP's reference"),
        ("state" = Option<String>, Query,
            description = "received, processing, succeeded or failed"),
        ("kind" = Option<String>, Query,
            description = "CustomsShipment, ArticleDataItem, BusinessPartners, Authorisations, \
                Guarantees, CustomsOffices, Locations, ExchangeRates or ValueSets"),
        ("receivedFrom" = Option<String>, Query, description = "Received at or after"),
        ("receivedTo" = Option<String>, Query, description = "Received before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many; not with cursor"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The messages", body = Ingestions))
)]
pub async fn search_ingestions(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Ingestions>, Problem> {
    let kinds: Vec<&str> = MessageKind::all().map(MessageKind::as_str).collect();
    let states = "received, processing, succeeded or failed";
    let kind = query.parsed(
        "kind",
        &format!("one of {}", kinds.join(", ")),
        MessageKind::parse,
    );
    let after = query.parsed("cursor", "a nextCursor of the same search", position_of);
    let offset = query.offset();
    if after.is_some() && offset.is_some() {
        query.error("offset", "send either offset or cursor");
    }
    // A message is of no country yet: its day is the tenant's.
    let (received_from, received_to) = (query.moment("receivedFrom"), query.moment("receivedTo"));
    let zone = state.engine().zone_of(authorized.tenant()).await?;
    let search = IngestionSearch {
        external_reference: query.spelled("externalReference", Spelling::Reference),
        state: query.parsed("state", states, IngestionState::parse),
        kind: kind.map(|kind| kind.as_str().to_owned()),
        received_from: received_from.map(|it| it.since(zone)),
        received_to: received_to.map(|it| it.until(zone)),
        onlooker: authorized.onlooker(),
        after,
        limit: query.limit(),
        offset: offset.unwrap_or(0),
    };
    query.finish()?;
    let page = state
        .store()
        .search_ingestions(authorized.tenant(), &search)
        .await?;
    let next_cursor = page.next_behind().map(cursor_behind);
    let ingestions = page
        .into_iter()
        .map(Ingestion::new)
        .collect::<anyhow::Result<_>>()?;
    Ok(Json(Ingestions {
        ingestions,
        next_cursor,
    }))
}

/// When an ingestion was received, and its id: what a page begins behind.
fn cursor_behind(row: &IngestionHead) -> String {
    let time = row.received_at.as_nanosecond();
    URL_SAFE_NO_PAD.encode(format!("{time} {}", row.id))
}

fn position_of(cursor: &str) -> Option<(Timestamp, IngestionId)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (time, id) = text.split_once(' ')?;
    let time = Timestamp::from_nanosecond(time.parse().ok()?).ok()?;
    Some((time, IngestionId::parse(id).ok()?))
}

//! What became of the messages that were sent?

use axum::Json;
use axum::extract::State;
use cas_engine::MessageKind;
use cas_model::spelling::Spelling;
use cas_store::{IngestionSearch, IngestionState};
use serde::Serialize;
use utoipa::ToSchema;

use super::get_ingestion::Ingestion;
use crate::extract::{Authorized, ListEdges, Query, ReadMessages, read_place};
use crate::problem::Problem;
use crate::state::ApiState;

/// Messages that were sent, newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ingestions {
    /// The messages that match what was searched.
    ingestions: Vec<Ingestion>,
    /// Where the list goes on.
    #[serde(flatten)]
    edges: ListEdges,
}

/// Searches the ingestion history. Values of one parameter are separated by commas and mean "one of".
#[utoipa::path(
    get,
    path = "/v1/ingestions",
    tag = "ingestion",
    security(("oauth2" = ["read:messages"])),
    params(
        ("externalReference" = Option<String>, Query, description = "The ERP's reference"),
        ("state" = Option<String>, Query,
            description = "received, processing, succeeded or failed, separated by commas"),
        ("kind" = Option<String>, Query,
            description = "CustomsShipment, ArticleDataItem, BusinessPartners, Authorisations, \
                Guarantees, CustomsOffices, Locations, ExchangeRates or ValueSets"),
        ("receivedFrom" = Option<String>, Query, description = "Received at or after"),
        ("receivedTo" = Option<String>, Query, description = "Received before"),
        ("since" = Option<String>, Query, description = "Received since: 7d, 12h, 30m"),
        ("sort" = Option<String>, Query, description = "-received (default) or received"),
        ("count" = Option<bool>, Query, description = "true: `total` says how many there are"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many; not with cursor"),
        ("cursor" = Option<String>, Query, description =
            "`nextCursor` or `previousCursor` of a page"),
    ),
    responses((status = 200, description = "The messages", body = Ingestions))
)]
pub async fn search_ingestions(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Ingestions>, Problem> {
    let names: Vec<&str> = MessageKind::all().map(MessageKind::as_str).collect();
    let kinds = query.listed(
        "kind",
        &format!("one of {}", names.join(", ")),
        MessageKind::parse,
    );
    let place = read_place(&mut query);
    // A message is of no country yet: its day is the tenant's.
    let zone = state.engine().zone_of(authorized.tenant()).await?;
    let received_from = query.moment("receivedFrom").map(|it| it.since(zone));
    let received_to = query.moment("receivedTo").map(|it| it.until(zone));
    let since = query.span_before("since", state.now());
    let search = IngestionSearch {
        external_reference: query.spelled("externalReference", Spelling::Reference),
        states: query.listed("state", STATES, IngestionState::parse),
        kinds: kinds.iter().map(|kind| kind.as_str().to_owned()).collect(),
        received_from: since.or(received_from),
        received_to,
        onlooker: authorized.onlooker(),
        limit: query.limit(),
        offset: query.offset_without(place.start.as_ref()),
        place,
    };
    let is_counted = query.flag("count");
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let page = store.search_ingestions(tenant, &search).await?;
    let total = match is_counted {
        true => Some(store.count_ingestions(tenant, &search).await?),
        false => None,
    };
    let edges = ListEdges::of_page(&page, search.place.sort).with_total(total);
    let ingestions = page.into_iter().map(Ingestion::new);
    Ok(Json(Ingestions {
        ingestions: ingestions.collect::<anyhow::Result<_>>()?,
        edges,
    }))
}

const STATES: &str = "received, processing, succeeded or failed";

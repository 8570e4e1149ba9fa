//! Which messages were exchanged with customs, and which of them need a person?
//!
//! Those that belong to no declaration, or could not be read, are kept and never dropped.

use axum::Json;
use axum::extract::State;
use cas_model::ids::{DeclarationId, SystemCode};
use cas_model::message::{MessageDirection, MessageState};
use cas_store::MessageSearch;

use super::declaration_messages::Messages;
use crate::extract::{Authorized, ListEdges, Query, ReadMessages, read_place};
use crate::problem::Problem;
use crate::state::ApiState;

/// Lists messages exchanged with customs, the newest first. Values of one parameter are separated by
/// commas and mean "one of".
#[utoipa::path(
    get,
    path = "/v1/messages",
    tag = "operations",
    security(("oauth2" = ["read:messages"])),
    params(
        ("declarationId" = Option<String>, Query, description =
            "The declaration that they are of, or tell of"),
        ("state" = Option<String>, Query, description =
            "stored, sent, failed, received, interpreted, duplicate, unmatched or unreadable"),
        ("direction" = Option<String>, Query, description = "outbound or inbound"),
        ("type" = Option<String>, Query, description = "Types, customs' names: CC015C, IE801, …"),
        ("system" = Option<String>, Query, description = "Codes of customs systems"),
        ("createdFrom" = Option<String>, Query, description =
            "Stored at or after; a day is the tenant's"),
        ("createdTo" = Option<String>, Query, description = "Stored before, or on this day"),
        ("since" = Option<String>, Query, description = "Stored since: 7d, 12h, 30m"),
        ("sort" = Option<String>, Query, description = "-created (default) or created"),
        ("count" = Option<bool>, Query, description = "true: `total` says how many there are"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many; not with cursor"),
        ("cursor" = Option<String>, Query, description =
            "`nextCursor` or `previousCursor` of a page"),
    ),
    responses((status = 200, description = "The messages", body = Messages))
)]
pub async fn messages(
    authorized: Authorized<ReadMessages>,
    State(app): State<ApiState>,
    mut query: Query,
) -> Result<Json<Messages>, Problem> {
    let place = read_place(&mut query);
    let zone = app.engine().zone_of(authorized.tenant()).await?;
    let created_from = query.moment("createdFrom").map(|it| it.since(zone));
    let created_to = query.moment("createdTo").map(|it| it.until(zone));
    let since = query.span_before("since", app.now());
    let search = MessageSearch {
        declaration: query.parsed("declarationId", "a declaration's id", |text| {
            DeclarationId::parse(text).ok()
        }),
        direction: query.parsed("direction", "outbound or inbound", MessageDirection::parse),
        states: query.listed("state", STATE, MessageState::parse),
        types: query.listed("type", "a type of message", |text| Some(text.to_owned())),
        systems: query.listed("system", "a customs system", SystemCode::parse),
        created_from: since.or(created_from),
        created_to,
        visible: authorized.visible.clone(),
        limit: query.limit(),
        offset: query.offset_without(place.start.as_ref()),
        place,
    };
    let is_counted = query.flag("count");
    query.finish()?;
    let (store, tenant) = (app.store(), authorized.tenant());
    let page = store.search_messages(tenant, &search).await?;
    let total = match is_counted {
        true => Some(store.count_messages(tenant, &search).await?),
        false => None,
    };
    let edges = ListEdges::of_page(&page, search.place.sort).with_total(total);
    let messages = Messages::from_heads(page.into_iter().collect())?;
    Ok(Json(Messages { edges, ..messages }))
}

const STATE: &str = "a state of messages, e.g. unmatched";

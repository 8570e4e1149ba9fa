//! Which shipments are there?

use axum::Json;
use axum::extract::State;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use cas_model::Direction;
use cas_model::ids::ShipmentId;
use cas_model::spelling::Spelling;
use cas_store::{ShipmentHead, ShipmentSearch};
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// Shipments that were found, the newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomsShipments {
    /// The shipments that match what was searched.
    customs_shipments: Vec<ShipmentSummary>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A shipment without its document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShipmentSummary {
    /// The id that this system gave it.
    #[schema(format = Uuid)]
    id: String,
    /// The reference that the ERP gave it.
    external_reference: String,
    /// Whether goods come in (`IN`) or go out (`OUT`).
    direction: &'static str,
    /// The flow it runs in; absent where customs told of it first.
    #[serde(skip_serializing_if = "Option::is_none")]
    customs_flow: Option<String>,
    /// The version of the flow.
    flow_version: u32,
    /// Which run of the flow this is, from 1: a replacement starts the next.
    run: u32,
    /// Counts its changes, from 1.
    version: u32,
    /// When it was created.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it last changed.
    #[schema(format = DateTime)]
    updated_at: String,
}

impl From<ShipmentHead> for ShipmentSummary {
    fn from(row: ShipmentHead) -> Self {
        Self {
            id: row.id.to_string(),
            external_reference: row.external_reference,
            direction: row.direction.as_str(),
            customs_flow: row.flow,
            flow_version: row.flow_version,
            run: row.run,
            version: row.version,
            created_at: row.created_at.to_string(),
            updated_at: row.updated_at.to_string(),
        }
    }
}

/// Searches shipments. Parameters are combined with "and".
#[utoipa::path(
    get,
    path = "/v1/customsshipments",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("externalReference" = Option<String>, Query, description = "The ERP's reference"),
        ("direction" = Option<String>, Query, description = "IN or OUT"),
        ("customsFlow" = Option<String>, Query, description = "The flow"),
        ("createdFrom" = Option<String>, Query, description = "Created at or after"),
        ("createdTo" = Option<String>, Query, description = "Created before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The shipments", body = CustomsShipments))
)]
pub async fn search_customs_shipments(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<CustomsShipments>, Problem> {
    // A shipment is of no country yet: its day is the tenant's.
    let (from, to) = (query.moment("createdFrom"), query.moment("createdTo"));
    let zone = state.engine().zone_of(authorized.tenant()).await?;
    let search = ShipmentSearch {
        external_reference: query.spelled("externalReference", Spelling::Reference),
        direction: query.parsed("direction", "IN or OUT", Direction::parse),
        flow: query.text("customsFlow"),
        created_from: from.map(|it| it.since(zone)),
        created_to: to.map(|it| it.until(zone)),
        visible: authorized.visible.clone(),
        after: query.parsed("cursor", "a nextCursor of the same search", position_of),
        limit: query.limit(),
    };
    query.finish()?;
    let page = state
        .store()
        .search_shipments(authorized.tenant(), &search)
        .await?;
    Ok(Json(CustomsShipments {
        next_cursor: page.next_behind().map(cursor_behind),
        customs_shipments: page.into_iter().map(Into::into).collect(),
    }))
}

/// When a shipment was created, and its id: what a page begins behind.
fn cursor_behind(row: &ShipmentHead) -> String {
    let time = row.created_at.as_nanosecond();
    URL_SAFE_NO_PAD.encode(format!("{time} {}", row.id))
}

fn position_of(cursor: &str) -> Option<(Timestamp, ShipmentId)> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (time, id) = text.split_once(' ')?;
    let time = Timestamp::from_nanosecond(time.parse().ok()?).ok()?;
    Some((time, ShipmentId::parse(id).ok()?))
}

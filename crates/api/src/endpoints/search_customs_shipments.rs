//! Which shipments are there?

use axum::Json;
use axum::extract::State;
use cas_model::Direction;
use cas_model::spelling::Spelling;
use cas_store::{ShipmentHead, ShipmentSearch};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, ListEdges, Query, ReadDeclarations, read_place};
use crate::problem::Problem;
use crate::state::ApiState;

/// Shipments that were found.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CustomsShipments {
    /// The shipments that match what was searched.
    customs_shipments: Vec<ShipmentSummary>,
    /// Where the list goes on.
    #[serde(flatten)]
    edges: ListEdges,
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

/// Searches shipments. Parameters are combined with "and"; values of one are separated by commas and
/// mean "one of".
#[utoipa::path(
    get,
    path = "/v1/customsshipments",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("externalReference" = Option<String>, Query, description =
            "The ERP's reference; `N*`: all that begin so, in any case"),
        ("direction" = Option<String>, Query, description = "IN or OUT"),
        ("customsFlow" = Option<String>, Query, description = "Flows, separated by commas"),
        ("createdFrom" = Option<String>, Query, description = "Created at or after"),
        ("createdTo" = Option<String>, Query, description = "Created before"),
        ("changed" = Option<String>, Query, description = "Changed since: 7d, 12h, 30m"),
        ("changedFrom" = Option<String>, Query, description = "Changed at or after"),
        ("changedTo" = Option<String>, Query, description = "Changed before"),
        ("sort" = Option<String>, Query, description =
            "-created (default), -changed or reference, each with or without -"),
        ("count" = Option<bool>, Query, description = "true: `total` says how many there are"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("cursor" = Option<String>, Query, description =
            "`nextCursor` or `previousCursor` of a page"),
    ),
    responses((status = 200, description = "The shipments", body = CustomsShipments))
)]
pub async fn search_customs_shipments(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<CustomsShipments>, Problem> {
    // A shipment is of no country yet: its day is the tenant's.
    let zone = state.engine().zone_of(authorized.tenant()).await?;
    let mut from = |name| query.moment(name).map(|it| it.since(zone));
    let (created_from, changed_from) = (from("createdFrom"), from("changedFrom"));
    let mut to = |name| query.moment(name).map(|it| it.until(zone));
    let (created_to, changed_to) = (to("createdTo"), to("changedTo"));
    let changed = query.span_before("changed", state.now());
    let reference = query.text("externalReference");
    let begins = reference.as_deref().and_then(|text| text.strip_suffix('*'));
    let spelled = |text: &str| Spelling::Reference.normalize(text).into_owned();
    let search = ShipmentSearch {
        external_reference: match begins {
            Some(_) => None,
            None => reference.as_deref().map(spelled),
        },
        reference_begins: begins.map(spelled),
        direction: query.parsed("direction", "IN or OUT", Direction::parse),
        flows: query.listed("customsFlow", "a flow", |text| Some(text.to_owned())),
        created_from,
        created_to,
        updated_from: changed.or(changed_from),
        updated_to: changed_to,
        visible: authorized.visible.clone(),
        place: read_place(&mut query),
        limit: query.limit(),
    };
    let is_counted = query.flag("count");
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let page = store.search_shipments(tenant, &search).await?;
    let total = match is_counted {
        true => Some(store.count_shipments(tenant, &search).await?),
        false => None,
    };
    Ok(Json(CustomsShipments {
        edges: ListEdges::of_page(&page, search.place.sort).with_total(total),
        customs_shipments: page.into_iter().map(Into::into).collect(),
    }))
}

//! What became of the messages that were sent?

use axum::Json;
use axum::extract::State;
use cas_engine::MessageKind;
use cas_model::spelling::Spelling;
use cas_store::{IngestionSearch, IngestionState};
use serde::Serialize;
use utoipa::ToSchema;

use super::get_ingestion::Ingestion;
use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Messages that were sent, newest first.
#[derive(Serialize, ToSchema)]
pub struct Ingestions {
    /// The messages that match what was searched.
    ingestions: Vec<Ingestion>,
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
        ("offset" = Option<u32>, Query, description = "Skip so many"),
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
    let search = IngestionSearch {
        external_reference: query.spelled("externalReference", Spelling::Reference),
        state: query.parsed("state", states, IngestionState::parse),
        kind: kind.map(|kind| kind.as_str().to_owned()),
        received_from: query.since("receivedFrom"),
        received_to: query.until("receivedTo"),
        limit: query.limit(),
        offset: query.offset().unwrap_or(0),
    };
    query.finish()?;
    let rows = state
        .store()
        .search_ingestions(authorized.tenant(), &search)
        .await?;
    let ingestions = rows
        .into_iter()
        .map(Ingestion::new)
        .collect::<anyhow::Result<_>>()?;
    Ok(Json(Ingestions { ingestions }))
}

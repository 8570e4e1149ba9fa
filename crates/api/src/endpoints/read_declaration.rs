//! Which shipment would make a message that a trader sent by other means?
//!
//! Nothing is stored: the message is read by the tables that write such messages, and the answer
//! can be sent to `POST /v1/customsshipments` as it is.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_engine::reading::ReadMessage;
use cas_model::ids::SystemCode;
use utoipa::ToSchema;

use crate::document_schema::{DeclarationDocument, ShipmentDocument};
use crate::extract::{Authorized, CreateMessages, Query, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// A message of a trader, read: in the description; what is answered is the engine's.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what is answered")]
pub struct ReadMessageAnswer {
    /// The customs system it is for.
    system: String,
    /// Its type, customs' name: `CC015C`, `DEC`.
    message_type: String,
    /// What it is for: `declaration`, `amendment`, `presentation` or `invalidation`.
    kind: String,
    /// The type of declaration that its content makes it; absent where no type fits.
    declaration_type: Option<String>,
    /// Whose customs gets it, where it says so.
    jurisdiction: Option<String>,
    /// The local reference number (LRN) that the trader gave it.
    lrn: Option<String>,
    /// The master reference number, which customs gave it.
    mrn: Option<String>,
    /// The excise system's number.
    arc: Option<String>,
    /// The day on which it was made, as it says itself.
    #[schema(format = Date)]
    day: Option<String>,
    /// The shipment that would make it, ready for `POST /v1/customsshipments`; with kind
    /// `declaration`.
    #[schema(value_type = Option<ShipmentDocument>)]
    shipment: Option<ShipmentDocument>,
    /// What it says of a declaration that customs has; with the other kinds.
    #[schema(value_type = Option<DeclarationDocument>)]
    document: Option<DeclarationDocument>,
    /// Every leaf of the message that could not be read; nothing else of it is lost.
    unread: Vec<UnreadLeafAnswer>,
}

/// A leaf of a message that could not be read.
#[derive(ToSchema)]
#[schema(rename_all = "camelCase")]
#[expect(dead_code, reason = "describes what is answered")]
pub struct UnreadLeafAnswer {
    /// The code of the finding: `leaf-unread`.
    code: String,
    /// Where, below the root of the declaration: `GoodsShipment/UCR/ID`; elements of several with
    /// their number, attributes behind `@`.
    path: String,
    /// The text that stands there.
    value: String,
    /// Why it is not read, where that is not for want of a place.
    why: Option<String>,
}

/// Reads a message that a trader sent by other means as the shipment that would make it.
///
/// The body is the message as it was sent. Nothing is stored, and nothing is validated but that it
/// is a message of the system's traders; send the `shipment` to `POST /v1/customsshipments`, with
/// `?dryRun=true` to see what would become of it.
#[utoipa::path(
    post,
    path = "/v1/systems/{system}/declarations/read",
    tag = "ingestion",
    security(("oauth2" = ["create:messages"])),
    params(("system" = String, Path, description = "The customs system's code")),
    request_body(
        description = "The message",
        content(
            (String = "application/xml"),
            (String = "application/octet-stream"),
        )
    ),
    responses((status = 200, description = "What it says", body = ReadMessageAnswer))
)]
pub async fn read_declaration(
    _authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(system): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ReadMessage>, Problem> {
    query.finish()?;
    let unknown = || Problem::not_found("customs system");
    let system = SystemCode::parse(&system).ok_or_else(unknown)?;
    if state.engine().registry().get(&system).is_none() {
        return Err(unknown());
    }
    body::media_type(&headers, &[body::XML, body::TEXT_XML, body::BYTES])?;
    let bytes = body::read(body, state.settings().body_limit).await?;
    let engine = state.engine().clone();
    let place = state.readings().acquire_owned().await;
    let place = place.map_err(anyhow::Error::from)?;
    let read = tokio::task::spawn_blocking(move || {
        // Held until it is read, also when nobody waits for it any more.
        let _place = place;
        engine.read_message(&system, &bytes)
    });
    Ok(Json(read.await.map_err(anyhow::Error::from)??))
}

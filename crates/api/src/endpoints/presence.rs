//! Who else looks at a declaration?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_store::PresenceRow;
use jiff::SignedDuration;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{OwnDeclaration, Query, ReadDeclarations, body};
use crate::present::Present;
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// How long it holds that somebody is there, unless it is said again.
const HOLDS: SignedDuration = SignedDuration::from_secs(30);
/// The most characters of a place.
const LONGEST_PLACE: usize = 200;

/// Where the caller is in a declaration.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "place": "Items", "typing": true }))]
pub struct Presence {
    /// Where in it, as the screen names it; up to 200 characters.
    #[serde(default)]
    place: Option<String>,
    /// Whether the caller writes there.
    #[serde(default)]
    typing: bool,
    /// Whether the caller leaves: then the others see him no more.
    #[serde(default)]
    leaves: bool,
}

/// Says that the caller looks at a declaration, for 30 seconds, and answers who else does. Others
/// hear it from `GET /v1/events/stream?presence=`.
#[utoipa::path(
    put,
    path = "/v1/declarations/{id}/presence",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body = Presence,
    responses((status = 200, description = "Who is there, the caller too", body = Present))
)]
pub async fn put_presence(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Present>, Problem> {
    query.finish()?;
    let said: Presence = body::small_json(&headers, body).await?;
    if said
        .place
        .as_ref()
        .is_some_and(|place| place.chars().count() > LONGEST_PLACE)
    {
        let message = format!("must have at most {LONGEST_PLACE} characters");
        return Err(Problem::new(codes::INVALID_STRUCTURE, "nothing was said")
            .with_errors(vec![FieldProblem::new("place", message)]));
    }
    let (now, tenant) = (state.now(), declaration.row.tenant_id);
    let row = PresenceRow {
        tenant_id: tenant,
        declaration_id: declaration.row.id,
        person: declaration.caller.person.clone(),
        place: said.place,
        is_typing: said.typing,
        until: if said.leaves { now } else { now + HOLDS },
    };
    state.store().note_presence(&row, now).await?;
    let present = state
        .store()
        .present_at(tenant, declaration.row.id, now)
        .await?;
    Ok(Json(Present::new(declaration.row.id, &present)))
}

//! What did people write about a declaration or a shipment?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use cas_engine::Caller;
use cas_model::collaboration::Subject;
use cas_model::ids::NoteId;
use cas_store::NoteRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::extract::{
    A_CURSOR, CreateMessages, OwnDeclaration, OwnShipment, Query, ReadDeclarations, body,
};
use crate::problem::Problem;
use crate::state::ApiState;

/// Notes on a declaration or a shipment, the oldest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Notes {
    /// The notes, the oldest first.
    notes: Vec<Note>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A note on a declaration or a shipment.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Note {
    /// The id of the note.
    #[schema(format = Uuid)]
    pub id: String,
    /// Whether it is on a `declaration` or a `shipment`.
    on: &'static str,
    /// The id of the declaration or the shipment.
    #[schema(format = Uuid)]
    on_id: String,
    /// The person who wrote it.
    author: String,
    /// What it says now; absent where its author took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// How often it was written, from 1.
    edition: u32,
    /// When it was written first.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was written last, where that was not the first time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    changed_at: Option<String>,
    /// When its author took it back.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    deleted_at: Option<String>,
}

impl From<NoteRecord> for Note {
    fn from(row: NoteRecord) -> Self {
        Self {
            id: row.id.to_string(),
            on: row.subject_kind.as_str(),
            on_id: row.subject_id.to_string(),
            author: row.author,
            text: Some(row.text).filter(|_| row.deleted_at.is_none()),
            edition: row.edition,
            created_at: row.created_at.to_string(),
            changed_at: row.changed_at.map(|time| time.to_string()),
            deleted_at: row.deleted_at.map(|time| time.to_string()),
        }
    }
}

/// What a note says.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "text": "Waits for the invoice, @anna.keller has asked for it." }))]
pub struct NoteText {
    /// The text, 1 to 4,000 characters. `@` before a person's name tells the person; up to 20.
    pub text: String,
}

/// Lists the notes on a declaration, the oldest first.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/notes",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The notes", body = Notes))
)]
pub async fn declaration_notes(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<Notes>, Problem> {
    list(
        &state,
        &declaration.caller,
        declaration.row.id.into(),
        query,
    )
    .await
}

/// Lists the notes on a shipment, the oldest first.
#[utoipa::path(
    get,
    path = "/v1/customsshipments/{reference}/notes",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("reference" = String, Path, description = "The ERP's reference of the shipment"),
        ("direction" = Option<String>, Query,
            description = "IN or OUT; needed where both have a shipment of this reference"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The notes", body = Notes))
)]
pub async fn shipment_notes(
    shipment: OwnShipment<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<Notes>, Problem> {
    let OwnShipment {
        row,
        authorized,
        query,
    } = shipment;
    list(&state, &authorized.caller, row.id.into(), query).await
}

async fn list(
    state: &ApiState,
    caller: &Caller,
    subject: Subject,
    mut query: Query,
) -> Result<Json<Notes>, Problem> {
    let behind = query.parsed("cursor", A_CURSOR, |text| NoteId::parse(text).ok());
    let limit = query.limit();
    query.finish()?;
    let store = state.store();
    let page = store.notes_on(caller.tenant_id, subject, behind, limit);
    let page = page.await?;
    Ok(Json(Notes {
        next_cursor: page.next_behind().map(|row| row.id.to_string()),
        notes: page.into_iter().map(Into::into).collect(),
    }))
}

/// Writes a note on a declaration. Persons whom it names with `@` are told (`PersonMentioned`).
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/notes",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body = NoteText,
    responses((status = 201, description = "Written", body = Note))
)]
pub async fn add_declaration_note(
    declaration: OwnDeclaration<CreateMessages>,
    State(state): State<ApiState>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Note>), Problem> {
    query.finish()?;
    let note: NoteText = body::small_json(&headers, body).await?;
    let engine = state.engine();
    let note = engine.add_note(&declaration.caller, declaration.row.id.into(), &note.text);
    Ok((StatusCode::CREATED, Json(note.await?.into())))
}

/// Writes a note on a shipment. Persons whom it names with `@` are told (`PersonMentioned`).
#[utoipa::path(
    post,
    path = "/v1/customsshipments/{reference}/notes",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(
        ("reference" = String, Path, description = "The ERP's reference of the shipment"),
        ("direction" = Option<String>, Query,
            description = "IN or OUT; needed where both have a shipment of this reference"),
    ),
    request_body = NoteText,
    responses((status = 201, description = "Written", body = Note))
)]
pub async fn add_shipment_note(
    shipment: OwnShipment<CreateMessages>,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Note>), Problem> {
    shipment.query.finish()?;
    let note: NoteText = body::small_json(&headers, body).await?;
    let engine = state.engine();
    let note = engine.add_note(
        &shipment.authorized.caller,
        shipment.row.id.into(),
        &note.text,
    );
    Ok((StatusCode::CREATED, Json(note.await?.into())))
}

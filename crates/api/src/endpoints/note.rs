//! What did a note say, and how does its author change it?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use cas_model::ids::NoteId;
use cas_store::NoteEditionRecord;
use serde::Serialize;
use utoipa::ToSchema;

use super::notes::{Note, NoteText};
use crate::extract::{
    A_CURSOR, Authorized, CreateMessages, Query, ReadDeclarations, body, path_id,
};
use crate::problem::Problem;
use crate::state::ApiState;

/// A note with all that it ever said.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoteWithEditions {
    #[serde(flatten)]
    note: Note,
    /// Its texts, from the first to the last, also where it was taken back.
    editions: Vec<NoteEdition>,
    /// Send it as `cursor` for more texts; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A text of a note.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoteEdition {
    /// Which of its texts this is, from 1.
    edition: u32,
    /// What the note said then.
    text: String,
    /// When it was written.
    #[schema(format = DateTime)]
    written_at: String,
}

impl From<NoteEditionRecord> for NoteEdition {
    fn from(row: NoteEditionRecord) -> Self {
        Self {
            edition: row.edition,
            text: row.text,
            written_at: row.written_at.to_string(),
        }
    }
}

/// What it is called in refusals.
const WHAT: &str = "note";

/// Reads a note with all that it ever said.
#[utoipa::path(
    get,
    path = "/v1/notes/{id}",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The note"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The note", body = NoteWithEditions))
)]
pub async fn get_note(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    mut query: Query,
) -> Result<Json<NoteWithEditions>, Problem> {
    let behind = query.parsed("cursor", A_CURSOR, |text| text.parse().ok());
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let id = NoteId(path_id(&id, WHAT)?);
    let note = store.note(tenant, id).await?;
    let note = note.ok_or_else(|| Problem::not_found(WHAT))?;
    authorized.must_see(&state, note.subject(), WHAT).await?;
    let editions = store.note_editions(tenant, id, behind.unwrap_or(0), 100);
    let editions = editions.await?;
    Ok(Json(NoteWithEditions {
        note: note.into(),
        next_cursor: editions.next_behind().map(|row| row.edition.to_string()),
        editions: editions.into_iter().map(Into::into).collect(),
    }))
}

/// Writes a note anew; only its author may. What it said before is kept.
#[utoipa::path(
    put,
    path = "/v1/notes/{id}",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The note")),
    request_body = NoteText,
    responses((status = 200, description = "The note as it reads now", body = Note))
)]
pub async fn put_note(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Note>, Problem> {
    query.finish()?;
    let id = NoteId(path_id(&id, WHAT)?);
    must_see(&authorized, &state, id).await?;
    let note: NoteText = body::small_json(&headers, body).await?;
    let engine = state.engine();
    let note = engine.change_note(&authorized.caller, id, &note.text);
    Ok(Json(note.await?.into()))
}

/// Takes a note back; only its author may. What it said is kept.
#[utoipa::path(
    delete,
    path = "/v1/notes/{id}",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The note")),
    responses((status = 204, description = "Taken back"))
)]
pub async fn delete_note(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<StatusCode, Problem> {
    query.finish()?;
    let id = NoteId(path_id(&id, WHAT)?);
    must_see(&authorized, &state, id).await?;
    state.engine().delete_note(&authorized.caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn must_see(
    authorized: &Authorized<CreateMessages>,
    state: &ApiState,
    id: NoteId,
) -> Result<(), Problem> {
    let note = state.store().note(authorized.tenant(), id).await?;
    let note = note.ok_or_else(|| Problem::not_found(WHAT))?;
    authorized.must_see(state, note.subject(), WHAT).await
}

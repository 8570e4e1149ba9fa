//! What did people do about a declaration or a shipment, and where are they named?

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use cas_engine::Caller;
use cas_model::collaboration::{Subject, WorkDone};
use cas_model::ids::NoteId;
use cas_store::ActivityRecord;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::notes::Note;
use crate::extract::{A_CURSOR, Authorized, OwnDeclaration, OwnShipment, Query, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// What people did, the newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// The entries, the newest first.
    activity: Vec<ActivityEntry>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// One thing that somebody did.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActivityEntry {
    /// The id of the entry.
    #[schema(format = Uuid)]
    id: String,
    /// `change` (`NoteAdded`, `Assigned`, …), `by`, and what was changed: `noteId`, `attachmentId`,
    /// `assignee`, `flag`.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    done: WorkDone,
    /// When it was done, by our clock.
    #[schema(format = DateTime)]
    recorded_at: String,
}

/// Tells what people did about a declaration beside its document: notes, files, assignments and
/// flags, the newest first. What happened to the declaration itself stands in its history.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/activity",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "What was done", body = Activity))
)]
pub async fn declaration_activity(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<Activity>, Problem> {
    list(
        &state,
        &declaration.caller,
        declaration.row.id.into(),
        query,
    )
    .await
}

/// Tells what people did about a shipment beside its document, the newest first.
#[utoipa::path(
    get,
    path = "/v1/customsshipments/{reference}/activity",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("reference" = String, Path, description = "The ERP's reference of the shipment"),
        ("direction" = Option<String>, Query,
            description = "IN or OUT; needed where both have a shipment of this reference"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "What was done", body = Activity))
)]
pub async fn shipment_activity(
    shipment: OwnShipment<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<Activity>, Problem> {
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
) -> Result<Json<Activity>, Problem> {
    let before = query.parsed("cursor", A_CURSOR, |text| Uuid::try_parse(text).ok());
    let limit = query.limit();
    query.finish()?;
    let store = state.store();
    let page = store.activity_on(caller.tenant_id, subject, before, limit);
    let page = page.await?;
    let next_cursor = page.next_behind().map(|row| row.id.to_string());
    let entry = |row: ActivityRecord| {
        Ok::<_, anyhow::Error>(ActivityEntry {
            id: row.id.to_string(),
            done: row.detail.get()?,
            recorded_at: row.recorded_at.to_string(),
        })
    };
    Ok(Json(Activity {
        activity: page.into_iter().map(entry).collect::<Result<_, _>>()?,
        next_cursor,
    }))
}

/// Notes that name a person, the newest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mentions {
    /// The notes, the newest first; of those taken back it is only told that they were.
    notes: Vec<Note>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists the notes that name a person, the newest first. Whoever may see parts of the organisation
/// is shown those on what he may see: a page may hold fewer.
#[utoipa::path(
    get,
    path = "/v1/mentions",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("person" = Option<String>, Query, description = "Who is named; the caller by default"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The notes", body = Mentions))
)]
pub async fn mentions(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<Mentions>, Problem> {
    let person = query.text("person");
    let before = query.parsed("cursor", A_CURSOR, |text| NoteId::parse(text).ok());
    let limit = query.limit();
    query.finish()?;
    let (store, tenant) = (state.store(), authorized.tenant());
    let person = person
        .as_deref()
        .unwrap_or_else(|| &authorized.caller.person);
    let page = store.mentions_of(tenant, person, before, limit).await?;
    let next_cursor = page.next_behind().map(|row| row.note_id.to_string());
    let ids: Vec<NoteId> = page.iter().map(|row| row.note_id).collect();
    let notes = store.notes(tenant, &ids).await?;
    let subjects: Vec<Subject> = notes.iter().map(|row| row.subject()).collect();
    let shown = authorized.shown_subjects(&state, &subjects).await?;
    let notes = notes.into_iter();
    let notes = notes.filter(|row| shown.contains(&row.subject()));
    let mut notes: HashMap<NoteId, Note> = notes.map(|row| (row.id, row.into())).collect();
    Ok(Json(Mentions {
        notes: ids.iter().filter_map(|id| notes.remove(id)).collect(),
        next_cursor,
    }))
}

//! What happened to a declaration?

use axum::Json;
use axum::extract::State;
use cas_model::actor::Actor;
use cas_model::record;
use serde::Serialize;
use utoipa::ToSchema;

use super::get_action::ActionAnswer;
use crate::extract::{A_CURSOR, OwnDeclaration, Query, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// The history of a declaration, from the first entry to the last.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationHistory {
    /// The entries of the history.
    history: Vec<HistoryEntry>,
    /// The actions that were asked for and not carried out, with what was found then; on the last
    /// page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    refused_actions: Vec<ActionAnswer>,
    /// Send it as `cursor` for what follows, where the page ended at 4 MB; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// One entry of a history.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    /// Its place, from 1 without gaps.
    seq: u32,
    /// What happened to the declaration.
    event: String,
    /// The status after it.
    status: &'static str,
    /// Whether it was foreseen in the status before it.
    expected: bool,
    /// Who or what brought it about: a client, a part of CAS, or a person as `Name <id>`, with
    /// ` through client` where a client named her.
    actor: String,
    /// The person who did it; absent where it was none.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<ActingPerson>,
    /// A word on it.
    note: Option<String>,
    /// The message that brought it, or that it sent.
    message_id: Option<String>,
    /// Customs' time, as customs wrote it.
    customs_time: Option<String>,
    /// When it was noted here, by our clock.
    #[schema(format = DateTime)]
    recorded_at: String,
}

/// A person who did something.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActingPerson {
    /// The name at that time.
    name: String,
    /// The id of the account, or the one that the client gave.
    id: Option<String>,
    /// The client that named her; absent where she signed in herself.
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<String>,
}

impl ActingPerson {
    /// The person of what a history says; none for a client or a part of CAS.
    fn from_actor(actor: &str) -> Option<Self> {
        match Actor::parse(actor) {
            Actor::Client(_) => None,
            Actor::Person { person, client } => Some(Self {
                name: person.name,
                id: person.id,
                client,
            }),
        }
    }
}

impl From<record::HistoryEntry> for HistoryEntry {
    fn from(row: record::HistoryEntry) -> Self {
        Self {
            seq: row.seq,
            event: row.event.as_str().to_owned(),
            status: row.status.as_str(),
            expected: row.expected,
            person: ActingPerson::from_actor(&row.actor),
            actor: row.actor,
            note: row.note,
            message_id: row.message_id.map(|id| id.to_string()),
            customs_time: row.customs_time,
            recorded_at: row.recorded_at.to_string(),
        }
    }
}

/// Tells what happened to a declaration, with customs' time and ours.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/history",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "Its history", body = DeclarationHistory))
)]
pub async fn get_declaration_history(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<DeclarationHistory>, Problem> {
    let row = declaration.row;
    let behind = query.parsed("cursor", A_CURSOR, |text| text.parse().ok());
    query.finish()?;
    let history = state
        .store()
        .history_page(row.tenant_id, row.id, behind)
        .await?;
    let next_cursor = history.next_behind().map(|row| row.seq.to_string());
    let refused = match next_cursor {
        Some(_) => Vec::new(),
        None => {
            state
                .store()
                .refused_actions_of(row.tenant_id, row.id)
                .await?
        }
    };
    let refused = refused.into_iter().map(ActionAnswer::new);
    Ok(Json(DeclarationHistory {
        next_cursor,
        refused_actions: refused.collect::<anyhow::Result<_>>()?,
        history: history.into_iter().map(Into::into).collect(),
    }))
}

//! Which messages went to and came from customs for a declaration, and what does one say?

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cas_model::ids::MessageId;
use cas_model::scope::Scope;
use cas_model::secret_fields::{hide_in_message, secrets_of_message};
use cas_store::{DeclarationRecord, MessageHead};
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{OwnDeclaration, ReadDeclarations, path_id};
use crate::masking::Sight;
use crate::problem::Problem;
use crate::state::ApiState;

/// Messages exchanged with customs.
#[derive(Serialize, ToSchema)]
pub struct Messages {
    /// The messages to and from customs.
    pub messages: Vec<Message>,
}

/// A message exchanged with customs, without its content.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    /// The id of the message.
    #[schema(format = Uuid)]
    id: String,
    /// Whether we sent it (`outbound`) or received it (`inbound`).
    direction: &'static str,
    /// The customs system at the other end.
    system: String,
    /// The declaration it belongs to.
    declaration_id: Option<String>,
    /// Its type, customs' name.
    message_type: Option<String>,
    /// The identifier that the message bears.
    identifier: Option<String>,
    /// The conversation it belongs to, customs' name for it.
    conversation: Option<String>,
    /// The revision of the document that it carries.
    revision: Option<u32>,
    /// What became of it.
    state: &'static str,
    /// A word on what became of it.
    note: Option<String>,
    /// The media type of its content.
    content_type: String,
    /// Its size in bytes.
    size: u64,
    /// When it was stored.
    #[schema(format = DateTime)]
    created_at: String,
    /// When it was sent, or read.
    #[schema(format = DateTime)]
    processed_at: Option<String>,
}

impl From<MessageHead> for Message {
    fn from(row: MessageHead) -> Self {
        Self {
            id: row.id.to_string(),
            direction: row.direction.as_str(),
            system: row.system.to_string(),
            declaration_id: row.declaration_id.map(|id| id.to_string()),
            message_type: row.message_type,
            identifier: row.identifier,
            conversation: row.conversation,
            revision: row.revision,
            state: row.state.as_str(),
            note: row.note,
            content_type: row.content_type,
            size: row.size,
            created_at: row.created_at.to_string(),
            processed_at: row.processed_at.map(|time| time.to_string()),
        }
    }
}

/// Lists the messages exchanged with customs for a declaration, both ways.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/messages",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 200, description = "Its messages", body = Messages))
)]
pub async fn get_declaration_messages(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<Messages>, Problem> {
    let row = declaration.row;
    let messages = state.store().message_heads_of(row.tenant_id, row.id);
    let messages = messages.await?;
    Ok(Json(Messages {
        messages: messages.into_iter().map(Into::into).collect(),
    }))
}

const WHAT: &str = "message of this declaration";

/// Gives a message's content as it was sent or received. Without the scope `read:accessCodes`,
/// access codes of guarantees are masked in it, also where customs repeats them.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/messages/{messageId}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("messageId" = String, Path, description = "The message"),
    ),
    responses((status = 200, description = "The bytes, with their own content type",
        body = String, content_type = "application/xml"))
)]
pub async fn get_declaration_message(
    declaration: OwnDeclaration<ReadDeclarations>,
    sight: Sight,
    State(state): State<ApiState>,
    Path(ids): Path<(String, String)>,
) -> Result<Response, Problem> {
    let row = declaration.row;
    let id = MessageId(path_id(&ids.1, WHAT)?);
    let message = state.store().message_of(row.tenant_id, row.id, id).await?;
    let message = message.ok_or_else(|| Problem::not_found(WHAT))?;
    let content_type = HeaderValue::from_str(&message.content_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    // Customs' bytes: to be saved, not to be shown as a page of ours.
    let disposition = HeaderValue::from_static("attachment");
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    let body = match sight.sees_access_codes() {
        true => message.body,
        false => masked(&state, &row, message.body).await?,
    };
    Ok((headers, body).into_response())
}

/// A message without the access codes that it or another message of its declaration holds.
async fn masked(
    state: &ApiState,
    row: &DeclarationRecord,
    body: Vec<u8>,
) -> Result<Vec<u8>, Problem> {
    // Two bytes for a sign, as in UTF-16: nothing can be found in it, so nothing of it is shown.
    if body.contains(&0) {
        let name = Scope::ReadAccessCodes.name();
        let detail = format!("this message cannot be masked; ask for the scope {name}");
        return Err(Problem::new(codes::MISSING_SCOPE, detail));
    }
    let messages = state.store().messages_of(row.tenant_id, row.id).await?;
    let known = messages
        .iter()
        .flat_map(|message| secrets_of_message(&message.body));
    Ok(hide_in_message(&body, &known.collect::<Vec<_>>()))
}

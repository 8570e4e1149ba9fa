//! Which messages went to and came from customs for a declaration, and what does one say?

use axum::Json as AnswerJson;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cas_model::ids::MessageId;
use cas_model::message::MessageState;
use cas_model::record::{Json, JsonError, SendAttempts, SendOutcome};
use cas_model::scope::Scope;
use cas_model::secret_fields::{hide_in_message, secrets_of_message};
use cas_store::{DeclarationRecord, MessageHead};
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{A_CURSOR, ListEdges, OwnDeclaration, Query, ReadDeclarations, path_id};
use crate::masking::Sight;
use crate::problem::Problem;
use crate::state::ApiState;

/// Messages exchanged with customs.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Messages {
    /// The messages to and from customs.
    pub messages: Vec<Message>,
    /// Where the list goes on. Pages of the messages of one declaration end at 4 MB alone, and have
    /// `nextCursor` alone.
    #[serde(flatten)]
    pub edges: ListEdges,
}

impl Messages {
    /// The answer of these messages.
    ///
    /// # Errors
    /// When what is stored of one is not what it must be.
    pub fn from_heads(rows: Vec<MessageHead>) -> anyhow::Result<Self> {
        let messages: Result<_, JsonError> = rows.into_iter().map(TryInto::try_into).collect();
        Ok(Self {
            messages: messages?,
            edges: ListEdges::default(),
        })
    }
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
    /// When it was sent, or read; absent as long as it waits.
    #[schema(format = DateTime)]
    processed_at: Option<String>,
    /// Ours: what came of the attempts to send it, the oldest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attempts: Vec<Attempt>,
    /// Attempts behind the first of the list that it has not any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    attempts_left_out: Option<u32>,
    /// Ours: when it is sent again at the latest.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    next_attempt_at: Option<String>,
}

/// An attempt to send a message, or several in a row that ended alike.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attempt {
    /// When the first of them ended.
    #[schema(format = DateTime)]
    first_at: String,
    /// When the last of them ended.
    #[schema(format = DateTime)]
    last_at: String,
    /// How many they were.
    times: u32,
    /// The HTTP status of the answer; absent where nobody answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    http_status: Option<u16>,
    /// What was said, or why nobody answered; its beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

impl From<SendOutcome> for Attempt {
    fn from(outcome: SendOutcome) -> Self {
        Self {
            first_at: outcome.first_at.to_string(),
            last_at: outcome.last_at.to_string(),
            times: outcome.times,
            http_status: outcome.http_status,
            text: outcome.text,
        }
    }
}

impl TryFrom<MessageHead> for Message {
    type Error = JsonError;

    fn try_from(row: MessageHead) -> Result<Self, JsonError> {
        let attempts = row.attempts.as_ref().map(Json::get).transpose()?;
        let attempts: SendAttempts = attempts.unwrap_or_default();
        let waits = row.state == MessageState::Stored;
        Ok(Self {
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
            // Earlier releases wrote there when it is sent again.
            processed_at: row
                .processed_at
                .filter(|_| !waits)
                .map(|time| time.to_string()),
            attempts: attempts.outcomes.into_iter().map(Into::into).collect(),
            attempts_left_out: (attempts.left_out > 0).then_some(attempts.left_out),
            next_attempt_at: row.next_attempt_at.map(|time| time.to_string()),
        })
    }
}

/// Lists the messages exchanged with customs for a declaration, both ways.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/messages",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "Its messages", body = Messages))
)]
pub async fn get_declaration_messages(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<AnswerJson<Messages>, Problem> {
    let row = declaration.row;
    let behind = query.parsed("cursor", A_CURSOR, |text| MessageId::parse(text).ok());
    query.finish()?;
    let store = state.store();
    let page = store.message_heads_of(row.tenant_id, row.id, behind);
    let page = page.await?;
    let next_cursor = page.next_behind().map(|head| head.id.to_string());
    let messages = Messages::from_heads(page.into_iter().collect())?;
    let edges = ListEdges::ahead(next_cursor);
    Ok(AnswerJson(Messages { edges, ..messages }))
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
        false => masked(&state, Some(&row), message.body).await?,
    };
    Ok((headers, body).into_response())
}

/// A message without the access codes that it or another message of its declaration holds.
///
/// # Errors
/// When they cannot be found in it, or the store fails.
pub(super) async fn masked(
    state: &ApiState,
    row: Option<&DeclarationRecord>,
    body: Vec<u8>,
) -> Result<Vec<u8>, Problem> {
    // Two bytes for a sign, as in UTF-16: nothing can be found in it, so nothing of it is shown.
    if body.contains(&0) {
        let name = Scope::ReadAccessCodes.name();
        let detail = format!("this message cannot be masked; ask for the scope {name}");
        return Err(Problem::new(codes::MISSING_SCOPE, detail));
    }
    let mut known = secrets_of_message(&body);
    if let Some(row) = row {
        let messages = state.store().messages_of(row.tenant_id, row.id).await?;
        let bodies = messages.iter().map(|message| &message.body);
        known.extend(bodies.flat_map(|body| secrets_of_message(body)));
    }
    Ok(hide_in_message(&body, &known))
}

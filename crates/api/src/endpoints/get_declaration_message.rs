//! What exactly was sent to customs, or received?

use axum::extract::{Path, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use cas_model::ids::MessageId;

use crate::extract::{OwnDeclaration, ReadDeclarations, path_id};
use crate::problem::Problem;
use crate::state::ApiState;

const WHAT: &str = "message of this declaration";

/// Gives a message's content as it was sent or received.
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
    State(state): State<ApiState>,
    Path(ids): Path<(String, String)>,
) -> Result<Response, Problem> {
    let row = declaration.row;
    let id = MessageId(path_id(&ids.1, WHAT)?);
    let message = state.store().message(row.tenant_id, id).await?;
    let message = message
        .filter(|message| message.declaration_id == Some(row.id))
        .ok_or_else(|| Problem::not_found(WHAT))?;
    let content_type = HeaderValue::from_str(&message.content_type)
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    // Customs' bytes: to be saved, not to be shown as a page of ours.
    let disposition = HeaderValue::from_static("attachment");
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONTENT_DISPOSITION, disposition),
    ];
    Ok((headers, message.body).into_response())
}

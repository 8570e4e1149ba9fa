//! Which files belong to a declaration or a shipment, and how does one more come?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use cas_engine::{Caller, NewAttachment};
use cas_model::collaboration::Subject;
use cas_model::ids::AttachmentId;
use cas_store::AttachmentRecord;
use futures::StreamExt as _;
use serde::Serialize;
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{
    A_CURSOR, CreateMessages, OwnDeclaration, OwnShipment, Query, ReadDeclarations,
};
use crate::problem::Problem;
use crate::state::ApiState;

/// Files of a declaration or a shipment, the oldest first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachments {
    /// The files, those that were deleted among them.
    attachments: Vec<Attachment>,
    /// Send it as `cursor` for the next page; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A file, without its bytes: `GET /v1/attachments/{id}/content` leads to those.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// The id of the file.
    #[schema(format = Uuid)]
    id: String,
    /// Whether it is at a `declaration` or a `shipment`.
    on: &'static str,
    /// The id of the declaration or the shipment.
    #[schema(format = Uuid)]
    on_id: String,
    /// Its name, as it was sent.
    name: String,
    /// What its bytes are, as they say themselves.
    media_type: String,
    /// How many bytes it has.
    size: i64,
    /// The SHA-256 of its bytes, in hexadecimal.
    sha256: String,
    /// The `casReference` of the document in the declaration that it is the paper of.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<String>,
    /// The person who sent it.
    uploaded_by: String,
    /// When it was sent.
    #[schema(format = DateTime)]
    created_at: String,
    /// The person who deleted it; its bytes are gone then.
    #[serde(skip_serializing_if = "Option::is_none")]
    deleted_by: Option<String>,
    /// When it was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    deleted_at: Option<String>,
}

impl From<AttachmentRecord> for Attachment {
    fn from(row: AttachmentRecord) -> Self {
        Self {
            id: row.id.to_string(),
            on: row.subject_kind.as_str(),
            on_id: row.subject_id.to_string(),
            name: row.name,
            media_type: row.media_type,
            size: row.size,
            sha256: row.sha256,
            document: row.document_reference,
            uploaded_by: row.uploaded_by,
            created_at: row.created_at.to_string(),
            deleted_by: row.deleted_by,
            deleted_at: row.deleted_at.map(|time| time.to_string()),
        }
    }
}

/// Lists the files of a declaration, the oldest first.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/attachments",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The files", body = Attachments))
)]
pub async fn declaration_attachments(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<Attachments>, Problem> {
    list(
        &state,
        &declaration.caller,
        declaration.row.id.into(),
        query,
    )
    .await
}

/// Lists the files of a shipment, the oldest first.
#[utoipa::path(
    get,
    path = "/v1/customsshipments/{reference}/attachments",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("reference" = String, Path, description = "The ERP's reference of the shipment"),
        ("direction" = Option<String>, Query,
            description = "IN or OUT; needed where both have a shipment of this reference"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
    ),
    responses((status = 200, description = "The files", body = Attachments))
)]
pub async fn shipment_attachments(
    shipment: OwnShipment<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<Attachments>, Problem> {
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
) -> Result<Json<Attachments>, Problem> {
    let behind = query.parsed("cursor", A_CURSOR, |text| AttachmentId::parse(text).ok());
    let limit = query.limit();
    query.finish()?;
    let store = state.store();
    let page = store.attachments_of(caller.tenant_id, subject, behind, limit);
    let page = page.await?;
    Ok(Json(Attachments {
        next_cursor: page.next_behind().map(|row| row.id.to_string()),
        attachments: page.into_iter().map(Into::into).collect(),
    }))
}

/// Adds a file to a declaration: its bytes are the body. PDF, PNG, JPEG, TIFF, XLSX and DOCX are
/// known by their bytes; text is what `Content-Type` says, `text/plain`, `text/csv` or XML.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/attachments",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("name" = String, Query, description = "The file's name, 1 to 200 characters"),
        ("document" = Option<String>, Query, description =
            "The `casReference` of the document in the declaration that it is the paper of"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Kept", body = Attachment))
)]
pub async fn add_declaration_attachment(
    declaration: OwnDeclaration<CreateMessages>,
    State(state): State<ApiState>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    let new = read_new(declaration.row.id.into(), query, &headers)?;
    take(&state, &declaration.caller, new, body).await
}

/// Adds a file to a shipment: its bytes are the body.
#[utoipa::path(
    post,
    path = "/v1/customsshipments/{reference}/attachments",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(
        ("reference" = String, Path, description = "The ERP's reference of the shipment"),
        ("direction" = Option<String>, Query,
            description = "IN or OUT; needed where both have a shipment of this reference"),
        ("name" = String, Query, description = "The file's name, 1 to 200 characters"),
    ),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, description = "Kept", body = Attachment))
)]
pub async fn add_shipment_attachment(
    shipment: OwnShipment<CreateMessages>,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    let new = read_new(shipment.row.id.into(), shipment.query, &headers)?;
    take(&state, &shipment.authorized.caller, new, body).await
}

fn read_new(
    subject: Subject,
    mut query: Query,
    headers: &HeaderMap,
) -> Result<NewAttachment, Problem> {
    let name = query.text("name").unwrap_or_default();
    let document_reference = query.text("document");
    query.finish()?;
    let stated = headers.get(header::CONTENT_TYPE);
    Ok(NewAttachment {
        subject,
        name,
        stated_type: stated
            .and_then(|media| media.to_str().ok())
            .unwrap_or_default()
            .to_owned(),
        document_reference,
    })
}

async fn take(
    state: &ApiState,
    caller: &Caller,
    new: NewAttachment,
    body: Body,
) -> Result<(StatusCode, Json<Attachment>), Problem> {
    let mut upload = state.engine().begin_upload(caller, new).await?;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| {
            Problem::new(
                codes::MALFORMED_REQUEST,
                "the file broke off; send it again",
            )
        })?;
        upload.push(&chunk).await?;
    }
    let row = upload.finish().await?;
    Ok((StatusCode::CREATED, Json(row.into())))
}

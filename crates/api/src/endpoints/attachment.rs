//! What is in a file, and how is it deleted?

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use cas_model::collaboration::AttachmentState;
use cas_model::ids::{AttachmentId, TenantId};
use cas_store::{AttachmentRecord, Store};

use super::attachments::Attachment;
use crate::extract::{Authorized, CreateMessages, Query, ReadDeclarations, ReadDocuments, path_id};
use crate::file_link::{followed, link_to};
use crate::problem::Problem;
use crate::state::ApiState;

/// What it is called in refusals.
const WHAT: &str = "file";

/// Tells what a file is, also of one that was deleted.
#[utoipa::path(
    get,
    path = "/v1/attachments/{id}",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The file")),
    responses((status = 200, description = "What it is", body = Attachment))
)]
pub async fn get_attachment(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Json<Attachment>, Problem> {
    query.finish()?;
    let id = AttachmentId(path_id(&id, WHAT)?);
    let row = state.store().attachment(authorized.tenant(), id).await?;
    let row = row.filter(|row| row.state != AttachmentState::Uploading);
    let row = row.ok_or_else(|| Problem::not_found(WHAT))?;
    authorized.must_see(&state, row.subject(), WHAT).await?;
    Ok(Json(row.into()))
}

/// Leads to the bytes of a file: `Location` is a link that works for five minutes, for whoever has
/// it, and needs no token.
#[utoipa::path(
    get,
    path = "/v1/attachments/{id}/content",
    tag = "people",
    security(("oauth2" = ["read:documents"])),
    params(("id" = String, Path, description = "The file")),
    responses((status = 307, description = "`Location` leads to the file",
        headers(("Location" = String, description = "Relative to this server"))))
)]
pub async fn attachment_content(
    authorized: Authorized<ReadDocuments>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<Response, Problem> {
    query.finish()?;
    let id = AttachmentId(path_id(&id, WHAT)?);
    let tenant = authorized.tenant();
    let row = stored(state.store(), tenant, id).await?;
    authorized.must_see(&state, row.subject(), WHAT).await?;
    let link = link_to(&state, tenant, id).await?;
    Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, link)]).into_response())
}

/// Deletes a file. That there was one, what it was and who deleted it is kept.
#[utoipa::path(
    delete,
    path = "/v1/attachments/{id}",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The file")),
    responses((status = 204, description = "Deleted"))
)]
pub async fn delete_attachment(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path(id): Path<String>,
    query: Query,
) -> Result<StatusCode, Problem> {
    query.finish()?;
    let id = AttachmentId(path_id(&id, WHAT)?);
    let row = stored(state.store(), authorized.tenant(), id).await?;
    authorized.must_see(&state, row.subject(), WHAT).await?;
    let engine = state.engine();
    engine.delete_attachment(&authorized.caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Gives the bytes of a file, as a download and never to be shown within a page.
#[utoipa::path(
    get,
    path = "/v1/files/{token}",
    tag = "people",
    params(("token" = String, Path, description = "From `Location`; works for five minutes")),
    responses((status = 200, description = "The bytes", body = Vec<u8>,
        content_type = "application/octet-stream"))
)]
pub async fn download_file(
    State(state): State<ApiState>,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let file = followed(&state, &token).await?;
    let (tenant, id) = file.ok_or_else(|| Problem::not_found(WHAT))?;
    let row = stored(state.store(), tenant, id).await?;
    let media_type = HeaderValue::from_str(&row.media_type).map_err(anyhow::Error::from)?;
    let disposition = disposition_of(&row.name);
    let disposition = HeaderValue::from_str(&disposition).map_err(anyhow::Error::from)?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_LENGTH, row.size.into()),
    ];
    let bytes = bytes_of(state.store().clone(), tenant, id);
    Ok((headers, Body::from_stream(bytes)).into_response())
}

async fn stored(
    store: &Store,
    tenant: TenantId,
    id: AttachmentId,
) -> Result<AttachmentRecord, Problem> {
    let row = store.attachment(tenant, id).await?;
    let row = row.filter(|row| row.state == AttachmentState::Stored);
    row.ok_or_else(|| Problem::not_found(WHAT))
}

/// The bytes of a file, part by part as they are taken.
fn bytes_of(
    store: Store,
    tenant: TenantId,
    id: AttachmentId,
) -> impl futures::Stream<Item = anyhow::Result<Bytes>> {
    futures::stream::try_unfold((store, 0), move |(store, at)| async move {
        let part = store.attachment_part(tenant, id, at).await?;
        Ok(part.map(|part| (Bytes::from(part.bytes), (store, at + 1))))
    })
}

/// The name of a download (RFC 6266): whole in UTF-8, and what of it is ASCII for old clients.
fn disposition_of(name: &str) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || " .-_".contains(*c);
    let plain: String = name
        .chars()
        .map(|c| if is_plain(&c) { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        match byte.is_ascii_alphanumeric() || b".-_".contains(&byte) {
            true => encoded.push(char::from(byte)),
            false => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::disposition_of;

    #[test]
    fn a_name_cannot_say_more_than_a_name() {
        assert_eq!(
            disposition_of("Größe \"1\"; x=.pdf"),
            "attachment; filename=\"Gr__e _1__ x_.pdf\"; \
             filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22%3B%20x%3D.pdf"
        );
    }
}

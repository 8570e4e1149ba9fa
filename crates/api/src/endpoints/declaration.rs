//! What does a declaration say, and how does a person change it?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_process::manual_edits::DeclarationEdit;

use super::edit::{DeclarationEdited, DeclarationEditor, EditResponse};
use crate::configuration_answer::etag;
use crate::declaration_answer::DeclarationAnswer;
use crate::document_schema::DeclarationDocument;
use crate::extract::body::AnyJson;
use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// Reads a declaration. The `ETag` changes with every change of it.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 200, description = "The declaration", body = DeclarationAnswer))
)]
pub async fn get_declaration(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<(HeaderMap, Json<DeclarationAnswer>), Problem> {
    let revision = declaration.revision(&state).await?;
    let tag = etag(&declaration.row.version.to_string());
    let document = DeclarationDocument::from_stored(&revision.document);
    let document = document.context("the document of a revision")?;
    let (tenant, id) = (declaration.row.tenant_id, declaration.row.id);
    let waiting = state.store().waiting_message_of(tenant, id).await?;
    let mut answer = DeclarationAnswer::new(state.engine(), declaration.row, document)?;
    answer.waiting_message = waiting.map(Into::into);
    Ok((tag, Json(answer)))
}

/// Updates a declaration selectively: one that was not sent, that customs rejected, or whose
/// amendment is open.
///
/// A field that is absent stays, `null` clears it (and lets deductions fill it again), a collection
/// whose elements have no `casReference` is replaced whole, an element with `casReference` is
/// updated alone. What follows from the changed fields is deduced and validated again; what persons
/// set stays as they set it. The flow does not start again.
#[utoipa::path(
    patch,
    path = "/v1/declarations/{id}",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of the declaration that was read; without it the last one wins"),
    ),
    request_body(content = DeclarationDocument, description = "The fields to change"),
    responses(
        (status = 202, description = "Edited", body = DeclarationEdited),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
        (status = 412, description = "It was changed since it was read"),
    )
)]
pub async fn patch_declaration(
    editor: DeclarationEditor,
    Path(id): Path<String>,
    AnyJson(update): AnyJson,
) -> Result<EditResponse, Problem> {
    editor.edit(&id, DeclarationEdit::header(update)?).await
}

//! What does a declaration say, and how does a person change it?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::Source;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::reported_finding::FindingContext;
use cas_process::manual_edits::DeclarationEdit;
use cas_store::DeclarationRecord;

use super::edit::{DeclarationEdited, DeclarationEditor, EditResponse};
use crate::configuration_answer::etag;
use crate::declaration_answer::DeclarationAnswer;
use crate::document_schema::{DeclarationDocument, with_references};
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
    let document = with_references(&revision.document).context("the document of a revision")?;
    let (tenant, id) = (declaration.row.tenant_id, declaration.row.id);
    let waiting = state.store().waiting_message_of(tenant, id).await?;
    let refused = refused_document(&state, &declaration.row).await?;
    let context = FindingContext {
        document: Some(&document),
        refused: refused.as_ref(),
    };
    let shown =
        DeclarationDocument::from_document(&document).context("the document of a revision")?;
    let mut answer = DeclarationAnswer::new(state.engine(), declaration.row, shown, context)?;
    answer.waiting_message = waiting.map(Into::into);
    Ok((tag, Json(answer)))
}

/// The document that customs found errors in: the one that was sent last.
async fn refused_document(
    state: &ApiState,
    row: &DeclarationRecord,
) -> anyhow::Result<Option<SingleAdministrativeDocument>> {
    let findings = row.findings.get()?;
    if !findings.iter().any(|it| it.source == Source::Customs) {
        return Ok(None);
    }
    let (mut behind, mut sent) = (None, None);
    loop {
        let heads = state
            .store()
            .revision_heads_of(row.tenant_id, row.id, behind)
            .await?;
        behind = heads.next_behind().map(|head| head.number);
        let sealed = heads.into_iter().filter(|head| head.sealed_at.is_some());
        sent = sealed.map(|head| head.number).next_back().or(sent);
        if behind.is_none() {
            break;
        }
    }
    let Some(number) = sent else {
        return Ok(None);
    };
    let revisions = state.store().revisions(&[(row.id, number)]).await?;
    let document = revisions.first().map(|it| with_references(&it.document));
    Ok(document.transpose()?)
}

/// Updates a declaration selectively: one that was not sent, that customs rejected, or whose
/// amendment is open.
///
/// A field that is absent stays, `null` clears it (and lets deductions fill it again), a collection
/// whose elements have no `casReference` is replaced whole, an element with `casReference` is
/// updated alone. An element with `"$add": true` is added to its collection, which keeps the others;
/// one with a `casReference` and `"$remove": true` is removed from it. What follows from the changed
/// fields is deduced and validated again; what persons
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
        ("reason" = Option<String>, Query, description = "Why, for the history"),
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

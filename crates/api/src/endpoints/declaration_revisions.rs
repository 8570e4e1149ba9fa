//! Which revisions does a declaration have, and what does one say?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use cas_store::RevisionHead;
use serde::Serialize;
use utoipa::ToSchema;

use crate::document_schema::DeclarationDocument;
use crate::extract::{A_CURSOR, OwnDeclaration, Query, ReadDeclarations};
use crate::problem::Problem;
use crate::revision_answer::RevisionHeadAnswer;
use crate::state::ApiState;

/// The revisions of a declaration, from the first.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationRevisions {
    /// The revisions, without their documents.
    revisions: Vec<RevisionHeadAnswer>,
    /// Send it as `cursor` for what follows, where the page ended at 4 MB; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// Lists the revisions of a declaration, with what people changed by hand.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/revisions",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "Its revisions", body = DeclarationRevisions))
)]
pub async fn get_declaration_revisions(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<DeclarationRevisions>, Problem> {
    let row = declaration.row;
    let behind = query.parsed("cursor", A_CURSOR, |text| text.parse().ok());
    query.finish()?;
    let heads = state
        .store()
        .revision_heads_of(row.tenant_id, row.id, behind)
        .await?;
    let next_cursor = heads.next_behind().map(|head| head.number.to_string());
    let carriers = state.store().carriers_of(row.tenant_id, row.id).await?;
    let revisions = heads
        .into_iter()
        .map(|head| RevisionHeadAnswer::new(&row, head, &carriers))
        .collect::<anyhow::Result<_>>()?;
    Ok(Json(DeclarationRevisions {
        revisions,
        next_cursor,
    }))
}

/// A revision with its document.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationRevision {
    /// What stands around the document.
    #[serde(flatten)]
    head: RevisionHeadAnswer,
    /// The document as it was in this revision.
    single_administrative_document: DeclarationDocument,
}

/// Reads a revision of a declaration.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/revisions/{number}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("number" = String, Path, description =
            "The number of the revision, or `lodged`, `sent`, `current`"),
    ),
    responses((status = 200, description = "The revision", body = DeclarationRevision))
)]
pub async fn get_declaration_revision(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(names): Path<(String, String)>,
) -> Result<Json<DeclarationRevision>, Problem> {
    let revision = declaration.revision_named(&state, &names.1).await?;
    let row = declaration.row;
    let carriers = state.store().carriers_of(row.tenant_id, row.id).await?;
    let broken = || format!("a revision of declaration {}", row.id);
    let document = DeclarationDocument::from_stored(&revision.document).with_context(broken)?;
    Ok(Json(DeclarationRevision {
        head: RevisionHeadAnswer::new(&row, RevisionHead::from(revision), &carriers)?,
        single_administrative_document: document,
    }))
}

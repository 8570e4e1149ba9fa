//! Which versions of its document has a declaration had?

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::problem::Problem;
use crate::revision_answer::RevisionHeadAnswer;
use crate::state::ApiState;

/// The revisions of a declaration, from the first.
#[derive(Serialize, ToSchema)]
pub struct DeclarationRevisions {
    /// The revisions, without their documents.
    revisions: Vec<RevisionHeadAnswer>,
}

/// Lists the revisions of a declaration, with what people changed by hand.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/revisions",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 200, description = "Its revisions", body = DeclarationRevisions))
)]
pub async fn get_declaration_revisions(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
) -> Result<Json<DeclarationRevisions>, Problem> {
    let row = declaration.row;
    let heads = state
        .store()
        .revision_heads_of(row.tenant_id, row.id)
        .await?;
    let carriers = state.store().carriers_of(row.tenant_id, row.id).await?;
    let revisions = heads
        .into_iter()
        .map(|head| RevisionHeadAnswer::new(&row, head, &carriers))
        .collect::<anyhow::Result<_>>()?;
    Ok(Json(DeclarationRevisions { revisions }))
}

//! How is a goods item taken out of a declaration?

use axum::extract::{Path, State};
use cas_process::manual_edits::DeclarationEdit;

use super::edit::{self, DeclarationEdited, EditResponse};
use crate::extract::{Authorized, CreateMessages, IfMatch};
use crate::problem::Problem;
use crate::state::ApiState;

/// Removes one item; those behind it are numbered anew.
#[utoipa::path(
    delete,
    path = "/v1/declarations/{id}/items/{itemId}",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("itemId" = String, Path, description = "The `governmentAgencyGoodsItemId`"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of the declaration that was read; without it the last one wins"),
    ),
    responses(
        (status = 202, description = "Edited", body = DeclarationEdited),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
        (status = 412, description = "It was changed since it was read"),
    )
)]
pub async fn delete_declaration_item(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path((id, item)): Path<(String, String)>,
    IfMatch(expected): IfMatch,
) -> Result<EditResponse, Problem> {
    let edit = DeclarationEdit::RemoveItem(item);
    edit::request(&state, &authorized.caller, &id, edit, expected).await
}

//! How is a goods item of a declaration corrected?

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_process::manual_edits::DeclarationEdit;

use super::edit::{self, DeclarationEdited, EditResponse};
use crate::document_schema::ItemDocument;
use crate::extract::{Authorized, CreateMessages, IfMatch, body};
use crate::problem::Problem;
use crate::state::ApiState;

/// Updates one item selectively, by the rules of the whole declaration.
#[utoipa::path(
    patch,
    path = "/v1/declarations/{id}/items/{itemId}",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("itemId" = String, Path, description = "The `governmentAgencyGoodsItemId`"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of the declaration that was read; without it the last one wins"),
    ),
    request_body(content = ItemDocument, description = "The fields to change"),
    responses(
        (status = 202, description = "Edited", body = DeclarationEdited),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
        (status = 412, description = "It was changed since it was read"),
    )
)]
pub async fn patch_declaration_item(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    Path((id, item)): Path<(String, String)>,
    IfMatch(expected): IfMatch,
    headers: HeaderMap,
    body: Body,
) -> Result<EditResponse, Problem> {
    let update = body::any_json(&headers, body, state.settings().body_limit).await?;
    let edit = DeclarationEdit::change_item(item, update)?;
    edit::request(&state, &authorized.caller, &id, edit, expected).await
}

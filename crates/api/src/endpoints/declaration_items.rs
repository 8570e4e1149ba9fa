//! How does a person read, add, change and remove a goods item of a declaration?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::document::GovernmentAgencyGoodsItem;
use cas_process::manual_edits::DeclarationEdit;

use super::edit::{DeclarationEdited, DeclarationEditor, EditResponse};
use crate::configuration_answer::etag;
use crate::document_schema::{ItemDocument, with_references};
use crate::extract::body::AnyJson;
use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// Adds an item at the end; the others keep their places.
#[utoipa::path(
    post,
    path = "/v1/declarations/{id}/items",
    tag = "declarations",
    security(("oauth2" = ["create:messages"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("If-Match" = Option<String>, Header, description =
            "The ETag of the declaration that was read; without it the last one wins"),
        ("reason" = Option<String>, Query, description = "Why, for the history"),
    ),
    request_body(content = ItemDocument, description = "The item"),
    responses(
        (status = 202, description = "Edited", body = DeclarationEdited),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
        (status = 412, description = "It was changed since it was read"),
    )
)]
pub async fn create_declaration_item(
    editor: DeclarationEditor,
    Path(id): Path<String>,
    AnyJson(update): AnyJson,
) -> Result<EditResponse, Problem> {
    editor.edit(&id, DeclarationEdit::add_item(update)?).await
}

/// Reads one item. The `ETag` is the declaration's.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/items/{itemId}",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("id" = String, Path, description = "The declaration"),
        ("itemId" = String, Path, description = "The `governmentAgencyGoodsItemId`"),
    ),
    responses((status = 200, description = "The item",
        body = ItemDocument))
)]
pub async fn get_declaration_item(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    Path(ids): Path<(String, String)>,
) -> Result<(HeaderMap, Json<GovernmentAgencyGoodsItem>), Problem> {
    let revision = declaration.revision(&state).await?;
    let document = with_references(&revision.document).context("the document of a revision")?;
    let items = document
        .goods_shipment
        .map(|goods| goods.government_agency_goods_items);
    let is_wanted = |candidate: &GovernmentAgencyGoodsItem| {
        candidate.government_agency_goods_item_id.as_deref() == Some(ids.1.as_str())
    };
    let found = items.unwrap_or_default().into_iter().find(is_wanted);
    let item = found.ok_or_else(|| Problem::not_found("item of this declaration"))?;
    Ok((etag(&declaration.row.version.to_string()), Json(item)))
}

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
        ("reason" = Option<String>, Query, description = "Why, for the history"),
    ),
    request_body(content = ItemDocument, description = "The fields to change"),
    responses(
        (status = 202, description = "Edited", body = DeclarationEdited),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
        (status = 412, description = "It was changed since it was read"),
    )
)]
pub async fn patch_declaration_item(
    editor: DeclarationEditor,
    Path((id, item)): Path<(String, String)>,
    AnyJson(update): AnyJson,
) -> Result<EditResponse, Problem> {
    editor
        .edit(&id, DeclarationEdit::change_item(item, update)?)
        .await
}

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
        ("reason" = Option<String>, Query, description = "Why, for the history"),
    ),
    responses(
        (status = 202, description = "Edited", body = DeclarationEdited),
        (status = 409, description = "Its status does not allow it; names the allowed actions"),
        (status = 412, description = "It was changed since it was read"),
    )
)]
pub async fn delete_declaration_item(
    editor: DeclarationEditor,
    Path((id, item)): Path<(String, String)>,
) -> Result<EditResponse, Problem> {
    editor.edit(&id, DeclarationEdit::RemoveItem(item)).await
}

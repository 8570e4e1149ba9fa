//! What is in one item of a declaration?

use anyhow::Context as _;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use cas_model::document::GovernmentAgencyGoodsItem;

use crate::configuration_answer::etag;
use crate::document_schema::{ItemDocument, with_references};
use crate::extract::{OwnDeclaration, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

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

//! What is known of a code on a day?

use axum::Json;
use axum::extract::{Path, State};
use cas_store::MasterDataKey;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::master_data_answer::{MasterDataRecord, code_of, kind_of};
use crate::problem::Problem;
use crate::state::ApiState;

/// Reads the record of a code that is in force on a day.
///
/// Of the records that count on the day, the one that begins last.
#[utoipa::path(
    get,
    path = "/v1/masterdata/{kind}/{code}",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(
        ("kind" = String, Path, description = "article, businessPartner, …"),
        ("code" = String, Path, description = "The record's code"),
        ("validOn" = Option<String>, Query, description = "The day; today when left out"),
    ),
    responses((status = 200, description = "The record", body = MasterDataRecord))
)]
pub async fn get_master_data(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path((kind, code)): Path<(String, String)>,
    mut query: Query,
) -> Result<Json<MasterDataRecord>, Problem> {
    let kind = kind_of(&kind)?;
    let day = query.date("validOn");
    query.finish()?;
    let key = MasterDataKey {
        tenant_id: authorized.tenant(),
        kind: kind.as_str(),
        code: code_of(kind, &code),
    };
    let day = day.unwrap_or_else(|| state.engine().today());
    let rows = state.store().master_data_in_force(&[key], day).await?;
    let row = rows.into_iter().next();
    let row = row.ok_or_else(|| Problem::not_found(&format!("{} on {day}", kind.as_str())))?;
    Ok(Json(MasterDataRecord::new(kind, row)?))
}

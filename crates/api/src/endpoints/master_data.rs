//! What does a record of master data say, now and in its other versions?

use axum::Json;
use axum::extract::{Path, State};
use cas_store::MasterDataKey;
use serde::Serialize;
use utoipa::ToSchema;

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
    let day = match day {
        Some(day) => day,
        None => state.engine().today_of(authorized.tenant()).await?,
    };
    let rows = state.store().master_data_in_force(&[key], day).await?;
    let row = rows.into_iter().next();
    let row = row.ok_or_else(|| Problem::not_found(&format!("{} on {day}", kind.as_str())))?;
    Ok(Json(MasterDataRecord::new(kind, row)?))
}

/// All versions of the records of a code.
#[derive(Serialize, ToSchema)]
pub struct MasterDataVersions {
    /// The versions, newest first.
    versions: Vec<MasterDataRecord>,
}

/// Reads all versions of the records of a code.
#[utoipa::path(
    get,
    path = "/v1/masterdata/{kind}/{code}/versions",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(
        ("kind" = String, Path, description = "article, businessPartner, …"),
        ("code" = String, Path, description = "The record's code"),
    ),
    responses((status = 200, description = "The versions", body = MasterDataVersions))
)]
pub async fn get_master_data_versions(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path((kind, code)): Path<(String, String)>,
    query: Query,
) -> Result<Json<MasterDataVersions>, Problem> {
    query.finish()?;
    let kind = kind_of(&kind)?;
    let key = MasterDataKey {
        tenant_id: authorized.tenant(),
        kind: kind.as_str(),
        code: code_of(kind, &code),
    };
    let rows = state.store().master_data_versions(&key).await?;
    if rows.is_empty() {
        return Err(Problem::not_found(kind.as_str()));
    }
    let versions = rows.into_iter().map(|row| MasterDataRecord::new(kind, row));
    Ok(Json(MasterDataVersions {
        versions: versions.collect::<anyhow::Result<_>>()?,
    }))
}

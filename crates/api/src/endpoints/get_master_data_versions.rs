//! What was known of a code before?

use axum::Json;
use axum::extract::{Path, State};
use cas_store::MasterDataKey;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::master_data_answer::{MasterDataRecord, code_of, kind_of};
use crate::problem::Problem;
use crate::state::ApiState;

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

//! Which records of master data are there?

use axum::Json;
use axum::extract::{Path, State};
use cas_store::MasterDataSearch;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::master_data_answer::{MasterDataRecord, cursor_behind, kind_of, position_of};
use crate::problem::Problem;
use crate::state::ApiState;

/// Records of a kind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MasterDataRecords {
    /// The records, by code and first day.
    records: Vec<MasterDataRecord>,
    /// Where the next page begins, when this one is full.
    next_cursor: Option<String>,
}

/// Searches the current records of a kind.
#[utoipa::path(
    get,
    path = "/v1/masterdata/{kind}",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(
        ("kind" = String, Path, description = "article, businessPartner, authorisation, \
            guarantee, customsOffice, location, exchangeRate or valueSet"),
        ("search" = Option<String>, Query,
            description = "Part of code, name, description, reference number or city"),
        ("validOn" = Option<String>, Query, description = "Only records that count on this day"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many; not with cursor"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The records", body = MasterDataRecords))
)]
pub async fn search_master_data(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path(kind): Path<String>,
    mut query: Query,
) -> Result<Json<MasterDataRecords>, Problem> {
    let kind = kind_of(&kind)?;
    let offset = query.offset();
    let search = MasterDataSearch {
        text: query.text("search"),
        valid_on: query.date("validOn"),
        after: query.parsed("cursor", "a nextCursor of the same search", position_of),
        limit: query.limit(),
        offset: offset.unwrap_or(0),
    };
    if search.after.is_some() && offset.is_some() {
        query.error("offset", "send either offset or cursor");
    }
    query.finish()?;
    let page = state
        .store()
        .search_master_data(authorized.tenant(), kind.as_str(), &search)
        .await?;
    let last = page.next_behind();
    let next_cursor = last.map(|row| cursor_behind(&row.code, row.valid_from));
    let records = page.into_iter().map(|row| MasterDataRecord::new(kind, row));
    Ok(Json(MasterDataRecords {
        records: records.collect::<anyhow::Result<_>>()?,
        next_cursor,
    }))
}

//! Which records of master data are there?

use std::collections::HashMap;

use axum::Json;
use axum::extract::{Path, State};
use cas_model::ids::TenantId;
use cas_model::master_data::MasterDataKind;
use cas_store::{ListPage, MasterDataHead, MasterDataListing, PAGE_BYTES};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, ListEdges, Query, ReadMessages, read_place};
use crate::master_data_answer::{MasterDataRecord, MasterDataRow, kind_of};
use crate::problem::Problem;
use crate::state::ApiState;

/// As many records are read at once, so that a page ends at its bytes.
const AT_ONCE: usize = 16;

/// Records of a kind.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct MasterDataRecords {
    /// The records, by code and first day unless `sort` says otherwise.
    records: Vec<ListedRecord>,
    /// Where the list goes on.
    #[serde(flatten)]
    edges: ListEdges,
}

/// A record in full, or without what it says.
#[derive(Serialize, ToSchema)]
#[serde(untagged)]
pub enum ListedRecord {
    /// The record with all that it says.
    Whole(Box<MasterDataRecord>),
    /// What lists show of it, for `view=summary`.
    Row(MasterDataRow),
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
        ("changed" = Option<String>, Query, description = "Changed since: 7d, 12h, 30m"),
        ("changedFrom" = Option<String>, Query, description =
            "Changed at or after; a day is the tenant's"),
        ("view" = Option<String>, Query, description = "summary: without what the record says"),
        ("sort" = Option<String>, Query, description =
            "code (default) or changed, each also with - before it"),
        ("count" = Option<bool>, Query, description = "true: `total` says how many there are"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("offset" = Option<u32>, Query, description = "Skip so many; not with cursor"),
        ("cursor" = Option<String>, Query, description =
            "`nextCursor` or `previousCursor` of a page"),
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
    let (store, tenant) = (state.store(), authorized.tenant());
    let place = read_place(&mut query);
    let zone = state.engine().zone_of(tenant).await?;
    let changed_from = query.moment("changedFrom").map(|it| it.since(zone));
    let changed = query.span_before("changed", state.now());
    let search = MasterDataListing {
        text: query.text("search"),
        valid_on: query.date("validOn"),
        updated_from: changed.or(changed_from),
        limit: query.limit(),
        offset: query.offset_without(place.start.as_ref()),
        place,
    };
    let view = query.parsed("view", "summary", |text| (text == "summary").then_some(()));
    let is_counted = query.flag("count");
    query.finish()?;
    let mut page = store
        .list_master_data(tenant, kind.as_str(), &search)
        .await?;
    let total = match is_counted {
        true => Some(
            store
                .count_master_data(tenant, kind.as_str(), &search)
                .await?,
        ),
        false => None,
    };
    let records = match view {
        Some(()) => None,
        None => {
            let records = whole(&state, tenant, kind, &page).await?;
            page.end_after(records.len(), search.place.sort);
            Some(records)
        }
    };
    let edges = ListEdges::of_page(&page, search.place.sort).with_total(total);
    let records = match records {
        Some(records) => records,
        None => {
            let rows = page.into_iter().map(|head| MasterDataRow::new(kind, head));
            rows.map(ListedRecord::Row).collect()
        }
    };
    Ok(Json(MasterDataRecords { records, edges }))
}

/// The records of a page in full, up to the one with which they would hold too much.
async fn whole(
    state: &ApiState,
    tenant: TenantId,
    kind: MasterDataKind,
    page: &ListPage<MasterDataHead>,
) -> anyhow::Result<Vec<ListedRecord>> {
    let (mut records, mut bytes) = (Vec::with_capacity(page.len()), 0);
    for heads in page.chunks(AT_ONCE) {
        let read = state
            .store()
            .master_data_of_heads(tenant, kind.as_str(), heads)
            .await?;
        let keyed = read
            .into_iter()
            .map(|row| ((row.code.clone(), row.version), row));
        let mut found: HashMap<_, _> = keyed.collect();
        for head in heads {
            let Some(row) = found.remove(&(head.code.clone(), head.version)) else {
                continue;
            };
            bytes += row.document.as_str().len();
            if bytes > PAGE_BYTES && !records.is_empty() {
                return Ok(records);
            }
            let record = MasterDataRecord::new(kind, row)?;
            records.push(ListedRecord::Whole(Box::new(record)));
        }
    }
    Ok(records)
}

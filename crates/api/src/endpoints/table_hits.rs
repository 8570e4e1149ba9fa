//! Which rows of a decision table fire, and which never did?

use axum::Json;
use axum::extract::State;
use cas_engine::{FiredCount, RowHits, TableHits, WantedHits};
use cas_process::configuration::TableVersion;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{A_CURSOR, ConfiguredVersion, Query};
use crate::problem::Problem;
use crate::state::ApiState;

/// How often the rows of a version of a table fired in decisions that were recorded.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TableHitsAnswer {
    /// The number of the version.
    version: u32,
    /// When something was counted first; null where nothing was.
    #[schema(format = DateTime)]
    first_at: Option<String>,
    /// How many rows the version has.
    row_count: usize,
    /// How many of its enabled rows never fired.
    never_fired: usize,
    /// The questions that no row matched, so that the defaults answered, where there are any; null
    /// where there were none.
    no_row: Option<FiredCountAnswer>,
    /// The rows, from the top.
    rows: Vec<RowHitsAnswer>,
    /// Send it as `cursor` for the rows that follow; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// How often and when last.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FiredCountAnswer {
    /// How often: once for each goods item, or for the document, that the table was asked about.
    hits: i64,
    /// When the last was recorded.
    #[schema(format = DateTime)]
    last_at: String,
}

/// A row and how often it fired.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RowHitsAnswer {
    /// Its place in the table, from 1.
    number: usize,
    /// The id of the row, which edits keep.
    row: String,
    /// Whether it may fire at all.
    enabled: bool,
    /// How often it fired; 0 where it never did.
    hits: i64,
    /// When it fired last; null where it never did.
    #[schema(format = DateTime)]
    last_at: Option<String>,
}

impl From<FiredCount> for FiredCountAnswer {
    fn from(count: FiredCount) -> Self {
        Self {
            hits: count.hits,
            last_at: count.last_at.to_string(),
        }
    }
}

impl From<RowHits> for RowHitsAnswer {
    fn from(row: RowHits) -> Self {
        Self {
            number: row.number,
            row: row.row,
            enabled: row.enabled,
            hits: row.fired.map_or(0, |fired| fired.hits),
            last_at: row.fired.map(|fired| fired.last_at.to_string()),
        }
    }
}

impl From<TableHits> for TableHitsAnswer {
    fn from(hits: TableHits) -> Self {
        Self {
            version: hits.version,
            first_at: hits.first_at.map(|at| at.to_string()),
            row_count: hits.row_count,
            never_fired: hits.never_fired,
            no_row: hits.no_row.map(Into::into),
            rows: hits.rows.into_iter().map(Into::into).collect(),
            next_cursor: hits.next_behind.map(|number| number.to_string()),
        }
    }
}

/// Tells how often each row of a version fired, and when last, in decisions that were recorded: not
/// in dry runs, tries, replays and tests. The ten newest versions of a table are counted; the
/// counters of a version end when it is retired.
#[utoipa::path(
    get,
    path = "/v1/decisiontables/{name}/versions/{version}/hits",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
        ("neverFired" = Option<bool>, Query, description = "Only enabled rows that never fired"),
        ("limit" = Option<u32>, Query, description = "At most so many; 1 to 100, default 100"),
        ("cursor" = Option<String>, Query, description = "`nextCursor` of the page before"),
    ),
    responses((status = 200, description = "The counters", body = TableHitsAnswer))
)]
pub async fn table_hits(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<TableHitsAnswer>, Problem> {
    let wanted = WantedHits {
        never_fired: query.flag("neverFired"),
        behind: query
            .parsed("cursor", A_CURSOR, |text| text.parse().ok())
            .unwrap_or(0),
        limit: usize::try_from(query.limit()).unwrap_or(usize::MAX),
    };
    query.finish()?;
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let tenant = of.editor.tenant_id;
    let hits = state.engine().table_hits(tenant, table, wanted).await?;
    Ok(Json(hits.into()))
}

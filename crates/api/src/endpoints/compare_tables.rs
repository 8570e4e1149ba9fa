//! What is different between two versions of a decision table?

use axum::Json;
use axum::extract::State;
use cas_process::configuration::TableVersion;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::extract::{ConfiguredVersion, Query, compared_with};
use crate::problem::Problem;
use crate::state::ApiState;

/// What a version of a table changes in another.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TableDifferenceAnswer {
    /// The number of the version that it is compared with; null for the first, of which all rows
    /// are added.
    from: Option<u32>,
    /// Where description, validity, hit policy or columns differ, by path.
    head: Vec<String>,
    /// `added` and `removed` rows as they are written; `moved` rows with their places `before` and
    /// `after`, from 1; `changed` rows with their `cells`: the `part` (`condition`, `result`,
    /// `enabled`, `validFrom`, `validTo`, `note`), the `column`, `before` and `after`.
    #[schema(value_type = Object)]
    rows: Value,
    /// Where the tests differ, by path.
    tests: Vec<String>,
}

/// Compares a version of a table, a draft too, with another: rows by their ids, cells by the names
/// of their columns.
#[utoipa::path(
    get,
    path = "/v1/decisiontables/{name}/versions/{version}/difference",
    tag = "configuration",
    security(("oauth2" = ["admin:configuration"])),
    params(
        ("name" = String, Path, description = "The table"),
        ("version" = String, Path, description = "Its number, or draft"),
        ("from" = Option<String>, Query, description =
            "The version it is compared with, a number or draft; without it the newest before it \
             that was published"),
    ),
    responses((status = 200, description = "What is different", body = TableDifferenceAnswer))
)]
pub async fn compare_tables(
    configured: ConfiguredVersion,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<TableDifferenceAnswer>, Problem> {
    let from = compared_with(query)?;
    let ConfiguredVersion { of, version } = configured;
    let table = TableVersion {
        name: &of.name.name,
        version,
    };
    let engine = state.engine();
    let tenant = of.editor.tenant_id;
    let (from, difference) = engine.compare_tables(tenant, table, from).await?;
    Ok(Json(TableDifferenceAnswer {
        from,
        head: difference.head,
        rows: serde_json::to_value(difference.rows).map_err(anyhow::Error::from)?,
        tests: difference.tests,
    }))
}

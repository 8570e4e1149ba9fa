//! How many declarations does a filter select, group by group?

use axum::Json;
use axum::extract::State;

use crate::extract::{Asking, Authorized, Query, ReadDeclarations, read_filter};
use crate::problem::Problem;
use crate::state::ApiState;
use crate::summary_answer::DeclarationCounts;

/// Counts declarations by group, status, plant, system, type and code of error, for a filter of
/// `GET /v1/declarations?view=summary`.
#[utoipa::path(
    get,
    path = "/v1/declarations/counts",
    tag = "declarations",
    security(("oauth2" = ["read:declarations"])),
    params(
        ("group" = Option<String>, Query, description = "open, problem, todo, withCustoms or done"),
        ("status" = Option<String>, Query, description = "Statuses, separated by commas"),
        ("plant" = Option<String>, Query, description = "Codes of plants, separated by commas"),
        ("q" = Option<String>, Query, description = "Beginnings of words"),
        ("changed" = Option<String>, Query, description =
            "Changed since: 7d, 12h, 30m; and every other filter of the search"),
    ),
    responses((status = 200, description = "The counts", body = DeclarationCounts))
)]
pub async fn count_declarations(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    mut query: Query,
) -> Result<Json<DeclarationCounts>, Problem> {
    let tenant = authorized.tenant();
    let asking = Asking {
        visible: authorized.visible.clone(),
        now: state.engine().now(),
        zone: state.engine().zone_of(tenant).await?,
    };
    let filter = read_filter(&mut query, asking);
    query.finish()?;
    let counts = state.store().count_summaries(tenant, &filter).await?;
    Ok(Json(counts.into()))
}

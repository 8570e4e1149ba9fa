//! Which requests are heavy? Each gets a thread of its own and a place, see
//! [`HeavyWork`](crate::heavy_places::HeavyWork).

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::runtime::Handle;
use tracing::Instrument as _;

use crate::dry_run;
use crate::identity::{Identity, identify};
use crate::problem::Problem;
use crate::state::ApiState;

/// What is heavy, beside dry runs.
const HEAVY: &[&str] = &[
    "/v1/codelists/{list}/import",
    "/v1/configuration/import",
    "/v1/configuration/{kind}/{name}/draft/review",
    "/v1/configuration/{kind}/{name}/draft/replay",
    "/v1/configuration/{kind}/{name}/draft/try",
    "/v1/declarations/{id}/explanation",
    "/v1/decisiontables/{name}/import",
    "/v1/decisiontables/{name}/versions/{version}/analyse",
    "/v1/decisiontables/{name}/versions/{version}/evaluate",
    "/v1/decisiontables/{name}/versions/{version}/explain",
    "/v1/decisiontables/{name}/versions/{version}/hits",
    "/v1/decisiontables/{name}/versions/{version}/replay",
    "/v1/decisiontables/{name}/versions/{version}/test",
    "/v1/decisiontables/{name}/versions/{version}/tests",
    "/v1/decisiontables/{name}/versions/{version}/try",
    "/v1/masterdata/{kind}/import",
    "/v1/nomenclature/change",
    "/v1/rules/replay",
];

/// Gives what is heavy a place and a thread; lets all others pass.
pub(crate) async fn limit(State(state): State<ApiState>, request: Request, next: Next) -> Response {
    if !is_heavy(&request) {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let identity = identify(&parts, &state).await;
    let request = Request::from_parts(parts, body);
    match carry_out(&state, identity, request, next).await {
        Ok(response) => response,
        Err(problem) => problem.into_response(),
    }
}

fn is_heavy(request: &Request) -> bool {
    let Some(path) = request.extensions().get::<MatchedPath>() else {
        return false;
    };
    HEAVY.contains(&path.as_str()) || dry_run::is_wanted(request)
}

async fn carry_out(
    state: &ApiState,
    identity: Result<Identity, Problem>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    // Whoever is not known is refused before he does anything.
    let Ok(identity) = identity else {
        return Ok(next.run(request).await);
    };
    let tenant = identity.caller.tenant_id;
    let place = state.heavy_work().place(tenant).await?;
    let work = async move {
        let response = next.run(request).await;
        // Held until it is done, also when nobody waits for it any more.
        drop(place);
        response
    };
    let (work, runtime) = (work.in_current_span(), Handle::current());
    let done = tokio::task::spawn_blocking(move || runtime.block_on(work)).await;
    Ok(done.map_err(anyhow::Error::from)?)
}

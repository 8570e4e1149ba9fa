//! Whom can work be given to?

use axum::Json;
use axum::extract::State;
use cas_model::ids::UserId;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadDeclarations};
use crate::problem::Problem;
use crate::state::ApiState;

/// The people who work in a tenant.
#[derive(Serialize, ToSchema)]
pub struct People {
    /// Those whose accounts are on, by the names that others know them by.
    people: Vec<PersonAnswer>,
}

/// Somebody whom work can be given to.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PersonAnswer {
    /// The id of the account.
    #[schema(format = Uuid)]
    id: String,
    /// What assignments and mentions name: what the person signs in with.
    #[schema(example = "anna.keller")]
    name: String,
    /// What others know the person by.
    display_name: String,
}

/// Lists the people who are members of the tenant and may sign in, for assignments and mentions.
/// What they may do and see is said to administrators alone (`GET /v1/users`).
#[utoipa::path(
    get,
    path = "/v1/people",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    responses((status = 200, description = "The people", body = People))
)]
pub async fn people(
    authorized: Authorized<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<People>, Problem> {
    query.finish()?;
    let memberships = state.store().members(authorized.tenant()).await?;
    let ids: Vec<UserId> = memberships.iter().map(|of| of.user_id).collect();
    let users = state.store().users(&ids).await?;
    let on = users.into_iter().filter(|user| user.disabled_at.is_none());
    let mut people: Vec<PersonAnswer> = on
        .map(|user| PersonAnswer {
            id: user.id.to_string(),
            name: user.name,
            display_name: user.display_name,
        })
        .collect();
    people.sort_by(|one, other| one.display_name.cmp(&other.display_name));
    Ok(Json(People { people }))
}

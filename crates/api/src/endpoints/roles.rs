//! Which roles are there, and what do they allow?

use axum::Json;
use cas_model::role::{Reach, Role};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authenticated, Query};
use crate::problem::Problem;

/// The roles that a person can have in a tenant.
#[derive(Serialize, ToSchema)]
pub struct Roles {
    /// The roles, the one that allows least first.
    roles: Vec<RoleAnswer>,
}

/// A role, and what it allows.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoleAnswer {
    /// The name, as requests give it.
    name: &'static str,
    /// What it allows, in words.
    description: &'static str,
    /// The scopes that it allows.
    scopes: Vec<&'static str>,
    /// Whether who has it may be restricted to companies and plants.
    may_be_restricted: bool,
}

/// Lists the roles with what they allow.
#[utoipa::path(
    get,
    path = "/v1/roles",
    tag = "people",
    security(("oauth2" = [])),
    responses((status = 200, description = "The roles", body = Roles))
)]
pub async fn roles(_caller: Authenticated, query: Query) -> Result<Json<Roles>, Problem> {
    query.finish()?;
    let answer = |role: &Role| RoleAnswer {
        name: role.name(),
        description: role.description().trim(),
        scopes: role.scopes().iter().map(|scope| scope.name()).collect(),
        may_be_restricted: role.reach() == Reach::Parts,
    };
    Ok(Json(Roles {
        roles: Role::ALL.iter().map(answer).collect(),
    }))
}

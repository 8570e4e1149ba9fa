//! What may the caller do?

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::Authenticated;

/// What a token says of its bearer.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuthorizationStatus {
    /// The source system's reference.
    pub source_sys_ref: String,
    /// The tenants the caller acts for.
    pub tenant_ids: Vec<String>,
    /// The scopes, separated by spaces.
    pub scopes: String,
}

/// Tells what the token allows.
#[utoipa::path(
    get,
    path = "/v1/authorizationStatus",
    tag = "access",
    security(("oauth2" = [])),
    responses((status = 200, description = "What the token allows", body = AuthorizationStatus))
)]
pub async fn authorization_status(
    Authenticated(identity): Authenticated,
) -> Json<AuthorizationStatus> {
    let scopes = identity.scopes.iter().map(|scope| scope.name());
    let scopes: Vec<&str> = scopes.collect();
    Json(AuthorizationStatus {
        source_sys_ref: identity.caller.source_system,
        tenant_ids: vec![identity.caller.tenant_id.to_string()],
        scopes: scopes.join(" "),
    })
}

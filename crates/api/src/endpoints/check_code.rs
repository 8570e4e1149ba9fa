//! May a code be used on a day?

use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::extract::{Authorized, Query, ReadMessages};
use crate::problem::Problem;
use crate::state::ApiState;

/// Whether a code may be used.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CodeCheck {
    /// The name of the list that was asked.
    list: String,
    /// The code that was asked for.
    code: String,
    /// The day on which it must be valid.
    #[schema(format = Date)]
    valid_on: String,
    /// Whether the list holds the code on that day.
    is_valid: bool,
}

/// Tells whether a list holds a code on a day, as validations would see it: in the list that was
/// loaded, or else in the one that is built in.
#[utoipa::path(
    get,
    path = "/v1/codelists/{list}/{code}",
    tag = "master data",
    security(("oauth2" = ["read:messages"])),
    params(
        ("list" = String, Path, description = "The list's name: CL008, BC36, …"),
        ("code" = String, Path, description = "The code"),
        ("validOn" = Option<String>, Query, description = "The day; today when left out"),
    ),
    responses((status = 200, description = "Whether it may be used", body = CodeCheck))
)]
pub async fn check_code(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path((list, code)): Path<(String, String)>,
    mut query: Query,
) -> Result<Json<CodeCheck>, Problem> {
    let day = query.date("validOn");
    query.finish()?;
    let day = match day {
        Some(day) => day,
        None => state.engine().today_of(authorized.tenant()).await?,
    };
    let reference = state.engine().reference(authorized.tenant()).await?;
    let is_valid = reference.contains_code(&list, &code, day);
    let is_valid = is_valid.ok_or_else(|| Problem::not_found("list of codes"))?;
    Ok(Json(CodeCheck {
        list,
        code,
        valid_on: day.to_string(),
        is_valid,
    }))
}

//! May a code be used on a day?

use axum::Json;
use axum::extract::{Path, State};
use cas_process::code_lists::words_of;
use serde::Serialize;
use utoipa::ToSchema;

use super::get_code_list::{NearCode, WrongCode, near_codes};
use crate::extract::{Authorized, Query, ReadMessages};
use crate::form_answer::{Texts, day_of};
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
    /// What the code means, where that is built in.
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Texts>,
    /// Where it does not: the nearest codes of the day, the nearest first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    nearest: Vec<NearCode>,
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
        ("on" = Option<String>, Query, description = "The day; today when left out"),
        ("validOn" = Option<String>, Query, description = "The same as `on`"),
    ),
    responses((status = 200, description = "Whether it may be used", body = CodeCheck))
)]
pub async fn check_code(
    authorized: Authorized<ReadMessages>,
    State(state): State<ApiState>,
    Path((list, code)): Path<(String, String)>,
    mut query: Query,
) -> Result<Json<CodeCheck>, Problem> {
    let on = query.date("on").or(query.date("validOn"));
    query.finish()?;
    let day = day_of(&state, authorized.tenant(), on).await?;
    let reference = state.engine().reference(authorized.tenant()).await?;
    let is_valid = reference.contains_code(&list, &code, day);
    let is_valid = is_valid.ok_or_else(|| Problem::not_found("list of codes"))?;
    let nearest = match is_valid {
        true => Vec::new(),
        false => {
            let wrong = WrongCode {
                list: &list,
                code: &code,
                on: Some(day),
            };
            near_codes(&state, authorized.tenant(), &wrong).await?
        }
    };
    Ok(Json(CodeCheck {
        label: words_of(&list, &code).filter(|_| is_valid).map(Into::into),
        list,
        code,
        valid_on: day.to_string(),
        is_valid,
        nearest,
    }))
}

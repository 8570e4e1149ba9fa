//! Who deals with a declaration, and which flag does it have?

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use cas_engine::WorkEdit;
use cas_model::collaboration::FlagColour;
use cas_store::DeclarationWorkRecord;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::codes;
use crate::extract::{CreateMessages, OwnDeclaration, Query, ReadDeclarations, body};
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// Who deals with a declaration, and its flag.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeclarationWork {
    /// The declaration that is dealt with.
    #[schema(format = Uuid)]
    declaration_id: String,
    /// The person who is to deal with it; `null` where nobody is.
    assignee: Option<String>,
    /// `red`, `orange`, `yellow`, `green`, `blue`, `violet` or `grey`; `null` where it has none.
    flag: Option<&'static str>,
    /// When one of the two was changed last; absent where nothing was ever said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime)]
    updated_at: Option<String>,
    /// The person who changed it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_by: Option<String>,
}

impl From<DeclarationWorkRecord> for DeclarationWork {
    fn from(row: DeclarationWorkRecord) -> Self {
        let is_said = row.version > 0;
        Self {
            declaration_id: row.declaration_id.to_string(),
            assignee: row.assignee,
            flag: row.flag.map(FlagColour::as_str),
            updated_at: is_said.then(|| row.updated_at.to_string()),
            updated_by: is_said.then_some(row.updated_by),
        }
    }
}

/// Who is to deal with a declaration.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "assignee": "anna.keller" }))]
pub struct Assignment {
    /// The person; `null` for nobody.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    assignee: Option<String>,
}

/// The flag of a declaration.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "flag": "red" }))]
pub struct Flag {
    /// `red`, `orange`, `yellow`, `green`, `blue`, `violet` or `grey`; `null` for none.
    #[serde(deserialize_with = "Option::deserialize")]
    #[schema(required)]
    flag: Option<String>,
}

/// Tells who deals with a declaration, and its flag.
#[utoipa::path(
    get,
    path = "/v1/declarations/{id}/work",
    tag = "people",
    security(("oauth2" = ["read:declarations"])),
    params(("id" = String, Path, description = "The declaration")),
    responses((status = 200, description = "Who, and the flag", body = DeclarationWork))
)]
pub async fn declaration_work(
    declaration: OwnDeclaration<ReadDeclarations>,
    State(state): State<ApiState>,
    query: Query,
) -> Result<Json<DeclarationWork>, Problem> {
    query.finish()?;
    let engine = state.engine();
    let work = engine.declaration_work_of(&declaration.caller, declaration.row.id);
    Ok(Json(work.await?.into()))
}

/// Says who is to deal with a declaration. Whoever says it last is right.
#[utoipa::path(
    put,
    path = "/v1/declarations/{id}/assignment",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body = Assignment,
    responses((status = 200, description = "Who deals with it now", body = DeclarationWork))
)]
pub async fn assign_declaration(
    declaration: OwnDeclaration<CreateMessages>,
    State(state): State<ApiState>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DeclarationWork>, Problem> {
    query.finish()?;
    let wanted: Assignment = body::small_json(&headers, body).await?;
    let edit = WorkEdit::Assignee(wanted.assignee);
    change(&state, &declaration, edit).await
}

/// Gives a declaration a flag, or takes it away. Whoever says it last is right.
#[utoipa::path(
    put,
    path = "/v1/declarations/{id}/flag",
    tag = "people",
    security(("oauth2" = ["create:messages"])),
    params(("id" = String, Path, description = "The declaration")),
    request_body = Flag,
    responses((status = 200, description = "The flag that it has now", body = DeclarationWork))
)]
pub async fn flag_declaration(
    declaration: OwnDeclaration<CreateMessages>,
    State(state): State<ApiState>,
    query: Query,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<DeclarationWork>, Problem> {
    query.finish()?;
    let wanted: Flag = body::small_json(&headers, body).await?;
    let flag = wanted.flag.as_deref().map(colour).transpose()?;
    change(&state, &declaration, WorkEdit::Flag(flag)).await
}

/// The colour of a flag.
///
/// # Errors
/// When there is none of that name.
pub(super) fn colour(text: &str) -> Result<FlagColour, Problem> {
    FlagColour::parse(text).ok_or_else(|| {
        let names: Vec<&str> = FlagColour::ALL
            .iter()
            .map(|colour| colour.as_str())
            .collect();
        let message = format!("must be null or one of {}", names.join(", "));
        Problem::new(codes::INVALID_STRUCTURE, "nothing was changed")
            .with_errors(vec![FieldProblem::new("flag", message)])
    })
}

async fn change(
    state: &ApiState,
    declaration: &OwnDeclaration<CreateMessages>,
    edit: WorkEdit,
) -> Result<Json<DeclarationWork>, Problem> {
    let (engine, id) = (state.engine(), declaration.row.id);
    let work = engine.change_declaration_work(&declaration.caller, id, &edit);
    Ok(Json(work.await?.into()))
}

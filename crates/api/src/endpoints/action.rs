//! How is something asked of a declaration?
//!
//! One endpoint for each action of [`Action::ALL`], made of what the list says of it: its name in
//! the path, what it does, and what is said with it. What was asked is stored and carried out in the
//! background.

use axum::Json;
use axum::body::{Body, HttpBody as _};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cas_engine::RequestedAction;
use cas_model::action_content::InvalidationGround;
use cas_model::lifecycle::Course;
use cas_model::{Action, ActionContent};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, Operation, Parameter, Paths};
use utoipa::openapi::request_body::RequestBody;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{RefOr, Required};
use utoipa_axum::router::UtoipaMethodRouter;

use crate::codes;
use crate::document_schema;
use crate::extract::{A_REASON, CreateMessages, OwnDeclaration, a_reason, body};
use crate::operation;
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// An action was stored and will be carried out; `DeclarationActionFinished` tells how it ended.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActionAccepted {
    /// The id of the request.
    #[schema(format = Uuid)]
    action_id: String,
}

/// Why a declaration is withdrawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Invalidation {
    /// The reason, 1 to 512 characters: customs reads it. Some customs want ten at least.
    pub reason: String,
    /// The legal ground, customs' code, where its system has a list of them (`cas systems`). Where it
    /// is left out, the connection's setting says it.
    #[serde(default)]
    pub ground: Option<String>,
}

/// Why something is asked for; nobody has to say it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ActionReason {
    /// The reason, 1 to 512 characters: it stands in the history.
    #[serde(default)]
    pub reason: Option<String>,
}

/// The endpoint of an action.
pub fn action(action: Action) -> UtoipaMethodRouter<ApiState> {
    // That there is such a declaration is known before anything is said of the body.
    let handler = move |declaration: OwnDeclaration<CreateMessages>,
                        State(state): State<ApiState>,
                        headers: HeaderMap,
                        body: Body| async move {
        let requested = requested(&state, action, &headers, body).await?;
        request(&state, &declaration, requested).await
    };
    let mut schemas = vec![operation::schema_of::<ActionAccepted>()];
    let described = described(action, &mut schemas);
    let path = format!("/v1/declarations/{{id}}/{}", action.as_str());
    let mut paths = Paths::new();
    paths.add_path_operation(path, vec![HttpMethod::Post], described);
    (schemas, paths, post(handler))
}

/// What a request asks for. What is wrong or missing in what it says is named at once.
async fn requested(
    state: &ApiState,
    action: Action,
    headers: &HeaderMap,
    body: Body,
) -> Result<RequestedAction, Problem> {
    let asked = RequestedAction::from(action);
    Ok(match action.course() {
        Course::Invalidate => {
            let Invalidation { reason, ground } = body::small_json(headers, body).await?;
            let ground = ground.map(|code| InvalidationGround { code: Some(code) });
            RequestedAction {
                reason: Some(reason),
                content: ground.map(|ground| ActionContent::InvalidationGround(Box::new(ground))),
                ..asked
            }
        }
        Course::Tell => {
            let sent = body::any_json(headers, body, state.settings().body_limit).await?;
            let content = ActionContent::read(action, sent).map_err(|errors| {
                let places = errors
                    .into_iter()
                    .map(|error| FieldProblem::new(error.path.to_string(), error.message));
                let detail = "what is said with the action is wrong or not whole; see errors";
                Problem::new(codes::INVALID_STRUCTURE, detail).with_errors(places.collect())
            })?;
            RequestedAction { content, ..asked }
        }
        Course::Submit
        | Course::Validate
        | Course::Present
        | Course::Amend
        | Course::Resend
        | Course::Record
        | Course::Release => RequestedAction {
            reason: stated_reason(headers, body).await?,
            ..asked
        },
    })
}

/// The reason that a body gives, where there is a body.
async fn stated_reason(headers: &HeaderMap, body: Body) -> Result<Option<String>, Problem> {
    if body.is_end_stream() {
        return Ok(None);
    }
    let ActionReason { reason } = body::small_json(headers, body).await?;
    let Some(reason) = reason else {
        return Ok(None);
    };
    let wrong = || {
        let places = vec![FieldProblem::new("reason", format!("must be {A_REASON}"))];
        Problem::new(codes::INVALID_STRUCTURE, "the reason is none; see errors").with_errors(places)
    };
    a_reason(&reason).map(Some).ok_or_else(wrong)
}

async fn request(
    state: &ApiState,
    declaration: &OwnDeclaration<CreateMessages>,
    requested: RequestedAction,
) -> Result<(StatusCode, Json<ActionAccepted>), Problem> {
    let id = state
        .engine()
        .request_action(&declaration.caller, declaration.row.id, requested)
        .await?;
    Ok((
        StatusCode::ACCEPTED,
        Json(ActionAccepted {
            action_id: id.to_string(),
        }),
    ))
}

/// The endpoint in the description of the API, with the schemas of what is said.
fn described(action: Action, schemas: &mut Vec<(String, RefOr<Schema>)>) -> Operation {
    let mut accepted = vec![operation::answer::<ActionAccepted>("Will be carried out")];
    let body: Option<RequestBody> = match ActionContent::shape_of(action) {
        Some(shape) => {
            document_schema::collect(shape, schemas);
            let not_allowed = "Its status does not allow it; names the allowed actions";
            accepted.push(operation::told(StatusCode::CONFLICT, not_allowed));
            let mut body = operation::json_body(shape.name);
            body.description = Some("What is said".to_owned());
            Some(body)
        }
        None if action.course() == Course::Invalidate => {
            let (name, schema) = operation::schema_of::<Invalidation>();
            let body = operation::json_body(&name);
            schemas.push((name, schema));
            Some(body)
        }
        None => {
            let (name, schema) = operation::schema_of::<ActionReason>();
            let mut body = operation::json_body(&name);
            body.required = Some(Required::False);
            schemas.push((name, schema));
            Some(body)
        }
    };
    operation::creating_messages()
        .tag("declarations")
        .operation_id(Some(action.as_str().replace('-', "_")))
        .summary(Some(operation::joined_lines(action.doc())))
        .parameter(id())
        .request_body(body)
        .responses(operation::responses(accepted))
        .build()
}

fn id() -> Parameter {
    operation::path_parameter("id", "The declaration")
}

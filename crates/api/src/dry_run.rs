//! What would a request do? `?dryRun=true` on every endpoint that writes.
//!
//! The request goes to the same handlers, over an engine that rehearses; what they would commit
//! becomes a plan. An answer that is no refusal is told inside of the answer of the dry run;
//! refusals stay as they are. So no endpoint can have another opinion of what it would do.

use axum::body::to_bytes;
use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use cas_engine::rehearsal::Foreseen;
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt as _;
use url::form_urlencoded;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::{
    Content, ContentBuilder, OneOfBuilder, OpenApi, Ref, RefOr, Required, Response as Described,
    ResponseBuilder, schema,
};
use utoipa::{PartialSchema as _, ToSchema};

use crate::codes;
use crate::masking::Sight;
use crate::plan_schema::Plan;
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// The name of the parameter.
const DRY_RUN: &str = "dryRun";

/// The media type of what handlers answer.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Endpoints that take the parameter themselves, and answer in a form of their own.
const OF_THEIR_OWN: &[&str] = &["/v1/masterdata/{kind}/import", "/v1/configuration/import"];

/// Endpoints that do not take it: they only read, though by POST, they are customs' or an
/// operator's, they add a test to a draft, which is in force nowhere, or they are about who comes
/// in, which no plan foresees.
const WITHOUT: &[&str] = &[
    "/v1/clients",
    "/v1/clients/{id}/disable",
    "/v1/clients/{id}/enable",
    "/v1/clients/{id}/rotate",
    "/v1/connections/{system}/test",
    "/v1/decisiontables/{name}/versions/{version}/analyse",
    "/v1/decisiontables/{name}/versions/{version}/evaluate",
    "/v1/decisiontables/{name}/versions/{version}/explain",
    "/v1/decisiontables/{name}/versions/{version}/replay",
    "/v1/decisiontables/{name}/versions/{version}/test",
    "/v1/decisiontables/{name}/versions/{version}/tests",
    "/v1/decisiontables/{name}/versions/{version}/try",
    "/v1/rules/replay",
    "/v1/alerts/{id}/resolve",
    "/v1/ingestions/{referenceId}/process",
    "/v1/messages/{messageId}/assign",
    "/v1/messages/{messageId}/read",
    "/v1/tasks/{id}/drop",
    "/v1/tasks/{id}/retry",
    "/v1/systems/{system}/declarations/read",
    "/v1/systems/{system}/messages",
    "/v1/session",
    "/v1/session/link",
    "/v1/session/password",
    "/v1/session/second-factor",
    "/v1/users",
    "/v1/users/{id}",
    "/v1/users/{id}/disable",
    "/v1/users/{id}/enable",
    "/v1/users/{id}/link",
];

/// What a request would do.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DryRun {
    /// Always true: nothing was changed.
    dry_run: bool,
    /// What would be answered without `dryRun`.
    would_answer: WouldAnswer,
    /// What would be done. What is empty is left out. What customs would answer is not foreseen.
    #[schema(value_type = Plan)]
    plan: Foreseen,
}

/// What would be answered.
#[derive(Serialize, ToSchema)]
pub struct WouldAnswer {
    /// The HTTP status, as the real run would have it.
    status: u16,
    /// The body; ids in it are of nothing, as nothing is stored.
    #[serde(skip_serializing_if = "Value::is_null")]
    #[schema(value_type = Object)]
    body: Value,
}

/// What is rehearsed: the handlers, which a dry run has over another state.
#[derive(Clone)]
pub(crate) struct RealRun {
    /// The state of the real run.
    pub(crate) state: ApiState,
    /// Makes the handlers of all endpoints over a state.
    pub(crate) handlers: fn(ApiState) -> Router,
}

/// Answers a request of a dry run; lets all others pass.
pub(crate) async fn rehearse(
    State(real): State<RealRun>,
    mut request: Request,
    next: Next,
) -> Response {
    let path = request.extensions().get::<MatchedPath>();
    if !path.is_some_and(|path| takes_parameter(path.as_str(), request.method())) {
        return next.run(request).await;
    }
    match wanted(request.uri()) {
        Err(problem) => problem.into_response(),
        Ok(None) => next.run(request).await,
        Ok(Some(wanted)) => {
            *request.uri_mut() = wanted.rest;
            match wanted.dry_run {
                false => next.run(request).await,
                true => answer(&real, request).await.into_response(),
            }
        }
    }
}

/// Whether a request asks for a dry run.
pub(crate) fn is_wanted(request: &Request) -> bool {
    let path = request.extensions().get::<MatchedPath>();
    path.is_some_and(|path| takes_parameter(path.as_str(), request.method()))
        && wanted(request.uri()).is_ok_and(|wanted| wanted.is_some_and(|it| it.dry_run))
}

fn takes_parameter(path: &str, method: &Method) -> bool {
    let writes = [Method::POST, Method::PUT, Method::PATCH, Method::DELETE].contains(method);
    writes && path.starts_with("/v1/") && !OF_THEIR_OWN.contains(&path) && !WITHOUT.contains(&path)
}

/// What the parameter says, and the address without it.
struct Wanted {
    dry_run: bool,
    rest: Uri,
}

fn wanted(uri: &Uri) -> Result<Option<Wanted>, Problem> {
    let Some(query) = uri.query() else {
        return Ok(None);
    };
    let (mut values, mut rest) = (Vec::new(), Vec::new());
    for pair in query.split('&') {
        match form_urlencoded::parse(pair.as_bytes()).next() {
            Some((name, value)) if name == DRY_RUN => values.push(value.into_owned()),
            // Who misspells it does not want the real run.
            Some((name, _)) if is_meant(&name) => return Err(misspelt(&name)),
            Some(_) | None => rest.push(pair),
        }
    }
    let dry_run = match values.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => return Ok(None),
        ["true"] => true,
        ["false"] => false,
        _ => return Err(wrong()),
    };
    let address = match rest.is_empty() {
        true => uri.path().to_owned(),
        false => format!("{}?{}", uri.path(), rest.join("&")),
    };
    let rest: PathAndQuery = address.parse().map_err(|_| wrong())?;
    let rest = Uri::from(rest);
    Ok(Some(Wanted { dry_run, rest }))
}

fn is_meant(name: &str) -> bool {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().eq_ignore_ascii_case(DRY_RUN)
}

fn misspelt(name: &str) -> Problem {
    refused(name, "unknown parameter; write dryRun")
}

fn wrong() -> Problem {
    refused(DRY_RUN, "must be true or false, once")
}

fn refused(name: &str, message: &str) -> Problem {
    let error = FieldProblem::new(name, message);
    Problem::new(codes::INVALID_PARAMETER, format!("correct: {name}")).with_errors(vec![error])
}

/// The request as it came: what the routes noted of it is noted anew, but for what its caller may
/// see, which the answer to the dry run asks too.
fn plain(request: Request) -> Request {
    let (mut parts, body) = request.into_parts();
    let sight = parts.extensions.remove::<Sight>();
    parts.extensions.clear();
    parts.extensions.insert(sight.unwrap_or_default());
    Request::from_parts(parts, body)
}

async fn answer(real: &RealRun, request: Request) -> Result<Response, Problem> {
    let (engine, rehearsal) = real.state.engine().rehearsing();
    let handlers = (real.handlers)(real.state.over(engine));
    let Ok(response) = handlers.oneshot(plain(request)).await;
    if !response.status().is_success() {
        return Ok(response);
    }
    let status = response.status().as_u16();
    let is_json = response.headers().get(header::CONTENT_TYPE) == Some(&JSON);
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.map_err(anyhow::Error::from)?;
    let plan = real.state.engine().foresee(rehearsal.take()).await?;
    let answer = DryRun {
        dry_run: true,
        would_answer: WouldAnswer {
            status,
            body: match is_json {
                true => serde_json::from_slice(&bytes).map_err(anyhow::Error::from)?,
                false => Value::Null,
            },
        },
        plan,
    };
    Ok(Json(answer).into_response())
}

/// Describes the parameter and its answer at every endpoint that takes it.
pub fn describe(document: &mut OpenApi) {
    let mut schemas = Vec::new();
    DryRun::schemas(&mut schemas);
    schemas.push((DryRun::name().into_owned(), DryRun::schema()));
    let components = document.components.get_or_insert_default();
    components.schemas.extend(schemas);
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in [
            (Method::POST, &mut item.post),
            (Method::PUT, &mut item.put),
            (Method::PATCH, &mut item.patch),
            (Method::DELETE, &mut item.delete),
        ] {
            if let Some(operation) = operation
                .as_mut()
                .filter(|_| takes_parameter(path, &method))
            {
                describe_at(operation);
            }
        }
    }
}

fn describe_at(operation: &mut Operation) {
    operation
        .parameters
        .get_or_insert_default()
        .push(parameter().into());
    let responses = &mut operation.responses.responses;
    let known = match responses.remove("200") {
        Some(RefOr::T(known)) => Some(known),
        Some(RefOr::Ref(_)) | None => None,
    };
    responses.insert("200".to_owned(), with_dry_run(known).into());
}

fn parameter() -> Parameter {
    let schema = schema::ObjectBuilder::new().schema_type(schema::Type::Boolean);
    ParameterBuilder::new()
        .name(DRY_RUN)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(
            "true: only say what would be done, and change nothing",
        ))
        .schema(Some(schema))
        .build()
}

/// The answer 200 that there is, or that of a dry run.
fn with_dry_run(known: Option<Described>) -> Described {
    let dry_run = || Ref::from_schema_name(DryRun::name());
    let Some(mut known) = known else {
        let content = ContentBuilder::new().schema(Some(dry_run())).build();
        return ResponseBuilder::new()
            .description("With dryRun=true: what would be done; nothing was changed")
            .content("application/json", content)
            .build();
    };
    known
        .description
        .push_str("; with dryRun=true: what would be done, nothing was changed");
    let mut either = OneOfBuilder::new();
    let json = known.content.get("application/json");
    if let Some(RefOr::T(Content {
        schema: Some(schema),
        ..
    })) = json
    {
        either = either.item(schema.clone());
    }
    let content = ContentBuilder::new()
        .schema(Some(either.item(dry_run())))
        .build();
    known
        .content
        .insert("application/json".to_owned(), content.into());
    known
}

//! What would a request do? `?dryRun=true` on every endpoint that writes.
//!
//! The request goes to the same handlers, over an engine that rehearses; what they would commit
//! becomes a plan. An answer that is no refusal is told inside of the answer of the dry run;
//! refusals stay as they are. So no endpoint can have another opinion of what it would do. Who names
//! the fingerprint of a plan with the act (`CAS-Plan`) has that plan carried out, or is told what it
//! would be by now.

use axum::body::{Body, to_bytes};
use axum::extract::{MatchedPath, Request, State};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
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
use crate::extract::body;
use crate::finding_answer::FindingAnswer;
use crate::masking::Sight;
use crate::operation;
use crate::plan_fingerprint::{self, PLAN, fingerprint, named_plan};
use crate::plan_schema::Plan;
use crate::problem::{FieldProblem, Problem};
use crate::state::ApiState;

/// The name of the parameter.
const DRY_RUN: &str = "dryRun";

/// The media type of what handlers answer.
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// Endpoints that take the parameter themselves, and answer in a form of their own.
const OF_THEIR_OWN: &[&str] = &[
    "/v1/bulk",
    "/v1/masterdata/{kind}/import",
    "/v1/configuration/import",
];

/// Endpoints that do not take it: they only read, though by POST, they are customs' or an
/// operator's, they are what people say beside documents, they add a test to a draft, which is in
/// force nowhere, or they are about who comes in, which no plan foresees.
const WITHOUT: &[&str] = &[
    "/v1/clients",
    "/v1/clients/{id}",
    "/v1/clients/{id}/disable",
    "/v1/clients/{id}/enable",
    "/v1/clients/{id}/rotate",
    "/v1/connections/{system}/test",
    "/v1/subscriptions/{id}/replay",
    "/v1/subscriptions/{id}/rotate",
    "/v1/subscriptions/{id}/test",
    "/v1/attachments/{id}",
    "/v1/customsshipments/{reference}/attachments",
    "/v1/declarations/{id}/attachments",
    "/v1/customsshipments/{reference}/notes",
    "/v1/declarations/{id}/assignment",
    "/v1/declarations/{id}/flag",
    "/v1/declarations/{id}/notes",
    "/v1/alerts/{id}/assignment",
    "/v1/declarations/{id}/presence",
    "/v1/notes/{id}",
    "/v1/views",
    "/v1/views/{id}",
    "/v1/configuration/{kind}/{name}/draft/check",
    "/v1/configuration/{kind}/{name}/draft/review",
    "/v1/configuration/{kind}/{name}/draft/replay",
    "/v1/configuration/{kind}/{name}/draft/try",
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
    /// Names this plan: who sends it as `CAS-Plan` with the act has exactly this carried out, or is
    /// refused with what it would be by now.
    #[schema(example = "3f0a9c5b2d7e41f68a90b1c2d3e4f506")]
    fingerprint: String,
    /// What would be answered without `dryRun`.
    would_answer: WouldAnswer,
    /// What would be done. What is empty is left out. What customs would answer is not foreseen.
    #[schema(value_type = Plan)]
    plan: Value,
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
        let reads_plan = path.is_some_and(|path| OF_THEIR_OWN.contains(&path.as_str()));
        return match request.headers().contains_key(PLAN) && !reads_plan {
            true => plan_fingerprint::wrong("this endpoint has no dry run").into_response(),
            false => next.run(request).await,
        };
    }
    match wanted(request.uri()) {
        Err(problem) => problem.into_response(),
        Ok(Some(wanted)) if wanted.dry_run => {
            *request.uri_mut() = wanted.rest;
            answer(&real, request).await.into_response()
        }
        Ok(wanted) => {
            if let Some(wanted) = wanted {
                *request.uri_mut() = wanted.rest;
            }
            match still_planned(&real, request).await {
                Ok(Planned::Act(request)) => next.run(request).await,
                Ok(Planned::Answer(response)) => response,
                Err(problem) => problem.into_response(),
            }
        }
    }
}

/// What follows from the plan that a request names.
enum Planned {
    /// It is carried out.
    Act(Request),
    /// It is answered without.
    Answer(Response),
}

/// Whether what a request would do is what the plan says that it names; one that names none is
/// carried out.
async fn still_planned(real: &RealRun, request: Request) -> Result<Planned, Problem> {
    let Some(named) = named_plan(request.headers())? else {
        return Ok(Planned::Act(request));
    };
    let (parts, body) = request.into_parts();
    let bytes = body::read(body, real.state.settings().body_limit).await?;
    let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
    let rehearsed = match rehearsed(real, again()).await? {
        Ok(rehearsed) => rehearsed,
        // The real run is refused for the same.
        Err(response) => return Ok(Planned::Answer(response)),
    };
    // A request that was carried out before, by its idempotency key, is answered as it was.
    if rehearsed.is_nothing || rehearsed.fingerprint == named {
        return Ok(Planned::Act(again()));
    }
    let problem = plan_fingerprint::changed(rehearsed.fingerprint, rehearsed.plan);
    Ok(Planned::Answer(problem.into_response()))
}

/// Whether a request asks for a dry run, or names the plan of one, which is foreseen once more.
pub(crate) fn is_wanted(request: &Request) -> bool {
    let path = request.extensions().get::<MatchedPath>();
    let is_dry_run = || wanted(request.uri()).is_ok_and(|it| it.is_some_and(|it| it.dry_run));
    path.is_some_and(|path| takes_parameter(path.as_str(), request.method()))
        && (request.headers().contains_key(PLAN) || is_dry_run())
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

/// What a request that is not refused would do.
struct Rehearsed {
    status: u16,
    body: Value,
    plan: Value,
    fingerprint: String,
    /// Whether nothing would be committed.
    is_nothing: bool,
}

/// Rehearses a request: what it would do, or its refusal.
async fn rehearsed(
    real: &RealRun,
    request: Request,
) -> Result<Result<Rehearsed, Response>, Problem> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let sight = request.extensions().get::<Sight>().cloned();
    let (engine, rehearsal) = real.state.engine().rehearsing();
    let handlers = (real.handlers)(real.state.over(engine));
    let Ok(response) = handlers.oneshot(plain(request)).await;
    if !response.status().is_success() {
        return Ok(Err(response));
    }
    let status = response.status().as_u16();
    let is_json = response.headers().get(header::CONTENT_TYPE) == Some(&JSON);
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.map_err(anyhow::Error::from)?;
    let changes = rehearsal.take();
    let is_nothing = changes.is_empty();
    let plan = real.state.engine().foresee(changes).await?;
    let plan = match sight.as_ref().and_then(Sight::parts) {
        Some(parts) => plan.shown_to(parts),
        None => plan,
    };
    let plan = serde_json::to_value(plan).map_err(anyhow::Error::from)?;
    Ok(Ok(Rehearsed {
        status,
        body: match is_json {
            true => serde_json::from_slice(&bytes).map_err(anyhow::Error::from)?,
            false => Value::Null,
        },
        fingerprint: fingerprint(&method, &path, &plan),
        plan,
        is_nothing,
    }))
}

async fn answer(real: &RealRun, request: Request) -> Result<Response, Problem> {
    let rehearsed = match rehearsed(real, request).await? {
        Ok(rehearsed) => rehearsed,
        Err(response) => return Ok(response),
    };
    let answer = DryRun {
        dry_run: true,
        fingerprint: rehearsed.fingerprint,
        would_answer: WouldAnswer {
            status: rehearsed.status,
            body: rehearsed.body,
        },
        plan: rehearsed.plan,
    };
    Ok(Json(answer).into_response())
}

/// Describes the parameter and its answer at every endpoint that takes it.
pub fn describe(document: &mut OpenApi) {
    let mut schemas = Vec::new();
    DryRun::schemas(&mut schemas);
    schemas.push((DryRun::name().into_owned(), DryRun::schema()));
    FindingAnswer::schemas(&mut schemas);
    schemas.push(operation::schema_of::<FindingAnswer>());
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
        .extend([parameter().into(), plan_header().into()]);
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

fn plan_header() -> Parameter {
    operation::optional_header(
        PLAN,
        "The `fingerprint` of a dry run: what is done by now must be what it said, else the \
         request is refused with 409 `plan-changed` and the plan as it is now",
    )
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

//! Which endpoints are there?
//!
//! Those of actions and of kinds of master data come from their lists, the others are named in
//! [`endpoints`](crate::endpoints). The OpenAPI document, the authorisation test and the server all
//! read what is put together here.

use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::{Extension, Router};
use cas_model::Action;
use cas_model::master_data::MasterDataKind;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes,
    SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{Components, ContentBuilder, Info, OpenApi, Ref, ResponseBuilder, Tag};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_axum::router::OpenApiRouter;

use crate::audited;
use crate::dry_run::{self, RealRun};
use crate::endpoints as e;
use crate::endpoints::documentation::DocumentText;
use crate::examples;
use crate::heavy_work;
use crate::http;
use crate::masking;
use crate::problem::{FieldProblem, Problem, ProblemDetails};
use crate::state::ApiState;

/// The server's routes with all their layers.
pub fn router(state: ApiState) -> Router {
    let settings = state.settings().clone();
    let real = RealRun {
        state: state.clone(),
        handlers,
    };
    let router = handlers(state.clone())
        .layer(from_fn_with_state(real, dry_run::rehearse))
        .layer(from_fn_with_state(state.clone(), heavy_work::limit))
        .layer(from_fn(masking::mask))
        .layer(from_fn_with_state(state, audited::audit_request));
    http::layers(router, &settings)
}

/// The endpoints without layers.
fn handlers(state: ApiState) -> Router {
    let (router, _) = endpoints().split_for_parts();
    router
        .fallback(async || Problem::of_status(StatusCode::NOT_FOUND))
        .method_not_allowed_fallback(async || Problem::of_status(StatusCode::METHOD_NOT_ALLOWED))
        .layer(Extension(DocumentText(document_text)))
        .with_state(state)
}

/// The OpenAPI document of all endpoints.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut document = endpoints().into_openapi();
    add_sessions(&mut document);
    add_problems(&mut document);
    dry_run::describe(&mut document);
    examples::describe(operations(&mut document));
    document
}

/// The OpenAPI document as it is served, written once.
fn document_text() -> Result<&'static str, &'static str> {
    static TEXT: LazyLock<Result<String, String>> =
        LazyLock::new(|| openapi().to_json().map_err(|error| error.to_string()));
    TEXT.as_ref().map(String::as_str).map_err(String::as_str)
}

fn endpoints() -> OpenApiRouter<ApiState> {
    let of_actions = Action::ALL.iter().copied().map(e::action::action);
    let kinds = MasterDataKind::ALL.iter().copied();
    let of_kinds = kinds.map(e::create_master_data::create_master_data);
    let of_lists = of_actions.chain(of_kinds);
    let router = OpenApiRouter::with_openapi(skeleton());
    e::own_endpoints(of_lists.fold(router, OpenApiRouter::routes))
}

/// What the document says beside its endpoints.
fn skeleton() -> OpenApi {
    let mut info = Info::new("CAS", "1");
    info.description = Some(
        "Customs automation: shipments become declarations. Clients must tolerate new fields and \
         new values of enumerations."
            .to_owned(),
    );
    let mut document = OpenApi::new(info, utoipa::openapi::Paths::new());
    document.components = Some(components());
    document.tags = Some(
        [
            ("access", "Tokens and what they allow"),
            ("people", "People, their sessions, and what they may do"),
            ("ingestion", "Sending shipments and master data"),
            (
                "master data",
                "Reading, importing and exporting master data and lists of codes",
            ),
            ("declarations", "Reading declarations and acting on them"),
            (
                "people",
                "What people do beside documents: notes, assignments, flags, files",
            ),
            (
                "forms",
                "What the form of a declaration asks for, in which words",
            ),
            ("notifications", "Webhooks and the event log"),
            (
                "configuration",
                "Flows, decision tables, settings and connections",
            ),
            ("operations", "For operators and connected systems"),
        ]
        .map(|(name, description)| {
            let mut tag = Tag::new(name);
            tag.description = Some(description.to_owned());
            tag
        })
        .into(),
    );
    document
}

fn components() -> Components {
    let scopes = cas_model::scope::Scope::ALL
        .iter()
        .map(|scope| (scope.name(), scope.name()));
    let flow = ClientCredentials::new("/oauth2/v2.0/token", Scopes::from_iter(scopes));
    let oauth2 = OAuth2::new([Flow::ClientCredentials(flow)]);
    let session = ApiKeyValue::with_description(
        "cas-session",
        "The cookie of a person's session, from POST /v1/session; over https its name is \
         __Host-cas-session. The person needs a role that has the scope. Requests that change \
         something also send CAS-CSRF-Token, and those of a member of several tenants CAS-Tenant.",
    );
    let callback = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let mut components = Components::new();
    components.add_security_scheme("oauth2", SecurityScheme::OAuth2(oauth2));
    components.add_security_scheme(SESSION, SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    components.add_security_scheme("callbackSecret", SecurityScheme::Http(callback));
    components.schemas.insert(
        ProblemDetails::name().into_owned(),
        ProblemDetails::schema(),
    );
    components
        .schemas
        .insert(FieldProblem::name().into_owned(), FieldProblem::schema());
    components
}

/// The name of the security scheme of people's sessions.
const SESSION: &str = "session";

/// Whatever a client may do with a token, a person may do with a session.
fn add_sessions(document: &mut OpenApi) {
    for operation in operations(document) {
        let Some(requirements) = &mut operation.security else {
            continue;
        };
        let of_session: Vec<SecurityRequirement> =
            requirements.iter().filter_map(as_of_session).collect();
        requirements.extend(of_session);
    }
}

/// What a session needs in the place of a token. What a requirement holds is only written by utoipa.
fn as_of_session(requirement: &SecurityRequirement) -> Option<SecurityRequirement> {
    let written = serde_json::to_value(requirement).expect("lists of texts are JSON");
    let scopes = written.get("oauth2")?.as_array()?.iter();
    let scopes: Vec<&str> = scopes.filter_map(serde_json::Value::as_str).collect();
    Some(SecurityRequirement::new(SESSION, scopes))
}

/// Every operation of the document, to be completed.
fn operations(document: &mut OpenApi) -> impl Iterator<Item = &mut Operation> {
    document.paths.paths.values_mut().flat_map(|item| {
        [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ]
        .into_iter()
        .flatten()
    })
}

/// Every endpoint may answer with problem details.
fn add_problems(document: &mut OpenApi) {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(ProblemDetails::name())))
        .build();
    let problem = ResponseBuilder::new()
        .description("Refused: problem details (RFC 9457)")
        .content("application/problem+json", content)
        .build();
    for operation in operations(document) {
        let responses = &mut operation.responses.responses;
        responses
            .entry("default".to_owned())
            .or_insert_with(|| problem.clone().into());
    }
}

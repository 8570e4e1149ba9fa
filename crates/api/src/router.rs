//! Which endpoints are there?
//!
//! One line each; those of actions and of kinds of master data come from their lists. The OpenAPI
//! document, the authorisation test and the server all read this list.

use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::{Extension, Router};
use cas_model::Action;
use cas_model::master_data::MasterDataKind;
use utoipa::openapi::security::{
    ClientCredentials, Flow, HttpAuthScheme, HttpBuilder, OAuth2, Scopes, SecurityScheme,
};
use utoipa::openapi::{Components, ContentBuilder, Info, OpenApi, Ref, ResponseBuilder, Tag};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::dry_run::{self, RealRun};
use crate::endpoints as e;
use crate::endpoints::openapi_document::DocumentText;
use crate::http;
use crate::problem::{FieldProblem, Problem, ProblemDetails};
use crate::state::ApiState;

/// The server's routes with all their layers.
pub fn router(state: ApiState) -> Router {
    let settings = state.settings().clone();
    let real = RealRun {
        state: state.clone(),
        handlers,
    };
    let router = handlers(state).layer(from_fn_with_state(real, dry_run::rehearse));
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
    add_problems(&mut document);
    dry_run::describe(&mut document);
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
    own_endpoints(of_lists.fold(router, OpenApiRouter::routes))
}

/// The endpoints that have a file of their own.
fn own_endpoints(router: OpenApiRouter<ApiState>) -> OpenApiRouter<ApiState> {
    router
        .routes(routes!(e::token::token))
        .routes(routes!(e::authorization_status::authorization_status))
        .routes(routes!(
            e::create_customs_shipments::create_customs_shipments
        ))
        .routes(routes!(e::create_shipment_events::create_shipment_events))
        .routes(routes!(e::read_declaration::read_declaration))
        .routes(routes!(e::search_ingestions::search_ingestions))
        .routes(routes!(e::get_ingestion::get_ingestion))
        .routes(routes!(e::search_master_data::search_master_data))
        .routes(routes!(e::get_master_data::get_master_data))
        .routes(routes!(
            e::get_master_data_versions::get_master_data_versions
        ))
        .routes(routes!(e::import_master_data::import_master_data))
        .routes(routes!(e::export_master_data::export_master_data))
        .routes(routes!(e::master_data_template::master_data_template))
        .routes(routes!(e::search_code_lists::search_code_lists))
        .routes(routes!(e::get_code_list::get_code_list))
        .routes(routes!(e::import_code_list::import_code_list))
        .routes(routes!(e::check_code::check_code))
        .routes(routes!(e::search_declarations::search_declarations))
        .routes(routes!(
            e::get_declaration::get_declaration,
            e::patch_declaration::patch_declaration
        ))
        .routes(routes!(e::get_declaration_history::get_declaration_history))
        .routes(routes!(
            e::get_related_declarations::get_related_declarations
        ))
        .routes(routes!(
            e::get_declaration_messages::get_declaration_messages
        ))
        .routes(routes!(e::get_declaration_message::get_declaration_message))
        .routes(routes!(e::get_declaration_origins::get_declaration_origins))
        .routes(routes!(e::create_declaration_item::create_declaration_item))
        .routes(routes!(
            e::get_declaration_item::get_declaration_item,
            e::patch_declaration_item::patch_declaration_item,
            e::delete_declaration_item::delete_declaration_item
        ))
        .routes(routes!(
            e::get_declaration_revisions::get_declaration_revisions
        ))
        .routes(routes!(
            e::get_declaration_revision::get_declaration_revision
        ))
        .routes(routes!(
            e::compare_declaration_revisions::compare_declaration_revisions
        ))
        .routes(routes!(e::create_subscription::create_subscription))
        .routes(routes!(e::subscriptions::subscriptions))
        .routes(routes!(e::get_subscription::get_subscription))
        .routes(routes!(e::delete_subscription::delete_subscription))
        .routes(routes!(e::subscription_deliveries::subscription_deliveries))
        .routes(routes!(e::events::events))
        .routes(routes!(e::alerts::alerts))
        .routes(routes!(e::messages::messages))
        .routes(routes!(e::receive_message::receive_message))
        .routes(routes!(e::export_configuration::export_configuration))
        .routes(routes!(e::import_configuration::import_configuration))
        .routes(routes!(e::configuration_names::configuration_names))
        .routes(routes!(e::configuration_versions::configuration_versions))
        .routes(routes!(
            e::get_configuration_version::get_configuration_version
        ))
        .routes(routes!(
            e::save_configuration_draft::save_configuration_draft,
            e::delete_configuration_draft::delete_configuration_draft
        ))
        .routes(routes!(
            e::publish_configuration_draft::publish_configuration_draft
        ))
        .routes(routes!(
            e::retire_configuration_version::retire_configuration_version
        ))
        .routes(routes!(e::evaluate_table::evaluate_table))
        .routes(routes!(e::test_table::test_table))
        .routes(routes!(e::try_table::try_table))
        .routes(routes!(e::replay_table::replay_table))
        .routes(routes!(e::explain_table::explain_table))
        .routes(routes!(e::analyse_table::analyse_table))
        .routes(routes!(e::export_table::export_table))
        .routes(routes!(e::import_table::import_table))
        .routes(routes!(e::connections::connections))
        .routes(routes!(
            e::get_connection::get_connection,
            e::put_connection::put_connection,
            e::delete_connection::delete_connection
        ))
        .routes(routes!(e::health_live::health_live))
        .routes(routes!(e::health_ready::health_ready))
        .routes(routes!(e::openapi_document::openapi_document))
        .routes(routes!(e::error_page::error_page))
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
            ("ingestion", "Sending shipments and master data"),
            (
                "master data",
                "Reading, importing and exporting master data and lists of codes",
            ),
            ("declarations", "Reading declarations and acting on them"),
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
    let callback = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
    let mut components = Components::new();
    components.add_security_scheme("oauth2", SecurityScheme::OAuth2(oauth2));
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

/// Every endpoint may answer with problem details.
fn add_problems(document: &mut OpenApi) {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(ProblemDetails::name())))
        .build();
    let problem = ResponseBuilder::new()
        .description("Refused: problem details (RFC 9457)")
        .content("application/problem+json", content)
        .build();
    for item in document.paths.paths.values_mut() {
        for operation in [
            &mut item.get,
            &mut item.post,
            &mut item.put,
            &mut item.patch,
            &mut item.delete,
        ]
        .into_iter()
        .flatten()
        {
            let responses = &mut operation.responses.responses;
            responses
                .entry("default".to_owned())
                .or_insert_with(|| problem.clone().into());
        }
    }
}

//! How is an endpoint described that is made from a list?
//!
//! As those are that describe themselves in their file: the same words, in the same order.

use axum::http::StatusCode;
use utoipa::openapi::path::{
    Operation, OperationBuilder, Parameter, ParameterBuilder, ParameterIn,
};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder, Responses};
use utoipa::{PartialSchema, ToSchema};

/// The status of an answer, and what it says.
pub type Answer = (StatusCode, Response);

/// An operation of those who may create messages.
#[must_use]
pub fn creating_messages() -> OperationBuilder {
    let scopes = [cas_model::scope::Scope::CreateMessages.name()];
    Operation::builder().security(SecurityRequirement::new("oauth2", scopes))
}

/// The lines of a doc comment as text.
#[must_use]
pub fn joined_lines(doc: &str) -> String {
    let lines: Vec<&str> = doc.lines().map(str::trim).collect();
    lines.join("\n").trim().to_owned()
}

/// The name and the schema of a type.
#[must_use]
pub fn schema_of<T: ToSchema + PartialSchema>() -> (String, RefOr<Schema>) {
    (T::name().into_owned(), T::schema())
}

/// A parameter in the path.
#[must_use]
pub fn path_parameter(name: &str, description: &str) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
        .build()
}

/// A header that may be left out.
#[must_use]
pub fn optional_header(name: &str, description: &str) -> Parameter {
    let kinds = SchemaType::from_iter([Type::String, Type::Null]);
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(ObjectBuilder::new().schema_type(kinds)))
        .build()
}

/// A body in JSON, by the name of its schema.
#[must_use]
pub fn json_body(schema: &str) -> RequestBody {
    RequestBodyBuilder::new()
        .content("application/json", content(schema))
        .required(Some(Required::True))
        .build()
}

/// What is answered when something was accepted.
#[must_use]
pub fn answer<T: ToSchema>(description: &str) -> Answer {
    let response = ResponseBuilder::new()
        .description(description)
        .content("application/json", content(&T::name()))
        .build();
    (StatusCode::ACCEPTED, response)
}

/// An answer of which only the meaning is described.
#[must_use]
pub fn told(status: StatusCode, description: &str) -> Answer {
    let response = ResponseBuilder::new().description(description).build();
    (status, response)
}

/// Answers by their status.
#[must_use]
pub fn responses(answers: Vec<Answer>) -> Responses {
    let answers = answers.into_iter();
    answers
        .map(|(status, response)| (status.as_str().to_owned(), RefOr::T(response)))
        .collect()
}

/// Content by the name of its schema.
#[must_use]
pub fn content(schema: &str) -> utoipa::openapi::Content {
    ContentBuilder::new()
        .schema(Some(Ref::from_schema_name(schema)))
        .build()
}

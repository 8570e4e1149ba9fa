//! How is master data sent?
//!
//! One endpoint for each kind of [`MasterDataKind::ALL`], made of what the list says of it.

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::routing::post;
use cas_model::master_data::MasterDataKind;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{HttpMethod, Operation, Paths};
use utoipa::openapi::schema::Schema;
use utoipa_axum::router::UtoipaMethodRouter;

use crate::document_schema;
use crate::extract::{Authorized, CreateMessages};
use crate::ingest::{self, Reference, Values};
use crate::operation;
use crate::state::ApiState;

/// The endpoint to which records of a kind are sent.
pub fn create_master_data(kind: MasterDataKind) -> UtoipaMethodRouter<ApiState> {
    let handler = move |authorized: Authorized<CreateMessages>,
                        State(state): State<ApiState>,
                        headers: HeaderMap,
                        body: Body| async move {
        let values = Values::read(&state, &headers, body).await?;
        let values = values.unwrapped(kind.collection());
        let message = move |value| ingest::master_data(kind, value);
        ingest::accept(&state, &authorized, &headers, values, &message).await
    };
    let mut schemas = vec![operation::schema_of::<Reference>()];
    let described = described(kind, &mut schemas);
    let path = format!("/v1/{}", kind.collection().to_ascii_lowercase());
    let mut paths = Paths::new();
    paths.add_path_operation(path, vec![HttpMethod::Post], described);
    (schemas, paths, post(handler))
}

/// The endpoint in the description of the API, with the schemas of a record.
fn described(kind: MasterDataKind, schemas: &mut Vec<(String, RefOr<Schema>)>) -> Operation {
    document_schema::collect(kind.shape(), schemas);
    let mut body = operation::json_body(kind.shape().name);
    let lines = operation::content(kind.shape().name);
    body.content
        .insert("application/x-ndjson".to_owned(), lines.into());
    let description = format!(
        "Selective: what is not sent stays, `null` clears. One object, an array,\n\
         `{{\"{}\": [...]}}` or NDJSON.\n\n\
         The answer to more than one is `{{\"referenceIds\": [...]}}`, in order.",
        kind.collection()
    );
    operation::creating_messages()
        .tag("ingestion")
        .operation_id(Some(format!("create_{}", snake(kind.collection()))))
        .summary(Some(format!("Creates or updates {}.", kind.words())))
        .description(Some(description))
        .parameter(operation::optional_header(
            "Idempotency-Key",
            "A repeated request with the same key and body returns the first answer",
        ))
        .request_body(Some(body))
        .responses(operation::responses(vec![operation::answer::<Reference>(
            "Stored, will be processed",
        )]))
        .build()
}

/// The name as handlers are named: `articleDataItems` is `article_data_items`.
fn snake(name: &str) -> String {
    let letters = name.chars().flat_map(|letter| {
        let separator = letter.is_ascii_uppercase().then_some('_');
        separator.into_iter().chain([letter.to_ascii_lowercase()])
    });
    letters.collect()
}

//! How is master data of articles sent?

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cas_engine::{AcceptedMessage, MessageKind};
use cas_model::master_data::Article;
use serde_json::Value;

use crate::document_schema::ArticleDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::ingest::{self, Fault, Reference, Values};
use crate::problem::Problem;
use crate::state::ApiState;

/// Creates or replaces articles.
///
/// One object, an array, `{"articleDataItems": [...]}` or NDJSON.
///
/// The answer to more than one is `{"referenceIds": [...]}`, in order.
#[utoipa::path(
    post,
    path = "/v1/articledataitems",
    tag = "ingestion",
    security(("oauth2" = ["create:messages"])),
    params(("Idempotency-Key" = Option<String>, Header,
        description = "A repeated request with the same key and body returns the first answer")),
    request_body(
        content(
            (ArticleDocument = "application/json"),
            (ArticleDocument = "application/x-ndjson"),
        )
    ),
    responses((status = 202, description = "Stored, will be processed", body = Reference))
)]
pub async fn create_article_data_items(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let values = Values::read(&state, &headers, body)
        .await?
        .unwrapped("articleDataItems");
    ingest::accept(&state, (&authorized.caller, &headers), values, message).await
}

fn message(value: Value) -> Result<AcceptedMessage, Vec<Fault>> {
    let (record, body) = ingest::canonical::<Article>(Article::shape(), value)?;
    if record.code.as_deref().map_or("", str::trim).is_empty() {
        return Err(vec![Fault::structure(
            "code",
            "is required: the code of the article",
        )]);
    }
    Ok(AcceptedMessage {
        kind: MessageKind::ArticleDataItem,
        external_reference: record.code,
        body,
    })
}

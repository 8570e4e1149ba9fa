//! How is master data of exchange rates sent?

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use cas_engine::AcceptedMessage;
use cas_model::master_data::MasterDataKind;
use serde_json::Value;

use crate::document_schema::ExchangeRateDocument;
use crate::extract::{Authorized, CreateMessages};
use crate::ingest::{self, Fault, Reference, Values};
use crate::problem::Problem;
use crate::state::ApiState;

/// Creates or updates exchange rates.
///
/// Selective: what is not sent stays, `null` clears. One object, an array,
/// `{"exchangeRates": [...]}` or NDJSON.
///
/// The answer to more than one is `{"referenceIds": [...]}`, in order.
#[utoipa::path(
    post,
    path = "/v1/exchangerates",
    tag = "ingestion",
    security(("oauth2" = ["create:messages"])),
    params(("Idempotency-Key" = Option<String>, Header,
        description = "A repeated request with the same key and body returns the first answer")),
    request_body(
        content(
            (ExchangeRateDocument = "application/json"),
            (ExchangeRateDocument = "application/x-ndjson"),
        )
    ),
    responses((status = 202, description = "Stored, will be processed", body = Reference))
)]
pub async fn create_exchange_rates(
    authorized: Authorized<CreateMessages>,
    State(state): State<ApiState>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let values = Values::read(&state, &headers, body)
        .await?
        .unwrapped("exchangeRates");
    ingest::accept(&state, &authorized.caller, &headers, values, &message).await
}

fn message(value: Value) -> Result<AcceptedMessage, Vec<Fault>> {
    ingest::master_data(MasterDataKind::ExchangeRate, value)
}

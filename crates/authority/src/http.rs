//! What does the authority serve? Messages in, and a view of what it has seen.
//!
//! | Request | Answer |
//! |---|---|
//! | `POST /ncts/messages` | 202; 400 no message, 401 secret, 413 size, 500 on request |
//! | `GET /ncts/ledger` | the counts |
//! | `GET /ncts/declarations/{lrn}` | one declaration, 404 |
//! | `POST /ncts/declarations/{lrn}/answers` | lets the authority say more: a list of words |
//! | `GET /health` | 200 |

use std::sync::Arc;

use axum::extract::connect_info::{ConnectInfo, IntoMakeServiceWithConnectInfo};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde_json::json;

use crate::authority::Shared;
use crate::connection::Breaker;
use crate::ncts::{self, Origin, Reaction};
use crate::script::Word;
use crate::xml::{Extent, ReadError, read};

/// All routes.
pub(crate) fn app(shared: Arc<Shared>) -> IntoMakeServiceWithConnectInfo<Router, Breaker> {
    let limit = DefaultBodyLimit::max(shared.settings.max_message_bytes);
    Router::new()
        .route("/ncts/messages", post(receive).layer(limit))
        .route("/ncts/ledger", get(ledger))
        .route("/ncts/declarations/{lrn}", get(declaration))
        .route("/ncts/declarations/{lrn}/answers", post(say))
        .route("/health", get(|| async { Json(json!({ "status": "ok" })) }))
        .with_state(shared)
        .into_make_service_with_connect_info()
}

async fn receive(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(breaker): ConnectInfo<Breaker>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !is_admitted(&shared, &headers) {
        shared.office().counts.unauthorized += 1;
        let text = "present the secret as `Authorization: Bearer <secret>`";
        return refuse(StatusCode::UNAUTHORIZED, text);
    }
    let (origin, inspection) = match place(&shared, &body) {
        Ok(placed) => placed,
        Err(error) => {
            shared.office().counts.malformed += 1;
            return refuse(StatusCode::BAD_REQUEST, &error.reason);
        }
    };
    let reaction = shared.office().receive(&origin, inspection);
    let is_duplicate = reaction == Reaction::Duplicate;
    match reaction {
        Reaction::Fail => refuse(StatusCode::INTERNAL_SERVER_ERROR, "failed on request"),
        Reaction::HangUp => {
            breaker.cut();
            refuse(
                StatusCode::SERVICE_UNAVAILABLE,
                "never sent: the connection is cut",
            )
        }
        Reaction::Received(key) => {
            if let Some(key) = key {
                shared.work_on(key);
            }
            receipt(&origin, is_duplicate)
        }
        Reaction::Duplicate => receipt(&origin, is_duplicate),
    }
}

/// Reads and checks a message, outside of the lock on the conversations.
fn place(shared: &Shared, body: &Bytes) -> Result<(Arc<Origin>, ncts::Inspection), ReadError> {
    let document = read(body, Extent::Whole)?;
    let origin = Origin::of(&document, body)?;
    let check = shared.settings.schema_check.as_ref();
    let inspection = ncts::inspect(&document, &origin, check);
    Ok((Arc::new(origin), inspection))
}

fn is_admitted(shared: &Shared, headers: &HeaderMap) -> bool {
    let Some(secret) = &shared.settings.accepted_secret else {
        return true;
    };
    let presented = headers.get(header::AUTHORIZATION);
    let presented = presented.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    presented == Some(secret)
}

fn receipt(origin: &Origin, is_duplicate: bool) -> Response {
    let body = json!({
        "messageIdentification": origin.identification,
        "duplicate": is_duplicate,
    });
    (StatusCode::ACCEPTED, Json(body)).into_response()
}

fn refuse(status: StatusCode, reason: &str) -> Response {
    (status, Json(json!({ "error": reason }))).into_response()
}

async fn ledger(State(shared): State<Arc<Shared>>) -> Response {
    let counts = shared.office().counts();
    Json(counts).into_response()
}

async fn declaration(State(shared): State<Arc<Shared>>, Path(lrn): Path<String>) -> Response {
    let found = shared.office().declaration(&lrn);
    match found {
        Some(entry) => Json(entry).into_response(),
        None => refuse(StatusCode::NOT_FOUND, "no declaration has this LRN"),
    }
}

async fn say(
    State(shared): State<Arc<Shared>>,
    Path(lrn): Path<String>,
    Json(words): Json<Vec<Word>>,
) -> Response {
    match crate::post::tell(&shared, &lrn, &words) {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(reason) => refuse(StatusCode::CONFLICT, &reason),
    }
}

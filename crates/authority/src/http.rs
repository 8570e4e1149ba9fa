//! What does the authority serve? Messages in, and a view of what it has seen; the same for every
//! system, below its name.
//!
//! | Request | Answer |
//! |---|---|
//! | `POST /{system}/…` | 202; 400 no message, 401 secret, 413 size, 500 on request |
//! | `GET` there | 405, or 401 without the secret: whether somebody is let in |
//! | `GET /{system}/ledger` | the counts |
//! | `GET /{system}/declarations/{lrn}` | one declaration, 404 |
//! | `POST /{system}/declarations/{lrn}/answers` | lets the authority say more: a list of words |
//! | `GET /{system}/notifications/unpulled` | the answers that wait to be fetched |
//! | `GET /{system}/notifications/unpulled/{name}` | one of them, which is fetched then |
//! | `GET /{system}/notifications/pulled` … | the same for those that were fetched |
//! | `GET /health` | 200 |

use std::sync::Arc;

use axum::extract::connect_info::{ConnectInfo, IntoMakeServiceWithConnectInfo};
use axum::extract::{DefaultBodyLimit, OriginalUri, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde_json::json;

use crate::connection::Breaker;
use crate::mailbox::List;
use crate::office::Reaction;
use crate::origin::Origin;
use crate::script::Word;
use crate::shared::{HostedSystem, Shared};
use crate::system::{Inspection, Outcome, Reply, Request};
use crate::systems::SYSTEMS;
use crate::xml::{Extent, ReadError, read};

/// The counter of one system: what its handlers work with.
#[derive(Clone)]
struct Counter {
    shared: Arc<Shared>,
    place: usize,
}

impl Counter {
    fn hosted(&self) -> &HostedSystem {
        self.shared.hosted(self.place)
    }
}

/// All routes, of all systems.
pub(crate) fn app(shared: Arc<Shared>) -> IntoMakeServiceWithConnectInfo<Router, Breaker> {
    let mut app = Router::new().route("/health", get(|| async { Json(json!({ "status": "ok" })) }));
    for place in 0..SYSTEMS.len() {
        app = app.merge(system(Counter {
            shared: Arc::clone(&shared),
            place,
        }));
    }
    app.into_make_service_with_connect_info()
}

/// The routes of one system.
fn system(counter: Counter) -> Router {
    let limit = DefaultBodyLimit::max(counter.shared.settings.max_message_bytes);
    let system = counter.hosted().system;
    let code = system.code();
    let below = |path: &str| format!("/{code}{path}");
    let mut router = Router::new();
    for path in system.paths() {
        let at = post(receive).get(knock).layer(limit);
        router = router.route(&below(path), at);
    }
    router
        .route(&below("/ledger"), get(ledger))
        .route(&below("/declarations/{lrn}"), get(declaration))
        .route(&below("/declarations/{lrn}/answers"), post(say))
        .merge(lists(code))
        .with_state(counter)
}

async fn receive(
    State(counter): State<Counter>,
    ConnectInfo(breaker): ConnectInfo<Breaker>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let hosted = counter.hosted();
    if !is_admitted(&counter.shared, &headers) {
        hosted.office().counts.unauthorized += 1;
        return respond(hosted.system.reply(&Outcome::Unauthorized));
    }
    let (origin, inspection) = match received(&counter, uri.path(), &body) {
        Ok(placed) => placed,
        Err(error) => {
            hosted.office().counts.malformed += 1;
            return respond(hosted.system.reply(&Outcome::Malformed(&error.reason)));
        }
    };
    let reaction = hosted.office().receive(origin, inspection);
    match reaction {
        Reaction::Fail => respond(hosted.system.reply(&Outcome::Failed)),
        Reaction::HangUp => {
            breaker.cut();
            refuse(
                StatusCode::SERVICE_UNAVAILABLE,
                "never sent: the connection is cut",
            )
        }
        Reaction::Received(origin, keys) => {
            for key in keys {
                crate::post::work_on(&counter.shared, counter.place, key);
            }
            receipt(&counter, &origin, false)
        }
        Reaction::Duplicate(origin) => receipt(&counter, &origin, true),
    }
}

/// Who may not come in hears it whatever the method is; who may is told which one is taken.
async fn knock(State(counter): State<Counter>, headers: HeaderMap) -> Response {
    match is_admitted(&counter.shared, &headers) {
        true => (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "POST")]).into_response(),
        false => respond(counter.hosted().system.reply(&Outcome::Unauthorized)),
    }
}

/// Reads and checks a message, outside of the lock on the conversations.
fn received(
    counter: &Counter,
    path: &str,
    body: &Bytes,
) -> Result<(Origin, Inspection), ReadError> {
    let system = counter.hosted().system;
    let settings = &counter.shared.settings;
    let document = read(body, Extent::Whole)?;
    let request = Request {
        path: path.get(1 + system.code().len()..).unwrap_or_default(),
        body,
        seed: settings.seed,
        now: settings.now(),
    };
    let origin = system.origin_of(&request, &document)?;
    let inspection = system.inspect(&document, &origin, settings.schema_check.as_ref())?;
    Ok((origin, inspection))
}

fn is_admitted(shared: &Shared, headers: &HeaderMap) -> bool {
    let Some(secret) = &shared.settings.accepted_secret else {
        return true;
    };
    let presented = headers.get(header::AUTHORIZATION);
    let presented = presented.and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    presented == Some(secret)
}

fn receipt(counter: &Counter, origin: &Origin, is_duplicate: bool) -> Response {
    let seed = counter.shared.settings.seed;
    respond(counter.hosted().system.reply(&Outcome::Received {
        origin,
        is_duplicate,
        seed,
    }))
}

fn respond(reply: Reply) -> Response {
    let status = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::builder().status(status);
    for (name, value) in &reply.headers {
        response = response.header(*name, value);
    }
    if !reply.body.is_empty() {
        response = response.header(header::CONTENT_TYPE, reply.content_type);
    }
    let built = response.body(reply.body.into());
    built.unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

fn refuse(status: StatusCode, reason: &str) -> Response {
    (status, Json(json!({ "error": reason }))).into_response()
}

async fn ledger(State(counter): State<Counter>) -> Response {
    let counts = counter.hosted().office().counts();
    Json(counts).into_response()
}

async fn declaration(State(counter): State<Counter>, Path(lrn): Path<String>) -> Response {
    let found = counter.hosted().office().declaration(&lrn);
    match found {
        Some(entry) => Json(entry).into_response(),
        None => refuse(StatusCode::NOT_FOUND, "no declaration has this LRN"),
    }
}

async fn say(
    State(counter): State<Counter>,
    Path(lrn): Path<String>,
    Json(words): Json<Vec<Word>>,
) -> Response {
    match crate::post::notify(&counter.shared, counter.place, &lrn, &words) {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(reason) => refuse(StatusCode::CONFLICT, &reason),
    }
}

/// The routes of what is fetched.
fn lists(code: &str) -> Router<Counter> {
    let mut router = Router::new();
    for list in [List::Unpulled, List::Pulled] {
        let address = format!("/{code}/notifications/{}", list.name());
        let names = move |State(counter): State<Counter>, headers: HeaderMap| async move {
            names(&counter, list, &headers)
        };
        let letter = move |State(counter): State<Counter>,
                           Path(name): Path<String>,
                           headers: HeaderMap| async move {
            letter(&counter, list, &name, &headers)
        };
        router = router
            .route(&address, get(names))
            .route(&format!("{address}/{{name}}"), get(letter));
    }
    router
}

fn names(counter: &Counter, list: List, headers: &HeaderMap) -> Response {
    let hosted = counter.hosted();
    if !is_admitted(&counter.shared, headers) {
        return respond(hosted.system.reply(&Outcome::Unauthorized));
    }
    let office = hosted.office();
    let names = office.mailbox.names(list);
    let links: Vec<_> = names
        .map(|name| format!("/notifications/{}/{name}", list.name()))
        .collect();
    Json(json!({ "notifications": links })).into_response()
}

fn letter(counter: &Counter, list: List, name: &str, headers: &HeaderMap) -> Response {
    let hosted = counter.hosted();
    if !is_admitted(&counter.shared, headers) {
        return respond(hosted.system.reply(&Outcome::Unauthorized));
    }
    let mut office = hosted.office();
    let found = match list {
        List::Unpulled => office.mailbox.pull(name),
        List::Pulled => office.mailbox.pulled(name),
    };
    let Some(letter) = found else {
        return refuse(StatusCode::NOT_FOUND, "no answer has this name here");
    };
    office.counts.delivered += u64::from(list == List::Unpulled);
    respond(Reply {
        status: 200,
        content_type: "application/xml",
        headers: letter.headers,
        body: String::from_utf8_lossy(&letter.body).into_owned(),
    })
}

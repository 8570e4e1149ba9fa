//! The HTTP profile of the Customs Declaration Service: where messages go and with which headers,
//! how notifications are pushed and fetched, and what is matched to what. Against a server that
//! keeps what it gets and says what a test tells it, on every store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use cas_demo::stories::uk_import;
use cas_demo::tenant::TENANT;
use cas_schemas::SchemaSet;
use cas_testkit::{Crash, TestApp, each_store};
use serde_json::{Value, json};

/// A message that the server took.
#[derive(Clone, Debug)]
struct Taken {
    path: String,
    headers: BTreeMap<String, String>,
    body: String,
}

/// The other side.
#[derive(Default)]
struct Hmrc {
    taken: Vec<Taken>,
    /// Names of conversations that are given out next.
    conversations: Vec<String>,
    /// Notifications by name: their conversation and text, and whether they were read.
    waiting: BTreeMap<String, (String, String, bool)>,
    /// Headers of calls for notifications.
    asked: Vec<(String, BTreeMap<String, String>)>,
    /// What every call for notifications is answered, where that is no answer.
    broken: Option<u16>,
}

type Shared = Arc<Mutex<Hmrc>>;

fn texts(headers: &HeaderMap) -> BTreeMap<String, String> {
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect()
}

async fn take(
    State(shared): State<Shared>,
    uri: axum::http::Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut hmrc = shared.lock().unwrap();
    hmrc.taken.push(Taken {
        path: uri.path().to_owned(),
        headers: texts(&headers),
        body: String::from_utf8(body.to_vec()).unwrap(),
    });
    match hmrc.conversations.pop() {
        Some(name) => (StatusCode::ACCEPTED, [("X-Conversation-ID", name)]).into_response(),
        None => StatusCode::ACCEPTED.into_response(),
    }
}

async fn list(
    State(shared): State<Shared>,
    Path(list): Path<String>,
    headers: HeaderMap,
) -> Response {
    let mut hmrc = shared.lock().unwrap();
    hmrc.asked.push((list.clone(), texts(&headers)));
    if let Some(status) = hmrc.broken {
        return StatusCode::from_u16(status).unwrap().into_response();
    }
    let here = hmrc.waiting.iter();
    let here = here.filter(|(_, (_, _, read))| *read == (list == "pulled"));
    let names: Vec<String> = here
        .map(|(name, _)| format!("/notifications/{list}/{name}"))
        .collect();
    axum::Json(json!({ "notifications": names })).into_response()
}

async fn one(State(shared): State<Shared>, Path((list, name)): Path<(String, String)>) -> Response {
    let mut hmrc = shared.lock().unwrap();
    match hmrc.waiting.get_mut(&name) {
        Some((conversation, text, read)) if *read == (list == "pulled") => {
            *read = true;
            let headers = [
                ("X-Conversation-ID", conversation.clone()),
                ("Content-Type", "application/xml".to_owned()),
            ];
            (headers, text.clone()).into_response()
        }
        Some(_) | None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A server, and where it is.
async fn serve() -> (Shared, String) {
    let shared = Shared::default();
    let router = Router::new()
        .route("/customs/declarations/", post(take))
        .route("/customs/declarations/amend", post(take))
        .route("/customs/declarations/cancellation-requests", post(take))
        .route("/notifications/{list}", get(list))
        .route("/notifications/{list}/{name}", get(one))
        .with_state(Arc::clone(&shared));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (shared, url)
}

/// A tenant that imports into the United Kingdom.
struct World {
    app: TestApp,
    hmrc: Shared,
    url: String,
}

impl World {
    async fn new(place: cas_testkit::StorePlace) -> Self {
        let app = TestApp::start(place).await.expect("started");
        let (hmrc, url) = serve().await;
        let world = Self { app, hmrc, url };
        assert_eq!(world.connect(json!({})).await, 200);
        world
    }

    /// Makes or changes the connection.
    async fn connect(&self, more: Value) -> u16 {
        let mut connection = json!({
            "endpoint": format!("{}/customs/declarations", self.url),
            "secret": "our token",
            "callbackSecret": "their token",
            "settings": uk_import::settings(),
        });
        for (name, value) in more.as_object().unwrap() {
            connection[name] = value.clone();
        }
        let answer = self.app.put("/v1/connections/uk_cds", &connection).await;
        let (status, answer) = answer.expect("an answer");
        assert!(
            status < 300 || more.as_object().is_some_and(|more| !more.is_empty()),
            "{answer}"
        );
        status.min(if status == 201 { 200 } else { status })
    }

    fn hmrc<T>(&self, act: impl FnOnce(&mut Hmrc) -> T) -> T {
        act(&mut self.hmrc.lock().unwrap())
    }

    /// Sends a shipment, whose declaration begins a conversation.
    async fn import(&self, reference: &str, conversation: &str) {
        self.hmrc(|hmrc| hmrc.conversations.push(conversation.to_owned()));
        self.app
            .send(&uk_import::shipment(reference))
            .await
            .expect("sent");
        self.app.settle().await.expect("settled");
    }

    async fn declaration(&self, reference: &str) -> Value {
        let declarations = self
            .app
            .declarations(reference)
            .await
            .expect("declarations");
        assert_eq!(declarations.len(), 1, "{declarations:?}");
        declarations[0].clone()
    }

    async fn messages(&self, reference: &str) -> Vec<Value> {
        let declaration = self.declaration(reference).await;
        let path = format!(
            "/v1/declarations/{}/messages",
            declaration["id"].as_str().unwrap()
        );
        let (_, answer) = self.app.get(&path).await.expect("messages");
        answer["messages"].as_array().cloned().unwrap_or_default()
    }

    async fn status(&self, reference: &str) -> String {
        let declaration = self.declaration(reference).await;
        declaration["currentStatus"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    }

    /// Pushes a notification.
    async fn push(&self, token: &str, conversation: Option<&str>, body: String) -> u16 {
        let path = format!("/v1/systems/uk_cds/messages?tenant={TENANT}");
        let mut headers = vec![
            ("authorization", token),
            ("content-type", "application/xml"),
        ];
        headers.extend(conversation.map(|name| ("X-Conversation-ID", name)));
        let answer = self.app.post_raw(&path, &headers, body).await;
        answer.expect("an answer")
    }

    /// The connection's messages in a state.
    async fn count(&self, state: &str) -> usize {
        let path = format!("/v1/messages?direction=inbound&state={state}");
        let (_, answer) = self.app.get(&path).await.expect("messages");
        answer["messages"].as_array().map_or(0, Vec::len)
    }
}

/// A notification of a function: of our number, or of no number that we know.
fn notification(function: &str, number: &str, lrn: Option<&str>, mrn: &str) -> String {
    let lrn = lrn.map(|lrn| format!("<FunctionalReferenceID>{lrn}</FunctionalReferenceID>"));
    let time = "<_2_1:DateTimeString formatCode=\"304\">20261122090000Z</_2_1:DateTimeString>";
    format!(
        "<MetaData><Response><FunctionCode>{function}</FunctionCode>\
         <FunctionalReferenceID>{number}</FunctionalReferenceID>\
         <IssueDateTime>{time}</IssueDateTime><Declaration>\
         <AcceptanceDateTime>{time}</AcceptanceDateTime>{}<ID>{mrn}</ID>\
         </Declaration></Response></MetaData>",
        lrn.unwrap_or_default()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn messages_go_where_hmrc_takes_them() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.import("UK-1", "conv-1").await;
        let taken = world.hmrc(|hmrc| hmrc.taken.clone());
        assert_eq!(taken.len(), 1, "{taken:?}");
        assert_eq!(taken[0].path, "/customs/declarations/");
        for (name, value) in [
            ("accept", "application/vnd.hmrc.2.0+xml"),
            ("authorization", "Bearer our token"),
            ("content-type", "application/xml"),
            ("x-badge-identifier", "BADGE1"),
            ("x-submitter-identifier", "GB603202734852"),
        ] {
            assert_eq!(
                taken[0].headers.get(name).map(String::as_str),
                Some(value),
                "{name}"
            );
        }
        insta::assert_snapshot!("uk_import", without_numbers(&world, &taken[0].body).await);
        if let Some(schemas) = schemas() {
            let violations = schemas.validate(taken[0].body.as_bytes());
            assert_eq!(violations.expect("a schema"), []);
        }
        let messages = world.messages("UK-1").await;
        assert_eq!(messages[0]["conversation"], "conv-1", "{messages:?}");

        let accepted = notification("01", "N1", None, "26GB1");
        assert_eq!(
            world.push("their token", Some("conv-1"), accepted).await,
            202
        );
        world.app.settle().await.expect("settled");
        assert_eq!(world.status("UK-1").await, "Accepted");
        let id = world.declaration("UK-1").await["id"]
            .as_str()
            .unwrap()
            .to_owned();
        world.hmrc(|hmrc| hmrc.conversations.push("conv-2".to_owned()));
        let reason = json!({"reason": "the order was cancelled"});
        let path = format!("/v1/declarations/{id}/invalidate");
        let (status, answer) = world.app.post(&path, &reason).await.expect("an answer");
        assert_eq!(status, 202, "{answer}");
        world.app.settle().await.expect("settled");
        let taken = world.hmrc(|hmrc| hmrc.taken.clone());
        assert_eq!(taken[1].path, "/customs/declarations/cancellation-requests");
        assert_eq!(world.messages("UK-1").await[2]["conversation"], "conv-2");
    })
    .await;
}

/// The official schemas, where the operator has them.
fn schemas() -> Option<SchemaSet> {
    let folder = std::env::var_os("CAS_SCHEMAS")?;
    Some(SchemaSet::open(std::path::Path::new(&folder)).expect("schemas"))
}

/// A message without our number, which no two runs share.
async fn without_numbers(world: &World, body: &str) -> String {
    let declaration = world.declaration("UK-1").await;
    body.replace(declaration["lrn"].as_str().unwrap(), "[LRN]")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_shows_its_token_bare_or_as_a_bearers() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.import("UK-1", "conv-1").await;
        for (token, expected) in [
            ("their token", 202),
            ("Bearer their token", 202),
            ("bearer their token", 202),
            ("Basic their token", 401),
            ("their", 401),
            ("", 401),
        ] {
            let body = notification("02", "N1", None, "26GB1");
            assert_eq!(
                world.push(token, Some("conv-1"), body).await,
                expected,
                "{token}"
            );
        }
        world.app.settle().await.expect("settled");
        assert_eq!(world.count("interpreted").await, 1);
        assert_eq!(world.count("duplicate").await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_notification_that_overtakes_our_answer_finds_its_declaration_later() {
    each_store(|place| async {
        let mut world = World::new(place).await;
        // Posted, and stopped before the answer was kept: CDS has it and speaks of it.
        let crash = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let at_post: cas_engine::Interruption = Arc::new(move |boundary| {
            let is_first = boundary == cas_engine::Boundary::Posted
                && crash.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0;
            match is_first {
                true => std::ops::ControlFlow::Break(()),
                false => std::ops::ControlFlow::Continue(()),
            }
        });
        world.app.restart(Some(at_post)).await.expect("restarted");
        world.hmrc(|hmrc| hmrc.conversations = vec!["conv-1".to_owned(), "conv-1".to_owned()]);
        world
            .app
            .send(&uk_import::shipment("UK-1"))
            .await
            .expect("sent");
        world.app.settle().await.expect_err("a crash after posting");
        let accepted = notification("01", "N1", None, "26GB1");
        assert_eq!(
            world.push("their token", Some("conv-1"), accepted).await,
            202
        );
        let interpret = [cas_store::TaskKind::Interpret];
        world.app.engine.run_due_of(&interpret).await.expect("read");
        assert_eq!(world.count("unmatched").await, 1);

        world.app.restart(None).await.expect("restarted");
        // Only what is due now: matching is not tried again by its own schedule before that.
        world.app.settle().await.expect("settled");
        assert_eq!(world.status("UK-1").await, "Accepted");
        assert_eq!(world.count("unmatched").await, 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_conversation_our_number_tells_the_declaration() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.import("UK-1", "conv-1").await;
        let declaration = world.declaration("UK-1").await;
        let lrn = declaration["lrn"].as_str();
        let accepted = notification("01", "N1", lrn, "26GB1");
        assert_eq!(
            world.push("their token", Some("unknown"), accepted).await,
            202
        );
        let cleared = notification("09", "N2", None, "26GB1");
        assert_eq!(world.push("their token", None, cleared).await, 202);
        world.app.settle().await.expect("settled");
        assert_eq!(world.status("UK-1").await, "Released");
    })
    .await;
}

/// How a connection fetches.
fn fetching(world: &World) -> Value {
    json!({"pullSeconds": 60, "pullEndpoint": world.url})
}

fn wait(hmrc: &mut Hmrc, name: &str, text: String) {
    let notification = ("conv-1".to_owned(), text, false);
    hmrc.waiting.insert(name.to_owned(), notification);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notifications_are_fetched_when_it_is_time() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.import("UK-1", "conv-1").await;
        world.hmrc(|hmrc| wait(hmrc, "a1", notification("01", "N1", None, "26GB1")));
        assert_eq!(world.connect(fetching(&world)).await, 200);
        world.app.settle().await.expect("settled");
        assert_eq!(world.status("UK-1").await, "Accepted");
        let (list, headers) = world.hmrc(|hmrc| hmrc.asked[0].clone());
        assert_eq!(list, "unpulled");
        assert_eq!(headers["accept"], "application/vnd.hmrc.1.0+xml");
        assert_eq!(headers["authorization"], "Bearer our token");

        // The same comes as a push, and counts once.
        let again = notification("01", "N1", None, "26GB1");
        assert_eq!(world.push("their token", Some("conv-1"), again).await, 202);
        world.hmrc(|hmrc| wait(hmrc, "a2", notification("09", "N2", None, "26GB1")));
        world.app.wait(59).await.expect("settled");
        assert_eq!(world.status("UK-1").await, "Accepted");
        assert_eq!(world.count("duplicate").await, 1);
        world.app.wait(1).await.expect("settled");
        assert_eq!(world.status("UK-1").await, "Released");

        // One task, however often the connection changed; none once it is switched off.
        assert_eq!(
            world
                .connect(json!({"pullSeconds": 30, "pullEndpoint": world.url}))
                .await,
            200
        );
        world.app.settle().await.expect("settled");
        let asked = world.hmrc(|hmrc| hmrc.asked.len());
        world.app.wait(30).await.expect("settled");
        assert_eq!(world.hmrc(|hmrc| hmrc.asked.len()), asked + 1);
        assert_eq!(world.connect(json!({"timeoutSeconds": 20})).await, 200);
        world.app.wait(600).await.expect("settled");
        assert_eq!(world.hmrc(|hmrc| hmrc.asked.len()), asked + 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_fetched_and_not_kept_is_fetched_again() {
    for at in 0..8 {
        each_store(move |place| async move {
            let mut world = World::new(place).await;
            world.import("UK-1", "conv-1").await;
            world.hmrc(|hmrc| {
                wait(hmrc, "a1", notification("01", "N1", None, "26GB1"));
                wait(hmrc, "a2", notification("09", "N2", None, "26GB1"));
            });
            let passed = Arc::default();
            let crash = Crash::At(at).interruption(&passed);
            world.app.restart(Some(crash)).await.expect("restarted");
            assert_eq!(world.connect(fetching(&world)).await, 200);
            world
                .app
                .settle_over_crashes(|| None)
                .await
                .expect("settled");
            world.app.wait(60).await.expect("settled");
            assert_eq!(world.status("UK-1").await, "Released", "crash at {at}");
            assert_eq!(world.count("interpreted").await, 2, "crash at {at}");
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fetching_goes_on_and_tells_the_operator_when_it_fails() {
    each_store(|place| async {
        let world = World::new(place).await;
        world.import("UK-1", "conv-1").await;
        world.hmrc(|hmrc| hmrc.broken = Some(500));
        assert_eq!(world.connect(fetching(&world)).await, 200);
        for _ in 0..6 {
            world.app.wait(60).await.expect("settled");
        }
        let (_, alerts) = world.app.get("/v1/alerts").await.expect("alerts");
        let alerts = alerts["alerts"].as_array().cloned().unwrap_or_default();
        let failed = alerts.iter().filter(|alert| alert["kind"] == "pull-failed");
        assert_eq!(failed.count(), 1, "{alerts:?}");
        world.hmrc(|hmrc| {
            hmrc.broken = None;
            wait(hmrc, "a1", notification("01", "N1", None, "26GB1"));
        });
        world.app.wait(60).await.expect("settled");
        assert_eq!(world.status("UK-1").await, "Accepted");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_fetches_only_where_it_may() {
    each_store(|place| async {
        let world = World::new(place).await;
        for wrong in [
            json!({"pullSeconds": 0}),
            json!({"pullSeconds": 100_000}),
            json!({"pullSeconds": 60, "pullEndpoint": "http://127.0.0.1:1"}),
            json!({"pullEndpoint": "ftp://example.com"}),
        ] {
            assert_eq!(world.connect(wrong.clone()).await, 400, "{wrong}");
        }
    })
    .await;
}

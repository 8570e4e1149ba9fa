//! A conversation of one system with its authority, over HTTP, without the engine between them.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::routing::post;
use bytes::Bytes;
use cas_authority::{Authority, Callback, Script, Settings};
use cas_gateway::{Outbound, Request};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::lifecycle::{Event, Standing, Status};
use serde_json::Value;
use tokio::net::TcpListener;

use crate::subjects::{Case, Subject};

const LRN: &str = "CONFORMANCE1";

/// One conversation.
pub struct Exchange<'a> {
    subject: &'a Subject<'a>,
    document: SingleAdministrativeDocument,
    declared_as: &'static str,
    authority: Authority,
    received: Arc<Mutex<Vec<Bytes>>>,
    sent: usize,
    facts: CustomsFacts,
    standing: Standing,
    answers: Vec<String>,
}

/// How a conversation went.
#[derive(Debug)]
pub struct Outcome {
    /// The types of the answers to the last message.
    pub answers: Vec<String>,
    pub status: Status,
}

impl<'a> Exchange<'a> {
    pub async fn start(
        subject: &'a Subject<'a>,
        (fixture, declared_as): (&str, &'static str),
        case: Case,
    ) -> Exchange<'a> {
        let received = Arc::default();
        let callback = listen(Arc::clone(&received)).await;
        let mut settings = Settings::new(7, Callback::to(format!("http://{callback}/"), None));
        if !case.words().is_empty() {
            let rules = serde_json::json!({"rules": [{"answer": case.words()}]});
            settings.script = Script::from_json(&rules.to_string()).unwrap();
        }
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let authority = Authority::start(listener, settings).await.unwrap();
        Exchange {
            subject,
            document: document(fixture, case),
            declared_as,
            authority,
            received,
            sent: 0,
            facts: CustomsFacts::default(),
            standing: Standing::BEGIN,
            answers: Vec::new(),
        }
    }

    /// Writes the message of a step.
    pub fn write(&mut self, step: Case) -> Outbound {
        self.sent += 1;
        let request = Request {
            intent: step.intent(),
            document: &self.document,
            declaration_type: Some(self.declared_as),
            side: Side::Sent,
            lrn: LRN,
            facts: &self.facts,
            settings: &self.subject.settings,
            message_identifier: &format!("CONF{}", self.sent),
            now: "2026-11-22T08:00:00Z".parse().unwrap(),
        };
        self.subject.system.encode(&request).unwrap()
    }

    /// Sends it, and follows every answer.
    pub async fn send(&mut self, step: Case, message: &Outbound) {
        let (address, endpoint) = (self.authority.address(), self.subject.endpoint);
        let path = message.path.unwrap_or_default();
        let url = format!("http://{address}{endpoint}{path}");
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut request = client
            .post(url)
            .header("content-type", message.content_type)
            .body(message.body.clone());
        for (name, value) in &message.headers {
            request = request.header(name, value);
        }
        let status = request.send().await.unwrap().status();
        assert_eq!(status, 202, "{}", String::from_utf8_lossy(&message.body));
        for event in step.events() {
            self.happen(*event);
        }
        self.authority.settled().await;
        let bodies = std::mem::take(&mut *self.received.lock().unwrap());
        self.answers.clear();
        for body in bodies {
            self.hear(&body);
        }
    }

    fn hear(&mut self, body: &[u8]) {
        let said = self.subject.system.decode(body);
        let said =
            said.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(body)));
        assert!(said.unread.is_empty(), "{:?}", said.unread);
        for inbound in said.said {
            let answer =
                self.subject
                    .system
                    .interpret(&inbound, &self.document, &CustomsFacts::default());
            let errors = &answer.findings;
            assert!(errors.is_empty(), "{}: {errors:?}", inbound.message_type);
            self.facts.merge(answer.facts);
            self.happen(answer.event);
            self.answers.push(inbound.message_type);
        }
    }

    fn happen(&mut self, event: Event) {
        let family = self.subject.system.capabilities().family;
        let after = self.standing.after(family, event);
        self.standing = after.unwrap_or_else(|| panic!("{event:?} at {:?}", self.standing));
    }

    /// How it went.
    pub fn end(self) -> Outcome {
        Outcome {
            answers: self.answers,
            status: self.standing.status,
        }
    }
}

/// A trader who takes everything and keeps it.
async fn listen(received: Arc<Mutex<Vec<Bytes>>>) -> SocketAddr {
    async fn take(State(received): State<Arc<Mutex<Vec<Bytes>>>>, body: Bytes) {
        received.lock().unwrap().push(body);
    }
    let app = Router::new().route("/", post(take)).with_state(received);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
    address
}

/// A fixture of the systems' tests.
fn document(fixture: &str, case: Case) -> SingleAdministrativeDocument {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../systems/tests/fixtures");
    let text = std::fs::read(format!("{folder}/{fixture}.json")).unwrap();
    let value: Value = serde_json::from_slice(&text).unwrap();
    let shape = SingleAdministrativeDocument::shape();
    let mut document: SingleAdministrativeDocument =
        cas_model::structure::read(shape, value).unwrap();
    document.add_decl_type1 = Some(case.additional_type().to_owned());
    document
}

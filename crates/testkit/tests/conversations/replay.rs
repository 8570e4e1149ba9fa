//! Replaying a published conversation over the product.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::post;
use cas_demo::stories::uk_import;
use cas_demo::tenant::TENANT;
use cas_model::configuration::ConfigurationKind;
use cas_testkit::conversations::{Conversation, Published};
use cas_testkit::{Crash, StorePlace, TestApp, publish};
use serde_json::{Value, json};

const CALLBACK: &str = "their token";

/// The product, and a server in customs' place that takes what it is sent.
pub struct Replay {
    app: TestApp,
    crash: Option<(Crash, Arc<AtomicUsize>)>,
    /// The types of declarations whose flow is published.
    flows: BTreeSet<String>,
}

/// What is wrong with a conversation, in words.
type Wrong = String;

impl Replay {
    pub async fn new(place: StorePlace, crash: Option<Crash>) -> Self {
        let mut app = TestApp::start(place).await.expect("started");
        let url = serve().await;
        let connection = json!({
            "endpoint": format!("{url}/customs/declarations"),
            "secret": "our token",
            "callbackSecret": CALLBACK,
            "settings": uk_import::settings(),
        });
        let put = app.put("/v1/connections/uk_cds", &connection).await;
        assert!(put.expect("an answer").0 < 300);
        let crash = crash.map(|crash| (crash, Arc::default()));
        if let Some((crash, passed)) = &crash {
            let interruption = crash.interruption(passed);
            app.restart(Some(interruption)).await.expect("restarted");
        }
        Self {
            app,
            crash,
            flows: BTreeSet::new(),
        }
    }

    /// Declares, answers as published, and looks where the declaration stands.
    pub async fn of(&mut self, conversation: &Conversation) -> Result<(), Wrong> {
        let name = &conversation.name;
        let wrong = |what: &str| format!("{name}: {what}");
        let Some(declaration) = &conversation.declaration else {
            return Err(wrong("no declaration is published"));
        };
        let mut shipment = self.shipment(declaration).await;
        shipment["externalReference"] = json!(name);
        let lrn = conversation.lrn().unwrap_or_default();
        shipment["singleAdministrativeDocument"]["functionRefNum"] = json!(lrn);
        self.app.send(&shipment).await.expect("sent");
        self.settle().await;
        let declared = self.declaration(name).await;
        if declared["currentStatus"] != "Submitted" {
            let errors = &declared["errors"];
            return Err(wrong(&format!("{} {errors}", declared["currentStatus"])));
        }
        let mut asked = BTreeSet::new();
        for (position, answer) in conversation.answers.iter().enumerate() {
            if let Some(request) = request_before(conversation, position)
                && asked.insert(request)
            {
                self.ask(name, request).await?;
            }
            self.tell(answer).await;
        }
        let ended = self.declaration(name).await;
        let (status, end) = (&ended["currentStatus"], conversation.end());
        match status == end.as_str() {
            true => Ok(()),
            false => Err(wrong(&format!("{status} instead of {end}"))),
        }
    }

    /// The shipment that makes a published declaration, by a flow of its kind.
    async fn shipment(&mut self, declaration: &[u8]) -> Value {
        let path = "/v1/systems/uk_cds/declarations/read";
        let (status, read) = self
            .app
            .post_xml(path, declaration)
            .await
            .expect("an answer");
        assert_eq!(status, 200, "{read}");
        let kind = read["declarationType"].as_str().expect("a type").to_owned();
        let mut shipment = read["shipment"].clone();
        let flow = format!("{kind}-{}", shipment["direction"].as_str().unwrap_or("-"));
        shipment["customsFlow"] = json!(flow);
        if self.flows.insert(flow.clone()) {
            let document = json!({
                "name": flow,
                "direction": shipment["direction"],
                "steps": [{
                    "name": "declare",
                    "declarationType": kind,
                    "system": "uk_cds",
                    "jurisdiction": "GB",
                    "autoSubmit": "always",
                }],
            });
            publish(&self.app, &[(ConfigurationKind::Flow, 1, document)]).await;
        }
        shipment
    }

    /// Posts a notification as it is published.
    async fn tell(&mut self, answer: &Published) {
        let path = format!("/v1/systems/uk_cds/messages?tenant={TENANT}");
        let headers = [
            ("authorization", CALLBACK),
            ("content-type", "application/xml"),
        ];
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        let posted = self.app.post_raw(&path, &headers, body).await;
        assert_eq!(posted.expect("an answer"), 202, "{}", answer.file);
        self.settle().await;
    }

    /// Asks customs for what the trader asked for.
    async fn ask(&mut self, reference: &str, request: Request) -> Result<(), Wrong> {
        let declaration = self.declaration(reference).await;
        let path = format!("/v1/declarations/{}", declaration["id"].as_str().unwrap());
        match request {
            Request::Presentation => self.act(&path, "goods-arrived").await,
            Request::Amendment => {
                self.act(&path, "amend").await?;
                let items =
                    "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems";
                let item = declaration.pointer(&format!("{items}/0/governmentAgencyGoodsItemId"));
                let item = item.and_then(Value::as_str).expect("an item");
                let edit = json!({"commodity": {"description": "as the trader amends it"}});
                let item = format!("{path}/items/{item}");
                let (status, answer) = self.app.patch(&item, &edit).await.expect("an answer");
                if status != 202 {
                    return Err(format!("{reference}: {answer}"));
                }
                self.settle().await;
                self.act(&path, "submit").await
            }
        }
    }

    async fn act(&mut self, path: &str, action: &str) -> Result<(), Wrong> {
        let path = format!("{path}/{action}");
        let (status, answer) = self.app.post(&path, &json!({})).await.expect("an answer");
        self.settle().await;
        match status {
            202 => Ok(()),
            _ => Err(format!("{path}: {answer}")),
        }
    }

    async fn declaration(&self, reference: &str) -> Value {
        let declarations = self.app.declarations(reference).await;
        let declarations = declarations.expect("declarations");
        assert_eq!(declarations.len(), 1, "{reference}: {declarations:?}");
        let path = format!(
            "/v1/declarations/{}",
            declarations[0]["id"].as_str().unwrap()
        );
        self.app.get(&path).await.expect("a declaration").1
    }

    async fn settle(&mut self) {
        let crash = self.crash.clone();
        let next = || {
            crash
                .as_ref()
                .map(|(crash, passed)| crash.interruption(passed))
        };
        self.app.settle_over_crashes(next).await.expect("settled");
    }
}

/// What the trader sends while customs answers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Request {
    Presentation,
    Amendment,
}

/// What the trader sent before an answer, which receives or decides it.
fn request_before(conversation: &Conversation, position: usize) -> Option<Request> {
    let answer = &conversation.answers[position];
    let earlier = &conversation.answers[..position];
    let is_told = |kind: &str| earlier.iter().any(|answer| answer.kind == kind);
    // Some receipts after the acceptance are of nothing that is published.
    let is_decided = conversation
        .answers
        .iter()
        .any(|answer| answer.kind == "DMSREQ");
    match answer.kind.as_str() {
        "DMSRCV" if conversation.is_presented && is_told("DMSRCV") => Some(Request::Presentation),
        "DMSRCV" | "DMSREQ" if is_decided && is_told("DMSACC") => Some(Request::Amendment),
        _ => None,
    }
}

async fn serve() -> String {
    let taken = Arc::new(AtomicUsize::new(0));
    let take = move || {
        let number = taken.fetch_add(1, Ordering::SeqCst);
        let headers = [("X-Conversation-ID", format!("conversation-{number}"))];
        async move { (StatusCode::ACCEPTED, headers).into_response() }
    };
    let router = Router::new()
        .route("/customs/declarations/", post(take.clone()))
        .route("/customs/declarations/{request}", post(take));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    url
}

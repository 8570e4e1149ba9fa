//! A tenant that sends and receives excise goods, and an excise system that takes what it is sent
//! and says what a test tells it.

use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use cas_demo::stories::excise;
use cas_demo::tenant::TENANT;
use cas_model::ids::TenantId;
use cas_testkit::{Crash, StorePlace, TestApp};
use serde_json::{Value, json};

/// Where the connection's system shows who it is.
pub const SECRET: &str = "their token";

type Taken = Arc<Mutex<Vec<String>>>;

async fn take(State(taken): State<Taken>, body: String) -> StatusCode {
    let mut taken = taken.lock().unwrap();
    // A repetition is the same bytes.
    if !taken.contains(&body) {
        taken.push(body);
    }
    StatusCode::ACCEPTED
}

pub struct World {
    pub app: TestApp,
    taken: Taken,
    url: String,
    /// Where the work stops, and how many boundaries it has passed.
    crash: Option<(Crash, Arc<AtomicUsize>)>,
    /// How often it stopped.
    pub crashes: usize,
}

impl World {
    pub async fn new(place: StorePlace) -> Self {
        let app = TestApp::start(place).await.expect("started");
        let taken = Taken::default();
        let router = Router::new()
            .route("/{system}", post(take))
            .with_state(Arc::clone(&taken));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let world = Self {
            app,
            taken,
            url,
            crash: None,
            crashes: 0,
        };
        world.connect("emcs", excise::settings()).await;
        world
    }

    /// Connects the tenant with a system.
    pub async fn connect(&self, system: &str, settings: Value) {
        let connection = json!({
            "endpoint": format!("{}/{system}", self.url),
            "secret": "our token",
            "callbackSecret": SECRET,
            "settings": settings,
        });
        let path = format!("/v1/connections/{system}");
        let (status, answer) = self.app.put(&path, &connection).await.expect("an answer");
        assert!(status < 300, "{answer}");
    }

    /// What the excise system took, of a type, in order.
    pub fn taken(&self, message_type: &str) -> Vec<String> {
        let start = format!("{message_type} ");
        let taken = self.taken.lock().unwrap();
        let of_type = taken.iter().filter(|body| body.contains(&start));
        of_type.cloned().collect()
    }

    /// The identifier of the last message of a type that the excise system took.
    pub fn identifier(&self, message_type: &str) -> String {
        let taken = self.taken(message_type);
        let body = taken.last().unwrap_or_else(|| panic!("no {message_type}"));
        let (_, rest) = body.split_once("MessageIdentifier>").expect("a header");
        rest.split_once('<').expect("a header").0.to_owned()
    }

    /// From now on the work stops there.
    pub async fn crash(&mut self, crash: Crash) {
        self.crash = Some((crash, Arc::default()));
        let crash = self.next_crash();
        self.app.restart(crash).await.expect("restarted");
    }

    fn next_crash(&self) -> Option<cas_engine::Interruption> {
        let (crash, passed) = self.crash.as_ref()?;
        Some(crash.interruption(passed))
    }

    /// Works until all is quiet, whatever crashes.
    pub async fn settle(&mut self) {
        let crash = self.crash.clone();
        let next = || {
            crash
                .as_ref()
                .map(|(crash, passed)| crash.interruption(passed))
        };
        let crashes = self.app.settle_over_crashes(next).await;
        self.crashes += crashes.expect("settled");
    }

    /// Sends a shipment.
    pub async fn declare(&mut self, reference: &str) {
        let shipment = excise::shipment(reference);
        self.app.send(&shipment).await.expect("sent");
        self.settle().await;
    }

    /// Says something as a system does, to a tenant.
    pub async fn tell(&self, (system, tenant): (&str, TenantId), body: &str) -> u16 {
        let path = format!("/v1/systems/{system}/messages?tenant={tenant}");
        let token = format!("Bearer {SECRET}");
        let headers = [
            ("authorization", token.as_str()),
            ("content-type", "application/xml"),
        ];
        let answer = self.app.post_raw(&path, &headers, body.to_owned()).await;
        answer.expect("an answer")
    }

    /// Says something twice: what comes twice is read once.
    pub async fn say(&mut self, body: &str) {
        for _ in 0..2 {
            assert_eq!(self.tell(("emcs", TENANT), body).await, 202, "{body}");
            self.settle().await;
        }
    }

    /// The only declaration of a shipment.
    pub async fn declaration(&self, reference: &str) -> Value {
        let declarations = self.app.declarations(reference).await;
        let declarations = declarations.expect("declarations");
        assert_eq!(declarations.len(), 1, "{reference}: {declarations:?}");
        declarations[0].clone()
    }

    /// The declaration of a shipment, whole.
    pub async fn whole(&self, reference: &str) -> Value {
        let id = text(&self.declaration(reference).await["id"]);
        let (status, whole) = self
            .app
            .get(&format!("/v1/declarations/{id}"))
            .await
            .expect("an answer");
        assert_eq!(status, 200, "{whole}");
        whole
    }

    pub async fn status(&self, reference: &str) -> String {
        text(&self.declaration(reference).await["currentStatus"])
    }

    pub async fn lrn(&self, reference: &str) -> String {
        text(&self.declaration(reference).await["lrn"])
    }

    /// Asks for an action, which must be allowed.
    pub async fn act(&mut self, reference: &str, action: &str, content: Value) {
        let id = text(&self.declaration(reference).await["id"]);
        let path = format!("/v1/declarations/{id}/{action}");
        let (status, answer) = self.app.post(&path, &content).await.expect("an answer");
        assert_eq!(status, 202, "{action}: {answer}");
        self.settle().await;
    }

    /// What belongs together with a declaration, and how: the relation and the number.
    pub async fn related(&self, declaration: &Value) -> Vec<(String, String)> {
        let id = text(&declaration["id"]);
        let path = format!("/v1/declarations/{id}/related");
        let (status, answer) = self.app.get(&path).await.expect("an answer");
        assert_eq!(status, 200, "{answer}");
        let related = answer["related"].as_array().cloned().unwrap_or_default();
        let shown = |one: &Value| {
            let number = one["arc"].as_str().or(one["mrn"].as_str());
            (
                text(&one["relation"]),
                number.unwrap_or_default().to_owned(),
            )
        };
        related.iter().map(shown).collect()
    }

    /// What the operator is told.
    pub async fn alerts(&self) -> Vec<String> {
        let (_, answer) = self.app.get("/v1/alerts").await.expect("alerts");
        let alerts = answer["alerts"].as_array().cloned().unwrap_or_default();
        alerts.iter().map(|alert| text(&alert["text"])).collect()
    }
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

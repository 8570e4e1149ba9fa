//! A trader for tests: keeps what it is called back with, and answers as it is told.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cas_authority::{Authority, Callback, Settings};
use tokio::net::TcpListener;

/// The declaration that tests start from.
pub const DECLARATION: &str = include_str!("../fixtures/declaration.xml");

/// A trader that is called back.
pub struct Trader {
    pub address: SocketAddr,
    seen: Arc<Seen>,
    server: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Seen {
    bodies: Mutex<Vec<String>>,
    secrets: Mutex<Vec<String>>,
    conversations: Mutex<Vec<String>>,
    status: AtomicU16,
}

impl Trader {
    /// A trader that takes everything.
    pub async fn start() -> Trader {
        Trader::at("127.0.0.1:0".parse().unwrap()).await
    }

    /// A trader at an address.
    pub async fn at(address: SocketAddr) -> Trader {
        let seen = Arc::new(Seen::default());
        seen.status.store(202, Ordering::Relaxed);
        let app = Router::new()
            .route("/callback", post(take))
            .with_state(Arc::clone(&seen));
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = tokio::spawn(async move { axum::serve(listener, app).await.unwrap() });
        Trader {
            address,
            seen,
            server,
        }
    }

    /// From now on every callback gets this status.
    pub fn answers(&self, status: u16) {
        self.seen.status.store(status, Ordering::Relaxed);
    }

    /// All bodies taken so far.
    pub fn bodies(&self) -> Vec<String> {
        self.seen.bodies.lock().unwrap().clone()
    }

    /// The message types taken so far.
    pub fn types(&self) -> Vec<String> {
        let bodies = self.bodies();
        bodies
            .iter()
            .map(|body| text(body, "messageType").to_owned())
            .collect()
    }

    /// The function codes of the UK notifications taken so far.
    pub fn functions(&self) -> Vec<String> {
        let bodies = self.bodies();
        bodies
            .iter()
            .map(|body| text(body, "FunctionCode").to_owned())
            .collect()
    }

    /// The conversations that callbacks named so far.
    pub fn conversations(&self) -> Vec<String> {
        self.seen.conversations.lock().unwrap().clone()
    }

    /// The `Authorization` headers seen so far.
    pub fn secrets(&self) -> Vec<String> {
        self.seen.secrets.lock().unwrap().clone()
    }

    /// The callback to this trader.
    pub fn callback(&self) -> Callback {
        let url = format!("http://{}/callback", self.address);
        Callback::to(url, Some("callback-secret".to_owned()))
    }

    /// Stops.
    pub fn stop(self) {
        self.server.abort();
    }
}

async fn take(State(seen): State<Arc<Seen>>, headers: HeaderMap, body: String) -> StatusCode {
    let status = StatusCode::from_u16(seen.status.load(Ordering::Relaxed)).unwrap();
    assert_eq!(headers["content-type"], "application/xml");
    let secret = headers["authorization"].to_str().unwrap().to_owned();
    seen.secrets.lock().unwrap().push(secret);
    if let Some(name) = headers.get("x-conversation-id") {
        let name = name.to_str().unwrap().to_owned();
        seen.conversations.lock().unwrap().push(name);
    }
    if status.is_success() {
        seen.bodies.lock().unwrap().push(body);
    }
    status
}

/// An authority and its trader.
pub struct Both {
    pub authority: Authority,
    pub trader: Trader,
    pub client: reqwest::Client,
}

impl Both {
    /// Both with the usual settings.
    pub async fn start() -> Both {
        Both::with(|_| {}).await
    }

    /// Both with changed settings.
    pub async fn with(change: impl FnOnce(&mut Settings)) -> Both {
        let trader = Trader::start().await;
        let mut settings = Settings::new(7, trader.callback());
        change(&mut settings);
        let authority = authority(settings).await;
        Both {
            authority,
            trader,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// Posts a message.
    pub async fn post(&self, body: &str) -> reqwest::Result<reqwest::Response> {
        self.post_to("/ncts/messages", body).await
    }

    /// Posts a message to an address of the authority.
    pub async fn post_to(&self, path: &str, body: &str) -> reqwest::Result<reqwest::Response> {
        let url = format!("http://{}{path}", self.authority.address());
        self.client.post(url).body(body.to_owned()).send().await
    }

    /// Posts a message that must be received, and waits for all answers.
    pub async fn lodge(&self, body: &str) {
        self.lodge_at("/ncts/messages", body).await;
    }

    /// Posts a message to an address that must receive it, and waits for all answers.
    pub async fn lodge_at(&self, path: &str, body: &str) -> reqwest::header::HeaderMap {
        let response = self.post_to(path, body).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        assert_eq!(status, 202, "{}", response.text().await.unwrap());
        self.authority.settled().await;
        headers
    }

    /// Gets from an address of the authority: status, headers, text.
    pub async fn get(&self, path: &str) -> (u16, reqwest::header::HeaderMap, String) {
        let url = format!("http://{}{path}", self.authority.address());
        let response = self.client.get(url).send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        (status, headers, response.text().await.unwrap())
    }
}

/// An authority on a free port.
pub async fn authority(settings: Settings) -> Authority {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    Authority::start(listener, settings).await.unwrap()
}

/// The declaration with a UCR.
pub fn with_ucr(ucr: &str) -> String {
    DECLARATION.replace("SHIP-2026-0001", ucr)
}

/// A message about the declaration, as it follows the header.
pub fn follow_up(message: &str, identification: &str, content: &str) -> String {
    format!(
        "<ncts:{message} xmlns:ncts=\"http://ncts.dgtaxud.ec\" PhaseID=\"NCTS5.1\">\
         <messageSender>TRADER.ONE</messageSender><messageRecipient>NTA.DE</messageRecipient>\
         <preparationDateAndTime>2026-03-02T10:00:00</preparationDateAndTime>\
         <messageIdentification>{identification}</messageIdentification>\
         <messageType>{message}</messageType>{content}</ncts:{message}>"
    )
}

const PARTIES: &str = "<CustomsOfficeOfDeparture><referenceNumber>DE004101</referenceNumber>\
     </CustomsOfficeOfDeparture><HolderOfTheTransitProcedure>\
     <identificationNumber>DE123456789012345</identificationNumber></HolderOfTheTransitProcedure>";

/// A request for invalidation.
pub fn invalidation(reference: &str) -> String {
    let content = format!(
        "<TransitOperation>{reference}</TransitOperation><Invalidation>\
         <initiatedByCustoms>0</initiatedByCustoms><justification>No longer needed</justification>\
         </Invalidation>{PARTIES}"
    );
    follow_up("CC014C", "MSG-014", &content)
}

/// A presentation of the goods.
pub fn presentation() -> String {
    let content = format!(
        "<TransitOperation><LRN>LRN20260001</LRN></TransitOperation>{PARTIES}<Consignment>\
         <LocationOfGoods><typeOfLocation>B</typeOfLocation>\
         <qualifierOfIdentification>Y</qualifierOfIdentification></LocationOfGoods>\
         <HouseConsignment><sequenceNumber>1</sequenceNumber></HouseConsignment></Consignment>"
    );
    follow_up("CC170C", "MSG-170", &content)
}

/// An amendment of the declaration.
pub fn amendment(declaration: &str) -> String {
    declaration
        .replace("CC015C", "CC013C")
        .replace("MSG20260001", "MSG-013")
        .replace(
            "<limitDate>",
            "<amendmentTypeFlag>0</amendmentTypeFlag><limitDate>",
        )
}

/// The text of the first element of a name.
pub fn text<'a>(body: &'a str, name: &str) -> &'a str {
    let begin = body
        .find(&format!("<{name}>"))
        .map_or(0, |at| at + name.len() + 2);
    let end = body[begin..].find('<').unwrap_or(0);
    &body[begin..begin + end]
}

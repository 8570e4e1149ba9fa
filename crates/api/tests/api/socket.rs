//! The whole way over a real socket, with a real client.

use std::time::Duration;

use cas_api::{ConnectionLimits, serve};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::app::{App, SECRET, all_scopes, form, shipment};

#[tokio::test]
async fn a_shipment_goes_in_over_http() {
    // Another part of the process may have chosen the provider; it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let app = App::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (stop, stopped) = watch::channel(false);
    let limits = ConnectionLimits::default();
    let server = tokio::spawn(serve(listener, app.router.clone(), limits, stopped));
    let client = reqwest::Client::new();
    let token = client
        .post(format!("{address}/oauth2/v2.0/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form("ours", SECRET, &all_scopes()))
        .send();
    let token: Value =
        serde_json::from_slice(&token.await.unwrap().bytes().await.unwrap()).unwrap();
    let token = token["access_token"].as_str().unwrap();
    let sent = client
        .post(format!("{address}/v1/customsshipments"))
        .bearer_auth(token)
        .header("content-type", "application/json")
        .body(shipment("R1").to_string());
    let sent = sent.send().await.unwrap();
    assert_eq!(sent.status(), 202);
    let sent: Value = serde_json::from_slice(&sent.bytes().await.unwrap()).unwrap();
    let path = format!(
        "{address}/v1/ingestions/{}",
        sent["referenceId"].as_str().unwrap()
    );
    let found = client.get(path).bearer_auth(token).send().await.unwrap();
    let found: Value = serde_json::from_slice(&found.bytes().await.unwrap()).unwrap();
    assert_eq!(found["state"], json!("received"));
    stop.send(true).unwrap();
    // The client keeps its connection: it is idle, and closed.
    server.await.unwrap();
}

/// A server with small limits on a port of its own.
struct Served {
    address: std::net::SocketAddr,
    stop: watch::Sender<bool>,
    server: tokio::task::JoinHandle<()>,
    _app: App,
}

impl Served {
    async fn with(limits: ConnectionLimits) -> Self {
        let app = App::start().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = watch::channel(false);
        let server = tokio::spawn(serve(listener, app.router.clone(), limits, stopped));
        Self {
            address,
            stop,
            server,
            _app: app,
        }
    }

    /// A connection over which something was sent.
    async fn sent(&self, text: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    async fn is_served(&self) {
        let mut stream = self
            .sent("GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n")
            .await;
        let answer = head(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 204"), "{answer}");
    }
}

/// The head of the next answer.
async fn head(stream: &mut TcpStream) -> String {
    let mut read = Vec::new();
    while !read.ends_with(b"\r\n\r\n") {
        read.push(stream.read_u8().await.unwrap());
    }
    String::from_utf8(read)
        .unwrap()
        .to_lowercase()
        .replacen("http", "HTTP", 1)
}

/// Reads to the end: the other side closes.
async fn closed(mut stream: TcpStream) {
    let mut rest = Vec::new();
    // Closed with something unread is a reset.
    let _ = stream.read_to_end(&mut rest).await;
}

const SMALL: ConnectionLimits = ConnectionLimits {
    connections: 250,
    connections_per_address: 250,
    first_head: Duration::from_millis(400),
    silence: Duration::from_millis(400),
};

/// Without credentials, and without ever ending a request, nobody keeps others out.
#[tokio::test(flavor = "multi_thread")]
async fn half_sent_requests_are_closed_and_others_are_served() {
    let served = Served::with(SMALL).await;
    let mut silent = Vec::new();
    for number in 0..200 {
        let half = match number % 4 {
            0 => "",
            1 => "P",
            2 => "GET /health/live HTTP/1.1\r\nhost: a\r\nx-slow: ",
            // A whole request, and half of the next.
            _ => "GET /health/live HTTP/1.1\r\nhost: a\r\n\r\nGET /hea",
        };
        silent.push(served.sent(half).await);
    }
    for _ in 0..10 {
        served.is_served().await;
    }
    futures::future::join_all(silent.into_iter().map(closed)).await;
    // More than there are places have come and gone.
    for _ in 0..3 {
        let again = futures::future::join_all((0..100).map(|_| served.sent("GET"))).await;
        futures::future::join_all(again.into_iter().map(closed)).await;
    }
    served.is_served().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_address_has_its_share_of_connections() {
    let served = Served::with(ConnectionLimits {
        connections_per_address: 3,
        first_head: Duration::from_secs(600),
        ..SMALL
    })
    .await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(served.sent("GET ").await);
    }
    closed(
        served
            .sent("GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n")
            .await,
    )
    .await;
    drop(held);
    // The places are free once the server has seen it.
    loop {
        let mut stream = served
            .sent("GET /health/live HTTP/1.1\r\nhost: a\r\n\r\n")
            .await;
        if stream.read_u8().await.is_ok() {
            break;
        }
    }
}

/// What is being answered is answered; what is silent is closed at once.
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_for_requests_and_for_no_silence() {
    let served = Served::with(ConnectionLimits {
        first_head: Duration::from_secs(600),
        silence: Duration::from_secs(600),
        ..SMALL
    })
    .await;
    let idle = served.sent("").await;
    let form = "POST /oauth2/v2.0/token HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\
        expect: 100-continue\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\n";
    let mut busy = served.sent(form).await;
    // The handler reads the body: the request is under way.
    assert!(head(&mut busy).await.starts_with("HTTP/1.1 100"));
    served.stop.send(true).unwrap();
    closed(idle).await;
    assert!(!served.server.is_finished());
    busy.write_all(b"a=bc").await.unwrap();
    let answer = head(&mut busy).await;
    assert!(answer.starts_with("HTTP/1.1 4"), "{answer}");
    served.server.await.unwrap();
}

/// A refusal that leaves the body unread says that the connection ends with it.
#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_will_be_closed_is_announced() {
    let served = Served::with(SMALL).await;
    let post = |length: usize| {
        format!(
            "POST /v1/customsshipments HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n\
             content-length: {length}\r\n\r\n"
        )
    };
    let mut refused = served.sent(&post(1_000_000)).await;
    let answer = head(&mut refused).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(answer.contains("\r\nconnection: close\r\n"), "{answer}");
    closed(refused).await;

    let mut whole = served.sent(&post(0)).await;
    let answer = head(&mut whole).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    assert!(!answer.contains("connection: close"), "{answer}");
}

//! A receiver of webhooks, as a customer would run one: it checks every signature.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use anyhow::Context as _;
use cas_engine::webhooks;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use super::client::Client;
use crate::terminal::say;

/// A receiver of webhooks that listens.
pub struct Receiver {
    valid: Arc<AtomicUsize>,
    wrong: Arc<AtomicUsize>,
    subscription: String,
}

impl Receiver {
    /// Starts a receiver and subscribes it to everything.
    pub async fn subscribe(client: &Client) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let url = format!("http://{}/events", listener.local_addr()?);
        let answer = client
            .post(
                "/v1/subscriptions",
                &json!({"url": url, "filters": []}),
                None,
            )
            .await?;
        let text = |name: &str| {
            answer[name]
                .as_str()
                .map(str::to_owned)
                .context(name.to_owned())
        };
        let (secret, subscription) = (text("secret")?, text("id")?);
        let (valid, wrong) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let receiver = Self {
            valid: Arc::clone(&valid),
            wrong: Arc::clone(&wrong),
            subscription,
        };
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (secret, valid, wrong) =
                    (secret.clone(), Arc::clone(&valid), Arc::clone(&wrong));
                tokio::spawn(async move { serve(stream, &secret, &valid, &wrong).await });
            }
        });
        Ok(receiver)
    }

    /// Waits a moment for what is on its way, prints the count and ends the subscription.
    pub async fn report(&self, client: &Client) -> anyhow::Result<()> {
        tokio::time::sleep(Duration::from_millis(500)).await;
        say(format_args!(
            "\nwebhooks: {} received with a valid signature, {} without",
            self.valid.load(Ordering::SeqCst),
            self.wrong.load(Ordering::SeqCst)
        ));
        client
            .delete(&format!("/v1/subscriptions/{}", self.subscription))
            .await
    }
}

/// Serves the requests of one connection.
async fn serve(mut stream: TcpStream, secret: &str, valid: &AtomicUsize, wrong: &AtomicUsize) {
    let mut buffer = Vec::new();
    while let Some((head, body)) = request(&mut stream, &mut buffer).await {
        let counter = if is_signed(&head, &body, secret) {
            valid
        } else {
            wrong
        };
        counter.fetch_add(1, Ordering::SeqCst);
        let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
        if stream.write_all(answer).await.is_err() {
            return;
        }
    }
}

/// Reads one request with a content length; what came after it stays in the buffer.
async fn request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<(String, Vec<u8>)> {
    loop {
        if let Some(end) = buffer.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
            let length: usize = header(&head, "content-length")?.parse().ok()?;
            if buffer.len() >= end + 4 + length {
                let body = buffer[end + 4..end + 4 + length].to_vec();
                buffer.drain(..end + 4 + length);
                return Some((head, body));
            }
        }
        if stream.read_buf(buffer).await.ok()? == 0 {
            return None;
        }
    }
}

fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// Signs the body as the sender should have, and compares.
fn is_signed(head: &str, body: &[u8], secret: &str) -> bool {
    let expected = || {
        let id = header(head, "webhook-id")?;
        let seconds = header(head, "webhook-timestamp")?.parse().ok()?;
        let time = jiff::Timestamp::from_second(seconds).ok()?;
        let headers = webhooks::signature_headers(secret, id, time, body).ok()?;
        headers
            .into_iter()
            .find(|(name, _)| *name == "webhook-signature")
            .map(|(_, value)| value)
    };
    expected().is_some_and(|expected| header(head, "webhook-signature") == Some(expected.as_str()))
}

//! Other sides that do not do what they should.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// Accepts every call and never answers.
pub struct Hung {
    address: String,
    held: Arc<AtomicUsize>,
    serving: JoinHandle<()>,
}

impl Hung {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let held = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&held);
        let serving = tokio::spawn(async move {
            let mut streams = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                streams.push(stream);
            }
        });
        Self {
            address,
            held,
            serving,
        }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many calls were taken; none of them ended.
    pub fn held(&self) -> usize {
        self.held.load(Ordering::SeqCst)
    }

    /// Hangs up on all of them.
    pub fn stop(&self) {
        self.serving.abort();
    }
}

/// Answers every call, always the same.
pub struct Answering {
    address: String,
    calls: Arc<AtomicUsize>,
}

impl Answering {
    /// One that says that the service is not available.
    pub async fn unavailable() -> Self {
        Self::start("503 Service Unavailable").await
    }

    /// One that takes everything.
    pub async fn taking() -> Self {
        Self::start("204 No Content").await
    }

    async fn start(status: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let calls = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&calls);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, status, Arc::clone(&counted)));
            }
        });
        Self { address, calls }
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

/// Answers one call and hangs up.
async fn answer(mut stream: TcpStream, status: &str, calls: Arc<AtomicUsize>) {
    let mut read = Vec::new();
    while !is_whole(&read) {
        match stream.read_buf(&mut read).await {
            Ok(count) if count > 0 => {}
            Ok(_) | Err(_) => return,
        }
    }
    calls.fetch_add(1, Ordering::SeqCst);
    let answer = format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n");
    let _ = stream.write_all(answer.as_bytes()).await;
}

fn is_whole(read: &[u8]) -> bool {
    let Some(end) = read.windows(4).position(|bytes| bytes == b"\r\n\r\n") else {
        return false;
    };
    let head = String::from_utf8_lossy(&read[..end]).to_ascii_lowercase();
    let length = head.split("content-length:").nth(1);
    let length = length.and_then(|rest| rest.lines().next()?.trim().parse::<usize>().ok());
    read.len() >= end + 4 + length.unwrap_or_default()
}

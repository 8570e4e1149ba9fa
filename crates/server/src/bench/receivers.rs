//! Other sides for measurements: one that takes calls and never answers, and one that notes when it
//! was called for what.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// The longest call that is read, in bytes.
const LONGEST: usize = 1 << 20;

/// Starts an endpoint that accepts every connection and never says anything; its address.
pub(super) async fn hang() -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    Ok(address)
}

/// When was the receiver called for what?
#[derive(Clone, Debug, Default)]
pub(super) struct Calls(Arc<Mutex<HashMap<String, Instant>>>);

impl Calls {
    /// Starts a receiver that takes every webhook; its address.
    pub(super) async fn listen(&self) -> anyhow::Result<String> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = format!("http://{}/hooks", listener.local_addr()?);
        let calls = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(calls.clone().converse(stream));
            }
        });
        Ok(address)
    }

    /// When the first call for a shipment came.
    pub(super) fn first(&self, reference: &str) -> Option<Instant> {
        let calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        calls.get(reference).copied()
    }

    async fn converse(self, mut stream: TcpStream) {
        let mut read = Vec::new();
        loop {
            while let Some(end) = end_of_call(&read) {
                self.note(&read[..end]);
                read.drain(..end);
                let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
                if stream.write_all(answer).await.is_err() {
                    return;
                }
            }
            match stream.read_buf(&mut read).await {
                Ok(count) if count > 0 && read.len() < LONGEST => {}
                Ok(_) | Err(_) => return,
            }
        }
    }

    fn note(&self, call: &[u8]) {
        let text = String::from_utf8_lossy(call);
        let named = text.split("\"businessReference\":\"").nth(1);
        if let Some(reference) = named.and_then(|rest| rest.split('"').next()) {
            let mut calls = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            calls
                .entry(reference.to_owned())
                .or_insert_with(Instant::now);
        }
    }
}

/// Where the first call ends, once all of it is there.
fn end_of_call(read: &[u8]) -> Option<usize> {
    let head_end = read.windows(4).position(|bytes| bytes == b"\r\n\r\n")? + 4;
    let head = String::from_utf8_lossy(&read[..head_end]).to_ascii_lowercase();
    let length = head.split("content-length:").nth(1)?;
    let length: usize = length.lines().next()?.trim().parse().ok()?;
    (read.len() >= head_end + length).then_some(head_end + length)
}

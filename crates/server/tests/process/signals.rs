//! Does every command that stays end cleanly when it is told to?

use std::path::Path;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::process::{Process, cas};

async fn check(arguments: &[&str], signal: &str, folder: &Path) {
    let mut process = Process::start(cas(arguments).current_dir(folder));
    process.url().await;
    process.signal(signal).await;
    let status = process.end().await;
    assert!(status.success(), "{arguments:?} and {signal}: {status}");
}

#[tokio::test(flavor = "multi_thread")]
async fn interrupted_and_terminated_commands_end_with_success() {
    let serve = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];
    let authority = [
        "authority",
        "--listen",
        "127.0.0.1:0",
        "--callback",
        "http://127.0.0.1:1/",
    ];
    for arguments in [&serve[..], &authority[..]] {
        for signal in ["TERM", "INT"] {
            let folder = tempfile::tempdir().expect("a folder");
            check(arguments, signal, folder.path()).await;
        }
    }
}

/// A request that never ends does not keep the server from ending.
#[tokio::test(flavor = "multi_thread")]
async fn a_stop_does_not_wait_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = folder.path().join("cas.toml");
    std::fs::write(&config, "stop-seconds = 1").expect("written");
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--config", "cas.toml"];
    let mut process = Process::start(cas(arguments).current_dir(folder.path()));
    let url = process.url().await;
    let address = url.trim_start_matches("http://");
    let mut request = TcpStream::connect(address).await.expect("a connection");
    let head = "POST /oauth2/v2.0/token HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\
        expect: 100-continue\r\ncontent-type: application/x-www-form-urlencoded\r\n\r\n";
    request.write_all(head.as_bytes()).await.expect("sent");
    // "Continue": the handler waits for the body, which does not come.
    let mut answer = [0; 12];
    request.read_exact(&mut answer).await.expect("an answer");
    assert_eq!(&answer, b"HTTP/1.1 100");
    process.signal("TERM").await;
    let status = process.end().await;
    assert!(status.success(), "{status}");
}

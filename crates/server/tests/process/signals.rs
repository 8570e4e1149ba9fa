//! Does every command that stays end cleanly when it is told to?

use std::path::Path;

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

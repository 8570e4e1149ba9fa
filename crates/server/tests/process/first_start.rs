//! Can someone come in after the first start, and are secrets shown only once?

use std::path::Path;

use serde_json::Value;

use crate::process::{Process, cas, http, json};

pub fn serve(folder: &Path) -> Process {
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];
    Process::start(cas(arguments).arg("--data").arg(folder))
}

/// Terminates a server; what it printed in all.
pub async fn stop(mut server: Process) -> String {
    server.signal("TERM").await;
    let status = server.end().await;
    assert!(status.success(), "{status}");
    server.read()
}

/// The id and the secret in a line that the first start printed.
pub fn credentials(printed: &str, name: &str) -> (String, String) {
    let line = printed.lines().find(|line| line.trim().starts_with(name));
    let line = line.unwrap_or_else(|| panic!("no {name} in {printed}"));
    let value = |key: &str| {
        let value = line
            .split_whitespace()
            .find_map(|word| word.strip_prefix(key));
        value.expect("id and secret").to_owned()
    };
    (value("client_id="), value("client_secret="))
}

pub async fn sign_in(url: &str, (id, secret): &(String, String)) -> String {
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    let request = http()
        .post(format!("{url}/oauth2/v2.0/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let answer = json(request).await;
    answer["access_token"].as_str().expect("a token").to_owned()
}

pub async fn authorization_status(url: &str, token: &str) -> Value {
    let address = format!("{url}/v1/authorizationStatus");
    json(http().get(address).bearer_auth(token)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn secrets_are_printed_once_and_open_the_api() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("made/on/first/start");

    let mut server = serve(&data);
    let url = server.url().await;
    let printed = server.read();
    for name in ["administrator", "client"] {
        let known = credentials(&printed, name);
        let token = sign_in(&url, &known).await;
        authorization_status(&url, &token).await;
    }
    stop(server).await;

    let mut server = serve(&data);
    let url = server.url().await;
    let token = sign_in(&url, &credentials(&printed, "client")).await;
    authorization_status(&url, &token).await;
    let printed_again = stop(server).await;
    assert!(!printed_again.contains("secret"), "{printed_again}");
}

//! The whole way over a real socket, with a real client.

use serde_json::{Value, json};

use crate::app::{App, SECRET, all_scopes, form, shipment};

#[tokio::test]
async fn a_shipment_goes_in_over_http() {
    // Another part of the process may have chosen the provider; it is the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let app = App::start().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(axum::serve(listener, app.router.clone()).into_future());
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
    server.abort();
}

//! An address, a secret or a certificate that does not heal by itself.

use cas_demo::stories::transit;
use cas_testkit::{SECRET, StorePlace, TestApp, each_store, one};
use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;

/// A shipment whose declaration is sent by itself.
fn shipment(reference: &str) -> Value {
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!(reference);
    shipment
}

/// Lets the transit system be where it is said, with a secret.
pub async fn connect(app: &TestApp, endpoint: &str, secret: &str) {
    let (_, answer) = app.get("/v1/connections/ncts").await.expect("a connection");
    let mut connection = answer["connection"].clone();
    connection["endpoint"] = json!(endpoint);
    connection["secret"] = json!(secret);
    let put = app.put("/v1/connections/ncts", &connection).await;
    let put = put.expect("an answer");
    assert_eq!(put.0, 200, "{}", put.1);
}

/// The alerts of a kind in a state.
async fn alerts(app: &TestApp, kind: &str, state: &str) -> Vec<Value> {
    let (_, answer) = app
        .get(&format!("/v1/alerts?state={state}"))
        .await
        .expect("alerts");
    let alerts = answer["alerts"].as_array().cloned().unwrap_or_default();
    alerts
        .into_iter()
        .filter(|alert| alert["kind"] == kind)
        .collect()
}

/// The message that a declaration waits with, as it is listed.
async fn waiting(app: &TestApp, reference: &str) -> Value {
    let messages = one::messages(app, reference).await;
    assert_eq!(messages.len(), 1, "{messages:#?}");
    assert_eq!(messages[0]["state"], "stored", "{messages:#?}");
    messages[0].clone()
}

async fn wrong_address(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let right = format!("http://{}/ncts/messages", app.authority.address());
    connect(&app, &format!("http://{}", app.authority.address()), SECRET).await;
    for reference in ["F-1", "F-2", "F-3"] {
        one::send(&app, &shipment(reference)).await;
    }
    // Told at once and once, however many meet it and however often.
    let open = alerts(&app, "connection-faulty", "open").await;
    assert_eq!(open.len(), 1, "{open:#?}");
    assert_eq!(open[0]["subject"], "ncts: HTTP 404");
    app.wait(5).await.expect("tried again");
    assert_eq!(alerts(&app, "connection-faulty", "all").await.len(), 1);
    let message = waiting(&app, "F-1").await;
    assert_eq!(
        message.get("processedAt"),
        Some(&Value::Null),
        "{message:#}"
    );
    let attempts = message["attempts"].as_array().expect("attempts");
    assert_eq!(attempts.len(), 1, "{attempts:#?}");
    assert_eq!(attempts[0]["httpStatus"], 404);
    assert!(attempts[0]["times"].as_u64() > Some(1), "{attempts:#?}");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let now = app.clock.now().to_string();
    assert!(text(&attempts[0]["lastAt"]) <= now);
    assert!(text(&message["nextAttemptAt"]) > now, "{message:#}");
    let declaration = one::declaration(&app, "F-1").await;
    assert_eq!(declaration["currentStatus"], "Submitted");
    let shown = &declaration["waitingMessage"];
    assert_eq!(shown["id"], message["id"]);
    assert!(text(&shown["note"]).starts_with("HTTP 404"), "{shown}");

    // Another cause is another alert.
    connect(&app, &right, "a wrong secret").await;
    app.wait(3).await.expect("tried again");
    let open = alerts(&app, "connection-faulty", "open").await;
    let subjects: Vec<&Value> = open.iter().map(|alert| &alert["subject"]).collect();
    assert_eq!(subjects, ["ncts: HTTP 401", "ncts: HTTP 404"]);

    // Corrected: what waits is sent, and nothing is left to do.
    connect(&app, &right, SECRET).await;
    app.wait(3).await.expect("sent");
    for reference in ["F-1", "F-2", "F-3"] {
        assert_eq!(one::status(&app, reference).await, "Released");
    }
    assert_eq!(
        alerts(&app, "connection-faulty", "open").await,
        [Value::Null; 0]
    );
    let sent = &one::messages(&app, "F-1").await[0];
    let attempts = sent["attempts"].as_array().expect("attempts");
    let statuses: Vec<&Value> = attempts.iter().map(|one| &one["httpStatus"]).collect();
    assert_eq!(statuses, [404, 401, 202]);
    assert!(sent.get("nextAttemptAt").is_none(), "{sent:#}");
    let declaration = one::declaration(&app, "F-1").await;
    assert!(declaration.get("waitingMessage").is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_address_is_told_at_once_and_nothing_is_lost() {
    each_store(wrong_address).await;
}

async fn resent(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let right = format!("http://{}/ncts/messages", app.authority.address());
    connect(&app, &format!("http://{}", app.authority.address()), SECRET).await;
    one::send(&app, &shipment("F-1")).await;
    connect(&app, &right, SECRET).await;
    let declaration = one::declaration(&app, "F-1").await;
    let path = format!(
        "/v1/declarations/{}/resend",
        declaration["id"].as_str().expect("an id")
    );
    let (status, answer) = app.post(&path, &json!({})).await.expect("an answer");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("settled");
    assert_eq!(one::status(&app, "F-1").await, "Released");
    // The task that waited finds it sent.
    app.wait(60).await.expect("settled");
    let ours = one::messages(&app, "F-1").await;
    assert_eq!(
        ours[0]["attempts"].as_array().map(Vec::len),
        Some(2),
        "{ours:#?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_met_a_fault_can_be_resent() {
    each_store(resent).await;
}

/// Takes calls and speaks no TLS.
pub async fn no_tls() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    format!("https://{address}/")
}

async fn insecure(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    connect(&app, &no_tls().await, SECRET).await;
    for reference in ["F-1", "F-2"] {
        one::send(&app, &shipment(reference)).await;
    }
    app.wait(40).await.expect("tried again");
    app.wait(40).await.expect("tried again");
    let open = alerts(&app, "connection-faulty", "open").await;
    assert_eq!(open.len(), 1, "{open:#?}");
    assert_eq!(open[0]["subject"], "ncts: TLS");
    // One outage is told once.
    assert_eq!(
        alerts(&app, "connection-down", "all").await,
        [Value::Null; 0]
    );
    let message = waiting(&app, "F-1").await;
    let first = &message["attempts"][0];
    assert!(first.get("httpStatus").is_none(), "{message:#}");
    let text = first["text"].as_str().unwrap_or_default();
    assert!(text.starts_with("no secure connection"), "{text}");
    let right = format!("http://{}/ncts/messages", app.authority.address());
    connect(&app, &right, SECRET).await;
    app.wait(3).await.expect("sent");
    app.wait(3).await.expect("sent");
    assert_eq!(one::status(&app, "F-2").await, "Released");
    assert_eq!(
        alerts(&app, "connection-faulty", "open").await,
        [Value::Null; 0]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_other_side_that_cannot_be_trusted_is_told_once() {
    each_store(insecure).await;
}

async fn without(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let (_, answer) = app.get("/v1/connections/ncts").await.expect("a connection");
    // Nobody takes it, and then the connection is gone.
    connect(&app, "http://127.0.0.1:1/", SECRET).await;
    one::send(&app, &shipment("F-1")).await;
    let (status, _) = app.delete("/v1/connections/ncts").await.expect("an answer");
    assert_eq!(status, 204);
    app.wait(40).await.expect("tried again");
    let open = alerts(&app, "connection-missing", "open").await;
    assert_eq!(open.len(), 1, "{open:#?}");
    let declaration = one::declaration(&app, "F-1").await;
    let note = &declaration["waitingMessage"]["note"];
    assert_eq!(note, "there is no connection to ncts");
    let mut connection = answer["connection"].clone();
    connection["secret"] = json!(SECRET);
    connection["callbackSecret"] = json!(SECRET);
    let (status, answer) = app
        .put("/v1/connections/ncts", &connection)
        .await
        .expect("an answer");
    assert!(status < 300, "{answer}");
    app.wait(3).await.expect("sent");
    assert_eq!(one::status(&app, "F-1").await, "Released");
    assert_eq!(
        alerts(&app, "connection-missing", "open").await,
        [Value::Null; 0]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_has_no_connection_waits_for_one() {
    each_store(without).await;
}

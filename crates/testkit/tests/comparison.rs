//! Does a release of the authority, which knows nothing of our tables, repeat what we declared?

use std::net::SocketAddr;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use cas_authority::{Authority, Callback, Ledger, Script, Settings};
use cas_gateway::{CustomsSystem, Intent, Request};
use cas_model::FieldPath;
use cas_model::access::Value as FieldValue;
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::ncts::Ncts;
use serde_json::{Value, json};
use tokio::net::TcpListener;

const FIXTURES: &[(&str, &str)] = &[
    (
        "minimal",
        include_str!("../../systems/tests/fixtures/minimal.json"),
    ),
    (
        "full",
        include_str!("../../systems/tests/fixtures/full.json"),
    ),
];

fn document(text: &str) -> SingleAdministrativeDocument {
    let value = serde_json::from_str(text).expect("a fixture is JSON");
    let shape = SingleAdministrativeDocument::shape();
    cas_model::structure::read(shape, value).expect("a fixture is structurally sound")
}

fn settings(phase: &str) -> Value {
    json!({"messageSender": "DE1234567890", "messageRecipient": "NTA.DE", "phase": phase})
}

fn written(document: &SingleAdministrativeDocument, intent: Intent, phase: &str) -> Vec<u8> {
    let identifier = if intent == Intent::Declare {
        "MSG-015"
    } else {
        "MSG-013"
    };
    let outbound = Ncts.encode(&Request {
        intent,
        document,
        declaration_type: "transit",
        lrn: "LRN0001",
        facts: &CustomsFacts::default(),
        settings: &settings(phase),
        message_identifier: identifier,
        now: "2026-03-01T09:30:15Z".parse().expect("a time"),
    });
    outbound.expect("the document can be written").body
}

/// A trader that takes every answer and reads none: the authority's transcript has them.
async fn trader() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = Router::new().route("/", post(|| async { StatusCode::ACCEPTED }));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(address)
}

/// What the authority has seen after these messages, and after it was told to release.
async fn released(messages: &[Vec<u8>]) -> anyhow::Result<Ledger> {
    let callback = Callback::to(format!("http://{}/", trader().await?), None);
    let mut settings = Settings::new(7, callback);
    settings.keep_transcripts = true;
    settings.script = Script::from_toml("[[rule]]\nanswer = ['hold']")?;
    let authority = Authority::start(TcpListener::bind("127.0.0.1:0").await?, settings).await?;
    let client = reqwest::Client::builder().no_proxy().build()?;
    let url = format!("http://{}/ncts/messages", authority.address());
    for message in messages {
        let answer = client.post(&url).body(message.clone()).send().await?;
        assert_eq!(answer.status().as_u16(), 202);
        authority.settled().await;
    }
    authority.tell("LRN0001", &["CC029C"])?;
    authority.settled().await;
    Ok(authority.ledger())
}

fn release(ledger: &Ledger) -> &str {
    let declaration = ledger.declaration("LRN0001").expect("it was lodged");
    let mut lines = declaration.transcript.iter();
    let line = lines.find(|line| line.message == "CC029C");
    let messages = || -> Vec<&str> {
        let lines = declaration.transcript.iter();
        lines.map(|line| line.body.as_str()).collect()
    };
    &line.unwrap_or_else(|| panic!("{:#?}", messages())).body
}

fn differing(
    document: &SingleAdministrativeDocument,
    phase: &str,
    message: &str,
) -> Vec<Option<FieldPath>> {
    let found = Ncts.differences(document, "LRN0001", &settings(phase), message.as_bytes());
    let found = found.expect("it is readable").expect("it repeats");
    found
        .into_iter()
        .map(|difference| difference.path)
        .collect()
}

#[tokio::test]
async fn a_release_has_no_differences() {
    for (name, text) in FIXTURES {
        for phase in ["P5", "P6"] {
            let document = document(text);
            let declaration = written(&document, Intent::Declare, phase);
            let ledger = released(&[declaration]).await.expect("a conversation");
            let found = differing(&document, phase, release(&ledger));
            assert_eq!(found, [], "{name} {phase}");
        }
    }
}

#[tokio::test]
async fn a_release_has_what_was_amended_and_nothing_else() {
    for (name, text) in FIXTURES {
        let before = document(text);
        let mut after = before.clone();
        let changed = FieldPath::from("obligationGuarantees[0].accessCode");
        let value = FieldValue::Text("AC99".to_owned());
        changed.set(&mut after, value).expect("a code can be set");
        let changes = vec![changed.clone()];
        let messages = [
            written(&before, Intent::Declare, "P6"),
            written(&after, Intent::Amend { changes }, "P6"),
        ];
        let ledger = released(&messages).await.expect("a conversation");
        let message = release(&ledger);
        assert_eq!(differing(&after, "P6", message), [], "{name}");
        assert_eq!(differing(&before, "P6", message), [Some(changed)], "{name}");
        let declaration = ledger.declaration("LRN0001").expect("it was lodged");
        let amendment = String::from_utf8_lossy(&messages[1]);
        assert_eq!(declaration.document.as_deref(), Some(&*amendment));
    }
}

//! Does a release of the authority, which knows nothing of our tables, repeat what we declared?

use std::net::SocketAddr;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::post;
use cas_authority::{Authority, Callback, Ledger, Script, Settings};
use cas_gateway::{CustomsSystem, Intent, Request};
use cas_model::FieldPath;
use cas_model::access::Value as FieldValue;
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_systems::aes::Aes;
use cas_systems::ncts::Ncts;
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A system whose customs repeats what it releases.
struct Subject {
    system: &'static dyn CustomsSystem,
    phases: &'static [&'static str],
    /// The message that repeats.
    release: &'static str,
    /// What an amendment changes, and to what.
    change: (&'static str, &'static str),
    fixtures: [(&'static str, &'static str); 2],
}

const SUBJECTS: &[Subject] = &[
    Subject {
        system: &Ncts,
        phases: &["P5", "P6"],
        release: "CC029C",
        change: ("obligationGuarantees[0].accessCode", "AC99"),
        fixtures: [
            (
                "minimal",
                include_str!("../../../systems/tests/fixtures/minimal.json"),
            ),
            (
                "full",
                include_str!("../../../systems/tests/fixtures/full.json"),
            ),
        ],
    },
    Subject {
        system: &Aes,
        phases: &["P1"],
        release: "CC529C",
        change: ("goodsShipment.exitOffice", "DE003303"),
        fixtures: [
            (
                "aes_minimal",
                include_str!("../../../systems/tests/fixtures/aes_minimal.json"),
            ),
            (
                "aes_export",
                include_str!("../../../systems/tests/fixtures/aes_export.json"),
            ),
        ],
    },
];

fn document(text: &str) -> SingleAdministrativeDocument {
    let value = serde_json::from_str(text).expect("a fixture is JSON");
    let shape = SingleAdministrativeDocument::shape();
    cas_model::structure::read(shape, value).expect("a fixture is structurally sound")
}

fn settings(phase: &str) -> Value {
    json!({"messageSender": "DE1234567890", "messageRecipient": "NTA.DE", "phase": phase})
}

impl Subject {
    fn written(
        &self,
        document: &SingleAdministrativeDocument,
        intent: Intent,
        phase: &str,
    ) -> Vec<u8> {
        let identifier = if intent == Intent::Declare {
            "MSG-1"
        } else {
            "MSG-2"
        };
        let outbound = self.system.encode(&Request {
            intent,
            document,
            declaration_type: Some("any"),
            side: Side::Sent,
            lrn: "LRN0001",
            facts: &CustomsFacts::default(),
            settings: &settings(phase),
            message_identifier: identifier,
            now: "2026-03-01T09:30:15Z".parse().expect("a time"),
        });
        outbound.expect("the document can be written").body
    }

    /// What the authority has seen after these messages, and after it was told to release.
    async fn released(&self, messages: &[Vec<u8>]) -> anyhow::Result<Ledger> {
        let callback = Callback::to(format!("http://{}/", trader().await?), None);
        let mut settings = Settings::new(7, callback);
        settings.keep_transcripts = true;
        settings.script = Script::from_toml("[[rule]]\nanswer = ['hold']")?;
        let authority = Authority::start(TcpListener::bind("127.0.0.1:0").await?, settings).await?;
        let client = reqwest::Client::builder().no_proxy().build()?;
        let (address, code) = (authority.address(), self.system.code());
        let url = format!("http://{address}/{code}/messages");
        for message in messages {
            let answer = client.post(&url).body(message.clone()).send().await?;
            assert_eq!(answer.status().as_u16(), 202);
            authority.settled().await;
        }
        authority.notify("LRN0001", &[self.release])?;
        authority.settled().await;
        Ok(authority.ledger())
    }

    fn release<'a>(&self, ledger: &'a Ledger) -> &'a str {
        let declaration = ledger.declaration("LRN0001").expect("it was lodged");
        let mut lines = declaration.transcript.iter();
        let line = lines.find(|line| line.message == self.release);
        let messages = || -> Vec<&str> {
            let lines = declaration.transcript.iter();
            lines.map(|line| line.body.as_str()).collect()
        };
        &line.unwrap_or_else(|| panic!("{:#?}", messages())).body
    }

    fn differing(
        &self,
        document: &SingleAdministrativeDocument,
        phase: &str,
        message: &str,
    ) -> Vec<Option<FieldPath>> {
        let settings = settings(phase);
        let message = message.as_bytes();
        let found = self
            .system
            .differences(document, "LRN0001", &settings, message);
        let found = found.expect("it is readable").expect("it repeats");
        found
            .into_iter()
            .map(|difference| difference.path)
            .collect()
    }
}

/// A trader that takes every answer and reads none: the authority's transcript has them.
async fn trader() -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let app = Router::new().route("/", post(|| async { StatusCode::ACCEPTED }));
    tokio::spawn(async move { axum::serve(listener, app).await });
    Ok(address)
}

#[tokio::test]
async fn a_release_has_no_differences() {
    for subject in SUBJECTS {
        for (name, text) in subject.fixtures {
            for phase in subject.phases {
                let document = document(text);
                let declaration = subject.written(&document, Intent::Declare, phase);
                let ledger = subject.released(&[declaration]).await;
                let ledger = ledger.expect("a conversation");
                let found = subject.differing(&document, phase, subject.release(&ledger));
                assert_eq!(found, [], "{name} {phase}");
            }
        }
    }
}

#[tokio::test]
async fn a_release_has_what_was_amended_and_nothing_else() {
    for subject in SUBJECTS {
        for (name, text) in subject.fixtures {
            check_amendment(subject, name, document(text)).await;
        }
    }
}

async fn check_amendment(subject: &Subject, name: &str, before: SingleAdministrativeDocument) {
    let phase = subject.phases[subject.phases.len() - 1];
    let mut after = before.clone();
    let (field, value) = subject.change;
    let changed = FieldPath::from(field);
    let value = FieldValue::Text(value.to_owned());
    changed.set(&mut after, value).expect("it can be set");
    let changes = vec![changed.clone()];
    let messages = [
        subject.written(&before, Intent::Declare, phase),
        subject.written(&after, Intent::amend(changes), phase),
    ];
    let ledger = subject.released(&messages).await.expect("a conversation");
    let message = subject.release(&ledger);
    assert_eq!(subject.differing(&after, phase, message), [], "{name}");
    let found = subject.differing(&before, phase, message);
    assert_eq!(found, [Some(changed)], "{name}");
    let declaration = ledger.declaration("LRN0001").expect("it was lodged");
    let amendment = String::from_utf8_lossy(&messages[1]);
    assert_eq!(declaration.document.as_deref(), Some(&*amendment));
}

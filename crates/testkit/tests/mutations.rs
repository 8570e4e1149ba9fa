//! Customs' messages as they must not be: cut off, hostile, about somebody else. Each is kept and
//! alerted, and the declaration is as it was, byte for byte.

use cas_authority::Direction;
use cas_demo::stories::transit::document;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::Value;

const REFERENCE: &str = "MUTATED";

/// A message and what is wrong with it.
type Mutation = (String, Vec<u8>);

/// The answers that the authority gave to the shipment's declaration.
async fn answers(app: &TestApp) -> Vec<String> {
    let ledger = app.authority.ledger();
    let mut lines = ledger
        .declarations
        .into_iter()
        .flat_map(|one| one.transcript);
    let answers = lines
        .by_ref()
        .filter(|line| line.direction == Direction::ToTrader);
    answers.map(|line| line.body).collect()
}

/// Everything that is done to a message: what cuts it off, what changes whom it is about, what is
/// dangerous to read.
fn mutations(body: &str) -> Vec<Mutation> {
    let mut all: Vec<Mutation> = Vec::new();
    let end = body.trim_end().len();
    for cut in (0..end).step_by(end / 12) {
        all.push((format!("cut off at {cut}"), body.as_bytes()[..cut].to_vec()));
    }
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>";
    let doctype = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>";
    let deep = "<a>".repeat(500);
    let changed = [
        ("a document type", format!("{doctype}{body}")),
        (
            "an entity",
            body.replacen("</messageSender>", "&b;</messageSender>", 1),
        ),
        ("a second root", format!("{body}<a/>")),
        (
            "too deep",
            body.replacen("<messageSender>", &format!("{deep}<messageSender>"), 1),
        ),
        (
            "another namespace",
            body.replace("ncts.dgtaxud.ec", "elsewhere.example"),
        ),
        ("an unknown message", body.replace("28C", "99C")),
        ("no identification", without(body, "messageIdentification")),
        ("no type", without(body, "messageType")),
        ("another encoding", format!("{declared}{body}")),
        ("of somebody else", of_somebody_else(body)),
    ];
    all.extend(changed.map(|(what, text)| (what.to_owned(), text.into_bytes())));
    let mut bytes = body.as_bytes().to_vec();
    bytes[end / 2] = 0xFF;
    all.push(("not UTF-8".to_owned(), bytes));
    all
}

/// A message without one of its elements.
fn without(body: &str, element: &str) -> String {
    let (open, close) = (format!("<{element}>"), format!("</{element}>"));
    let (before, rest) = body.split_once(&open).expect("the element");
    let (_, after) = rest.split_once(&close).expect("its end");
    format!("{before}{after}")
}

/// A message about a declaration that we never sent.
fn of_somebody_else(body: &str) -> String {
    let mut text = body.replacen("<messageIdentification>", "<messageIdentification>X", 1);
    text = without(&text, "correlationIdentifier");
    for number in ["LRN", "MRN"] {
        let open = format!("<{number}>");
        if let Some((before, rest)) = text.split_once(&open) {
            let (_, after) = rest.split_once('<').expect("an end");
            text = format!("{before}{open}26DE410100000000J1<{after}");
        }
    }
    text
}

/// The declaration, its history and its messages, as anybody can read them.
async fn everything(app: &TestApp, id: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for of in ["", "/history", "/messages", "/origins"] {
        let (status, answer) = app
            .get(&format!("/v1/declarations/{id}{of}"))
            .await
            .expect("HTTP");
        assert_eq!(status, 200, "{answer}");
        all.push(answer);
    }
    all
}

async fn unharmed(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    let mut shipment = document("#hold", 2);
    shipment["externalReference"] = REFERENCE.into();
    app.send(&shipment).await.expect("taken");
    app.settle().await.expect("settled");
    let declarations = app.declarations(REFERENCE).await.expect("declarations");
    let id = declarations[0]["id"].as_str().expect("an id");
    let before = everything(&app, id).await;
    let answers = answers(&app).await;
    assert!(!answers.is_empty());
    let mutations: Vec<Mutation> = answers.iter().flat_map(|body| mutations(body)).collect();
    for (what, body) in &mutations {
        let status = app.post_as_customs(body).await.expect("HTTP");
        assert_eq!(status, 202, "{what}");
    }
    app.settle().await.expect("settled");
    app.wait(3).await.expect("settled");
    assert_eq!(everything(&app, id).await, before);
    let mut kept = 0;
    for state in ["unreadable", "unmatched"] {
        let path = format!("/v1/messages?state={state}&limit=100");
        let (_, answer) = app.get(&path).await.expect("HTTP");
        kept += answer["messages"].as_array().expect("messages").len();
    }
    assert_eq!(kept, mutations.len());
    let (_, alerts) = app.get("/v1/alerts?limit=100").await.expect("HTTP");
    let alerts = alerts["alerts"].as_array().expect("alerts").len();
    assert_eq!(alerts, mutations.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_message_harms_nobody() {
    each_store(unharmed).await;
}

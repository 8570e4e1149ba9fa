//! Customs' messages as they must not be: cut off, hostile, about somebody else. Each is kept and
//! alerted, and the declaration is as it was, byte for byte. For every customs system.

use cas_authority::Direction;
use cas_demo::stories::{excise, export, low_value, transit, uk_import};
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

const REFERENCE: &str = "MUTATED";
/// So many answers are mutated: alerts are read in one page.
const ANSWERS: usize = 3;

/// A message and what is wrong with it.
type Mutation = (String, Vec<u8>);

/// A system, a shipment that is declared to it, and what makes its messages others.
struct Subject {
    system: &'static str,
    shipment: Value,
    /// What stands in a message, and what makes of it one that nobody reads.
    strange: &'static [(&'static str, &'static str, &'static str)],
    /// The elements without which nobody can say what a message is.
    needed: &'static [&'static str],
    /// The element that tells a message from its repetition.
    identification: &'static str,
    /// The element that names the message of ours which it answers.
    answered: Option<&'static str>,
}

fn subjects() -> Vec<Subject> {
    let commission = |system, shipment, strange| Subject {
        system,
        shipment,
        strange,
        needed: &["messageIdentification", "messageType"],
        identification: "messageIdentification",
        answered: Some("correlationIdentifier"),
    };
    let wco = |system, shipment, identification, strange| Subject {
        system,
        shipment,
        strange,
        needed: &[],
        identification,
        answered: None,
    };
    vec![
        commission(
            "ncts",
            transit::document("#hold", 2),
            &[
                ("another namespace", "ncts.dgtaxud.ec", "elsewhere.example"),
                ("an unknown message", "28C", "99C"),
            ],
        ),
        commission(
            "aes",
            export::shipment("#hold"),
            &[
                ("another namespace", "ecs.dgtaxud.ec", "elsewhere.example"),
                ("an unknown message", "CC52", "CC98"),
            ],
        ),
        wco(
            "uk_cds",
            uk_import::shipment(REFERENCE),
            "FunctionalReferenceID",
            &[("an unknown message", "FunctionCode>", "FunctionCode>7")],
        ),
        Subject {
            system: "emcs",
            shipment: excise::shipment(REFERENCE),
            strange: &[("an unknown message", "IE801", "IE899")],
            needed: &["MessageIdentifier"],
            identification: "MessageIdentifier",
            answered: Some("CorrelationIdentifier"),
        },
        wco(
            "dk_dms",
            low_value::shipment(REFERENCE),
            "NotificationSID",
            &[("an unknown message", "CWM", "XYZ")],
        ),
    ]
}

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
    answers.take(ANSWERS).map(|line| line.body).collect()
}

/// Everything that is done to a message: what cuts it off, what changes whom it is about, what is
/// dangerous to read.
fn mutations(subject: &Subject, body: &str, numbers: &[String]) -> Vec<Mutation> {
    let mut all: Vec<Mutation> = Vec::new();
    let end = body.trim_end().len();
    for cut in (0..end).step_by(end / 12) {
        let cut = (0..=cut).rev().find(|at| body.is_char_boundary(*at));
        let cut = cut.unwrap_or_default();
        all.push((format!("cut off at {cut}"), body.as_bytes()[..cut].to_vec()));
    }
    let declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>";
    let doctype = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>";
    let changed = [
        ("a document type", format!("{doctype}{body}")),
        ("an entity", inside(body, "<a>&b;</a>")),
        ("a second root", format!("{body}<a/>")),
        ("too deep", inside(body, &"<a>".repeat(500))),
        ("another encoding", format!("{declared}{body}")),
    ];
    // A movement that nobody asked for is a movement that comes to us.
    let is_opening = body.contains(":IE801 ") || body.contains("<IE801 ");
    let others = ("of somebody else", of_somebody_else(subject, body, numbers));
    let others = Some(others).filter(|_| !is_opening);
    // One number of another declaration beside those of ours.
    let contradicting = numbers
        .iter()
        .filter(|number| body.contains(number.as_str()));
    let contradicting = contradicting.map(|number| {
        let other: String = number.chars().rev().collect();
        ("another number", body.replace(number, &other))
    });
    let strange = subject.strange.iter();
    let strange = strange
        .filter(|(_, from, _)| body.contains(from))
        .map(|(what, from, to)| (*what, body.replace(from, to)));
    let lacking = subject.needed.iter();
    let lacking = lacking.map(|element| (*element, without(body, element)));
    let changed = changed
        .into_iter()
        .chain(others)
        .chain(contradicting)
        .chain(strange)
        .chain(lacking);
    all.extend(changed.map(|(what, text)| (what.to_owned(), text.into_bytes())));
    let mut bytes = body.as_bytes().to_vec();
    bytes[end / 2] = 0xFF;
    all.push(("not UTF-8".to_owned(), bytes));
    all
}

/// A message with something more as the first thing inside its root.
fn inside(body: &str, more: &str) -> String {
    let prolog = body.find("?>").map_or(0, |at| at + 2);
    let start = prolog + body[prolog..].find('>').expect("a root") + 1;
    format!("{}{more}{}", &body[..start], &body[start..])
}

/// A message without one of its elements, whatever its prefix; as it was if it has none.
fn without(body: &str, element: &str) -> String {
    let close = format!("{element}>");
    let Some(first) = body.find(&close) else {
        return body.to_owned();
    };
    let start = body[..first].rfind('<').expect("a tag");
    let after = first + close.len();
    let end = after + body[after..].find(&close).expect("its end") + close.len();
    format!("{}{}", &body[..start], &body[end..])
}

/// A message about a declaration that we never sent.
fn of_somebody_else(subject: &Subject, body: &str, numbers: &[String]) -> String {
    let mut text = body.to_owned();
    for number in numbers {
        let other: String = number.chars().rev().collect();
        text = text.replace(number, &other);
    }
    if let Some(answered) = subject.answered {
        text = without(&text, answered);
    }
    let name = subject.identification;
    text.replacen(&format!("{name}>"), &format!("{name}>X"), 1)
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

/// The numbers by which customs and we name a declaration.
fn numbers(declaration: &Value) -> Vec<String> {
    let names = ["lrn", "mrn", "arc"].iter();
    let numbers = names.filter_map(|name| declaration[name].as_str());
    numbers.map(str::to_owned).collect()
}

async fn unharmed(place: StorePlace, subject: Subject) {
    let system = subject.system;
    let app = TestApp::start(place).await.expect("a product");
    let mut shipment = subject.shipment.clone();
    shipment["externalReference"] = json!(REFERENCE);
    app.send(&shipment).await.expect("taken");
    app.settle().await.expect("settled");
    let declarations = app.declarations(REFERENCE).await.expect("declarations");
    let id = declarations[0]["id"].as_str().expect("an id");
    let before = everything(&app, id).await;
    let (answers, numbers) = (answers(&app).await, numbers(&before[0]));
    assert!(!answers.is_empty(), "{system}: {:#}", before[0]["errors"]);
    let mutations: Vec<Mutation> = answers
        .iter()
        .flat_map(|body| mutations(&subject, body, &numbers))
        .collect();
    for (what, body) in &mutations {
        let status = app.post_as(system, body).await.expect("HTTP");
        assert_eq!(status, 202, "{system}, {what}");
    }
    app.settle().await.expect("settled");
    app.wait(3).await.expect("settled");
    assert_eq!(everything(&app, id).await, before, "{system}");
    let mut kept = 0;
    for state in ["unreadable", "unmatched"] {
        let path = format!("/v1/messages?state={state}&limit=100");
        let (_, answer) = app.get(&path).await.expect("HTTP");
        kept += answer["messages"].as_array().expect("messages").len();
    }
    assert_eq!(kept, mutations.len(), "{system}");
    let (_, alerts) = app.get("/v1/alerts?limit=100").await.expect("HTTP");
    let alerts = alerts["alerts"].as_array().expect("alerts").len();
    assert_eq!(alerts, mutations.len(), "{system}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_no_message_harms_nobody() {
    for system in 0..subjects().len() {
        each_store(|place| async move { unharmed(place, subjects().swap_remove(system)).await })
            .await;
    }
}

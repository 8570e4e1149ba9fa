//! How far are answers of customs believed? As far as they are ours: told once, of what they name,
//! and followed where they say more than a rejection. On every store.

use std::io::Write as _;

use cas_authority::Direction;
use cas_demo::stories::transit;
use cas_demo::tenant::TENANT;
use cas_testkit::{SECRET, StorePlace, TestApp, each_store, one};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};

/// What the authority said of a declaration, to be said of another.
struct Said {
    lrn: String,
    mrn: String,
    bodies: Vec<String>,
}

/// A transit that customs releases, and what it said on the way.
async fn released(app: &TestApp, reference: &str) -> Said {
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!(reference);
    one::send(app, &shipment).await;
    let whole = one::declaration(app, reference).await;
    assert_eq!(whole["currentStatus"], "Released", "{reference}");
    let lrn = whole["lrn"].as_str().unwrap_or_default().to_owned();
    let ledger = app.authority.ledger();
    let declaration = ledger.declarations.into_iter().find(|one| one.lrn == lrn);
    let transcript = declaration.expect("a declaration").transcript.into_iter();
    let told = transcript.filter(|line| line.direction == Direction::ToTrader);
    Said {
        mrn: whole["mrn"].as_str().unwrap_or_default().to_owned(),
        bodies: told.map(|line| line.body).collect(),
        lrn,
    }
}

/// A transit that customs says nothing of.
async fn silent(app: &TestApp, reference: &str) -> Value {
    let mut shipment = transit::document("#silent", 1);
    shipment["externalReference"] = json!(reference);
    one::send(app, &shipment).await;
    let whole = one::declaration(app, reference).await;
    assert_eq!(whole["currentStatus"], "Submitted");
    whole
}

/// The text of an element; empty where it has none.
fn text<'b>(body: &'b str, element: &str) -> &'b str {
    let inside = body.split(&format!("{element}>")).nth(1);
    inside.map_or("", |inside| inside.split("</").next().unwrap_or_default())
}

fn with(body: &str, element: &str, value: &str) -> String {
    let before = text(body, element);
    let written = |value: &str| format!("{element}>{value}<");
    body.replace(&written(before), &written(value))
}

impl Said {
    /// A message of a type, said of a declaration under one of customs' numbers.
    fn of(&self, kind: &str, declaration: &Value, mrn: &str) -> String {
        let of_kind = |body: &&String| text(body, "messageType") == kind;
        let body = self.bodies.iter().find(of_kind);
        let body = body.unwrap_or_else(|| panic!("no {kind} in {:?}", self.bodies));
        let lrn = declaration["lrn"].as_str().unwrap_or_default();
        let body = body.replace(&self.lrn, lrn).replace(&self.mrn, mrn);
        let body = with(&body, "correlationIdentifier", "nobody's");
        let identifier = text(&body, "messageIdentification").to_owned();
        with(&body, "messageIdentification", &format!("{identifier}X"))
    }
}

async fn tell(app: &TestApp, body: &str) {
    let status = app.post_as_customs(body).await.expect("an answer");
    assert_eq!(status, 202, "{body}");
    app.settle().await.expect("settled");
}

async fn alerts(app: &TestApp) -> Vec<String> {
    let (_, answer) = app.get("/v1/alerts?limit=100").await.expect("alerts");
    let alerts = answer["alerts"].as_array().cloned().unwrap_or_default();
    let texts = alerts.iter().map(|alert| {
        let word = |name: &str| alert[name].as_str().unwrap_or_default().to_owned();
        format!("{}: {}", word("kind"), word("text"))
    });
    texts.collect()
}

const MRN: &str = "26DE0000000000ZTJ0";
const ANOTHER: &str = "26DE0000000000ZTK1";

async fn contradictions(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let said = released(&app, "DONOR").await;
    let declaration = silent(&app, "OURS").await;
    tell(&app, &said.of("CC028C", &declaration, MRN)).await;
    assert_eq!(one::status(&app, "OURS").await, "Accepted");
    let before = one::declaration(&app, "OURS").await;
    // A release of our number and another MRN, a second acceptance, and the donor's MRN.
    for (kind, mrn) in [
        ("CC029C", ANOTHER),
        ("CC028C", ANOTHER),
        ("CC029C", &said.mrn),
    ] {
        tell(&app, &said.of(kind, &declaration, mrn)).await;
    }
    assert_eq!(one::declaration(&app, "OURS").await, before);
    let alerts = alerts(&app).await;
    assert_eq!(alerts.len(), 3, "{alerts:#?}");
    let lrn = declaration["lrn"].as_str().unwrap_or_default();
    for alert in &alerts {
        assert!(alert.starts_with("contradicted-message: "), "{alert}");
        assert!(alert.contains(lrn), "{alert}");
    }
    // What does not contradict is followed.
    tell(&app, &said.of("CC029C", &declaration, MRN)).await;
    assert_eq!(one::status(&app, "OURS").await, "Released");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_with_another_number_releases_nothing() {
    each_store(contradictions).await;
}

async fn repetitions(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let said = released(&app, "DONOR").await;
    let (one, two) = (silent(&app, "ONE").await, silent(&app, "TWO").await);
    for (declaration, mrn) in [(&one, MRN), (&two, ANOTHER)] {
        tell(&app, &said.of("CC028C", declaration, mrn)).await;
    }
    let first = said.of("CC029C", &one, MRN);
    tell(&app, &first).await;
    // The same again, and another release under the identification of the first.
    tell(&app, &first).await;
    let second = said.of("CC029C", &two, ANOTHER);
    let identifier = text(&first, "messageIdentification");
    tell(&app, &with(&second, "messageIdentification", identifier)).await;
    for reference in ["ONE", "TWO"] {
        assert_eq!(
            one::status(&app, reference).await,
            "Released",
            "{reference}"
        );
    }
    let path = "/v1/messages?direction=inbound&state=duplicate&limit=100";
    let (_, answer) = app.get(path).await.expect("messages");
    assert_eq!(answer["messages"].as_array().map(Vec::len), Some(1));
    assert_eq!(alerts(&app).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_content_is_a_repetition_and_the_same_identifier_is_not() {
    each_store(repetitions).await;
}

/// CC056C of a declaration, with one error.
fn rejection(declaration: &Value, code: &str) -> String {
    let lrn = declaration["lrn"].as_str().unwrap_or_default();
    format!(
        "<ncts:CC056C xmlns:ncts=\"http://ncts.dgtaxud.ec\" PhaseID=\"NCTS5.1\">\
         <messageSender>NTA.DE</messageSender><messageRecipient>DE1</messageRecipient>\
         <preparationDateAndTime>2026-11-22T08:00:00</preparationDateAndTime>\
         <messageIdentification>R{code}</messageIdentification><messageType>CC056C</messageType>\
         <TransitOperation><LRN>{lrn}</LRN><businessRejectionType>015</businessRejectionType>\
         <rejectionDateAndTime>2026-11-22T08:00:00</rejectionDateAndTime>\
         <rejectionCode>12</rejectionCode></TransitOperation>\
         <FunctionalError><errorPointer>/CC015C/messageIdentification</errorPointer>\
         <errorCode>{code}</errorCode><errorReason>N/A</errorReason></FunctionalError>\
         </ncts:CC056C>"
    )
}

async fn after_rejections(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let said = released(&app, "DONOR").await;
    for (reference, code, mrn, rejected) in [
        ("REPEATED", "26", MRN, "Submitted"),
        ("REJECTED", "12", ANOTHER, "CustomsError"),
    ] {
        let declaration = silent(&app, reference).await;
        tell(&app, &rejection(&declaration, code)).await;
        let whole = one::declaration(&app, reference).await;
        assert_eq!(whole["currentStatus"], rejected, "{}", whole["errors"]);
        assert_eq!(
            whole["errors"].as_array().map(Vec::len),
            Some(usize::from(code != "26"))
        );
        // What customs does after that is followed.
        tell(&app, &said.of("CC028C", &declaration, mrn)).await;
        assert_eq!(one::status(&app, reference).await, "Accepted");
        tell(&app, &said.of("CC029C", &declaration, mrn)).await;
        assert_eq!(one::status(&app, reference).await, "Released");
        let sent = one::messages(&app, reference).await;
        let sent = sent
            .iter()
            .filter(|message| message["direction"] == "outbound");
        assert_eq!(sent.count(), 1, "{reference}");
    }
    assert_eq!(alerts(&app).await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_customs_does_after_a_rejection_is_followed() {
    each_store(after_rejections).await;
}

async fn encodings(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let said = released(&app, "DONOR").await;
    let declaration = silent(&app, "OURS").await;
    let path = format!("/v1/systems/ncts/messages?tenant={TENANT}");
    let authorization = format!("Bearer {SECRET}");
    let post = async |headers: &[(&str, &str)], body: Vec<u8>| {
        let more = [("authorization", authorization.as_str())];
        let headers: Vec<_> = more.iter().chain(headers).copied().collect();
        let status = app
            .post_raw(&path, &headers, body)
            .await
            .expect("an answer");
        app.settle().await.expect("settled");
        status
    };
    let xml = ("content-type", "application/xml");
    let accepted = said.of("CC028C", &declaration, MRN);
    let declared = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>{}",
        root(&accepted)
    );
    let units = declared.encode_utf16().flat_map(u16::to_le_bytes);
    let utf_16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(units).collect();
    assert_eq!(post(&[xml], utf_16).await, 202);
    assert_eq!(one::status(&app, "OURS").await, "Accepted");
    // Packed on its way; what unpacks to more than is taken, or is not packed so, is refused.
    let released = said.of("CC029C", &declaration, MRN);
    let packed = packed(released.as_bytes());
    assert_eq!(
        post(&[xml, ("content-encoding", "gzip")], packed.clone()).await,
        202
    );
    assert_eq!(one::status(&app, "OURS").await, "Released");
    let bomb = self::packed(&vec![b' '; 64 * 1024 * 1024]);
    assert_eq!(post(&[xml, ("content-encoding", "gzip")], bomb).await, 413);
    assert_eq!(
        post(&[xml, ("content-encoding", "gzip")], vec![1; 9]).await,
        415
    );
    assert_eq!(post(&[xml, ("content-encoding", "br")], packed).await, 415);
    // Refused for good: customs will not send it again, so one alert tells of it.
    let alerts = alerts(&app).await;
    assert_eq!(alerts.len(), 1, "{alerts:?}");
    assert!(alerts[0].starts_with("callback-refused: "), "{alerts:?}");
}

/// A message from its root on.
fn root(body: &str) -> &str {
    body.split_once("?>").map_or(body, |(_, root)| root)
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes).expect("packed");
    writer.finish().expect("packed")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_read_in_the_encodings_of_xml_and_packed() {
    each_store(encodings).await;
}

//! Reading the revisions of a declaration, and what differs between them.

use axum::http::StatusCode;
use cas_gateway::{Intent, Request};
use cas_model::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::ids::{DeclarationId, MessageId, SystemCode};
use cas_model::lifecycle::Status;
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::Json;
use cas_store::{Changes, MessageRecord, RevisionRecord};
use serde_json::{Value, json};

use crate::app::{App, all_scopes, connection};

/// A declaration that was lodged, amended and is being edited: revisions 2, 3 and 4. The first was
/// refused. The elements of its collections have no references, as deductions make them.
async fn add_amended(app: &App) -> DeclarationId {
    let (id, _) = app.add_declaration("L1", Status::Amendable).await;
    let row = app.engine.store().declaration(app.ours, id).await.unwrap();
    let mut row = row.unwrap();
    row.version = 2;
    (row.revision, row.last_revision) = (4, 4);
    (row.lodged_revision, row.sent_revision) = (Some(2), Some(3));
    let revisions = (1..=4).map(|number| revision(app, id, number)).collect();
    let messages = [(2, "CC015C"), (2, "CC015C"), (3, "CC013C")];
    let messages = messages.map(|carried| carrier(app, id, carried));
    let changes = Changes {
        declarations: vec![row],
        revisions,
        messages: messages.into(),
        ..Changes::default()
    };
    app.engine.store().commit(changes).await.unwrap();
    id
}

fn document() -> SingleAdministrativeDocument {
    let text = include_str!("../../../systems/tests/fixtures/minimal.json");
    let shape = SingleAdministrativeDocument::shape();
    cas_model::structure::read(shape, serde_json::from_str(text).unwrap()).unwrap()
}

fn revision(app: &App, declaration_id: DeclarationId, number: u32) -> RevisionRecord {
    let mut document = serde_json::to_value(document()).unwrap();
    let goods = &mut document["goodsShipment"];
    let item = &mut goods["governmentAgencyGoodsItems"][0];
    item["governmentAgencyGoodsItemId"] = json!("item-1");
    if number >= 3 {
        item["goodsMeasure"]["nmass"] = json!("111.00");
        item["packagings"][0]["shippingMarks"] = json!(null);
    }
    let (mut edits, mut origins) = (json!([]), json!([]));
    if number == 4 {
        goods["destination"] = json!("LI");
        let offices = goods["transitOffices"].as_array_mut().unwrap();
        offices.push(json!({ "casReference": "second", "office": "AT330100" }));
        let [by, at] = ["erp of ours", "2026-03-01T11:00:00Z"];
        edits = json!([
            { "address": "goodsShipment.transitOffices[#second]", "by": by, "at": at,
              "after": { "casReference": "second", "office": "AT330100" } },
            { "address": "goodsShipment.destination", "by": by, "at": at,
              "before": "CH", "after": "DE", "conflict": { "now": "LI" } },
        ]);
        origins = json!([{
            "origin": { "person": { "name": by } }, "paths": ["goodsShipment.transitOffices[1]"],
        }]);
    }
    RevisionRecord {
        tenant_id: app.ours,
        declaration_id,
        number,
        document: Json::stored(document.to_string()),
        origins: Json::stored(origins.to_string()),
        edits: Json::stored(edits.to_string()),
        deduced_on: "2026-03-01".parse().ok(),
        sealed_at: (number < 4).then(|| app.clock.now()),
        created_at: app.clock.now(),
    }
}

fn carrier(app: &App, id: DeclarationId, (revision, kind): (u32, &str)) -> MessageRecord {
    MessageRecord {
        tenant_id: app.ours,
        id: MessageId(app.engine.ids().next()),
        direction: MessageDirection::Outbound,
        system: SystemCode::parse("ncts").unwrap(),
        declaration_id: Some(id),
        message_type: Some(kind.to_owned()),
        identifier: None,
        revision: Some(revision),
        state: MessageState::Sent,
        note: None,
        body: Vec::new(),
        content_type: "application/xml".to_owned(),
        path: None,
        headers: Json::stored("[]"),
        conversation: None,
        created_at: app.clock.now(),
        processed_at: None,
        attempts: None,
    }
}

/// As text, with the ids of messages, which no two runs share, left out.
fn pretty(value: &Value) -> String {
    let text = serde_json::to_string_pretty(value).unwrap();
    let lines = text.lines().filter(|line| {
        let line = line.trim_start();
        !line.starts_with("\"id\"") && !line.starts_with("\"messageId\"")
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn revisions_read_like_this() {
    let app = App::start().await;
    let path = format!("/v1/declarations/{}/revisions", add_amended(&app).await);
    let token = app.token("ours", "read:declarations").await;
    insta::assert_snapshot!("revisions", pretty(&app.get(&path, &token).await.json()));
    let last = app.get(&format!("{path}/4"), &token).await.json();
    insta::assert_snapshot!("revision", pretty(&last));
    for (name, expected) in [("1", 1), ("lodged", 2), ("sent", 3), ("current", 4)] {
        let found = app.get(&format!("{path}/{name}"), &token).await.json();
        assert_eq!(found["number"], expected, "{name}");
    }
}

#[tokio::test]
async fn differences_read_like_this() {
    let app = App::start().await;
    let path = format!("/v1/declarations/{}/revisions", add_amended(&app).await);
    let token = app.token("ours", "read:declarations").await;
    let get = async |from, to| {
        app.get(&format!("{path}/{from}/differences/{to}"), &token)
            .await
    };
    let found = get("lodged", "current").await.json();
    let shown = app.get(&format!("{path}/4"), &token).await.json();
    let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems";
    let reference = &shown.pointer(items).unwrap()[0]["casReference"];
    let expected = format!("[#{}]", reference.as_str().unwrap());
    let address = found["differences"][2]["address"].as_str().unwrap();
    assert!(address.contains(&expected), "{address} {expected}");
    insta::assert_snapshot!("differences", pretty(&found));
    for (from, to, count) in [
        ("1", "2", 0),
        ("2", "3", 2),
        ("sent", "4", 2),
        ("current", "lodged", 4),
        ("4", "4", 0),
        ("customs", "customs", 0),
    ] {
        let found = get(from, to).await.json();
        let found = found["differences"].as_array().unwrap().len();
        assert_eq!(found, count, "{from} {to}");
    }
}

#[tokio::test]
async fn what_is_no_revision_is_not_found() {
    let app = App::start().await;
    let (id, _) = app.add_declaration("L1", Status::New).await;
    let token = app.token("ours", "read:declarations").await;
    for path in [
        "0",
        "2",
        "99999999999",
        "latest",
        "lodged",
        "sent",
        "customs",
        "1/differences/2",
        "2/differences/1",
        "1/differences/lodged",
        "sent/differences/customs",
    ] {
        let path = format!("/v1/declarations/{id}/revisions/{path}");
        let answer = app.get(&path, &token).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        let detail = answer.json()["detail"].to_string();
        assert!(detail.contains("revision of the declaration"), "{detail}");
    }
}

/// The release that customs would send, had it another net mass than we have.
fn release(app: &App) -> Vec<u8> {
    let system = app
        .engine
        .registry()
        .get(&SystemCode::parse("ncts").unwrap());
    let outbound = system.unwrap().encode(&Request {
        intent: Intent::Declare,
        document: &document(),
        declaration_type: Some("transit"),
        side: cas_model::declaration::Side::Sent,
        lrn: "L1",
        facts: &CustomsFacts::default(),
        settings: &connection()["settings"],
        message_identifier: "M2",
        now: app.clock.now(),
    });
    let text = String::from_utf8(outbound.unwrap().body).unwrap();
    let text = text.replace("CC015C", "CC029C").replace(">110<", ">99<");
    text.into_bytes()
}

#[tokio::test]
async fn customs_copy_is_compared() {
    let app = App::with_systems().await;
    let id = add_amended(&app).await;
    let token = app.token("ours", &all_scopes()).await;
    let path = format!("/v1/declarations/{id}/revisions");
    let get = async |between: &str| app.get(&format!("{path}/{between}"), &token).await;
    let none = get("lodged/differences/customs").await;
    assert_eq!(none.status, StatusCode::CONFLICT, "{none:?}");
    assert_eq!(none.problem(), "not-repeated-by-customs");

    let received = MessageRecord {
        direction: MessageDirection::Inbound,
        state: MessageState::Interpreted,
        revision: None,
        body: release(&app),
        ..carrier(&app, id, (1, "CC029C"))
    };
    let message = received.id;
    let changes = Changes {
        messages: vec![received],
        ..Changes::default()
    };
    app.engine.store().commit(changes).await.unwrap();
    let none = get("lodged/differences/customs").await;
    assert_eq!(none.problem(), "not-comparable", "there is no connection");

    app.put("/v1/connections/ncts", &token, connection()).await;
    app.clock.advance(jiff::SignedDuration::from_secs(2));
    let token = app.token("ours", &all_scopes()).await;
    let get = async |between: &str| app.get(&format!("{path}/{between}"), &token).await;
    let forth = get("lodged/differences/customs").await.json();
    let back = get("customs/differences/lodged").await.json();
    assert_eq!(forth["messageId"], message.to_string());
    assert_eq!(
        forth["differences"][0]["origin"]["messageId"],
        message.to_string()
    );
    insta::assert_snapshot!("customs", pretty(&json!({ "forth": forth, "back": back })));
    let amended = get("customs/differences/sent").await.json();
    assert_eq!(amended["differences"].as_array().unwrap().len(), 2);
}

/// They are the keys of selective updates: the same wherever an element is shown.
#[tokio::test]
async fn elements_that_deductions_made_have_references() {
    let app = App::start().await;
    let id = add_amended(&app).await;
    let token = app.token("ours", "read:declarations").await;
    let whole = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
    let mut found = Vec::new();
    for (path, item) in [
        ("", whole),
        ("/revisions/current", whole),
        ("/revisions/3", whole),
        ("/items/item-1", ""),
    ] {
        let shown = app
            .get(&format!("/v1/declarations/{id}{path}"), &token)
            .await;
        let packaging = format!("{item}/packagings/0/casReference");
        found.push(shown.json().pointer(&packaging).cloned());
    }
    assert!(found[0].as_ref().is_some_and(Value::is_string), "{found:?}");
    assert!(found.iter().all(|one| one == &found[0]), "{found:?}");
}

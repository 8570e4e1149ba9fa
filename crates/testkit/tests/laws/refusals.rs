//! What is refused changes nothing: not a byte of what is stored, but for the request's own entry
//! and what tells of it.

use std::collections::BTreeMap;

use cas_store::testing::{Rows, dump};
use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

use crate::world::{
    GROUPS_SENT, HALF_SENT, items, lorry, message, path, publish, read, send, shipment, text,
};

/// Where a message's own entry and what tells of it stand.
const TOLD: &[&str] = &["delivery", "notification", "notification_counter", "task"];

async fn stored(app: &TestApp) -> BTreeMap<String, Rows> {
    let stored = dump(app.engine.store()).await.expect("all that is stored");
    assert!(stored["declaration"].len() > 3, "something to be changed");
    stored
}

/// The rows that are not the same, by table.
fn changed(before: &BTreeMap<String, Rows>, after: &BTreeMap<String, Rows>) -> Vec<String> {
    let mut changed = Vec::new();
    for (table, rows) in after {
        let known = &before[table];
        let gone = known.iter().filter(|row| !rows.contains(row));
        let new = rows.iter().filter(|row| !known.contains(row));
        changed.extend(gone.map(|row| format!("- {table} {row:?}")));
        changed.extend(new.map(|row| format!("+ {table} {row:?}")));
        if changed.is_empty() && known.len() != rows.len() {
            changed.push(format!(
                "{table} has {} rows, not {}",
                rows.len(),
                known.len()
            ));
        }
    }
    changed
}

/// The shipments that there are: their reference, flow and marker.
const SHIPMENTS: &[(&str, &str, &str)] = &[
    ("RELEASED", "Transit", ""),
    ("HELD", "Transit", "#hold"),
    ("SILENT", "Transit", "#silent"),
    ("KEPT", "TransitOnRequest", ""),
    ("HALF", HALF_SENT, ""),
    ("GROUPS", GROUPS_SENT, "#hold"),
];

async fn begin(app: &TestApp) {
    publish(app).await;
    for (reference, flow, marker) in SHIPMENTS {
        let sent = shipment(flow, reference, marker, 3);
        assert_eq!(send(app, &sent).await["state"], "succeeded", "{reference}");
    }
    // One of the group is with customs beyond correction, the others are not.
    let group = app.declarations("GROUPS").await.expect("declarations");
    let last = text(&group[2]["lrn"]);
    app.authority.notify(last, &["CC060C"]).expect("known");
    app.settle().await.expect("settled");
}

/// A whole shipment of a kind of message.
fn whole(kind: &str, flow: &str, reference: &str) -> Value {
    let mut whole = shipment(flow, reference, "", 2);
    whole["messageType"] = kind.into();
    whole
}

/// Messages that are refused, and why.
fn messages() -> Vec<(&'static str, Value)> {
    let goods = |items: Value| json!({"goodsShipment": {"governmentAgencyGoodsItems": items}});
    let language = json!({"communicationLanguage": "DE"});
    let update = |reference: &str, document: Value| message("Update", reference, document);
    let mut other_flow = update("HELD", lorry("M-NO 1"));
    other_flow["customsFlow"] = "TransitOnRequest".into();
    let mut no_goods = whole("New", "Transit", "EMPTY");
    no_goods["singleAdministrativeDocument"]["goodsShipment"]["governmentAgencyGoodsItems"] =
        json!([]);
    let mut unknown_flow = whole("New", "Transit", "NEW");
    unknown_flow["customsFlow"] = "NoSuchFlow".into();
    let mut twice = items(&shipment("Transit", "", "", 2)).clone();
    twice[0]["casReference"] = "one".into();
    let wide = items(&shipment(GROUPS_SENT, "", "", 2)).clone();
    vec![
        ("UpdateTooLate", update("RELEASED", lorry("M-NO 1"))),
        ("UpdateTooLate", update("RELEASED", goods(json!([wide[0]])))),
        (
            "UpdateTooLate",
            update("HELD", json!({"declarationOfficeCode": "DE004851"})),
        ),
        // Something could be done with the others: nothing is.
        ("UpdateTooLate", update("HALF", language.clone())),
        ("UpdateTooLate", update("GROUPS", language.clone())),
        ("FlowChanged", other_flow),
        (
            "ShipmentUpdateRefused",
            update("HELD", goods(json!([{"casReference": "nothing"}]))),
        ),
        ("ShipmentUpdateRefused", update("KEPT", goods(twice))),
        ("ShipmentUnknown", update("NOTHING", language)),
        ("ShipmentUnknown", whole("Replace", "Transit", "NOTHING")),
        ("ReplaceTooLate", whole("Replace", "Transit", "RELEASED")),
        ("ReplaceTooLate", whole("Replace", "Transit", "HELD")),
        ("ReplaceInFlight", whole("Replace", "Transit", "SILENT")),
        ("NoItems", update("KEPT", goods(json!([])))),
        ("NoItems", update("HELD", goods(Value::Null))),
        ("NoItems", no_goods),
        ("ShipmentExists", whole("New", "Transit", "KEPT")),
        ("MessageTypeUnknown", whole("Rename", "Transit", "KEPT")),
        ("FlowUnknown", unknown_flow),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_message_changes_nothing() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        begin(&app).await;
        for (code, message) in messages() {
            let before = stored(&app).await;
            let (status, answer) = app
                .post("/v1/customsshipments", &message)
                .await
                .expect("an answer");
            if status != 202 {
                // Refused at once: then it has no entry either.
                assert!((400..500).contains(&status), "{code}: {answer}");
                let left = changed(&before, &stored(&app).await);
                assert!(left.is_empty(), "{code}: {left:#?}");
                continue;
            }
            app.settle().await.expect("settled");
            let reference = text(&answer["referenceId"]);
            let ended = read(&app, &format!("/v1/ingestions/{reference}")).await;
            assert_eq!(ended["state"], "failed", "{message}: {ended}");
            assert_eq!(ended["errors"][0]["code"], code, "{message}: {ended}");
            let mut after = stored(&app).await;
            for table in TOLD {
                after.remove(*table);
            }
            let own = format!("'{reference}'");
            if let Some(ingestions) = after.get_mut("ingestion") {
                ingestions.retain(|row| row["id"] != own);
            }
            let left = changed(&before, &after);
            assert!(left.is_empty(), "{code}: {left:#?}");
        }
    })
    .await;
}

/// What a request does.
enum Method {
    Post,
    Patch,
    PatchIf(&'static str),
    Delete,
}

/// Requests that are refused, and how.
fn requests(paths: &BTreeMap<&str, String>, item: &str) -> Vec<(u16, Method, String, Value)> {
    use Method::{Delete, Patch, PatchIf, Post};
    let nowhere = "/v1/declarations/018f0000-0000-7000-8000-000000000000";
    let (kept, held, released) = (&paths["KEPT"], &paths["HELD"], &paths["RELEASED"]);
    let language = json!({"communicationLanguage": "DE"});
    let part = json!({"commodity": {"itemId": "PUMP"}, "goodsMeasure": {"qty": 5}});
    let unknown = json!({"colour": "blue"});
    let stranger = json!({"packagings": [{"casReference": "nothing", "quantity": 1}]});
    let reason = json!({"reason": "sold"});
    let mut requests = vec![
        (404, Patch, nowhere.to_owned(), language.clone()),
        (404, Post, format!("{nowhere}/items"), part.clone()),
        (404, Post, format!("{nowhere}/submit"), json!({})),
        (404, Delete, format!("{kept}/items/nothing"), Value::Null),
        (404, Patch, format!("{kept}/items/nothing"), part.clone()),
        (409, Patch, held.clone(), language.clone()),
        (409, Patch, released.clone(), language.clone()),
        (409, Post, format!("{held}/items"), part.clone()),
        (409, Post, format!("{released}/amend"), json!({})),
        (409, Post, format!("{held}/submit"), json!({})),
        (409, Post, format!("{held}/cancel-amendment"), json!({})),
        (409, Post, format!("{kept}/goods-arrived"), json!({})),
        (409, Post, format!("{kept}/release-hold"), json!({})),
        (409, Post, format!("{}/invalidate", paths["SILENT"]), reason),
        (412, PatchIf("\"99\""), kept.clone(), language),
        (400, Patch, kept.clone(), unknown.clone()),
        (400, Patch, kept.clone(), json!({"goodsShipment": "none"})),
        (400, Patch, kept.clone(), json!({"goodsShipment": stranger})),
        (400, Post, format!("{kept}/items"), unknown.clone()),
        (400, Patch, format!("{kept}/items/{item}"), unknown),
        (400, Patch, format!("{kept}/items/{item}"), stranger),
    ];
    for list in [
        json!({"messageType": "New"}),
        json!([]),
        json!("no shipment"),
    ] {
        requests.push((400, Post, "/v1/customsshipments".to_owned(), list));
    }
    requests
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_request_changes_nothing_at_all() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("a product");
        begin(&app).await;
        let mut paths = BTreeMap::new();
        let mut item = String::new();
        for (reference, ..) in SHIPMENTS {
            let declarations = app.declarations(reference).await.expect("declarations");
            paths.insert(*reference, path(&declarations[0]));
            if *reference == "KEPT" {
                let first = &items(&declarations[0])[0];
                item = text(&first["governmentAgencyGoodsItemId"]).to_owned();
            }
        }
        assert!(!item.is_empty(), "an item to be changed");
        let mut before = stored(&app).await;
        for (expected, method, path, body) in requests(&paths, &item) {
            let answered = match method {
                Method::Post => app.post(&path, &body).await,
                Method::Patch => app.patch(&path, &body).await,
                Method::PatchIf(tag) => app.patch_if(&path, &body, tag).await,
                Method::Delete => app.delete(&path).await,
            };
            let (status, answer) = answered.expect("an answer");
            assert_eq!(status, expected, "{path} {body}: {answer}");
            app.settle().await.expect("settled");
            let after = stored(&app).await;
            let (trail, left): (Vec<String>, Vec<String>) = changed(&before, &after)
                .into_iter()
                .partition(|row| row[2..].starts_with("audit"));
            assert!(left.is_empty(), "{path} {body}: {left:#?}");
            assert_eq!(
                trail_of(&trail),
                expected_trail(expected),
                "{path} {body}: {trail:#?}"
            );
            before = after;
        }
    })
    .await;
}

/// What is new in the audit trail: each row by its table, an entry by its event.
fn trail_of(trail: &[String]) -> Vec<&str> {
    let told = trail.iter().map(|row| {
        let table = row.split(" {").next().unwrap_or_default();
        let is_refusal = row.contains(r#""event": "'request-refused'""#);
        match (table, is_refusal) {
            ("+ audit", true) => "refused",
            (table, _) => table,
        }
    });
    told.collect()
}

/// Whoever may not do something in a state, or by his rights, is told of in the trail; who sends what
/// is wrong, or names what is not there, is not.
fn expected_trail(status: u16) -> &'static [&'static str] {
    match status {
        403 | 409 => &["refused", "- audit_head", "+ audit_head"],
        _ => &[],
    }
}

//! What a draft of a flow would make of shipments, beside what was made of them. Over HTTP, on every
//! store.

use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

const FLOW: &str = "/v1/configuration/flows/ExportTransit";

/// The body of an answer of this status.
async fn is(answer: anyhow::Result<(u16, Value)>, status: u16) -> Value {
    let (found, body) = answer.expect("an answer");
    assert_eq!(found, status, "{body:#}");
    body
}

/// The demo's shipment of two steps, all the way; its document.
async fn linked(app: &TestApp) -> Value {
    let all = cas_demo::stories::stories(cas_demo::stories::Size { items: 1 });
    let linked = all.into_iter().find(|one| one.ends.len() == 2);
    let linked = linked.expect("one of two steps").document;
    app.send(&linked).await.expect("sent");
    app.settle().await.expect("settled");
    linked
}

/// What would become of the declarations of a step: of each that and which fields the flow changes.
fn of_step(shipment: &Value, step: &str) -> Vec<(String, Vec<String>)> {
    let declarations = shipment["declarations"].as_array().expect("a list").iter();
    let of_step = declarations.filter(|one| one["step"] == step);
    of_step
        .map(|one| {
            let changes = one["changes"].as_array().expect("a list").iter();
            let foreseen = changes.filter(|change| change.get("notForeseen").is_none());
            let paths = foreseen.map(|change| change["path"].as_str().expect("a path").to_owned());
            (
                one["would"].as_str().expect("a word").to_owned(),
                paths.collect(),
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_of_a_flow_is_tried_on_shipments() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let document = linked(&app).await;
        let reference = document["externalReference"].as_str().expect("a reference");
        let published = is(app.get(&format!("{FLOW}/versions/1")).await, 200).await;
        let mut draft = published["document"].clone();
        let try_it = format!("{FLOW}/draft/try");
        let kept = json!({ "shipments": [{ "reference": reference, "direction": "OUT" }] });
        let without = is(app.post(&try_it, &kept).await, 404).await;
        assert_eq!(without["code"], "not-found");

        // The version in force makes what was made.
        let mut in_force = kept.clone();
        in_force["version"] = json!(1);
        let same = is(app.post(&try_it, &in_force).await, 200).await;
        let shipment = &same["shipments"][0];
        assert_eq!(shipment["reference"], reference);
        for step in ["export", "transit"] {
            let found = of_step(shipment, step);
            assert_eq!(found.len(), 1, "{same:#}");
            assert_eq!(found[0].1, Vec::<String>::new(), "{step}: {same:#}");
        }

        let defaults = &mut draft["steps"][0]["defaults"];
        defaults["goodsShipment"]["consignment"]["inlandMode"] = json!("2");
        draft["steps"].as_array_mut().expect("steps").truncate(1);
        is(app.put(&format!("{FLOW}/draft"), &draft).await, 200).await;
        let tried = is(app.post(&try_it, &kept).await, 200).await;
        assert_eq!(tried["version"], 2);
        let shipment = &tried["shipments"][0];
        let export = of_step(shipment, "export");
        let changed = "goodsShipment.consignment.inlandMode".to_owned();
        assert_eq!(export, [("change".to_owned(), vec![changed])], "{tried:#}");
        let transit = of_step(shipment, "transit");
        assert_eq!(transit, [("omit".to_owned(), Vec::new())], "{tried:#}");

        // The same over the shipments of the flow, a page at a time.
        let replay = format!("{FLOW}/draft/replay?count=true&limit=1");
        let replay = is(app.post(&replay, &json!({})).await, 200).await;
        assert_eq!(
            (&replay["tried"], &replay["changed"]),
            (&json!(1), &json!(1))
        );
        assert_eq!(
            replay["fields"],
            json!({ "goodsShipment.consignment.inlandMode": 1 })
        );
        assert_eq!(replay["total"]["count"], 1, "{replay:#}");
        assert!(
            replay["shipments"][0]["declarations"][0]
                .get("document")
                .is_none()
        );
        let later = format!("{FLOW}/draft/replay?createdFrom=2099-01-01");
        let later = is(app.post(&later, &json!({})).await, 200).await;
        assert_eq!(later["tried"], 0);

        // What is sent along is made, and kept nowhere.
        let mut sent = document.clone();
        sent["externalReference"] = json!("NEVER-SEEN");
        let tried = is(app.post(&try_it, &json!({ "shipment": sent })).await, 200).await;
        let made = &tried["shipments"][0]["declarations"][0];
        assert_eq!(made["would"], "make", "{tried:#}");
        assert!(made["document"].is_object(), "{tried:#}");
        let none = app.declarations("NEVER-SEEN").await.expect("a list");
        assert_eq!(none, Vec::<Value>::new());
        let now = app.declarations(reference).await.expect("a list");
        assert_eq!(now.len(), 2, "nothing of this was stored");
        let none = is(app.get(&format!("{FLOW}/running")).await, 200).await;
        assert_eq!(none, json!({ "versions": [] }), "all is released");
        let mut waiting = cas_demo::stories::transit::document("", 1);
        waiting["externalReference"] = json!("WAITS");
        waiting["customsFlow"] = json!("TransitOnRequest");
        app.send(&waiting).await.expect("sent");
        app.settle().await.expect("settled");
        let running = "/v1/configuration/flows/TransitOnRequest/running";
        let running = is(app.get(running).await, 200).await;
        let version = json!({
            "version": 1, "shipments": 1, "declarations": 1, "example": "WAITS",
        });
        assert_eq!(running["versions"], json!([version]));
        for wrong in [
            json!({}),
            json!({ "shipments": [{ "reference": reference, "direction": "UP" }] }),
            json!({ "shipment": { "externalReference": 5 } }),
        ] {
            let (status, answer) = app.post(&try_it, &wrong).await.expect("an answer");
            assert_eq!(status, 400, "{answer}");
        }
    })
    .await;
}

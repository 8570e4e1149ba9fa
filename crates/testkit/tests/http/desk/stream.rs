//! A screen hears what happens, on whichever node it happens.

use cas_demo::stories::transit;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

use crate::desk::listening::Listening;

async fn ship(app: &TestApp, reference: &str) {
    let mut shipment = transit::document("released", 1);
    shipment["externalReference"] = json!(reference);
    app.send(&shipment).await.expect("accepted");
    app.settle().await.expect("settled");
}

async fn log(app: &TestApp) -> Vec<Value> {
    let (_, page) = app.get("/v1/events").await.expect("events");
    page["events"].as_array().cloned().unwrap_or_default()
}

async fn a_shipment_is_followed(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let mut screen = Listening::at(&app, &app.url(), "?from=now").await;
    ship(&app, "S1").await;
    let heard = screen.until("Released").await;
    let told: Vec<Value> = heard.iter().map(|heard| heard.data.clone()).collect();
    assert_eq!(told, log(&app).await);
    let ids: Vec<Option<i64>> = heard.iter().map(|heard| heard.id).collect();
    assert_eq!(ids, (1..).map(Some).take(ids.len()).collect::<Vec<_>>());
    // Who lost the connection goes on behind what it has.
    let half = heard.len() / 2;
    let behind = format!("?after={}", heard[half].id.unwrap_or_default());
    let mut again = Listening::at(&app, &app.url(), &behind).await;
    let rest = again.until("Released").await;
    let rest: Vec<Value> = rest.into_iter().map(|heard| heard.data).collect();
    assert_eq!(rest, told[half + 1..]);
    let declaration = app.declarations("S1").await.expect("a list")[0]["id"].clone();
    let id = declaration.as_str().unwrap_or_default();
    let of_one = format!("?declaration={id}&eventSubType=Released");
    let mut of_one = Listening::at(&app, &app.url(), &of_one).await;
    let released = of_one.next().await.expect("an event");
    assert_eq!(released.data["data"]["id"], declaration);
    if !app.has_nodes() {
        return;
    }
    let node = app.another_node().await.expect("a node");
    let mut there = Listening::at(&app, &node.url(), "?from=now&eventSubType=Released").await;
    ship(&app, "S2").await;
    let released = there.until("Released").await;
    assert_eq!(released.len(), 1);
    assert_eq!(released[0].data["data"]["customsShipmentReference"], "S2");
    node.stop().await.expect("stopped");
    let last = there.next().await.expect("a last word");
    assert_eq!(last.kind.as_deref(), Some("end"));
    assert_eq!(last.data["reason"], "server-stops");
    assert!(there.next().await.is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_happens_to_a_shipment_is_heard_in_its_order() {
    each_store(a_shipment_is_followed).await;
}

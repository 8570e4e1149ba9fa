//! What the law says of a declaration because of the day on which its goods come: what changed since it
//! was sent.

use cas_demo::stories::low_value;
use cas_testkit::one::{self, declaration, send};
use cas_testkit::{StorePlace, TestApp, each_store};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Moves the clock to a time, before or after.
async fn at(app: &TestApp, time: &str) {
    let time: Timestamp = time.parse().expect("a time");
    let by = time.duration_since(app.clock.now());
    app.wait(by.as_secs()).await.expect("quiet");
}

/// A parcel under the special arrangements whose goods come later.
fn parcel_to_come(reference: &str) -> Value {
    let mut shipment = low_value::shipment(reference);
    let document = &mut shipment["singleAdministrativeDocument"];
    document["addDeclType1"] = json!("D");
    document["goodsShipment"]["supplyChainActors"] = json!([]);
    let item = &mut document["goodsShipment"]["governmentAgencyGoodsItems"][0];
    item["governmentProcedure"]["procNat1"] = json!("F49");
    shipment
}

async fn the_goods_come(app: &TestApp, reference: &str) -> Value {
    let (status, answer) = one::act(app, reference, "goods-arrived", &json!({})).await;
    assert_eq!(status, 202, "{answer}");
    declaration(app, reference).await
}

async fn the_fee_began_meanwhile(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    at(&app, "2026-10-28T08:00:00Z").await;
    for reference in ["BEFORE", "AFTER"] {
        send(&app, &parcel_to_come(reference)).await;
    }
    let released = the_goods_come(&app, "BEFORE").await;
    assert_eq!(released["currentStatus"], "Released", "{released:#}");

    at(&app, "2026-11-02T08:00:00Z").await;
    let stopped = the_goods_come(&app, "AFTER").await;
    assert_eq!(stopped["currentStatus"], "GoodsNotArrived", "{stopped:#}");
    let codes = stopped["errors"].as_array().expect("findings").iter();
    let codes: Vec<&Value> = codes.map(|error| &error["errorCode"]).collect();
    assert!(codes.contains(&&json!("V1026")), "{codes:?}");

    let mut update = parcel_to_come("AFTER");
    update["messageType"] = json!("Update");
    let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
    let item = update.pointer_mut(items).expect("an item");
    item["commodity"]["description"] = json!("Paper notebooks, ruled");
    send(&app, &update).await;
    let released = the_goods_come(&app, "AFTER").await;
    assert_eq!(released["currentStatus"], "Released", "{released:#}");
}

/// What was sent before the handling fee is amended before its goods are presented.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_old_declaration_is_amended_before_its_goods_are_presented() {
    each_store(the_fee_began_meanwhile).await;
}

//! What the law says of a declaration because of others, or of the day on which its goods come: the
//! mass that an importer brings in within a year, and what changed since a declaration was sent.

use cas_demo::stories::low_value;
use cas_testkit::one::{self, declaration, send};
use cas_testkit::{StorePlace, TestApp, each_store};
use jiff::Timestamp;
use serde_json::{Value, json};

/// A valid declaration for free circulation in Denmark.
const VALID: &str = include_str!("../../../rules/fixtures/valid_H1.json");

/// Moves the clock to a time, before or after.
async fn at(app: &TestApp, time: &str) {
    let time: Timestamp = time.parse().expect("a time");
    let by = time.duration_since(app.clock.now());
    app.wait(by.as_secs()).await.expect("quiet");
}

/// Publishes a flow that declares for free circulation.
async fn publish_import(app: &TestApp) {
    let mut flow = low_value::flow();
    flow["name"] = json!("SteelImport");
    flow["steps"][0]["name"] = json!("release");
    flow["steps"][0]["declarationType"] = json!("H1");
    flow["steps"][0]["defaults"] = json!({});
    let path = "/v1/configuration/flows/SteelImport/draft";
    let (status, answer) = app.put(path, &flow).await.expect("HTTP");
    assert!(status < 300, "{answer}");
    let publish = format!("{path}/publish");
    let (status, answer) = app.post(&publish, &json!({})).await.expect("HTTP");
    assert!(status < 300, "{answer}");
}

/// Steel of so many kilograms below the threshold.
fn steel(reference: &str, mass: u32) -> Value {
    let mut document: Value = serde_json::from_str(VALID).expect("JSON");
    document["functionRefNum"] = json!(reference);
    let goods = &mut document["goodsShipment"];
    goods["consignment"]["gmass"] = Value::Null;
    goods["buyer"]["name"] = json!("Buyer ApS");
    goods["governmentAgencyGoodsItems"][1]["origin"]["type"] = json!("1");
    let item = &mut document["goodsShipment"]["governmentAgencyGoodsItems"][0];
    item["commodity"]["classifications"][0]["code"] = json!("7318156900");
    item["origin"]["type"] = json!("1");
    item["goodsMeasure"] = json!({"gmass": mass + 1, "nmass": mass});
    item["additionalDocuments"] = json!([
        {"category": "N", "type": "380", "refNum": "INV-1"},
        {"category": "Y", "type": "137", "refNum": "Below 50 t"},
        {"category": "Y", "type": "824", "refNum": "MILL-1"},
    ]);
    let mut shipment = low_value::shipment(reference);
    shipment["customsFlow"] = json!("SteelImport");
    shipment["singleAdministrativeDocument"] = document;
    shipment
}

/// The codes of what is found about the threshold.
fn threshold(declaration: &Value) -> Vec<&str> {
    let errors = declaration["errors"].as_array().expect("findings").iter();
    let codes = errors.filter_map(|error| error["errorCode"].as_str());
    codes
        .filter(|code| ["V0846", "V0847"].contains(code))
        .collect()
}

async fn the_year_is_used_up(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    publish_import(&app).await;
    at(&app, "2026-02-10T08:00:00Z").await;
    for (reference, mass, expected) in [
        ("STEEL-1", 30_000, &[] as &[&str]),
        ("STEEL-2", 12_000, &["V0846"]),
        ("STEEL-3", 8_001, &["V0847"]),
        ("STEEL-4", 8_000, &["V0846"]),
    ] {
        send(&app, &steel(reference, mass)).await;
        let declaration = declaration(&app, reference).await;
        assert_eq!(threshold(&declaration), expected, "{declaration:#}");
        let status = declaration["currentStatus"].as_str();
        let is_stopped = status == Some("Invalid");
        assert_eq!(is_stopped, expected == ["V0847"], "{declaration:#}");
    }
    // The next year begins anew.
    at(&app, "2027-02-10T08:00:00Z").await;
    send(&app, &steel("STEEL-5", 8_001)).await;
    let declaration = declaration(&app, "STEEL-5").await;
    assert!(threshold(&declaration).is_empty(), "{declaration:#}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_importer_brings_in_no_more_than_the_threshold_in_a_year() {
    each_store(the_year_is_used_up).await;
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

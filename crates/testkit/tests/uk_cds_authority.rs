//! Imports into the United Kingdom against the authority, over HTTP: declared, taxed, controlled,
//! amended, cancelled, pre-lodged, pushed and fetched.

use cas_demo::uk;
use cas_model::configuration::ConfigurationKind;
use cas_testkit::{StorePlace, TestApp, each_store, publish, story};
use serde_json::{Value, json};

/// A tenant that imports, connected with the authority.
async fn importer(place: StorePlace, more: &Value) -> TestApp {
    let app = TestApp::start(place).await.expect("started");
    publish(&app, &[(ConfigurationKind::Flow, 1, uk::flow())]).await;
    let connected = app.connect("uk_cds", &uk::settings(), more).await;
    connected.expect("connected");
    app
}

/// A shipment whose course is chosen by what stands in its UCR.
fn shipment(reference: &str, marker: &str) -> Value {
    let mut shipment = uk::shipment(reference);
    let ucr = format!("{reference}{marker}");
    shipment["singleAdministrativeDocument"]["goodsShipment"]["ucr"]["traderReference"] =
        ucr.into();
    shipment
}

async fn declaration(app: &TestApp, reference: &str) -> Value {
    let declarations = app.declarations(reference).await.expect("declarations");
    assert_eq!(declarations.len(), 1, "{declarations:?}");
    declarations[0].clone()
}

async fn status(app: &TestApp, reference: &str) -> String {
    let declaration = declaration(app, reference).await;
    let status = declaration["currentStatus"].as_str();
    status.unwrap_or_default().to_owned()
}

async fn act(app: &TestApp, reference: &str, action: &str, body: &Value) -> (u16, Value) {
    let declaration = declaration(app, reference).await;
    let id = declaration["id"].as_str().unwrap_or_default();
    let path = format!("/v1/declarations/{id}/{action}");
    let answer = app.post(&path, body).await.expect("an answer");
    app.settle().await.expect("settled");
    answer
}

async fn import(app: &TestApp, reference: &str, marker: &str) {
    app.send(&shipment(reference, marker)).await.expect("sent");
    app.settle().await.expect("settled");
}

/// Lets the authority say more about a shipment's declaration.
async fn tell(app: &TestApp, reference: &str, words: &[&str]) {
    let declaration = declaration(app, reference).await;
    let lrn = declaration["lrn"].as_str().unwrap_or_default();
    app.authority.tell_as("uk_cds", lrn, words).expect("told");
    app.settle().await.expect("settled");
}

/// The messages from customs, by their type, in the order they came.
async fn heard(app: &TestApp, reference: &str) -> String {
    let declaration = declaration(app, reference).await;
    let id = declaration["id"].as_str().unwrap_or_default();
    let path = format!("/v1/declarations/{id}/messages");
    let (_, answer) = app.get(&path).await.expect("messages");
    let messages = answer["messages"].as_array().cloned().unwrap_or_default();
    let inbound = messages
        .iter()
        .filter(|message| message["direction"] == "inbound");
    let kinds = inbound.filter_map(|message| message["messageType"].as_str());
    kinds.collect::<Vec<_>>().join(" ")
}

/// Another amount for the first item.
fn other_amount(reference: &str) -> Value {
    let mut update = shipment(reference, "");
    update["messageType"] = "Update".into();
    let items = "/singleAdministrativeDocument/goodsShipment/governmentAgencyGoodsItems/0";
    let item = update.pointer_mut(items).expect("an item");
    item["commodity"]["invoiceLine"]["itemAmount"] = 2250.into();
    update["singleAdministrativeDocument"]["totalInvoiceAmount"] = 2750.into();
    update
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn courses_of_an_import() {
    each_store(|place| async {
        let app = importer(place, &json!({})).await;
        for (number, (marker, expected, messages)) in [
            ("", "Released", "DMSACC DMSTAX DMSTAX DMSCLE"),
        ]
        .into_iter()
        .enumerate()
        {
            let reference = format!("UK-{number}");
            import(&app, &reference, marker).await;
            let story = story::of_shipment(&app, &reference).await.expect("a story");
            let events = story::of_events(&app, &reference).await.expect("events");
            println!("{story}\n{events}");
            println!("{}", declaration(&app, &reference).await);
            assert_eq!(status(&app, &reference).await, expected, "{marker}");
            assert_eq!(heard(&app, &reference).await, messages, "{marker}");
        }
    })
    .await;
}

//! A day is that of the place where a declaration is lodged: on both sides of midnight in London and
//! in Berlin, for rates, master data, limits and searches, on every store.

use cas_demo::stories::{transit, uk_import};
use cas_testkit::{StorePlace, TestApp, each_store};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Moves the clock on to a time.
async fn until(app: &TestApp, time: &str) {
    let time: Timestamp = time.parse().expect("a time");
    let left = time.duration_since(app.clock.now());
    app.wait(left.as_secs()).await.expect("quiet");
}

async fn send(app: &TestApp, path: &str, update: Value) {
    let (status, answer) = app.post(path, &update).await.expect("HTTP");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("quiet");
}

/// An import whose values are calculated from dollars, and which nobody sends.
async fn publish_import(app: &TestApp) {
    let mut flow = uk_import::flow();
    flow["name"] = json!("UkCalc");
    flow["steps"][0]["autoSubmit"] = json!("never");
    flow["steps"][0]["calculations"] = json!({"currency": "GBP"});
    let path = "/v1/configuration/flows/UkCalc/draft";
    let (status, answer) = app.put(path, &flow).await.expect("HTTP");
    assert!(status < 300, "{answer}");
    let publish = format!("{path}/publish");
    let (status, answer) = app.post(&publish, &json!({})).await.expect("HTTP");
    assert!(status < 300, "{answer}");
}

async fn prepare(app: &TestApp) {
    publish_import(app).await;
    for (rate, from, to) in [
        (1.25, "2027-06-01", "2027-06-30"),
        (2.5, "2027-07-01", "2027-07-31"),
    ] {
        let rate = json!({"currency": "USD", "baseCurrency": "GBP", "rate": rate,
            "validFrom": from, "validTo": to});
        send(app, "/v1/exchangerates", rate).await;
    }
    let next = json!({"code": "BIKE", "validFrom": "2027-07-01",
        "descriptions": [{"language": "en", "text": "Cycles"}, {"language": "de", "text": "Räder"}]});
    send(app, "/v1/articledataitems", next).await;
}

fn import(reference: &str) -> Value {
    let mut shipment = uk_import::shipment(reference);
    shipment["customsFlow"] = json!("UkCalc");
    let document = &mut shipment["singleAdministrativeDocument"];
    document["invoiceCurrency"] = json!("USD");
    let document = document.as_object_mut().expect("a document");
    document.remove("totalInvoiceAmount");
    let items = &mut document["goodsShipment"]["governmentAgencyGoodsItems"];
    for item in items.as_array_mut().expect("items") {
        let item = item.as_object_mut().expect("an item");
        item.remove("valuationAdjustments");
    }
    items[0]["commodity"]["itemId"] = json!("BIKE");
    items[0]["commodity"]["description"] = Value::Null;
    shipment
}

fn departure(reference: &str) -> Value {
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!(reference);
    let document = &mut shipment["singleAdministrativeDocument"];
    document["goodsShipment"]["governmentAgencyGoodsItems"][0]["commodity"] =
        json!({"itemId": "BIKE"});
    shipment
}

async fn declaration(app: &TestApp, shipment: &Value) -> Value {
    app.send(shipment).await.expect("taken");
    app.settle().await.expect("quiet");
    let reference = shipment["externalReference"].as_str().expect("a reference");
    let found = app.declarations(reference).await.expect("declarations");
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

fn first_item(declaration: &Value) -> &Value {
    let goods = &declaration["singleAdministrativeDocument"]["goodsShipment"];
    &goods["governmentAgencyGoodsItems"][0]
}

/// The references of the declarations of a day.
async fn made_on(app: &TestApp, day: &str) -> Vec<String> {
    let path = format!("/v1/declarations?creationDateFrom={day}&creationDateTo={day}");
    let (status, answer) = app
        .get(&format!("{path}&sort=creationDate"))
        .await
        .expect("HTTP");
    assert_eq!(status, 200, "{answer}");
    let found = answer["declarations"].as_array().expect("declarations");
    let reference = |it: &Value| it["customsShipmentReference"].as_str().map(str::to_owned);
    found.iter().filter_map(reference).collect()
}

async fn each_declaration_has_the_day_of_its_place(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    prepare(&app).await;
    for (time, reference, berlin, london) in [
        ("2027-06-30T21:59:00Z", "1", "June", "June"),
        ("2027-06-30T22:59:00Z", "2", "July", "June"),
        ("2027-06-30T23:30:00Z", "3", "July", "July"),
        ("2027-07-01T00:30:00Z", "4", "July", "July"),
    ] {
        until(&app, time).await;
        let of_month = |month: &str, june: &Value, july: &Value| match month {
            "June" => june.clone(),
            _ => july.clone(),
        };
        let text = |month| {
            let (june, july) = (json!("Bicycles with electric motor"), json!("Cycles"));
            of_month(month, &june, &july)
        };
        let sent = departure(&format!("DE{reference}"));
        let found = declaration(&app, &sent).await;
        let described = &first_item(&found)["commodity"]["description"];
        assert_eq!(*described, text(berlin), "Berlin at {time}");
        let found = declaration(&app, &import(&format!("GB{reference}"))).await;
        let item = first_item(&found);
        assert_eq!(
            item["commodity"]["description"],
            text(london),
            "London at {time}"
        );
        let value = of_month(london, &json!(1000), &json!(500));
        assert_eq!(item["customsValue"], value, "London at {time}: {found}");
    }
    assert_eq!(made_on(&app, "2027-06-30").await, ["DE1", "GB1", "GB2"]);
    let july = ["DE2", "DE3", "GB3", "DE4", "GB4"];
    assert_eq!(made_on(&app, "2027-07-01").await, july);
    // A time is the same everywhere.
    let at = "2027-06-30T22:00:00Z";
    let (_, answer) = app
        .get(&format!("/v1/declarations?creationDateFrom={at}"))
        .await
        .expect("HTTP");
    assert_eq!(answer["declarations"].as_array().map(Vec::len), Some(6));
}

/// The limit of a transit is past when its day is over at the office of departure.
async fn a_limit_is_past_locally(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    let mut past = Vec::new();
    for (time, reference) in [
        ("2027-06-30T21:59:00Z", "L1"),
        ("2027-06-30T22:01:00Z", "L2"),
    ] {
        until(&app, time).await;
        let mut sent = departure(reference);
        sent["singleAdministrativeDocument"]["limitDate"] = json!("2027-06-30");
        let found = declaration(&app, &sent).await;
        let findings = found["errors"].as_array().cloned().unwrap_or_default();
        past.push(
            findings
                .iter()
                .any(|finding| finding["errorCode"] == "V0020"),
        );
    }
    assert_eq!(past, [false, true]);
}

#[tokio::test]
async fn a_declaration_has_the_day_of_its_jurisdiction() {
    each_store(each_declaration_has_the_day_of_its_place).await;
}

#[tokio::test]
async fn a_limit_date_is_past_where_it_is_declared() {
    each_store(a_limit_is_past_locally).await;
}

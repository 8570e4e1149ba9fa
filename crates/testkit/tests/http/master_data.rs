//! From a message with master data to the value in a declaration, with its day and its origin.

use cas_demo::stories::transit::document;
use cas_demo::tenant::TENANT;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

/// Sends an update and says what became of it: the state, and the places that are wrong.
async fn send(app: &TestApp, path: &str, update: &Value) -> (String, Vec<String>) {
    let (status, answer) = app.post(path, update).await.expect("HTTP");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("quiet");
    let reference = answer["referenceId"].as_str().expect("a reference");
    let path = format!("/v1/ingestions/{reference}");
    let (_, ended) = app.get(&path).await.expect("HTTP");
    let errors = ended["errors"].as_array().cloned().unwrap_or_default();
    let places = errors
        .iter()
        .map(|error| error["path"].as_str().unwrap_or("?").to_owned());
    (
        ended["state"].as_str().unwrap_or_default().to_owned(),
        places.collect(),
    )
}

async fn article(app: &TestApp, query: &str) -> Value {
    let (status, answer) = app
        .get(&format!("/v1/masterdata/article/BIKE{query}"))
        .await
        .expect("HTTP");
    assert_eq!(status, 200, "{answer}");
    answer
}

/// The description of the first item of a new shipment's declaration, and its origin's version.
async fn declared(app: &TestApp, reference: &str) -> (String, Value) {
    let mut shipment = document("", 1);
    shipment["externalReference"] = reference.into();
    let goods = &mut shipment["singleAdministrativeDocument"]["goodsShipment"];
    goods["governmentAgencyGoodsItems"][0]["commodity"] = json!({"itemId": "BIKE"});
    app.send(&shipment).await.expect("taken");
    app.settle().await.expect("quiet");
    let declarations = app.declarations(reference).await.expect("declarations");
    let id = declarations[0]["id"].as_str().expect("an id");
    let path = format!("/v1/declarations/{id}/origins");
    let (_, origins) = app.get(&path).await.expect("HTTP");
    let path = "goodsShipment.governmentAgencyGoodsItems[0].commodity.description";
    let origins = origins["origins"].as_array().expect("origins").clone();
    let found = origins
        .iter()
        .find(|origin| origin["path"] == path)
        .expect("a description");
    let value = found["value"].as_str().expect("text").to_owned();
    (value, found["origin"].clone())
}

async fn updates_are_selective(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    let path = "/v1/articledataitems";
    let good = |places: Vec<String>| ("succeeded".to_owned(), places);
    let before = article(&app, "").await;
    for (update, version) in [
        (json!({"code": "BIKE", "nmassPerUnit": 23}), 2),
        (json!({"code": "BIKE", "nmassPerUnit": 23}), 2),
        (json!({"code": "BIKE", "packageType": null}), 2),
        (
            json!({"code": "BIKE", "descriptions": [{"casReference": "en", "text": "Bikes"}]}),
            3,
        ),
    ] {
        assert_eq!(send(&app, path, &update).await, good(vec![]), "{update}");
        assert_eq!(article(&app, "").await["version"], version, "{update}");
    }
    let after = article(&app, "").await;
    assert_eq!(
        after["record"]["classifications"],
        before["record"]["classifications"]
    );
    assert_eq!(after["record"]["descriptions"][0]["language"], "en");
    for (update, place) in [
        (
            json!({"code": "BIKE", "descriptions": [{"casReference": "x", "text": "y"}]}),
            "descriptions[0].casReference",
        ),
        (
            json!({"code": "BIKE", "validTo": "2026-01-01", "validFrom": "2026-02-01"}),
            "validTo",
        ),
    ] {
        let refused = ("failed".to_owned(), vec![place.to_owned()]);
        assert_eq!(send(&app, path, &update).await, refused, "{update}");
        assert_eq!(article(&app, "").await, after, "{update}");
    }
}

async fn declarations_take_the_record_of_their_day(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    // The tests begin on 22 November 2026.
    let next = json!({"code": "BIKE", "validFrom": "2026-11-24",
        "descriptions": [{"language": "en", "text": "Cycles"}, {"language": "de", "text": "Räder"}]});
    let (state, _) = send(&app, "/v1/articledataitems", &next).await;
    assert_eq!(state, "succeeded");
    let (text, origin) = declared(&app, "TODAY").await;
    assert_eq!(text, "Bicycles with electric motor");
    assert_eq!(
        origin,
        json!({"type": "masterData", "kind": "article", "code": "BIKE", "version": 1})
    );
    app.wait(2 * 86_400).await.expect("two days");
    let (text, origin) = declared(&app, "LATER").await;
    assert_eq!((text.as_str(), &origin["version"]), ("Cycles", &json!(2)));
    // What the origin names can be read for ever.
    let version = article(&app, "?validOn=2026-11-23").await;
    assert_eq!(version["version"], 1);
}

async fn other_nodes_hear_of_rates_and_sets(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    let day = |day: &str| day.parse().expect("a day");
    let first = app.engine.reference(TENANT).await.expect("lists");
    assert_eq!(first.rates_on(day("2026-11-22"), |_| true).count(), 0);
    let rate = |rate: &str, from: &str| {
        json!({
            "currency": "USD", "baseCurrency": "EUR", "rate": rate, "validFrom": from,
        })
    };
    for update in [rate("1.08", "2026-11-01"), rate("1.1000", "2026-12-01")] {
        assert_eq!(
            send(&app, "/v1/exchangerates", &update).await.0,
            "succeeded"
        );
    }
    let set = json!({
        "code": "carriers",
        "values": [{"value": "P1"}, {"value": "P2", "validTo": "2026-11-30"}],
    });
    assert_eq!(send(&app, "/v1/valuesets", &set).await.0, "succeeded");
    let reference = app.engine.reference(TENANT).await.expect("lists");
    for (on, expected) in [("2026-11-30", "1.08"), ("2026-12-01", "1.1000")] {
        let mut rates = reference.rates_on(day(on), |currency| currency == "USD");
        let (_, found) = rates.next().expect("a rate");
        assert_eq!(
            found.record.rate.expect("above zero").to_string(),
            expected,
            "{on}"
        );
    }
    for (set, value, on, expected) in [
        ("carriers", "P2", "2026-11-30", Some(true)),
        ("carriers", "P2", "2026-12-01", Some(false)),
        ("others", "P1", "2026-12-01", None),
    ] {
        assert_eq!(
            reference.contains_value(set, value, day(on)),
            expected,
            "{set} {value} {on}"
        );
    }
    let again = app.engine.reference(TENANT).await.expect("lists");
    assert!(
        std::sync::Arc::ptr_eq(&reference, &again),
        "nothing changed in between"
    );
}

#[tokio::test]
async fn an_update_changes_what_it_names() {
    each_store(updates_are_selective).await;
}

#[tokio::test]
async fn each_day_has_its_record() {
    each_store(declarations_take_the_record_of_their_day).await;
}

#[tokio::test]
async fn what_is_kept_in_memory_is_read_again_when_it_changed() {
    each_store(other_nodes_hear_of_rates_and_sets).await;
}

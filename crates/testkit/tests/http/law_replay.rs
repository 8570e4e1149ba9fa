//! Declarations of a time judged by the law of another: which would be stopped, which no longer, and
//! by which rule, page by page and without changing anything, on every store.

use cas_demo::stories::{low_value, transit};
use cas_testkit::{StorePlace, TestApp, each_store};
use jiff::Timestamp;
use serde_json::{Value, json};

/// Moves the clock to a time, before or after.
async fn at(app: &TestApp, time: &str) {
    let time: Timestamp = time.parse().expect("a time");
    let by = time.duration_since(app.clock.now());
    app.wait(by.as_secs()).await.expect("quiet");
}

async fn declare(app: &TestApp, reference: &str, security: &str) {
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!(reference);
    let document = &mut shipment["singleAdministrativeDocument"];
    document["security"] = json!(security);
    if security != "0" {
        let consignment = &mut document["goodsShipment"]["consignment"];
        consignment["itinerary"] = json!([{"country": "DE"}, {"country": "FR"}]);
        consignment["unloadingLocation"] = json!({"unLocode": "FRSXB"});
        consignment["borderTransportMeans"] = json!({"mode": "3", "identificationType": "30",
            "identification": "M-VE 2026", "country": "DE", "office": "DE004101"});
    }
    app.send(&shipment).await.expect("taken");
    app.settle().await.expect("quiet");
}

async fn replay(app: &TestApp, query: &str) -> Value {
    let path = format!("/v1/rules/replay?{query}");
    let (status, answer) = app.post(&path, &json!({})).await.expect("HTTP");
    assert_eq!(status, 200, "{answer}");
    answer
}

/// The declarations that would change, and how.
fn turns(answer: &Value) -> Vec<(String, String)> {
    let changes = answer["changes"].as_array().expect("changes").iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    changes
        .map(|it| (text(&it["externalReference"]), text(&it["turn"])))
        .collect()
}

fn rule<'a>(answer: &'a Value, code: &str) -> Option<&'a Value> {
    let mut rules = answer["rules"].as_array().expect("rules").iter();
    rules.find(|rule| rule["code"] == code)
}

/// The security declaration of an entry is no longer in the transit declaration since 27 August 2025
/// in Germany (V0025).
async fn the_law_of_another_day_is_asked(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    at(&app, "2025-08-20T08:00:00Z").await;
    declare(&app, "ENTRY", "1").await;
    declare(&app, "PLAIN", "0").await;
    let before = app.declarations("ENTRY").await.expect("declarations");
    assert_eq!(before[0]["errors"], json!([]));
    let answer = replay(&app, "on=2025-09-01").await;
    assert_eq!(answer["declarations"], 2);
    let expected = [("ENTRY".to_owned(), "newlyStopped".to_owned())];
    assert_eq!(turns(&answer), expected, "{answer}");
    assert_eq!(answer["changes"][0]["lawDay"], "2025-08-20");
    let found = rule(&answer, "V0025").expect("the rule");
    assert_eq!((&found["new"], &found["gone"]), (&json!(1), &json!(0)));
    assert_eq!(found["examples"], json!([before[0]["id"]]));
    // By the law of their own day nothing changes; nor did asking change anything.
    assert!(turns(&replay(&app, "on=2025-08-20").await).is_empty());
    let after = app.declarations("ENTRY").await.expect("declarations");
    assert_eq!(after, before);
    // The other way round: what is stopped now was not then.
    at(&app, "2025-09-20T08:00:00Z").await;
    declare(&app, "LATER", "1").await;
    let answer = replay(&app, "on=2025-08-20&creationDateFrom=2025-09-20").await;
    let expected = [("LATER".to_owned(), "noLongerStopped".to_owned())];
    assert_eq!(turns(&answer), expected, "{answer}");
    // What is searched for, a page at a time.
    for (query, judged) in [
        ("creationDateTo=2025-08-31", 2),
        ("declarationType[]=transit", 3),
        ("declarationType[]=H7", 0),
        ("plant=NOWHERE", 0),
        ("customsFlow=Other", 0),
    ] {
        let answer = replay(&app, &format!("on=2025-09-01&{query}")).await;
        assert_eq!(answer["declarations"], judged, "{query}");
    }
    let mut judged = Vec::new();
    let mut query = "on=2025-09-01&limit=2".to_owned();
    loop {
        let answer = replay(&app, &query).await;
        judged.push(answer["declarations"].clone());
        let Some(cursor) = answer["nextCursor"].as_str() else {
            break;
        };
        query = format!("on=2025-09-01&limit=2&cursor={cursor}");
    }
    assert_eq!(judged, [2, 1]);
    let (status, _) = app
        .post("/v1/rules/replay", &json!({}))
        .await
        .expect("HTTP");
    assert_eq!(status, 400);
}

#[tokio::test]
async fn declarations_are_judged_by_the_law_of_another_day() {
    each_store(the_law_of_another_day_is_asked).await;
}

/// A parcel of the import scheme by the law of one side of July 2026.
async fn send_parcel(app: &TestApp, reference: &str, additional: &[&str]) {
    let mut parcel = low_value::shipment(reference);
    let goods = &mut parcel["singleAdministrativeDocument"]["goodsShipment"];
    let procedure = &mut goods["governmentAgencyGoodsItems"][0]["governmentProcedure"];
    procedure["procNat1"] = json!(additional.first());
    procedure["procNat2"] = json!(additional.get(1));
    app.send(&parcel).await.expect("taken");
    app.settle().await.expect("quiet");
}

/// The relief of 150 EUR (C07) ends with June 2026 (V1021): what claims it breaks on 1 July, what is
/// declared without it was stopped before, for want of it (V1015, V1022).
async fn the_end_of_a_relief_is_foreseen(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    at(&app, "2026-06-29T08:00:00Z").await;
    send_parcel(&app, "RELIEVED", &["C07", "F48"]).await;
    let before = app.declarations("RELIEVED").await.expect("declarations");
    assert_eq!(before[0]["errors"], json!([]), "{}", before[0]);
    let answer = replay(&app, "on=2026-07-01&creationDateTo=2026-06-30").await;
    let expected = [("RELIEVED".to_owned(), "newlyStopped".to_owned())];
    assert_eq!(turns(&answer), expected, "{answer}");
    let found = rule(&answer, "V1021").expect("the relief has ended");
    assert_eq!((&found["new"], &found["gone"]), (&json!(1), &json!(0)));
    assert!(turns(&replay(&app, "on=2026-06-30").await).is_empty());

    at(&app, "2026-07-02T08:00:00Z").await;
    send_parcel(&app, "DUTIABLE", &["F48"]).await;
    let after = app.declarations("DUTIABLE").await.expect("declarations");
    assert_eq!(after[0]["errors"], json!([]), "{}", after[0]);
    let answer = replay(&app, "on=2026-06-30&creationDateFrom=2026-07-02").await;
    let expected = [("DUTIABLE".to_owned(), "newlyStopped".to_owned())];
    assert_eq!(turns(&answer), expected, "{answer}");
    for code in ["V1015", "V1022"] {
        let found = rule(&answer, code).expect("the relief was needed");
        assert_eq!(found["new"], 1, "{code}");
    }
}

#[tokio::test]
async fn what_the_end_of_a_relief_breaks_is_told_before() {
    each_store(the_end_of_a_relief_is_foreseen).await;
}

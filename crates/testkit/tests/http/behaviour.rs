//! What users meet beside the good way: replacing, repeating, refusing, losing and finding again.

use cas_demo::stories::transit::document;
use cas_testkit::{StorePlace, TestApp, each_store, one};
use serde_json::{Value, json};

fn shipment(reference: &str, marker: &str) -> Value {
    let mut shipment = document(marker, 2);
    shipment["externalReference"] = reference.into();
    shipment
}

/// A shipment whose data is not complete.
fn incomplete(reference: &str) -> Value {
    let mut shipment = shipment(reference, "");
    let goods = &mut shipment["singleAdministrativeDocument"]["goodsShipment"];
    goods["governmentAgencyGoodsItems"][0] = json!({"goodsMeasure": {"qty": 1}});
    shipment
}

fn of_type(mut shipment: Value, message_type: &str) -> Value {
    shipment["messageType"] = message_type.into();
    shipment
}

async fn ingestion(app: &TestApp, reference_id: &str) -> Value {
    let (status, answer) = app
        .get(&format!("/v1/ingestions/{reference_id}"))
        .await
        .expect("HTTP");
    assert_eq!(status, 200, "{answer}");
    answer
}

async fn statuses(app: &TestApp, reference: &str) -> Vec<String> {
    let declarations = app.declarations(reference).await.expect("declarations");
    declarations
        .iter()
        .map(|declaration| {
            declaration["currentStatus"]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
        .collect()
}

/// What each message does to a shipment that has come so far, and which error it names.
async fn message_types(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    for (name, first, second, error, expected) in [
        (
            "again",
            shipment("", ""),
            shipment("", ""),
            Some("ShipmentExists"),
            vec!["Released"],
        ),
        (
            "late",
            shipment("", "#hold"),
            of_type(shipment("", ""), "Replace"),
            Some("ReplaceTooLate"),
            vec!["Accepted"],
        ),
        (
            "in flight",
            shipment("", "#silent"),
            of_type(shipment("", ""), "Replace"),
            Some("ReplaceInFlight"),
            vec!["Submitted"],
        ),
        (
            "invalid",
            incomplete(""),
            of_type(shipment("", ""), "Replace"),
            None,
            vec!["Cancelled", "Released"],
        ),
        (
            "rejected",
            shipment("", "#reject=1"),
            of_type(shipment("", ""), "Replace"),
            None,
            vec!["Cancelled", "Released"],
        ),
    ] {
        let named = |mut shipment: Value| {
            shipment["externalReference"] = name.into();
            shipment
        };
        app.send(&named(first)).await.expect("taken");
        app.settle().await.expect("settled");
        let id = app.send(&named(second)).await.expect("taken");
        app.settle().await.expect("settled");
        let ingestion = ingestion(&app, &id).await;
        assert_eq!(
            ingestion["errors"][0]["code"].as_str(),
            error,
            "{name}: {ingestion}"
        );
        assert_eq!(statuses(&app, name).await, expected, "{name}");
    }
    let id = app
        .send(&of_type(shipment("unknown", ""), "Replace"))
        .await
        .expect("taken");
    app.settle().await.expect("settled");
    assert_eq!(
        ingestion(&app, &id).await["errors"][0]["code"],
        "ShipmentUnknown"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn message_types_do_what_they_say() {
    each_store(message_types).await;
}

/// Customs' messages that cannot be read or matched are kept, shown and alerted; a message that
/// came too early finds its declaration later.
async fn strangers(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    let stranger = "<ncts:CC045C xmlns:ncts=\"http://ncts.dgtaxud.ec\" PhaseID=\"NCTS5.1\">\
        <messageSender>NTA.DE</messageSender><messageRecipient>X</messageRecipient>\
        <preparationDateAndTime>2026-11-22T08:00:00</preparationDateAndTime>\
        <messageIdentification>STRANGER</messageIdentification><messageType>CC045C</messageType>\
        <TransitOperation><MRN>26DE4101A7Q2W8B3A0</MRN><writeOffDate>2026-11-22</writeOffDate>\
        </TransitOperation><CustomsOfficeOfDeparture><referenceNumber>DE004101</referenceNumber>\
        </CustomsOfficeOfDeparture><HolderOfTheTransitProcedure><identificationNumber>DE1\
        </identificationNumber></HolderOfTheTransitProcedure></ncts:CC045C>";
    for (body, state, alert, seconds) in [
        ("no XML at all", "unreadable", "unreadable-message", 0),
        (
            "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
            "unreadable",
            "unreadable-message",
            0,
        ),
        (stranger, "unmatched", "unmatched-message", 3),
    ] {
        assert_eq!(app.post_as_customs(body).await.expect("HTTP"), 202);
        app.settle().await.expect("settled");
        app.wait(seconds).await.expect("settled");
        let (_, kept) = app
            .get(&format!("/v1/messages?state={state}"))
            .await
            .expect("HTTP");
        assert!(
            !kept["messages"].as_array().expect("messages").is_empty(),
            "{state}: {kept}"
        );
        let (_, alerts) = app.get("/v1/alerts").await.expect("HTTP");
        let kinds: Vec<&Value> = alerts["alerts"]
            .as_array()
            .expect("alerts")
            .iter()
            .map(|a| &a["kind"])
            .collect();
        assert!(kinds.contains(&&Value::from(alert)), "{alert}: {alerts}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_matched_is_kept_and_alerted() {
    each_store(strangers).await;
}

/// Actions: which are allowed where, what they bring about, how a refusal looks.
async fn actions(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    let id_of = async |reference: &str| {
        let declarations = app.declarations(reference).await.expect("declarations");
        declarations[0]["id"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };
    for (reference, marker, action, body, expected, end) in [
        ("a1", "", "submit", json!({}), 409, "Released"),
        ("a2", "#hold", "goods-arrived", json!({}), 409, "Accepted"),
        ("a3", "#hold", "invalidate", json!({}), 400, "Accepted"),
        (
            "a4",
            "#hold",
            "invalidate",
            json!({"reason": "sold twice"}),
            202,
            "Invalidated",
        ),
        // Customs refuses to invalidate what it has released.
        (
            "a5",
            "",
            "invalidate",
            json!({"reason": "too late"}),
            202,
            "InvalidationError",
        ),
        ("a6", "#silent", "resend", json!({}), 202, "Submitted"),
        ("a7", "#reject=1", "validate", json!({}), 202, "Released"),
    ] {
        app.send(&shipment(reference, marker)).await.expect("taken");
        app.settle().await.expect("settled");
        let path = format!("/v1/declarations/{}/{action}", id_of(reference).await);
        let (status, answer) = app.post(&path, &body).await.expect("HTTP");
        assert_eq!(status, expected, "{reference} {action}: {answer}");
        if status == 409 {
            assert_eq!(answer["code"], "not-allowed-in-status", "{reference}");
        }
        app.settle().await.expect("settled");
        assert_eq!(
            statuses(&app, reference).await,
            [end],
            "{reference} {action}"
        );
    }
    let (_, page) = app.get("/v1/events").await.expect("HTTP");
    let finished = page["events"].as_array().expect("events").iter();
    let finished: Vec<_> = finished
        .filter(|event| event["eventType"] == "DeclarationActionFinished")
        .map(|event| {
            (
                event["eventSubType"].clone(),
                event["data"]["successful"].clone(),
            )
        })
        .collect();
    let expected = ["invalidate", "invalidate", "resend", "validate"]
        .map(|action| (Value::from(action), Value::Bool(true)));
    assert_eq!(finished, expected);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn actions_are_carried_out_or_refused() {
    each_store(actions).await;
}

/// The customs system is away: the message waits and is sent when it is back; a message that is
/// refused for good says so on its declaration.
async fn outages(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    for (reference, marker) in [("down", "#error500=3"), ("closed", "#refuse=2")] {
        app.send(&shipment(reference, marker)).await.expect("taken");
        app.settle().await.expect("settled");
        assert_eq!(
            statuses(&app, reference).await,
            ["Submitted"],
            "{reference} at first"
        );
        for _ in 0..4 {
            app.wait(60).await.expect("settled");
        }
        assert_eq!(
            statuses(&app, reference).await,
            ["Released"],
            "{reference} in the end"
        );
    }
    // Down for longer than the schedule tries.
    app.send(&shipment("gone", "#error500=100000"))
        .await
        .expect("taken");
    for _ in 0..200 {
        app.wait(601).await.expect("settled");
    }
    assert_eq!(statuses(&app, "gone").await, ["CustomsError"]);
    // What was sent may have arrived: nothing is sent by itself for the same goods.
    let sent = async || {
        let messages = one::messages(&app, "gone").await.into_iter();
        let sent = messages.filter(|message| message["direction"] == "outbound");
        sent.count()
    };
    assert_eq!(sent().await, 1);
    let update = json!({
        "messageType": "Update", "direction": "OUT", "externalReference": "gone",
        "singleAdministrativeDocument": {"goodsShipment": {"consignment": {
            "departureTransportMeans": {"identification": "M-VE 2027"}}}},
    });
    app.send(&update).await.expect("taken");
    app.settle().await.expect("settled");
    assert_eq!(statuses(&app, "gone").await, ["Validated"]);
    let whole = one::declaration(&app, "gone").await;
    assert_eq!(
        whole["errors"][0]["errorCode"], "T0003",
        "{}",
        whole["errors"]
    );
    assert_eq!(sent().await, 1);
    let ended = async |message: &Value| {
        let (status, answer) = app
            .post("/v1/customsshipments", message)
            .await
            .expect("an answer");
        assert_eq!(status, 202, "{answer}");
        app.settle().await.expect("settled");
        let id = answer["referenceId"].as_str().unwrap_or_default();
        let ended = app.get(&format!("/v1/ingestions/{id}")).await;
        ended.expect("an ingestion").1["errors"][0]["code"].clone()
    };
    let mut replacement = shipment("gone", "");
    replacement["messageType"] = "Replace".into();
    assert_eq!(ended(&replacement).await, "FateUnknown");
    assert_eq!(statuses(&app, "gone").await, ["Validated"]);
    assert_eq!(sent().await, 1);
    // A person says so, and what was not known is over.
    let (status, answer) = one::act(&app, "gone", "submit", &json!({})).await;
    assert_eq!(status, 202, "{answer}");
    assert_eq!(statuses(&app, "gone").await, ["Submitted"]);
    assert_eq!(one::declaration(&app, "gone").await["errors"], json!([]));
    assert_eq!(sent().await, 2);
    // Who learns that customs has it not says so by withdrawing it.
    for _ in 0..200 {
        app.wait(601).await.expect("settled");
    }
    assert_eq!(ended(&replacement).await, "FateUnknown");
    let (status, answer) =
        one::act(&app, "gone", "invalidate", &json!({"reason": "not there"})).await;
    assert_eq!(status, 202, "{answer}");
    assert_eq!(ended(&replacement).await, Value::Null);
    assert_eq!(statuses(&app, "gone").await, ["Cancelled", "Released"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_of_customs_loses_nothing() {
    each_store(outages).await;
}

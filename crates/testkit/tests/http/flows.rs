//! Flows of several steps: what starts when, what follows from what, and how goods are cut into
//! declarations. Over HTTP, against the authority, on every store.

use cas_model::configuration::ConfigurationKind;
use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

/// Publishes a version.
async fn publish(app: &TestApp, kind: ConfigurationKind, version: u32, document: &Value) {
    cas_testkit::publish(app, &[(kind, version, document.clone())]).await;
}

/// The demo's flow of one step under another name, changed.
fn flow(name: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut flow = json!({
        "name": name,
        "direction": "OUT",
        "steps": [{
            "name": "first", "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
        }],
    });
    change(&mut flow);
    flow
}

fn shipment(flow: &str, reference: &str, items: usize) -> Value {
    let mut document = cas_demo::stories::transit::document("", items);
    document["customsFlow"] = flow.into();
    document["externalReference"] = reference.into();
    document["singleAdministrativeDocument"]["goodsShipment"]["ucr"]["traderReference"] =
        reference.into();
    document
}

/// Step, instance and count of each declaration.
async fn instances(app: &TestApp, reference: &str) -> Vec<(String, u64, u64)> {
    let declarations = app.declarations(reference).await.expect("declarations");
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    declarations
        .iter()
        .map(|declaration| {
            (
                declaration["customsFlowStep"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                number(&declaration["customsFlowStepInstanceSeq"]),
                number(&declaration["customsFlowStepInstanceCount"]),
            )
        })
        .collect()
}

async fn read(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("an answer");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

/// How an ingestion ended, and the code of its first error.
async fn ended(app: &TestApp, reference_id: &str) -> (String, String) {
    let ingestion = read(app, &format!("/v1/ingestions/{reference_id}")).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (
        text(&ingestion["state"]),
        text(&ingestion["errors"][0]["code"]),
    )
}

async fn tell(app: &TestApp, event: Value) -> (String, String) {
    let (status, answer) = app
        .post("/v1/shipmentevents", &event)
        .await
        .expect("an answer");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("settled");
    ended(app, answer["referenceId"].as_str().unwrap_or_default()).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_later_step_takes_over_what_an_earlier_one_learnt() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let all = cas_demo::stories::stories(cas_demo::stories::Size { items: 1 });
        let linked = all
            .iter()
            .find(|one| one.ends.len() == 2)
            .expect("one of two steps");
        app.send(&linked.document).await.expect("sent");
        app.settle().await.expect("settled");
        let declarations = app
            .declarations(linked.reference())
            .await
            .expect("declarations");
        let [export, transit] = &declarations[..] else {
            panic!("{} declarations", declarations.len());
        };
        assert_eq!(
            (&export["customsFlowStep"], &transit["customsFlowStep"]),
            (&json!("export"), &json!("transit"))
        );
        let path = format!(
            "/v1/declarations/{}",
            transit["id"].as_str().unwrap_or_default()
        );
        let document = read(&app, &path).await;
        let previous = &document["singleAdministrativeDocument"]["previousDocuments"];
        assert_eq!(previous[0]["refNum"], export["mrn"], "{previous}");
        let origins = read(&app, &format!("{path}/origins")).await;
        let of = |path: &str| {
            let origins = origins["origins"].as_array().into_iter().flatten();
            let mut found = origins.filter(|origin| origin["path"] == path);
            found
                .next()
                .map(|origin| origin["origin"].clone())
                .unwrap_or_default()
        };
        assert_eq!(
            of("previousDocuments[0].refNum")["type"],
            "earlierDeclaration"
        );
        assert_eq!(of("previousDocuments[0].refNum")["step"], "export");
        let office = of("goodsShipment.destinationOffice");
        assert_eq!(office["table"], "transit offices");
        assert_eq!(office["row"], "lyon");
        let item = "goodsShipment.governmentAgencyGoodsItems[0]";
        assert_eq!(
            of(&format!("{item}.commodity.description"))["type"],
            "masterData"
        );
        assert_eq!(
            of(&format!("{item}.additionalDocuments[0].type"))["row"],
            "dual use"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_are_selected_grouped_and_split() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let cut = |items: Value| flow("Cut", |flow| flow["steps"][0]["items"] = items);
        for (version, items, expected) in [
            (1, json!({"maxItems": 4}), vec![4, 4, 1]),
            (
                2,
                json!({"groupBy": [{"expression": "item.commodity.itemId"}]}),
                vec![3, 3, 3],
            ),
            (
                3,
                json!({
                    "select": "item.commodity.itemId != \"PUMP\"",
                    "groupBy": [{"expression":
                        "starts with(item.commodity.classifications[CN].code, \"87\")"}],
                    "maxItems": 2,
                }),
                vec![2, 1, 2, 1],
            ),
            (
                4,
                json!({"select": "item.goodsMeasure.nmass > 100000"}),
                vec![],
            ),
        ] {
            publish(&app, ConfigurationKind::Flow, version, &cut(items)).await;
            let reference = format!("CUT-{version}");
            app.send(&shipment("Cut", &reference, 9))
                .await
                .expect("sent");
            app.settle().await.expect("settled");
            let count = expected.len() as u64;
            let steps: Vec<_> = (1..=count)
                .map(|seq| ("first".to_owned(), seq, count))
                .collect();
            assert_eq!(instances(&app, &reference).await, steps, "{reference}");
            let mut items = Vec::new();
            for declaration in app.declarations(&reference).await.expect("declarations") {
                let id = declaration["id"].as_str().unwrap_or_default();
                let read = read(&app, &format!("/v1/declarations/{id}")).await;
                let goods = &read["singleAdministrativeDocument"]["goodsShipment"];
                let list = goods["governmentAgencyGoodsItems"].as_array().cloned();
                items.push(list.unwrap_or_default().len());
            }
            assert_eq!(items, expected, "{reference}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn steps_start_when_their_time_comes_and_once() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let waiting = flow("Waiting", |flow| {
            let step = |name: &str, start: Value| {
                let mut step = flow["steps"][0].clone();
                step["name"] = name.into();
                step["start"] = start;
                step
            };
            let steps = json!([
                flow["steps"][0],
                step("on arrival", json!({"on": "arrival"})),
                step("on demand", json!({"on": "action"})),
                step("checked", json!({"on": "statusReached", "step": "on demand",
                    "statuses": ["Invalid", "Validated"]})),
            ]);
            flow["steps"] = steps;
        });
        publish(&app, ConfigurationKind::Flow, 1, &waiting).await;
        app.send(&shipment("Waiting", "W-1", 1)).await.expect("sent");
        app.settle().await.expect("settled");
        let steps = async || -> Vec<String> {
            instances(&app, "W-1").await.into_iter().map(|(step, ..)| step).collect()
        };
        assert_eq!(steps().await, ["first"]);
        let event = |event: &str, step: Option<&str>| {
            json!({"externalReference": "W-1", "direction": "OUT", "event": event, "step": step})
        };
        let succeeded = ("succeeded".to_owned(), String::new());
        let nothing = ("failed".to_owned(), "NothingStarted".to_owned());
        assert_eq!(tell(&app, event("arrival", None)).await, succeeded);
        assert_eq!(tell(&app, event("arrival", None)).await, nothing);
        assert_eq!(tell(&app, event("stock", None)).await, nothing);
        assert_eq!(tell(&app, event("start", Some("first"))).await, nothing);
        assert_eq!(steps().await, ["first", "on arrival"]);
        // The version that the shipment started with goes on, whatever is published since.
        let shorter = flow("Waiting", |_| {});
        publish(&app, ConfigurationKind::Flow, 2, &shorter).await;
        assert_eq!(tell(&app, event("start", Some("on demand"))).await, succeeded);
        assert_eq!(steps().await, ["first", "on arrival", "on demand", "checked"]);
        let unknown = json!({"externalReference": "W-2", "direction": "OUT", "event": "arrival"});
        let refused = ("failed".to_owned(), "ShipmentUnknown".to_owned());
        assert_eq!(tell(&app, unknown).await, refused);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flows_are_chosen_by_the_table_or_refused_with_the_reason() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        for (plant, state, code) in [
            ("HAM1", "succeeded", ""),
            ("LEJ1", "failed", "FlowUnknown"),
            ("DUS1", "failed", "FlowUnknown"),
            ("CGN1", "failed", "FlowSelectionFailed"),
        ] {
            if plant == "DUS1" {
                let row = |id: &str, plant: &str, flow: &str| {
                    json!({"id": id, "conditions": [plant], "outputs": [flow]})
                };
                let table = json!({"table": {
                    "name": "flow selection",
                    "hitPolicy": "unique",
                    "inputs": [{"name": "shipment.plant", "type": "code"}],
                    "outputs": [{"name": "flow", "type": "text"}],
                    "rows": [row("1", "\"DUS1\"", "\"Gone\""), row("2", "\"CGN1\"", "\"A\""),
                        row("3", "\"CGN1\"", "\"B\"")],
                }});
                publish(&app, ConfigurationKind::DecisionTable, 2, &table).await;
            }
            let mut document = shipment("", plant, 1);
            document["plant"] = plant.into();
            document.as_object_mut().expect("an object").remove("customsFlow");
            let id = app.send(&document).await.expect("sent");
            app.settle().await.expect("settled");
            let expected = (state.to_owned(), code.to_owned());
            assert_eq!(ended(&app, &id).await, expected, "{plant}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn tables_fill_override_and_warn_and_their_failures_are_findings() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let table = json!({"table": {
            "name": "all modes",
            "inputs": [{"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"}],
            "outputs": [
                {"name": "item.goodsMeasure.gmass", "type": "number", "mode": "override"},
                {"name": "item.commodity.description", "type": "text", "mode": "warnIfDifferent"},
                {"name": "item.statValue", "type": "number"},
            ],
            "rows": [
                {"id": "all", "conditions": ["-"],
                    "outputs": ["mass * 2", "\"Other\"", "100 / (mass - 225)"]},
            ],
        }});
        publish(&app, ConfigurationKind::DecisionTable, 1, &table).await;
        let modes = flow("Modes", |flow| {
            flow["steps"][0]["tables"] = json!(["all modes"])
        });
        publish(&app, ConfigurationKind::Flow, 1, &modes).await;
        let mut document = shipment("Modes", "M-1", 2);
        let goods = &mut document["singleAdministrativeDocument"]["goodsShipment"];
        // Ten bicycles weigh 225 kg net: the third output divides by zero. Eleven do not.
        goods["governmentAgencyGoodsItems"][1] = goods["governmentAgencyGoodsItems"][0].clone();
        goods["governmentAgencyGoodsItems"][1]["goodsMeasure"] = json!({"qty": 11, "gmass": 300});
        app.send(&document).await.expect("sent");
        app.settle().await.expect("settled");
        let declarations = app.declarations("M-1").await.expect("declarations");
        let id = declarations[0]["id"].as_str().unwrap_or_default();
        let read = read(&app, &format!("/v1/declarations/{id}")).await;
        assert_eq!(read["currentStatus"], "Invalid");
        let items =
            &read["singleAdministrativeDocument"]["goodsShipment"]["governmentAgencyGoodsItems"];
        // The failed item keeps what the article says; the other keeps what was given.
        assert_eq!(items[0]["goodsMeasure"]["gmass"].to_string(), "250");
        assert_eq!(items[1]["goodsMeasure"]["gmass"].to_string(), "300");
        assert_eq!(
            items[1]["statValue"].to_string(),
            "4.4444444444444444444444444444"
        );
        assert_eq!(
            items[1]["commodity"]["description"],
            "Bicycles with electric motor"
        );
        let codes: Vec<(String, String)> = read["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|error| {
                error["errorCode"]
                    .as_str()
                    .is_some_and(|code| code.starts_with("D003"))
            })
            .map(|error| {
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                (text(&error["errorCode"]), text(&error["severity"]))
            })
            .collect();
        let expected = [("D0032", "error"), ("D0033", "warning")];
        let expected = expected.map(|(code, severity)| (code.to_owned(), severity.to_owned()));
        assert_eq!(codes, expected, "{}", read["errors"]);
        let failed = read["errors"].to_string();
        assert!(failed.contains("row all"), "{failed}");
    })
    .await;
}

/// What stands at a path of a declaration's document.
async fn values(app: &TestApp, reference: &str, pointer: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for declaration in app.declarations(reference).await.expect("declarations") {
        let id = declaration["id"].as_str().unwrap_or_default();
        let read = read(app, &format!("/v1/declarations/{id}")).await;
        let document = &read["singleAdministrativeDocument"];
        found.push(document.pointer(pointer).cloned().unwrap_or_default());
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn parts_have_numbers_and_records_of_their_own() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let parts = flow("Parts", |flow| {
            flow["steps"][0]["items"] = json!({"groupBy": [{
                "expression":
                    "if item.commodity.itemId = \"BIKE\" then \"LYON\" else \"ROMA\"",
                "assignTo": "goodsShipment.consignor.code",
            }]});
            let mut second = flow["steps"][0].clone();
            second["name"] = "second".into();
            flow["steps"].as_array_mut().expect("steps").push(second);
        });
        publish(&app, ConfigurationKind::Flow, 1, &parts).await;
        let mut document = shipment("Parts", "P-1", 3);
        document["singleAdministrativeDocument"]["functionRefNum"] = "LRN-OF-THE-ERP".into();
        // Too large a sum is no sum, and nothing breaks.
        for item in 0..3 {
            let goods = &mut document["singleAdministrativeDocument"]["goodsShipment"];
            goods["governmentAgencyGoodsItems"][item]["commodity"]["invoiceLine"] =
                json!({"itemAmount": "50000000000000000000000000000"});
        }
        document["singleAdministrativeDocument"]["totalInvoiceAmount"] = json!(1);
        app.send(&document).await.expect("sent");
        app.settle().await.expect("settled");
        let mut numbers = values(&app, "P-1", "/functionRefNum").await;
        assert_eq!(numbers.len(), 4);
        numbers.sort_by_key(ToString::to_string);
        numbers.dedup();
        assert_eq!(numbers.len(), 4, "{numbers:?}");
        // The consignor was named when the goods were cut, and is known all the same.
        let names = values(&app, "P-1", "/goodsShipment/consignor/name").await;
        let expected = ["Cycles de Lyon SARL", "Biciclette Roma S.r.l."].map(Value::from);
        assert_eq!(names, [&expected[..], &expected[..]].concat());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn goods_are_not_cut_by_what_a_table_could_not_say() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let table = json!({"table": {
            "name": "kinds",
            "inputs": [{"name": "mass", "type": "number", "expression": "item.goodsMeasure.nmass"}],
            "outputs": [{"name": "item.declType", "type": "code"}],
            "rows": [{"id": "1", "conditions": ["100 / (mass - 225) > 0"], "outputs": ["\"T1\""]},
                {"id": "2", "conditions": ["-"], "outputs": ["\"T2\""]}],
        }});
        publish(&app, ConfigurationKind::DecisionTable, 1, &table).await;
        let cut = flow("Kinds", |flow| {
            flow["steps"][0]["tables"] = json!(["kinds"]);
            flow["steps"][0]["items"] = json!({"select": "item.declType = \"T1\""});
        });
        publish(&app, ConfigurationKind::Flow, 1, &cut).await;
        let id = app.send(&shipment("Kinds", "K-1", 2)).await.expect("sent");
        app.settle().await.expect("settled");
        let refused = ("failed".to_owned(), "GroupingFailed".to_owned());
        assert_eq!(ended(&app, &id).await, refused);
        assert!(
            app.declarations("K-1")
                .await
                .expect("declarations")
                .is_empty()
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_withdrawn_is_not_waited_for() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let mut chain = flow("Chain", |flow| {
            flow["steps"][0]["items"] = json!({"maxItems": 1});
            flow["steps"][0]["autoSubmit"] = "always".into();
            let mut second = flow["steps"][0].clone();
            second["name"] = "second".into();
            second["items"] = json!({});
            second["start"] =
                json!({"on": "statusReached", "step": "first", "statuses": ["Released"]});
            flow["steps"].as_array_mut().expect("steps").push(second);
        });
        let transit = published_defaults(&app).await;
        chain["steps"][0]["defaults"] = transit.clone();
        chain["steps"][1]["defaults"] = transit;
        publish(&app, ConfigurationKind::Flow, 1, &chain).await;
        // The authority holds what it has accepted; both are then invalidated or released by us.
        let mut document = shipment("Chain", "C-1", 2);
        document["singleAdministrativeDocument"]["goodsShipment"]["ucr"]["traderReference"] =
            "C-1 #hold".into();
        app.send(&document).await.expect("sent");
        app.settle().await.expect("settled");
        let first = app.declarations("C-1").await.expect("declarations");
        assert_eq!(first.len(), 2, "{first:?}");
        let reason = json!({"reason": "not wanted"});
        for declaration in &first {
            assert_eq!(declaration["currentStatus"], "Accepted");
            let id = declaration["id"].as_str().unwrap_or_default();
            let path = format!("/v1/declarations/{id}/invalidate");
            let (status, answer) = app.post(&path, &reason).await.expect("an answer");
            assert_eq!(status, 202, "{answer}");
            app.settle().await.expect("settled");
        }
        // All were withdrawn: nothing follows.
        assert_eq!(instances(&app, "C-1").await.len(), 2);
    })
    .await;
}

/// The defaults of the demo's flow of one step.
async fn published_defaults(app: &TestApp) -> Value {
    let path = "/v1/configuration/flows/Transit/versions/1";
    read(app, path).await["document"]["steps"][0]["defaults"].clone()
}

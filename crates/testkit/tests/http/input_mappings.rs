//! A client that cannot be changed is served by configuration: what its shipments say is changed
//! before it is kept, and both are told. Over HTTP, on every store.

use cas_demo::stories::uk_import;
use cas_testkit::one::declaration;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

const MAPPINGS: &str = "/v1/configuration/inputmappings";
const SHIPMENTS: &str = "/v1/customsshipments";

/// The commercial product's client, as it sends an import.
fn sent(reference: &str, message_type: &str) -> Value {
    let mut shipment = uk_import::shipment(reference);
    shipment["messageType"] = message_type.into();
    shipment["customsFlow"] = "INEU_H1".into();
    let document = &mut shipment["singleAdministrativeDocument"];
    document["agentStatus"] = "1".into();
    let goods = &mut document["goodsShipment"];
    goods["additionalInformations"] = json!([
        {"code": "44-PLDA-DV1Exempt", "text": "no DV1"},
        {"code": "00500", "text": "IMPORTER"},
    ]);
    for item in goods["governmentAgencyGoodsItems"]
        .as_array_mut()
        .expect("items")
    {
        item["governmentProcedure"] = json!({"proc": "40", "prevProc": "00", "procNat2": "4A0"});
    }
    shipment
}

/// What makes it valid: three tables, and the mapping that asks them.
fn configuration() -> Value {
    let mut flow = uk_import::flow();
    flow["name"] = "ErpImport".into();
    flow["steps"][0]["autoSubmit"] = "never".into();
    let statement = "goodsShipment.additionalInformations[code=44-PLDA-DV1Exempt].code";
    let head = json!({
        "name": "erp head",
        "inputs": [
            {"name": "agentStatus", "type": "code"},
            {"name": "shipment.customsFlow", "type": "text"},
            {"name": "statement", "expression": statement, "type": "text"},
        ],
        "outputs": [
            {"name": "agentStatus", "type": "code", "mode": "replace"},
            {"name": "shipment.customsFlow", "type": "text", "mode": "replace"},
            {"name": statement, "type": "boolean", "mode": "removeElement"},
        ],
        "hitPolicy": "first",
        "rows": [
            {"id": "all", "conditions": ["1", "\"INEU_H1\"", "not(null)"],
                "outputs": ["\"2\"", "\"ErpImport\"", "true"]},
            {"id": "status", "conditions": ["1", "-", "-"], "outputs": ["\"2\"", "-", "-"]},
        ],
    });
    let procedure = |field: &str| format!("item.governmentProcedure.{field}");
    let procedures = json!({
        "name": "erp procedures",
        "inputs": [
            {"name": "first", "expression": procedure("procNat1"), "type": "code"},
            {"name": "second", "expression": procedure("procNat2"), "type": "code"},
        ],
        "outputs": [
            {"name": procedure("procNat1"), "type": "code", "mode": "fillIfEmpty"},
            {"name": procedure("procNat2"), "type": "boolean", "mode": "remove"},
        ],
        "rows": [{"id": "shift", "conditions": ["null", "not(null)"],
            "outputs": ["second", "true"]}],
    });
    json!({
        "flows": [flow],
        "decisionTables": [{"table": head}, {"table": procedures}],
        "inputMappings": [{
            "name": "erp",
            "clients": [cas_demo::tenant::CLIENT_ID],
            "tables": ["erp head", "erp procedures"],
        }],
    })
}

async fn post(app: &TestApp, path: &str, body: &Value) -> Value {
    let (status, answer) = app.post(path, body).await.expect("an answer");
    assert!(status < 300, "{path}: {status} {answer}");
    answer
}

async fn get(app: &TestApp, path: &str) -> Value {
    let (status, answer) = app.get(path).await.expect("an answer");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

async fn configured(place: StorePlace) -> TestApp {
    let app = TestApp::start(place).await.expect("started");
    app.connect("uk_cds", &uk_import::settings(), &json!({}))
        .await
        .expect("connected");
    post(&app, "/v1/configuration/import", &configuration()).await;
    app
}

/// What the rows changed, as path, what was sent, what was kept, and the row.
fn told(changes: &Value) -> Vec<(String, Value, Value, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let changes = changes.as_array().expect("changes").iter();
    changes
        .map(|change| {
            let row = format!("{}/{}", text(&change["table"]), text(&change["row"]));
            assert_eq!(change["mapping"], "erp");
            assert_eq!(change["mappingVersion"], 1);
            assert_eq!(change["tableVersion"], 1);
            (
                text(&change["path"]),
                change["sent"].clone(),
                change["kept"].clone(),
                row,
            )
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_commercial_client_is_made_valid_by_configuration_alone() {
    each_store(|place| async {
        let app = configured(place).await;
        let shipment = sent("ERP-1", "New");
        let planned = post(&app, &format!("{SHIPMENTS}?dryRun=true"), &shipment).await;
        let planned = &planned["plan"]["ingestions"][0];
        assert_eq!(planned["outcome"], "successful", "{planned:#}");

        let reference = app.send(&shipment).await.expect("sent");
        app.settle().await.expect("settled");
        let declaration = declaration(&app, "ERP-1").await;
        assert_eq!(declaration["currentStatus"], "Validated", "{declaration}");
        let document = &declaration["singleAdministrativeDocument"];
        assert_eq!(document["agentStatus"], "2");
        let goods = &document["goodsShipment"];
        let statements = goods["additionalInformations"].as_array();
        let codes = statements.expect("statements").iter().map(|it| &it["code"]);
        assert_eq!(codes.collect::<Vec<_>>(), ["00500"]);
        for item in goods["governmentAgencyGoodsItems"]
            .as_array()
            .expect("items")
        {
            let procedure = &item["governmentProcedure"];
            assert_eq!(
                (&procedure["procNat1"], procedure.get("procNat2")),
                (&json!("4A0"), None)
            );
        }

        // The message tells what was sent and what was kept, and by which row; as the dry run did.
        let path = format!("/v1/ingestions/{reference}");
        let ingestion = get(&app, &path).await;
        let changes = told(&ingestion["changes"]);
        assert_eq!(told(&planned["changes"]), changes);
        let sad = "singleAdministrativeDocument";
        let of = |change: usize| {
            let (path, sent, kept, row) = &changes[change];
            (path.as_str(), sent.clone(), kept.clone(), row.as_str())
        };
        let status = format!("{sad}.agentStatus");
        assert_eq!(of(0), (&status[..], json!("1"), json!("2"), "erp head/all"));
        let flow = (
            "customsFlow",
            json!("INEU_H1"),
            json!("ErpImport"),
            "erp head/all",
        );
        assert_eq!(of(1), flow);
        let (at, element, kept, row) = of(2);
        assert_eq!(at, format!("{sad}.goodsShipment.additionalInformations"));
        assert_eq!(
            (&element["code"], kept),
            (&json!("44-PLDA-DV1EXEMPT"), Value::Null)
        );
        assert_eq!(row, "erp head/all");
        assert_eq!(changes.len(), 3 + 2 * 2);
        let payload = get(&app, &format!("{path}/payload")).await;
        assert_eq!(payload["sent"][sad]["agentStatus"], "1");
        assert_eq!(payload["kept"][sad]["agentStatus"], "2");
        assert_eq!(payload["changes"], ingestion["changes"]);

        // The rows were counted when the message was kept, and not in the dry run.
        for (table, row, hits) in [("erp%20head", "all", 1), ("erp%20procedures", "shift", 2)] {
            let path = format!("/v1/decisiontables/{table}/versions/1/hits");
            let found = get(&app, &path).await;
            assert_eq!(found["rows"][0]["row"], row, "{found}");
            assert_eq!(found["rows"][0]["hits"], hits, "{found}");
        }

        // The declaration says where its values came from.
        let id = declaration["id"].as_str().expect("an id");
        let origins = get(&app, &format!("/v1/declarations/{id}/origins")).await;
        let origin = |wanted: &str| {
            let all = origins["origins"].as_array().expect("origins").iter();
            let found = all.clone().find(|one| one["path"] == wanted);
            found.unwrap_or_else(|| panic!("{wanted}"))["origin"].clone()
        };
        let expected = json!({
            "type": "inputMapping", "sent": "1", "mapping": "erp", "mappingVersion": 1,
            "table": "erp head", "tableVersion": 1, "row": "all",
        });
        assert_eq!(origin("agentStatus"), expected);
        let item = "goodsShipment.governmentAgencyGoodsItems[1].governmentProcedure.procNat1";
        assert_eq!(origin(item)["row"], "shift");
        assert_eq!(
            origin("goodsShipment.exportCountry"),
            json!({"type": "shipment"})
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_update_is_mapped_alike_and_says_no_more_than_it_did() {
    each_store(|place| async {
        let app = configured(place).await;
        app.send(&sent("ERP-1", "New")).await.expect("sent");
        app.settle().await.expect("settled");
        let before = declaration(&app, "ERP-1").await;
        let update = |document: Value| {
            json!({
                "messageType": "Update", "externalReference": "ERP-1", "direction": "IN",
                "singleAdministrativeDocument": document,
            })
        };
        let items = "governmentAgencyGoodsItems";
        let item = before["singleAdministrativeDocument"]["goodsShipment"][items][0].clone();
        // Says the status again, one procedure, and something else.
        let changes = update(json!({
            "agentStatus": "1",
            "goodsShipment": {
                "tradeTerms": {"place": "GBLON"},
                (items): [{
                    "casReference": item["casReference"],
                    "governmentProcedure": {"procNat2": "4A0"},
                }],
            },
        }));
        let reference = app.send(&changes).await.expect("sent");
        app.settle().await.expect("settled");
        let after = declaration(&app, "ERP-1").await;
        assert_eq!(after["currentStatus"], "Validated", "{after}");
        let document = |declaration: &Value| declaration["singleAdministrativeDocument"].clone();
        let mut expected = document(&before);
        expected["goodsShipment"]["tradeTerms"]["place"] = "GBLON".into();
        assert_eq!(document(&after), expected);
        let ingestion = get(&app, &format!("/v1/ingestions/{reference}")).await;
        let rows: Vec<String> = told(&ingestion["changes"])
            .into_iter()
            .map(|(_, _, _, row)| row)
            .collect();
        assert_eq!(rows, ["erp head/status", "erp procedures/shift"]);

        // What it does not name is not touched, and keeps where it came from.
        let quiet = update(json!({"goodsShipment": {"tradeTerms": {"place": "GBFXT"}}}));
        let reference = app.send(&quiet).await.expect("sent");
        app.settle().await.expect("settled");
        let ingestion = get(&app, &format!("/v1/ingestions/{reference}")).await;
        assert_eq!(ingestion.get("changes"), None, "{ingestion}");
        let last = declaration(&app, "ERP-1").await;
        assert_eq!(document(&last), document(&before));
        let id = last["id"].as_str().expect("an id");
        let origins = get(&app, &format!("/v1/declarations/{id}/origins"))
            .await
            .to_string();
        assert!(origins.contains(r#""row":"status""#), "{origins}");

        // An element that is named alone cannot be taken away.
        let statements = &document(&before)["goodsShipment"]["additionalInformations"];
        let named = update(json!({"goodsShipment": {"additionalInformations": [{
            "casReference": statements[0]["casReference"], "code": "44-PLDA-DV1Exempt",
        }]}, "agentStatus": "1"}));
        let mut named = named;
        named["customsFlow"] = "INEU_H1".into();
        let (status, answer) = app.post(SHIPMENTS, &named).await.expect("an answer");
        assert_eq!(
            (status, &answer["code"]),
            (400, &json!("input-mapping-failed"))
        );
        let detail = answer["detail"].as_str().unwrap_or_default();
        assert!(detail.contains("erp head version 1, row all"), "{detail}");
    })
    .await;
}

/// The message as it is kept, without what is new for each.
async fn kept(app: &TestApp, shipment: &Value) -> Value {
    let reference = app.send(shipment).await.expect("sent");
    let payload = get(app, &format!("/v1/ingestions/{reference}/payload")).await;
    assert_eq!(payload.get("kept"), None, "{payload}");
    assert_eq!(payload.get("changes"), None);
    payload["sent"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_mapping_that_says_something_nothing_changes() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let plain = kept(&app, &sent("ERP-1", "New")).await;
        let mut others = configuration();
        others["inputMappings"][0]["clients"] = json!(["another"]);
        let mut empty = others.clone();
        empty["inputMappings"][0] = json!({"name": "none", "clients": ["*"], "tables": []});
        for configuration in [others, empty] {
            post(&app, "/v1/configuration/import", &configuration).await;
            let found = kept(&app, &sent("ERP-1", "New")).await;
            assert_eq!(found.to_string(), plain.to_string());
        }
        // What no other mapping takes is for the one of all others.
        let mut all = configuration();
        all["inputMappings"][0]["name"] = "none".into();
        all["inputMappings"][0]["clients"] = json!(["*"]);
        post(&app, "/v1/configuration/import", &all).await;
        let reference = app.send(&sent("ERP-1", "New")).await.expect("sent");
        let payload = get(&app, &format!("/v1/ingestions/{reference}/payload")).await;
        assert_eq!(payload["sent"], plain);
        assert_eq!(payload["kept"]["customsFlow"], "ErpImport");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mapping_has_versions_as_all_configuration() {
    each_store(|place| async {
        let app = configured(place).await;
        let exported = get(&app, "/v1/configuration/export").await;
        let mapping = &exported["inputMappings"][0];
        assert_eq!(*mapping, configuration()["inputMappings"][0]);
        let again = post(&app, "/v1/configuration/import", &exported).await;
        for document in again["documents"].as_array().expect("documents") {
            assert_eq!(document["change"], "unchanged", "{document}");
        }
        let draft = format!("{MAPPINGS}/erp/draft");
        for (change, place, message) in [
            (json!({"clients": []}), "clients", "name the clients"),
            (
                json!({"clients": ["a", "a"]}),
                "clients[1]",
                "a is there twice",
            ),
            (
                json!({"tables": ["nowhere"]}),
                "tables[0]",
                "no published decision table nowhere",
            ),
            (json!({"tables": ["transit offices"]}), "tables[0]", ""),
        ] {
            let mut document = mapping.clone();
            for (name, value) in change.as_object().into_iter().flatten() {
                document[name] = value.clone();
            }
            let (status, answer) = app.put(&draft, &document).await.expect("an answer");
            if message.is_empty() {
                assert!(status < 300, "{answer}");
                continue;
            }
            let found = &answer["errors"][0];
            assert_eq!((status, &found["path"]), (400, &json!(place)), "{answer}");
            let told = found["message"].as_str().unwrap_or_default();
            assert!(told.contains(message), "{told}");
        }
        // A client has one mapping.
        let other = json!({"name": "other", "clients": mapping["clients"], "tables": []});
        let path = format!("{MAPPINGS}/other/draft");
        let (status, answer) = app.put(&path, &other).await.expect("an answer");
        assert_eq!(
            (status, &answer["errors"][0]["path"]),
            (400, &json!("clients[0]"))
        );
        // A table that changes what was given is for mappings alone, and stays while one asks it.
        let mut flow = configuration()["flows"][0].clone();
        flow["steps"][0]["tables"] = json!(["erp head"]);
        let path = "/v1/configuration/flows/ErpImport/draft";
        let (status, answer) = app.put(path, &flow).await.expect("an answer");
        assert_eq!(
            (status, &answer["errors"][0]["path"]),
            (400, &json!("steps[0].tables[0]"))
        );
        let path = "/v1/configuration/decisiontables/erp%20head/versions/1/retire";
        let (status, answer) = app.post(path, &json!({})).await.expect("an answer");
        assert_eq!(status, 409, "{answer}");
        post(
            &app,
            &format!("{MAPPINGS}/erp/versions/1/retire"),
            &json!({}),
        )
        .await;
        let reference = app.send(&sent("ERP-9", "New")).await.expect("sent");
        let ingestion = get(&app, &format!("/v1/ingestions/{reference}")).await;
        assert_eq!(ingestion.get("changes"), None, "{ingestion}");
    })
    .await;
}

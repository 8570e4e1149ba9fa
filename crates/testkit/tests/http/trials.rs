//! What another version of a table would change, and why a table said what it said. Over HTTP, on
//! every store.

use cas_testkit::{TestApp, each_store};
use serde_json::{Value, json};

async fn post(app: &TestApp, path: &str, body: Value) -> Value {
    let (status, answer) = app.post(path, &body).await.expect("an answer");
    assert_eq!(status, 200, "{path}: {answer}");
    answer
}

/// The demo's shipment of two steps, all the way; returns the id of its transit declaration.
async fn transit(app: &TestApp) -> String {
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
    declarations[1]["id"]
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// The table of the demo as it is published.
async fn published(app: &TestApp, name: &str) -> Value {
    let path = format!("/v1/configuration/decisiontables/{name}/versions/1");
    let (status, answer) = app.get(&path).await.expect("an answer");
    assert_eq!(status, 200, "{answer}");
    answer["document"].clone()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_is_tried_before_it_is_published() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let id = transit(&app).await;
        let mut draft = published(&app, "transit%20offices").await;
        draft["table"]["rows"][0]["outputs"][1] = "\"FR000040\"".into();
        let path = "/v1/configuration/decisiontables/transit%20offices/draft";
        let (status, answer) = app.put(path, &draft).await.expect("an answer");
        assert!(status < 300, "{answer}");
        let versions = "/v1/decisiontables/transit%20offices/versions";
        let body = json!({"declarationId": id});
        let trial = post(&app, &format!("{versions}/draft/try"), body.clone()).await;
        let change = json!({"path": "goodsShipment.destinationOffice", "before": "FR001330",
            "after": "FR000040"});
        assert_eq!(trial["changes"], json!([change]));
        let same = post(&app, &format!("{versions}/1/try"), body).await;
        assert_eq!(same["changes"], json!([]));
        let replay = post(
            &app,
            &format!("{versions}/draft/replay"),
            json!({"last": 10}),
        )
        .await;
        assert_eq!(
            (&replay["declarations"], &replay["changed"]),
            (&json!(1), &json!(1))
        );
        assert_eq!(
            replay["fields"],
            json!({"goodsShipment.destinationOffice": 1})
        );
        // Nothing of this was stored.
        let (_, read) = app
            .get(&format!("/v1/declarations/{id}"))
            .await
            .expect("an answer");
        let goods = &read["singleAdministrativeDocument"]["goodsShipment"];
        assert_eq!(goods["destinationOffice"], "FR001330");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_table_said_is_explained_cell_by_cell() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let id = transit(&app).await;
        let path = "/v1/decisiontables/transit%20offices/versions/1/explain";
        let body = json!({"declarationId": id, "rows": ["fr", "it"]});
        let explained = post(&app, path, body).await;
        let asked = &explained["asked"][0];
        assert_eq!(asked["item"], Value::Null);
        assert_eq!(
            asked["inputs"],
            json!({"country": "FR", "consignee": "LYON"})
        );
        let rows: Vec<(&Value, &Value)> = asked["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| (&row["row"], &row["outcome"]["kind"]))
            .collect();
        let expected = [("lyon", "fired"), ("fr", "outranked"), ("it", "notMatched")];
        let expected = expected.map(|(row, outcome)| (json!(row), json!(outcome)));
        assert_eq!(
            rows,
            expected
                .iter()
                .map(|(row, kind)| (row, kind))
                .collect::<Vec<_>>()
        );
        assert_eq!(asked["rows"][2]["cells"][0]["value"], "FR");
        let other = "/v1/decisiontables/export%20offices/versions/1/explain";
        let body = json!({"declarationId": id});
        let (status, answer) = app.post(other, &body).await.expect("an answer");
        assert_eq!(
            (status, &answer["code"]),
            (409, &json!("table-not-asked")),
            "{answer}"
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_declaration_becomes_a_test_of_the_draft() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let id = transit(&app).await;
        let versions = "/v1/decisiontables/transit%20offices/versions";
        let wanted = json!({"declarationId": id, "name": "to Lyon"});
        let saved = post(&app, &format!("{versions}/1/tests"), wanted.clone()).await;
        assert_eq!(saved["state"], "draft");
        let tests = saved["document"]["tests"].as_array().expect("tests");
        let test = tests.last().expect("the new one");
        assert_eq!(test["name"], "to Lyon");
        assert_eq!(test["expect"]["rows"], json!(["lyon"]));
        assert_eq!(
            test["expect"]["outputs"]["goodsShipment.destinationOffice"],
            "FR001330"
        );
        let run = post(&app, &format!("{versions}/draft/test"), json!({})).await;
        assert_eq!(run["passed"], true, "{run}");
        // A change of the row fails it.
        let mut draft = saved["document"].clone();
        draft["table"]["rows"][0]["outputs"][1] = "\"FR000040\"".into();
        let path = "/v1/configuration/decisiontables/transit%20offices/draft";
        let (status, answer) = app.put(path, &draft).await.expect("an answer");
        assert!(status < 300, "{answer}");
        let run = post(&app, &format!("{versions}/draft/test"), json!({})).await;
        assert_eq!(run["passed"], false);
        for (body, place) in [
            (wanted, "name"),
            (
                json!({"declarationId": id, "name": "another", "item": 7}),
                "item",
            ),
        ] {
            let path = format!("{versions}/1/tests");
            let (status, answer) = app.post(&path, &body).await.expect("an answer");
            assert_eq!(
                (status, &answer["errors"][0]["path"]),
                (400, &json!(place)),
                "{answer}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_that_were_close_are_told_of_a_declaration() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let id = transit(&app).await;
        let path = "/v1/decisiontables/transit%20offices/versions/1/explain";
        let output = "goodsShipment.destinationOffice";
        let body = json!({"declarationId": id, "nearMisses": 100, "output": output});
        let explained = post(&app, path, body).await;
        let close = &explained["asked"][0]["nearMisses"];
        let rows = close["rows"].as_array().expect("rows");
        assert!(!rows.is_empty(), "{explained}");
        for row in rows {
            assert_eq!(row["outcome"]["kind"], "notMatched", "{row}");
            assert_ne!(row["row"], "lyon");
        }
        let body = json!({"declarationId": id, "nearMisses": 1, "output": "colour"});
        let (status, answer) = app.post(path, &body).await.expect("an answer");
        assert_eq!(
            (status, &answer["errors"][0]["path"]),
            (400, &json!("output"))
        );
    })
    .await;
}

/// How often each row fired, and how often none did, of rows that were counted.
async fn hits(app: &TestApp, table: &str) -> Value {
    let path = format!("/v1/decisiontables/{table}/versions/1/hits");
    let (status, found) = app.get(&path).await.expect("an answer");
    assert_eq!(status, 200, "{found}");
    let rows = found["rows"].as_array().expect("rows").iter();
    let fired = rows.filter(|row| row["hits"] != 0);
    let mut counts: serde_json::Map<String, Value> = fired
        .map(|row| {
            (
                row["row"].as_str().expect("an id").to_owned(),
                row["hits"].clone(),
            )
        })
        .collect();
    counts.insert("no row".to_owned(), found["noRow"]["hits"].clone());
    Value::Object(counts)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn rows_are_counted_where_a_decision_is_recorded() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let id = transit(&app).await;
        let table = "transit%20offices";
        let once = json!({"lyon": 1, "no row": null});
        assert_eq!(hits(&app, table).await, once);
        let versions = "/v1/decisiontables/transit%20offices/versions/1";
        let of = json!({"declarationId": id});
        for (tool, body) in [
            ("evaluate", json!({"inputs": {}})),
            ("test", json!({})),
            ("try", of.clone()),
            ("replay", json!({})),
            ("explain", of),
        ] {
            post(&app, &format!("{versions}/{tool}"), body).await;
        }
        let all = cas_demo::stories::stories(cas_demo::stories::Size { items: 1 });
        let dry = app.post("/v1/customsshipments?dryRun=true", &all[0].document);
        let (status, planned) = dry.await.expect("an answer");
        assert_eq!(status, 200, "{planned}");
        assert_eq!(hits(&app, table).await, once);
        // Whoever has it checked again has it decided again.
        let path = format!("/v1/declarations/{id}/validate?dryRun=true");
        let (status, answer) = app.post(&path, &json!({})).await.expect("an answer");
        assert!(status < 500, "{answer}");
        assert_eq!(hits(&app, table).await, once);
    })
    .await;
}

/// The tables that choose the flow and that say whether to submit are counted too.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_to_questions_of_the_flow_are_counted() {
    use cas_demo::stories::uk_import;
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        app.connect("uk_cds", &uk_import::settings(), &json!({}))
            .await
            .expect("connected");
        let mut flow = uk_import::flow();
        flow["name"] = "Chosen".into();
        flow["steps"][0]["autoSubmit"] = json!({"table": "hold"});
        let question = |name: &str, output: Value, says: &str| {
            let rows = json!([
                {"id": "never", "conditions": ["\"ELSEWHERE\""], "outputs": [says]},
                {"id": "always", "conditions": ["-"], "outputs": [says]},
            ]);
            let input = json!({"name": "plant", "type": "text", "expression": "shipment.plant"});
            json!({"table": {"name": name, "inputs": [input], "outputs": [output], "rows": rows}})
        };
        let choose = question(
            "choose",
            json!({"name": "flow", "type": "text"}),
            "\"Chosen\"",
        );
        let hold = question(
            "hold",
            json!({"name": "submit", "type": "boolean"}),
            "false",
        );
        let all = json!({
            "flows": [flow], "decisionTables": [choose, hold],
            "settings": {"flowSelection": "choose"},
        });
        post(&app, "/v1/configuration/import", all).await;
        let mut shipment = uk_import::shipment("CHOSEN-1");
        shipment["customsFlow"] = Value::Null;
        app.send(&shipment).await.expect("sent");
        app.settle().await.expect("settled");
        for table in ["choose", "hold"] {
            let counted = json!({"always": 1, "no row": null});
            assert_eq!(hits(&app, table).await, counted, "{table}");
        }
        // What is refused decides nothing.
        app.send(&shipment).await.expect("sent");
        app.settle().await.expect("settled");
        assert_eq!(hits(&app, "choose").await["always"], 1);
        let (status, answer) = app
            .post(
                "/v1/configuration/decisiontables/hold/versions/1/retire",
                &json!({}),
            )
            .await
            .expect("an answer");
        assert!(status >= 400, "a flow needs it: {answer}");
        assert_eq!(hits(&app, "hold").await["always"], 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_is_explained_without_naming_a_table() {
    each_store(|place| async {
        let app = TestApp::start(place).await.expect("started");
        let id = transit(&app).await;
        let path = format!("/v1/declarations/{id}/explanation");
        let field = "goodsShipment.destinationOffice";
        let found = app.get(&format!("{path}?field={field}&nearMisses=3")).await;
        let (status, found) = found.expect("an answer");
        assert_eq!(status, 200, "{found}");
        assert_eq!(found["values"][0]["value"], "FR001330");
        assert_eq!(found["values"][0]["origin"]["row"], "lyon");
        let tables = found["tables"].as_array().expect("tables");
        let names: Vec<&Value> = tables.iter().map(|table| &table["table"]).collect();
        assert_eq!(names, ["transit offices"], "{found}");
        let asked = &tables[0]["asked"][0];
        assert_eq!(asked["says"], json!([{"row": "lyon", "value": "FR001330"}]));
        let close = asked["nearMisses"]["rows"].as_array().expect("rows");
        assert!(!close.is_empty() && close.len() <= 3, "{asked}");
        for (query, place) in [
            ("", "field"),
            ("?field=goodsShipment.destinationOffce", "field"),
            ("?field=item.declType&item=99", "item"),
        ] {
            let (status, answer) = app.get(&format!("{path}{query}")).await.expect("an answer");
            let told = (status, &answer["code"], &answer["errors"][0]["path"]);
            let expected = (400, &json!("invalid-parameter"), &json!(place));
            assert_eq!(told, expected, "{query}: {answer}");
        }
    })
    .await;
}

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

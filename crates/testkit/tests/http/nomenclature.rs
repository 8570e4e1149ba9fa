//! A year's change of the nomenclature over HTTP: the rows, articles and declarations that it touches,
//! page by page, and the drafts that are proposed, on every store.

use cas_demo::stories::transit;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

fn table(name: &str, rows: Value) -> Value {
    json!({"table": {
        "name": name,
        "inputs": [{"name": "code", "type": "tariffCode",
            "expression": "item.commodity.classifications[CN].code"}],
        "outputs": [{"name": "item.declType", "type": "code"}],
        "rows": rows,
    }})
}

async fn publish(app: &TestApp, name: &str, rows: Value) {
    publish_document(app, name, &table(name, rows)).await;
}

async fn publish_document(app: &TestApp, name: &str, document: &Value) {
    let path = format!("/v1/configuration/decisiontables/{name}/draft");
    let (status, answer) = app.put(&path, document).await.expect("HTTP");
    assert!(status < 300, "{answer}");
    let (status, answer) = app
        .post(&format!("{path}/publish"), &json!({}))
        .await
        .expect("HTTP");
    assert!(status < 300, "{answer}");
}

fn row(id: &str, condition: &str) -> Value {
    json!({"id": id, "conditions": [condition], "outputs": ["\"T1\""]})
}

async fn article(app: &TestApp, code: &str, classification: &str) {
    let article = json!({"code": code, "nmassPerUnit": 1,
        "classifications": [{"type": "CN", "code": classification}]});
    let (status, answer) = app
        .post("/v1/articledataitems", &article)
        .await
        .expect("HTTP");
    assert_eq!(status, 202, "{answer}");
    app.settle().await.expect("quiet");
}

fn editions() -> Value {
    json!({
        "day": "2027-01-01",
        "old": ["85171300", "85171400", "85176200", "87033100"],
        "new": ["85171310", "85171390", "85171400", "85176250", "87033100"],
        "correlation": [
            {"old": "8517.13.00", "new": "8517.13.10", "comment": "that fold"},
            {"old": "8517.13.00", "new": "8517.13.90"},
            {"old": "8517.62.00", "new": "8517.62.50"},
        ],
    })
}

async fn change(app: &TestApp, query: &str, request: &Value) -> Value {
    let path = format!("/v1/nomenclature/change{query}");
    let (status, answer) = app.post(&path, request).await.expect("HTTP");
    assert_eq!(status, 200, "{answer}");
    answer
}

async fn what_is_touched_is_named(place: StorePlace) {
    let app = TestApp::start(place).await.expect("a product");
    publish(
        &app,
        "licences",
        json!([row("l1", "\"85171400\""), row("l2", "\"85176200\"")]),
    )
    .await;
    let rows = json!([
        row("m1", "\"85171300\""),
        row("m2", "starts with(?, \"8517\")"),
        row("m3", "\"85176200\", \"87033100\"")
    ]);
    publish(&app, "measures", rows).await;
    for (code, classification) in [
        ("PHONE", "85171300"),
        ("RADIO", "85176200"),
        ("CAR", "87033100"),
    ] {
        article(&app, code, classification).await;
    }
    let mut shipment = transit::document("", 1);
    shipment["externalReference"] = json!("OPEN");
    // A consignment without a consignee is not sent.
    let document = &mut shipment["singleAdministrativeDocument"];
    document["declType"] = json!("XX");
    document["goodsShipment"]["governmentAgencyGoodsItems"][0]["commodity"]["classifications"] =
        json!([{"type": "CN", "code": "85176200"}]);
    app.send(&shipment).await.expect("taken");
    app.settle().await.expect("quiet");

    let answer = change(&app, "", &editions()).await;
    let counts = json!({"ended": 0, "renamed": 1, "split": 1, "added": 3});
    assert_eq!(answer["codes"], counts);
    let mut told = Vec::new();
    for table in answer["tables"].as_array().expect("tables") {
        for row in table["rows"].as_array().expect("rows") {
            let next = &row["proposal"]["conditions"][0];
            let name = format!("{} {}", table["table"], row["row"]).replace('"', "");
            told.push((name, next.clone(), row["decided"].clone()));
        }
    }
    let expected = [
        ("licences l2", json!("\"85176250\""), true),
        ("measures m1", json!("\"85171310\", \"85171390\""), false),
        ("measures m3", json!("\"87033100\", \"85176250\""), true),
    ];
    let expected = expected.map(|(name, next, decided)| (name.to_owned(), next, json!(decided)));
    assert_eq!(told, expected, "{answer}");

    let mut rows = Vec::new();
    let mut query = "?limit=1".to_owned();
    loop {
        let page = change(&app, &query, &editions()).await;
        let found = page["tables"][0]["rows"].as_array().expect("rows").clone();
        assert_eq!(found.len(), 1, "{page}");
        rows.push(found[0]["row"].clone());
        let Some(cursor) = page["nextCursor"].as_str() else {
            break;
        };
        query = format!("?limit=1&cursor={cursor}");
    }
    assert_eq!(rows, ["l2", "m1", "m3"]);

    let answer = change(&app, "?part=articles", &editions()).await;
    let articles = answer["articles"].as_array().expect("articles");
    let named: Vec<&Value> = articles.iter().map(|it| &it["article"]).collect();
    assert_eq!(named, ["PHONE", "RADIO"], "{answer}");
    assert_eq!(
        articles[0].get("proposal"),
        None,
        "a split is to be decided"
    );
    let (status, _) = app
        .post("/v1/articledataitems", &articles[1]["proposal"])
        .await
        .expect("HTTP");
    assert_eq!(status, 202);
    app.settle().await.expect("quiet");
    for (day, code) in [("2026-12-31", "85176200"), ("2027-01-01", "85176250")] {
        let path = format!("/v1/masterdata/article/RADIO?validOn={day}");
        let (_, found) = app.get(&path).await.expect("HTTP");
        let codes = &found["record"]["classifications"];
        assert_eq!(codes[0]["code"], code, "{found}");
        assert_eq!(codes.as_array().map(Vec::len), Some(1), "{found}");
        assert_eq!(found["record"]["nmassPerUnit"], 1);
    }
    let again = change(&app, "?part=articles", &editions()).await;
    assert_eq!(
        again["articles"].as_array().map(Vec::len),
        Some(1),
        "{again}"
    );

    let answer = change(&app, "?part=declarations", &editions()).await;
    let found = &answer["declarations"][0];
    assert_eq!(found["externalReference"], "OPEN", "{answer}");
    let code = json!({"item": 1, "code": "85176200", "fate": "renamed", "to": ["85176250"],
        "decided": true});
    assert_eq!(found["codes"], json!([code]));
    let mut later = json!([row("r1", "\"85176200\"")]);
    publish(&app, "later", later.clone()).await;
    later[0]["note"] = json!("from March");
    let mut document = table("later", later);
    document["validFrom"] = json!("2027-03-01");
    publish_document(&app, "later", &document).await;
    drafts_are_saved(&app).await;
}

/// Where that is asked for, what is proposed is a draft; a draft that is there stays.
async fn drafts_are_saved(app: &TestApp) {
    let path = "/v1/configuration/decisiontables/measures/draft";
    let (_, published) = app
        .get("/v1/configuration/decisiontables/measures/versions/1")
        .await
        .expect("HTTP");
    let (status, answer) = app.put(path, &published["document"]).await.expect("HTTP");
    assert!(status < 300, "{answer}");
    let mut request = editions();
    request["apply"] = json!(true);
    let answer = change(app, "", &request).await;
    let newer = "version 2 is newer than the one in force on the day; change that one";
    let drafts = json!([
        {"table": "later", "refused": newer},
        {"table": "licences", "version": 2},
        {"table": "measures", "refused": "it has a draft; publish or delete that first"},
    ]);
    assert_eq!(answer["drafts"], drafts, "{answer}");
    let (_, draft) = app
        .get("/v1/configuration/decisiontables/licences/versions/draft")
        .await
        .expect("HTTP");
    let rows = &draft["document"]["table"]["rows"];
    let told: Vec<(&Value, &Value, &Value)> = rows
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| (&row["id"], &row["validFrom"], &row["validTo"]))
        .collect();
    let (none, day, last) = (Value::Null, json!("2027-01-01"), json!("2026-12-31"));
    let ids = ["l1", "l2", "l2-2027"].map(Value::from);
    let expected = [
        (&ids[0], &none, &none),
        (&ids[1], &none, &last),
        (&ids[2], &day, &none),
    ];
    assert_eq!(told, expected, "{draft}");
    // What is wrong is said.
    for (field, value) in [
        ("day", json!("2027-13-01")),
        ("old", json!({"list": "X", "on": "2026-12-31"})),
        ("new", json!([])),
    ] {
        let mut request = editions();
        request[field] = value;
        let (status, answer) = app
            .post("/v1/nomenclature/change", &request)
            .await
            .expect("HTTP");
        assert_eq!(status, 400, "{field}: {answer}");
    }
}

#[tokio::test]
async fn a_change_of_the_nomenclature_is_followed() {
    each_store(what_is_touched_is_named).await;
}

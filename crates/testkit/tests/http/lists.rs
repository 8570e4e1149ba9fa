//! What lists of declarations show over HTTP: rows without documents, filters, orders, cursors both
//! ways, words and counts. On every store.

use cas_demo::stories::transit;
use cas_testkit::{StorePlace, TestApp, each_store, one};
use serde_json::{Value, json};

/// Shipments that end differently: released, refused by customs, wrong from the start.
async fn shipments(app: &TestApp) {
    for number in 1..=6 {
        let mut shipment = transit::document("", 2);
        shipment["externalReference"] = json!(format!("LIST-{number}"));
        if number == 5 {
            shipment["singleAdministrativeDocument"]["goodsShipment"]["destination"] = json!("XX");
        }
        one::send(app, &shipment).await;
    }
    app.settle().await.expect("settled");
}

async fn list(app: &TestApp, query: &str) -> Value {
    let path = format!("/v1/declarations?view=summary&{query}");
    let (status, answer) = app.get(&path).await.expect("an answer");
    assert_eq!(status, 200, "{query}: {answer:#}");
    answer
}

fn references(answer: &Value) -> Vec<&str> {
    let rows = answer["declarations"].as_array().expect("rows");
    let references = rows.iter().map(|row| &row["customsShipmentReference"]);
    references.filter_map(Value::as_str).collect()
}

async fn found(app: &TestApp, query: &str) -> Vec<String> {
    let answer = list(app, query).await;
    let mut found: Vec<String> = references(&answer).into_iter().map(str::to_owned).collect();
    found.sort();
    found
}

async fn filters(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    shipments(&app).await;
    let all = found(&app, "").await;
    assert_eq!(all.len(), 6, "{all:?}");
    let row = &list(&app, "externalReference=list-2").await["declarations"][0];
    assert_eq!(row["customsShipmentReference"], "LIST-2");
    assert!(
        row["party"].is_string() && row["next"]["code"].is_string(),
        "{row:#}"
    );
    assert!(row.get("singleAdministrativeDocument").is_none());
    let (lrn, mrn) = (row["lrn"].as_str().expect("an LRN"), row["mrn"].as_str());
    let mrn = mrn.expect("customs gave a number").to_lowercase();
    for query in [
        format!("lrn={}", lrn.to_lowercase()),
        format!("mrn={}%20{}", &mrn[..4], &mrn[4..]),
        format!("q={mrn}"),
        format!(
            "q={}&type={}",
            &mrn[..12],
            row["declarationType"].as_str().expect("a type")
        ),
        "q=LIST-2".to_owned(),
        "externalReference=LIST-2*".to_owned(),
    ] {
        assert_eq!(found(&app, &query).await, ["LIST-2"], "{query}");
    }
    assert_eq!(found(&app, "externalReference=list*").await, all);
    assert_eq!(found(&app, "q=list").await, all);
    assert_eq!(found(&app, "q=list+zebra").await, [""; 0]);
    assert_eq!(found(&app, "plant=NOWHERE").await, [""; 0]);
    assert_eq!(found(&app, "group=problem").await, ["LIST-5"]);
    assert_eq!(found(&app, "hasErrors=true&changed=1d").await, ["LIST-5"]);
    let problem = &list(&app, "status=Invalid").await["declarations"][0];
    assert_eq!(problem["next"]["code"], "correct");
    assert_eq!(problem["next"]["errors"], problem["errorCount"]);
    let code = problem["firstFinding"]["code"].as_str().expect("a finding");
    assert_eq!(found(&app, &format!("errorCode={code}")).await, ["LIST-5"]);
    let id = row["id"].as_str().expect("an id");
    for (what, said) in [
        ("assignment", json!({ "assignee": "anna.keller" })),
        ("flag", json!({ "flag": "red" })),
    ] {
        let path = format!("/v1/declarations/{id}/{what}");
        let (status, answer) = app.put(&path, &said).await.expect("an answer");
        assert_eq!(status, 200, "{answer:#}");
    }
    for query in [
        "person=ben,anna.keller",
        "assignee=anna.keller&flag=blue,red",
    ] {
        assert_eq!(found(&app, query).await, ["LIST-2"], "{query}");
    }
    assert_eq!(found(&app, "person=anna.keller&flag=blue").await, [""; 0]);
    let shown = &list(&app, "flag=red").await["declarations"][0];
    assert_eq!(
        (&shown["assignee"], &shown["flag"]),
        (&json!("anna.keller"), &json!("red"))
    );
    let day = &row["creationDate"].as_str().expect("a time")[..10];
    let released = found(&app, &format!("event=Released&eventFrom={day}")).await;
    assert_eq!(released, ["LIST-1", "LIST-2", "LIST-3", "LIST-4", "LIST-6"]);
    for (query, parameter) in [
        ("group=all", "group"),
        ("plnt=X", "plnt"),
        ("flag=pink", "flag"),
        ("limit=501", "limit"),
        ("cursor=x", "cursor"),
    ] {
        let path = format!("/v1/declarations?view=summary&{query}");
        let (status, answer) = app.get(&path).await.expect("an answer");
        assert_eq!(
            (status, &answer["errors"][0]["path"]),
            (400, &json!(parameter)),
            "{query}"
        );
    }
}

async fn cursors(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    shipments(&app).await;
    for sort in [
        "next", "-created", "changed", "due", "status", "mrn", "-party",
    ] {
        let first = list(&app, &format!("limit=4&sort={sort}")).await;
        assert!(first.get("previousCursor").is_none(), "{sort}");
        let next = first["nextCursor"].as_str().expect("a second page");
        let second = list(&app, &format!("limit=4&sort={sort}&cursor={next}")).await;
        assert!(second.get("nextCursor").is_none(), "{sort}");
        let mut seen = references(&first);
        seen.extend(references(&second));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 6, "{sort}: {seen:?}");
        let previous = second["previousCursor"].as_str().expect("a page before");
        let back = list(&app, &format!("limit=4&sort={sort}&cursor={previous}")).await;
        assert_eq!(references(&back), references(&first), "{sort}");
    }
}

async fn counts(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    shipments(&app).await;
    let count = |answer: &Value, list: &str, value: &str| {
        let entries = answer[list].as_array().expect("counts").iter();
        let mut of_value = entries.filter(|entry| entry["value"] == value);
        of_value
            .next()
            .map_or(0, |entry| entry["count"].as_u64().expect("a count"))
    };
    for (query, done, problem) in [("", 5, 1), ("q=list-1", 1, 0), ("group=problem", 5, 1)] {
        let path = format!("/v1/declarations/counts?{query}");
        let (status, answer) = app.get(&path).await.expect("an answer");
        assert_eq!(
            (status, &answer["isAtLeast"]),
            (200, &json!(false)),
            "{answer:#}"
        );
        assert_eq!(count(&answer, "groups", "done"), done, "{query}");
        assert_eq!(count(&answer, "groups", "problem"), problem, "{query}");
        let shown = if query == "group=problem" {
            problem
        } else {
            done + problem
        };
        assert_eq!(count(&answer, "systems", "ncts"), shown, "{query}");
    }
}

#[tokio::test]
async fn a_list_is_filtered() {
    each_store(filters).await;
}

#[tokio::test]
async fn pages_go_both_ways() {
    each_store(cursors).await;
}

#[tokio::test]
async fn groups_are_counted() {
    each_store(counts).await;
}

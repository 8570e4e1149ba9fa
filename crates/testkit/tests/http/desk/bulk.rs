//! One thing is done with many declarations: foreseen, begun, carried on after crashes, each once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use cas_demo::stories::transit;
use cas_testkit::{Crash, StorePlace, TestApp, each_store};
use serde_json::{Value, json};

use crate::desk::notes::is;

/// Shipments whose declarations end in a status by their markers; the declarations' ids.
async fn ship(app: &TestApp, prefix: &str, markers: &[&str]) -> Vec<String> {
    for (number, marker) in markers.iter().enumerate() {
        let mut shipment = transit::document(marker, 1);
        shipment["externalReference"] = json!(format!("{prefix}{number}"));
        app.send(&shipment).await.expect("accepted");
    }
    app.settle().await.expect("settled");
    let mut ids = Vec::new();
    for number in 0..markers.len() {
        let declarations = app
            .declarations(&format!("{prefix}{number}"))
            .await
            .expect("a list");
        ids.push(declarations[0]["id"].as_str().expect("an id").to_owned());
    }
    ids
}

/// How many declarations of a run are in which state.
async fn states(app: &TestApp, run: &Value) -> BTreeMap<String, usize> {
    let path = format!("/v1/bulk/{}", run["id"].as_str().expect("an id"));
    let mut counts = BTreeMap::new();
    let mut cursor = String::new();
    loop {
        let page = is(app.get(&format!("{path}?limit=2{cursor}")).await, 200).await;
        for row in page["results"].as_array().expect("a list") {
            *counts
                .entry(row["state"].as_str().expect("a state").to_owned())
                .or_default() += 1;
        }
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return counts,
        }
    }
}

async fn history_of(app: &TestApp, id: &str) -> Vec<Value> {
    let history = is(
        app.get(&format!("/v1/declarations/{id}/history")).await,
        200,
    )
    .await;
    let entries = history["history"].as_array().expect("a list").iter();
    entries.map(|entry| entry["event"].clone()).collect()
}

async fn a_run(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let rejected = "#reject=9";
    let ids = ship(&app, "B", &[rejected, "", rejected, rejected]).await;
    let nobody = "01900000-0000-7000-8000-000000000001";
    let mut named = ids.clone();
    named.extend([ids[0].clone(), nobody.to_owned()]);
    let wanted = json!({ "action": "validate", "declarations": named });
    let preview = is(app.post("/v1/bulk?dryRun=true", &wanted).await, 200).await;
    assert_eq!(
        (&preview["allowed"], &preview["refused"]),
        (&json!(3), &json!(2)),
        "{preview:#}"
    );
    let codes: Vec<&Value> = (0..3).map(|at| &preview["rows"][at]["code"]).collect();
    assert_eq!(
        codes,
        [
            &json!("not-allowed-in-status"),
            &json!("not-found"),
            &Value::Null
        ]
    );
    let none = is(app.get("/v1/bulk").await, 200).await;
    assert_eq!(none["runs"], json!([]));

    let run = is(app.post("/v1/bulk", &wanted).await, 202).await;
    assert_eq!(
        (&run["rows"], &run["finishedAt"]),
        (&json!(5), &Value::Null)
    );
    let pending = states(&app, &run).await;
    // What is not there for the caller is refused at once; the rest waits for its turn.
    let expected = [("pending".to_owned(), 4), ("refused".to_owned(), 1)];
    assert_eq!(pending, BTreeMap::from(expected));
    app.settle().await.expect("settled");
    let ended = states(&app, &run).await;
    assert_eq!(
        ended,
        BTreeMap::from([("done".to_owned(), 3), ("refused".to_owned(), 2)])
    );
    let listed = is(app.get("/v1/bulk").await, 200).await;
    assert_eq!(listed["runs"][0]["id"], run["id"]);
    assert!(listed["runs"][0]["finishedAt"].is_string());

    // By a search: what it finds is fixed when the run begins.
    let of_list = "view=summary&group=problem";
    let wanted = json!({ "action": "flag", "flag": "red", "search": of_list });
    let preview = is(app.post("/v1/bulk?dryRun=true", &wanted).await, 200).await;
    assert_eq!(preview["allowed"], json!(3), "{preview:#}");
    let found = json!({ "action": "flag", "flag": "red", "search": "currentStatus[]=Released" });
    let run = is(app.post("/v1/bulk", &found).await, 202).await;
    let assigned = json!({ "action": "assign", "assignee": "anna", "declarations": [ids[1]] });
    is(app.post("/v1/bulk", &assigned).await, 202).await;
    app.settle().await.expect("settled");
    assert_eq!(
        states(&app, &run).await,
        BTreeMap::from([("done".to_owned(), 1)])
    );
    let work = is(
        app.get(&format!("/v1/declarations/{}/work", ids[1])).await,
        200,
    )
    .await;
    assert_eq!(
        (&work["assignee"], &work["flag"]),
        (&json!("anna"), &json!("red"))
    );
    for (wrong, code) in [
        (json!({ "action": "submit" }), "bulk-run-refused"),
        (
            json!({ "action": "amend", "declarations": [nobody] }),
            "bulk-run-refused",
        ),
        (
            json!({ "action": "submit", "declarations": ["x"] }),
            "bulk-run-refused",
        ),
        (
            json!({ "action": "submit", "reason": "no", "declarations": [nobody] }),
            "bulk-run-refused",
        ),
        (
            json!({ "action": "submit", "search": "", "declarations": [nobody] }),
            "bulk-run-refused",
        ),
        (
            json!({ "action": "submit", "search": "colour=red" }),
            "invalid-parameter",
        ),
        (
            json!({ "action": "flag", "flag": "pink", "declarations": [nobody] }),
            "invalid-structure",
        ),
    ] {
        let refused = is(app.post("/v1/bulk", &wrong).await, 400).await;
        assert_eq!(refused["code"], code, "{wrong}");
    }
    // More than a reason is needed: each is refused in its row, with why.
    let wanted = json!({ "action": "invalidate", "declarations": [ids[0]] });
    let preview = is(app.post("/v1/bulk?dryRun=true", &wanted).await, 200).await;
    assert_eq!(preview["rows"][0]["code"], "reason-required");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_does_what_its_preview_says() {
    each_store(a_run).await;
}

/// As many declarations as take several steps, and crashes at all boundaries on the way.
async fn crashes(place: StorePlace) {
    let mut app = TestApp::start(place).await.expect("started");
    // Enough that are refused for a run of three steps.
    let refused = ship(&app, "R", &[""; 105]).await;
    let patterns = [Crash::Every(0, 4), Crash::Every(1, 5), Crash::Every(2, 7)];
    for (round, crash) in patterns.into_iter().enumerate() {
        let ids = ship(&app, &format!("C{round}-"), &["#reject=9"; 5]).await;
        crash_through(&mut app, &ids, &refused, &crash).await;
    }
}

async fn crash_through(app: &mut TestApp, ids: &[String], refused: &[String], crash: &Crash) {
    let before = history_of(app, &ids[0]).await.len();
    let mut named = refused.to_vec();
    for (at, id) in ids.iter().enumerate() {
        // In the first, second and third step.
        named.insert(at * 25, id.clone());
    }
    let wanted = json!({ "action": "validate", "declarations": named });
    let run = is(app.post("/v1/bulk", &wanted).await, 202).await;
    let passed = Arc::new(AtomicUsize::new(0));
    let next = || Some(crash.interruption(&passed));
    app.restart(next()).await.expect("restarted");
    let crashes = app.settle_over_crashes(next).await.expect("settled");
    assert!(crashes >= 2, "{crashes}");
    app.restart(None).await.expect("restarted");
    app.settle().await.expect("settled");
    let ended = states(app, &run).await;
    let expected = [
        ("done".to_owned(), 5),
        ("refused".to_owned(), refused.len()),
    ];
    assert_eq!(ended, BTreeMap::from(expected));
    for id in ids {
        // Each was asked once: validated, submitted by itself, and refused again.
        assert_eq!(history_of(app, id).await.len(), before + 3, "{id}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_run_goes_on_after_crashes_and_asks_each_once() {
    each_store(crashes).await;
}

//! Lists are kept as views, taken away as tables, and seen as figures.

use cas_demo::stories::transit;
use cas_demo::tenant::CLIENT_ID;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

use crate::desk::notes::is;

async fn ship(app: &TestApp, reference: &str, marker: &str) {
    let mut shipment = transit::document(marker, 1);
    shipment["externalReference"] = json!(reference);
    app.send(&shipment).await.expect("accepted");
    app.settle().await.expect("settled");
}

async fn views_and_tables(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    ship(&app, "=HYPERLINK(1)", "").await;
    ship(&app, "L2", "#reject=9").await;
    let search = "currentStatus[]=CustomsError&sort=-lastUpdated";
    let wanted = json!({
        "list": "declarations", "name": "Refused", "search": search,
        "columns": ["lrn", "currentStatus"], "shared": true,
    });
    let view = is(app.post("/v1/views", &wanted).await, 201).await;
    assert_eq!(
        (&view["owner"], &view["search"]),
        (&json!(CLIENT_ID), &json!(search))
    );
    let path = format!("/v1/views/{}", view["id"].as_str().expect("an id"));
    let mut renamed = wanted.clone();
    renamed["name"] = json!("Refused by customs");
    is(app.put(&path, &renamed).await, 200).await;
    let listed = is(app.get("/v1/views").await, 200).await;
    assert_eq!(listed["views"][0]["name"], "Refused by customs");
    for (field, value) in [
        ("name", json!(" ")),
        ("list", json!("trousers")),
        ("columns", json!(["colour"])),
        ("columns", json!(["lrn", "lrn"])),
    ] {
        let mut wrong = wanted.clone();
        wrong[field] = value;
        let refused = is(app.post("/v1/views", &wrong).await, 400).await;
        assert_eq!(refused["errors"][0]["path"], field);
    }
    let mut wrong = wanted.clone();
    wrong["search"] = json!("colour=red");
    let refused = is(app.post("/v1/views", &wrong).await, 400).await;
    assert_eq!(refused["code"], "invalid-parameter");
    // The list's own filters and columns are kept as well, and taken away.
    let of_list = "view=summary&group=problem&sort=next";
    let mut kept = wanted.clone();
    (kept["search"], kept["columns"]) = (json!(of_list), json!(["lrn", "next", "party"]));
    is(app.post("/v1/views", &kept).await, 201).await;
    let table = format!("/v1/declarations/export?{of_list}&columns=customsShipmentReference");
    let table = is(app.get(&table).await, 200).await;
    assert_eq!(table, json!("customsShipmentReference\nL2\n"));
    // The view opens the list, and is taken away as a table.
    let shown = is(app.get(&format!("/v1/declarations?{search}")).await, 200).await;
    let lrn = shown["declarations"][0]["lrn"]
        .as_str()
        .expect("a number")
        .to_owned();
    let table = format!("/v1/declarations/export?{search}&columns=lrn,currentStatus");
    let table = is(app.get(&table).await, 200).await;
    assert_eq!(
        table,
        json!(format!("lrn,currentStatus\n{lrn},CustomsError\n"))
    );
    assert_eq!(app.delete(&path).await.expect("an answer").0, 204);
    assert_eq!(app.delete(&path).await.expect("an answer").0, 404);

    // What a spreadsheet program would compute is text.
    let all = "/v1/declarations/export?sort=creationDate&columns=customsShipmentReference,errors";
    let table = is(app.get(all).await, 200).await;
    assert_eq!(
        table,
        json!("customsShipmentReference,errors\n'=HYPERLINK(1),0\nL2,2\n")
    );
    let (client, token) = app.as_client().await;
    let workbook = client
        .get(format!("{}{all}&format=xlsx", app.url()))
        .bearer_auth(token);
    let workbook = workbook.send().await.expect("an answer");
    assert_eq!(workbook.status(), 200);
    let bytes = workbook.bytes().await.expect("bytes");
    let format = cas_process::sheet::SheetFormat::Xlsx;
    let sheet = cas_process::sheet::Sheet::read(format, &bytes).expect("a sheet");
    assert_eq!(sheet.header, ["customsShipmentReference", "errors"]);
    assert_eq!(sheet.rows[0].cells, ["=HYPERLINK(1)", "0"]);
    for wrong in ["format=pdf", "columns=colour", "limit=5", "colour=red"] {
        let path = format!("/v1/declarations/export?{wrong}");
        let refused = is(app.get(&path).await, 400).await;
        assert_eq!(refused["code"], "invalid-parameter", "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_view_is_kept_and_taken_away() {
    each_store(views_and_tables).await;
}

async fn figures(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    for number in 0..6 {
        ship(&app, &format!("F{number}"), "").await;
    }
    ship(&app, "R1", "#reject=9").await;
    let found = is(
        app.get("/v1/figures?from=2026-11-22&to=2026-11-22").await,
        200,
    )
    .await;
    assert_eq!(
        (&found["isSample"], &found["declarations"]),
        (&json!(false), &json!(7))
    );
    assert!(found["oldestCreatedAt"].is_string(), "{found:#}");
    assert_eq!(found["touchless"], json!({ "released": 6, "untouched": 6 }));
    assert_eq!(found["refusals"], json!({ "invalid": 0, "byCustoms": 1 }));
    assert_eq!(found["timeToRelease"]["count"], 6);
    assert_eq!(found["errors"][0]["source"], "customs");
    let days = found["days"].as_array().expect("a list").iter();
    let of = |status: &'static str| days.clone().find(move |day| day["status"] == status);
    assert_eq!(
        of("Released"),
        Some(&json!({
            "day": "2026-11-22", "status": "Released", "count": 6,
        }))
    );
    assert_eq!(of("CustomsError").map(|day| &day["count"]), Some(&json!(1)));
    // Six were submitted and answered at once; one that is not answered waits longer.
    ship(&app, "W1", "#silent").await;
    app.wait(600).await.expect("ten minutes");
    let found = is(app.get("/v1/figures").await, 200).await;
    let waiting = found["waiting"].as_array().expect("a list");
    assert_eq!(waiting.len(), 1, "{waiting:#?}");
    assert_eq!(
        waiting[0]["seconds"].as_i64().map(|seconds| seconds >= 600),
        Some(true)
    );
    let none = is(app.get("/v1/figures?to=2026-11-21").await, 200).await;
    assert_eq!(
        (&none["declarations"], &none["days"]),
        (&json!(0), &Value::Array(Vec::new()))
    );
    let refused = is(app.get("/v1/figures?from=soon").await, 400).await;
    assert_eq!(refused["code"], "invalid-parameter");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_say_how_it_goes() {
    each_store(figures).await;
}

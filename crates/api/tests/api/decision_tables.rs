//! Asking, testing and analysing decision tables, and their files.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::json;

use crate::app::{Answer, App, TABLE, all_scopes, call, table};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

fn path(rest: &str) -> String {
    format!("/v1/decisiontables/{TABLE}{rest}")
}

async fn with_table() -> (App, String) {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.add_configuration(&token).await;
    (app, token)
}

async fn import(app: &App, token: &str, media: &str, file: Vec<u8>) -> Answer {
    let request = call("POST", &path("/import"), token).header(header::CONTENT_TYPE, media);
    app.send(request.body(Body::from(file)).unwrap()).await
}

#[tokio::test]
async fn of_two_files_the_slower_is_told() {
    let (app, token) = with_table().await;
    app.delete(
        &format!("/v1/configuration/decisiontables/{TABLE}/draft"),
        &token,
    )
    .await;
    let list = app
        .get(&format!("/v1/configuration/decisiontables/{TABLE}"), &token)
        .await
        .json();
    let newest = list["versions"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(newest["state"], "published");
    let file = path(&format!("/versions/{}.csv", newest["version"]));
    let rows = app.get(&file, &token).await.body;
    let tag = format!("\"{}\"", newest["etag"].as_str().unwrap());
    for expected in [StatusCode::OK, StatusCode::PRECONDITION_FAILED] {
        let request = call("POST", &path("/import"), &token)
            .header(header::CONTENT_TYPE, "text/csv")
            .header(header::IF_MATCH, &tag);
        let request = request.body(Body::from(rows.clone())).unwrap();
        let answer = app.send(request).await;
        assert_eq!(answer.status, expected, "{answer:?}");
    }
}

#[tokio::test]
async fn a_table_says_what_and_why() {
    let (app, token) = with_table().await;
    let question = json!({
        "inputs": { "item.commodity.classifications[0].code": "8703 23 19", "item.goodsMeasure.gmass": 5 },
        "asOf": "2026-03-01",
        "explain": ["r2"],
    });
    let answer = app
        .post(&path("/versions/1/evaluate"), &token, question)
        .await
        .json();
    assert_eq!(answer["version"], 1);
    assert_eq!(
        answer["rows"],
        json!([{ "row": "r1", "values": { "item.declType": "300" } }])
    );
    let explanations = answer["explanations"].as_array().unwrap();
    let outcome = |at: usize| {
        (
            explanations[at]["row"].clone(),
            explanations[at]["outcome"].clone(),
        )
    };
    assert_eq!(outcome(0), (json!("r1"), json!({ "kind": "fired" })));
    assert_eq!(outcome(1), (json!("r2"), json!({ "kind": "notMatched" })));
    assert_eq!(explanations[1]["cells"][1]["value"], 5);
    assert_eq!(explanations[1]["cells"][1]["outcome"]["kind"], "notMatched");
}

#[tokio::test]
async fn an_evaluation_that_fails_is_an_answer() {
    let (app, token) = with_table().await;
    let path = path("/versions/draft/evaluate");
    let question = json!({ "inputs": { "item.goodsMeasure.gmass": "much" } });
    let answer = app.post(&path, &token, question).await.json();
    assert!(
        answer["error"].as_str().unwrap().contains("column mass"),
        "{answer}"
    );
    assert_eq!(answer["asOf"], "2026-03-01", "today");
    for (question, place) in [
        (json!({ "inputs": { "tariff": "87" } }), "inputs.tariff"),
        (json!({ "explain": ["r9"] }), "explain"),
    ] {
        let refused = app.post(&path, &token, question).await;
        assert_eq!(refused.problem(), "configuration-invalid");
        assert_eq!(refused.places(), [place]);
    }
}

#[tokio::test]
async fn tests_are_run_as_stored_or_as_sent() {
    let (app, token) = with_table().await;
    let stored = app
        .post(&path("/versions/1/test"), &token, "{}")
        .await
        .json();
    assert_eq!(
        stored,
        json!({
            "passed": true,
            "tests": [{ "name": "a car", "failures": [] }],
            "untestedRows": ["r2"],
        })
    );
    let sent = json!({ "tests": [{
        "name": "light",
        "inputs": { "item.goodsMeasure.gmass": 1 },
        "asOf": "2026-03-01",
        "expect": { "rows": ["r2"] },
    }]});
    let sent = app
        .post(&path("/versions/1/test"), &token, sent)
        .await
        .json();
    assert_eq!(sent["passed"], false);
    let wrong = app
        .post(&path("/versions/1/test"), &token, json!({ "tests": [{}] }))
        .await;
    assert_eq!(wrong.places(), ["tests[0]"]);
}

#[tokio::test]
async fn an_analysis_says_when_it_is_not_finished() {
    let (app, token) = with_table().await;
    let mut shadowed = table();
    let rows = shadowed["table"]["rows"].as_array_mut().unwrap();
    rows.push(json!({ "id": "r3", "conditions": ["870323*", "-"], "outputs": ["400"] }));
    let draft = format!("/v1/configuration/decisiontables/{TABLE}/draft");
    app.put(&draft, &token, shadowed).await;
    let analyse = path("/versions/draft/analyse");
    let report = app.post(&analyse, &token, "{}").await.json();
    assert_eq!(
        report["findings"],
        json!([{ "kind": "shadowed", "row": "r3", "by": "r1" }])
    );
    assert_eq!(report["unfinished"], false);
    let report = app
        .post(&analyse, &token, json!({ "steps": 1 }))
        .await
        .json();
    assert_eq!(report["unfinished"], true);
    let wrong = app
        .post(&analyse, &token, json!({ "codes": { "colour": ["red"] } }))
        .await;
    assert_eq!(wrong.places(), ["codes.colour"]);
}

#[tokio::test]
async fn gaps_are_looked_for_in_a_code_list() {
    let (app, token) = with_table().await;
    let mut narrow = table();
    narrow["table"]["inputs"] = json!([{ "name": "security", "type": "code" }]);
    narrow["table"]["rows"] =
        json!([{ "id": "r1", "conditions": ["\"0\", \"1\""], "outputs": ["300"] }]);
    let draft = format!("/v1/configuration/decisiontables/{TABLE}/draft");
    let saved = app.put(&draft, &token, narrow).await;
    assert!(saved.status.is_success(), "{saved:?}");
    let analyse = path("/versions/draft/analyse");
    let of = |list: &str| json!({ "codes": { "security": { "list": list } } });
    let report = app.post(&analyse, &token, of("CL217")).await.json();
    let row = json!({ "id": "gap-1", "conditions": ["\"2\", \"3\""], "outputs": ["-"] });
    let gap = json!({ "kind": "gap", "codes": [["security", ["2", "3"]]], "row": row });
    assert_eq!(report["findings"], json!([gap]));
    let unknown = app.post(&analyse, &token, of("CL999")).await;
    assert_eq!(unknown.places(), ["codes.security"]);
}

#[tokio::test]
async fn a_table_goes_out_and_comes_back_the_same() {
    let (app, token) = with_table().await;
    let versions = format!("/v1/configuration/decisiontables/{TABLE}/versions");
    let before = app.get(&format!("{versions}/2"), &token).await.json()["document"].clone();
    for (file, media) in [
        ("2.csv", "text/csv"),
        ("2.xlsx", XLSX),
        ("2.dmn", "application/dmn+xml"),
    ] {
        let exported = app.get(&path(&format!("/versions/{file}")), &token).await;
        assert_eq!(exported.status, StatusCode::OK, "{file}");
        assert_eq!(exported.header("content-type"), media);
        let imported = import(&app, &token, media, exported.body).await;
        assert_eq!(imported.status, StatusCode::OK, "{file}: {imported:?}");
        let after = imported.json()["document"].clone();
        assert_eq!(after["tests"], before["tests"], "{file}: they stay");
        if media != "application/dmn+xml" {
            assert_eq!(after, before, "{file}");
        }
        let tested = app.post(&path("/versions/draft/test"), &token, "{}").await;
        assert_eq!(tested.json()["passed"], true, "{file}");
    }
    for file in ["2.pdf", "9.csv", "csv", "draft.csv.csv"] {
        let answer = app.get(&path(&format!("/versions/{file}")), &token).await;
        assert_eq!(answer.problem(), "not-found", "{file}");
    }
}

#[tokio::test]
async fn refused_places_of_a_file_are_told_and_nothing_is_saved() {
    let (app, token) = with_table().await;
    let draft = format!("/v1/configuration/decisiontables/{TABLE}/versions/draft");
    let before = app.get(&draft, &token).await.json();
    let refused = |file: &'static str| (file.as_bytes().to_vec(), "table-file-refused");
    for (media, (file, code), place) in [
        ("text/csv", refused("row,if tariff\nr1,8703*\n"), "line 1"),
        (
            "text/csv",
            refused("row,valid from,if tariff,if mass,then item.declType\nr1,soon,,,1\n"),
            "line 2",
        ),
        (
            "text/csv",
            (b"row\n\xff\n".to_vec(), "table-file-refused"),
            "line 2",
        ),
        ("application/dmn+xml", refused("<dmn/>"), ""),
        (XLSX, refused("no workbook"), ""),
        (
            "text/csv",
            (
                b"row,if tariff,if mass,then item.declType\nr1,,> many,1\n".to_vec(),
                "configuration-invalid",
            ),
            "table",
        ),
    ] {
        let answer = import(&app, &token, media, file).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert_eq!(answer.problem(), code, "{answer:?}");
        assert_eq!(answer.places()[0], place, "{answer:?}");
    }
    assert_eq!(app.get(&draft, &token).await.json(), before);
    let other = import(&app, &token, "application/pdf", Vec::new()).await;
    assert_eq!(other.problem(), "unsupported-media-type");
}

/// One of before columns of access codes were refused.
#[tokio::test]
async fn old_tables_do_not_tell_access_codes() {
    let (app, token) = with_table().await;
    let document = json!({"table": {"name": "codes",
        "inputs": [{"name": "destination", "expression": "goodsShipment.destination", "type": "code"}],
        "outputs": [{"name": "obligationGuarantees.accessCode", "type": "code"}],
        "rows": [{"id": "r1", "conditions": ["\"FR\""], "outputs": ["\"ZZ99\""]}]},
        "tests": []});
    app.store_table("codes", &document).await;
    let allowed = token;
    let scopes = all_scopes().replace("read:accessCodes", "");
    let token = app.token("ours", &scopes).await;
    let version = "/v1/configuration/decisiontables/codes/versions/1";
    let shown = app.get(version, &token).await.json();
    let row = &shown["document"]["table"]["rows"][0];
    assert_eq!(row["outputs"], json!(["********"]), "{shown:#}");
    assert_eq!(row["conditions"], json!(["\"FR\""]));
    // Files and tools would tell them in other words: nobody gets those.
    for token in [&token, &allowed] {
        let file = app.get("/v1/decisiontables/codes/versions/1.csv", token);
        let file = file.await;
        assert_eq!(file.status, StatusCode::BAD_REQUEST, "{file:?}");
        let evaluate = "/v1/decisiontables/codes/versions/1/evaluate";
        let question = json!({"inputs": {}});
        let asked = app.post(evaluate, token, question).await;
        assert_eq!(asked.status, StatusCode::BAD_REQUEST, "{asked:?}");
        assert!(!String::from_utf8_lossy(&asked.body).contains("ZZ99"));
    }
}

/// A model of another product comes in when it is told its fields, and what was passed over is said.
#[tokio::test]
async fn a_table_of_another_product_comes_in() {
    let (app, token) = with_table().await;
    let model = include_bytes!("../../../process/tests/stories/files/modeler.dmn");
    let send = |query: &str| {
        let request = call("POST", &path(&format!("/import{query}")), &token);
        let request = request.header(header::CONTENT_TYPE, "application/dmn+xml");
        app.send(request.body(Body::from(model.to_vec())).unwrap())
    };
    let which = send("").await;
    assert_eq!(which.status, StatusCode::BAD_REQUEST);
    let unnamed = send("?decision=Procedure").await;
    assert_eq!(unnamed.status, StatusCode::BAD_REQUEST, "{unnamed:?}");
    let misspelt = send("?decisions=Procedure&field=Age").await;
    assert_eq!(misspelt.json()["code"], "invalid-parameter", "{misspelt:?}");
    let fields = [
        "Country%20of%20origin=goodsShipment.destination",
        "Gross%20mass=item.goodsMeasure.gmass",
        "Is%20Enough%3F=reducedDatasetIndicator",
        "Procedure=item.governmentProcedure.proc",
    ];
    let fields: String = fields
        .iter()
        .map(|field| format!("&field={field}"))
        .collect();
    let taken = send(&format!("?decision=Procedure{fields}")).await;
    assert_eq!(taken.status, StatusCode::OK, "{taken:?}");
    let answer = taken.json();
    let codes: Vec<&str> = answer["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes[0], "missingAnswersOtherwise");
    assert!(
        codes[1..].iter().all(|code| *code == "notTakenOver"),
        "{codes:?}"
    );
    // The version that is asked is the one that was saved last, not one that was compiled before.
    for (mass, expected) in [(2, json!("40")), (7, json!("42"))] {
        let inputs = json!({
            "goodsShipment.destination": "FR",
            "item.goodsMeasure.gmass": mass,
            "reducedDatasetIndicator": true,
        });
        let question = json!({ "inputs": inputs });
        let said = app
            .post(&path("/versions/draft/evaluate"), &token, &question)
            .await;
        let said = said.json();
        assert_eq!(
            said["rows"][0]["values"]["item.governmentProcedure.proc"], expected,
            "{said}"
        );
    }
    let mut document = answer["document"].clone();
    document["table"]["rows"][0]["outputs"][0] = json!("71");
    let draft = format!("/v1/configuration/decisiontables/{TABLE}/draft");
    let saved = app.put(&draft, &token, &document).await;
    assert_eq!(
        saved.status,
        StatusCode::BAD_REQUEST,
        "71 is a number: {saved:?}"
    );
    document["table"]["rows"][0]["outputs"][0] = json!("\"71\"");
    document["table"]["inputs"][0]["type"] = json!("code");
    document["table"]["rows"][0]["conditions"][0] = json!("DE; FR");
    let saved = app.put(&draft, &token, &document).await.json();
    assert_eq!(
        saved["document"]["table"]["rows"][0]["conditions"][0],
        "\"DE\", \"FR\""
    );
    let inputs = json!({ "goodsShipment.destination": "FR", "item.goodsMeasure.gmass": 2 });
    let said = app
        .post(
            &path("/versions/draft/evaluate"),
            &token,
            &json!({ "inputs": inputs }),
        )
        .await;
    let value = &said.json()["rows"][0]["values"]["item.governmentProcedure.proc"];
    assert_eq!(value, "71", "{said:?}");
}

#[tokio::test]
async fn a_gap_between_numbers_is_told_with_the_row_that_fills_it() {
    let (app, token) = with_table().await;
    let mut narrow = table();
    narrow["table"]["rows"] = json!([
        { "id": "r1", "conditions": ["-", "[0..10)"], "outputs": ["300"] },
        { "id": "r2", "conditions": ["not(8703*)", ">= 10"], "outputs": ["300"] },
    ]);
    let draft = format!("/v1/configuration/decisiontables/{TABLE}/draft");
    narrow["tests"] = json!([]);
    let saved = app.put(&draft, &token, narrow.clone()).await;
    assert!(saved.status.is_success(), "{saved:?}");
    let analyse = path("/versions/draft/analyse");
    let quiet = app.post(&analyse, &token, json!({})).await.json();
    assert_eq!(quiet["findings"], json!([]));
    let wanted = json!({ "gaps": true });
    let report = app.post(&analyse, &token, wanted.clone()).await.json();
    let findings = report["findings"].as_array().unwrap();
    let mut gaps: Vec<_> = findings.iter().map(|gap| gap["row"].clone()).collect();
    gaps.sort_by_key(|row| row["conditions"].to_string());
    let cells: Vec<_> = gaps.iter().map(|row| row["conditions"].clone()).collect();
    assert_eq!(cells.len(), 2, "{report}");
    assert_eq!(cells[1], json!(["8703*", "< 0, >= 10"]));
    // With the proposed rows, a result each, nothing is left.
    let rows = narrow["table"]["rows"].as_array_mut().unwrap();
    for mut row in gaps {
        row["outputs"] = json!(["100"]);
        rows.push(row);
    }
    app.put(&draft, &token, narrow).await;
    let report = app.post(&analyse, &token, wanted).await.json();
    assert_eq!(report["findings"], json!([]));
}

#[tokio::test]
async fn rows_that_were_close_are_told_without_being_named() {
    let (app, token) = with_table().await;
    let evaluate = path("/versions/1/evaluate");
    let inputs = json!({ "item.commodity.classifications[0].code": "87042100",
        "item.goodsMeasure.gmass": 5 });
    let quiet = app
        .post(&evaluate, &token, json!({ "inputs": inputs }))
        .await;
    assert_eq!(quiet.json()["nearMisses"], json!(null));
    let question = json!({ "inputs": inputs, "nearMisses": 1 });
    let answer = app.post(&evaluate, &token, question).await.json();
    assert_eq!(answer["rows"], json!([]));
    let expected = json!({
        "rows": [{
            "row": "r1",
            "input": "tariff",
            "cell": "8703*",
            "value": "87042100",
            "outcome": { "kind": "notMatched" },
        }],
        "more": 1,
    });
    assert_eq!(answer["nearMisses"], expected);
}

#[tokio::test]
async fn versions_are_compared_by_row_and_cell() {
    let (app, token) = with_table().await;
    let mut changed = table();
    changed["description"] = json!("another");
    let rows = changed["table"]["rows"].as_array_mut().unwrap();
    rows.swap(0, 1);
    rows[0]["conditions"][1] = json!("> 2000");
    rows.push(json!({ "id": "r3", "conditions": ["0409*", "-"], "outputs": ["400"] }));
    let draft = format!("/v1/configuration/decisiontables/{TABLE}/draft");
    let saved = app.put(&draft, &token, changed).await;
    assert!(saved.status.is_success(), "{saved:?}");
    let difference = path("/versions/draft/difference");
    let found = app.get(&difference, &token).await.json();
    assert_eq!(found["from"], 2);
    assert_eq!(
        (&found["head"], &found["tests"]),
        (&json!(["description"]), &json!([]))
    );
    let rows = &found["rows"];
    assert_eq!(rows["added"][0]["id"], "r3");
    assert_eq!(rows["removed"], json!([]));
    assert_eq!(rows["moved"].as_array().unwrap().len(), 1);
    let cell = json!({ "part": "condition", "column": "mass", "before": "> 1000",
        "after": "> 2000" });
    assert_eq!(rows["changed"], json!([{ "row": "r2", "cells": [cell] }]));
    let same = app
        .get(&format!("{difference}?from=draft"), &token)
        .await
        .json();
    assert_eq!(same["rows"]["changed"], json!([]));
    let first = app
        .get(&path("/versions/1/difference"), &token)
        .await
        .json();
    assert_eq!(first["from"], json!(null));
    assert_eq!(first["rows"]["added"].as_array().unwrap().len(), 2);
    for (query, status) in [("?from=99", 404), ("?from=x", 404), ("?since=1", 400)] {
        let refused = app.get(&format!("{difference}{query}"), &token).await;
        assert_eq!(refused.status.as_u16(), status, "{query}");
    }
}

//! Master data over HTTP: sent, imported, read as of a day, searched, exported; lists of codes.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::app::{Answer, App, all_scopes, call};

async fn import(app: &App, path: &str, table: &str) -> Answer {
    let token = app.token("ours", &all_scopes()).await;
    let request = call("POST", path, &token).header(header::CONTENT_TYPE, "text/csv");
    app.send(request.body(Body::from(table.to_owned())).unwrap())
        .await
}

async fn get(app: &App, path: &str) -> Answer {
    app.get(path, &app.token("ours", &all_scopes()).await).await
}

/// What a report counts: created, changed, unchanged, and the places that were refused.
fn counted(answer: &Answer) -> (u64, u64, u64, Vec<String>) {
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let report = answer.json();
    let number = |name: &str| report[name].as_u64().unwrap();
    let refused = report["refused"].as_array().unwrap().iter();
    let refused =
        refused.map(|cell| format!("{} {}", cell["row"], cell["column"].as_str().unwrap()));
    (
        number("created"),
        number("changed"),
        number("unchanged"),
        refused.collect(),
    )
}

const ARTICLES: &str = "/v1/masterdata/article/import";

#[tokio::test]
async fn good_rows_land_and_bad_ones_are_named() {
    let app = App::start().await;
    let table = "code,nmassPerUnit,classifications[CN].code,descriptions[en].text,validFrom\n\
        007,2.50,01012100,Horses,\n\
        008,heavy,01012100,Horses,\n\
        ,1,,,\n\
        009,1,,,soon\n\
        007,3,,,\n\
        010,1,,,2026-06-01\n\
        011,1,x,,,,surplus\n";
    let places = ["3 nmassPerUnit", "4 code", "5 validFrom", "6 code", "8 "];
    let places: Vec<String> = places.iter().map(|place| (*place).to_owned()).collect();
    let dry = import(&app, &format!("{ARTICLES}?dryRun=true"), table).await;
    assert_eq!(counted(&dry), (2, 0, 0, places.clone()));
    let none = get(&app, "/v1/masterdata/article").await.json();
    assert_eq!(none["records"], json!([]));

    assert_eq!(
        counted(&import(&app, ARTICLES, table).await),
        (2, 0, 0, places.clone())
    );
    assert_eq!(
        counted(&import(&app, ARTICLES, table).await),
        (0, 0, 2, places)
    );
    let found = get(&app, "/v1/masterdata/article/007").await.json();
    assert_eq!(found["record"]["nmassPerUnit"].to_string(), "2.50");
    assert_eq!(found["record"]["classifications"][0]["code"], "01012100");
    // An empty cell leaves its field; one element of a collection changes alone.
    let more = "code;classifications[TARIC@DE].code;descriptions[en].text\n007;0101210000;\n";
    assert_eq!(
        counted(&import(&app, ARTICLES, more).await),
        (0, 1, 0, vec![])
    );
    let found = get(&app, "/v1/masterdata/article/007").await.json();
    assert_eq!(found["record"]["descriptions"][0]["text"], "Horses");
    assert_eq!(
        found["record"]["classifications"].as_array().unwrap().len(),
        2
    );
    let versions = get(&app, "/v1/masterdata/article/007/versions")
        .await
        .json();
    let marks: Vec<(u64, bool)> = versions["versions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|v| {
            (
                v["version"].as_u64().unwrap(),
                v["isCurrent"].as_bool().unwrap(),
            )
        })
        .collect();
    assert_eq!(marks, [(2, true), (1, false)]);
}

#[tokio::test]
async fn what_cannot_be_imported_at_all_is_refused() {
    let app = App::start().await;
    let answer = import(
        &app,
        ARTICLES,
        "code,colour,code,classifications\n1,red,1,\n",
    )
    .await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.problem(), "import-refused");
    assert_eq!(answer.places(), ["colour", "code", "classifications"]);
    assert_eq!(import(&app, ARTICLES, "").await.problem(), "import-refused");
    let unknown = import(&app, "/v1/masterdata/colour/import", "code\n1").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let token = app.token("ours", &all_scopes()).await;
    let json = app.post(ARTICLES, &token, "[]").await;
    assert_eq!(json.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let request = call("POST", ARTICLES, &token).header(
        header::CONTENT_TYPE,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    );
    let answer = app.send(request.body(Body::from("code\n1")).unwrap()).await;
    assert_eq!(answer.problem(), "import-refused");
    let large = import(&app, ARTICLES, &"x".repeat(200_001)).await;
    assert_eq!(large.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn the_record_of_the_day_is_read() {
    let app = App::start().await;
    let rates = "currency,baseCurrency,rate,validFrom,validTo\n\
        USD,EUR,1.08,2026-02-01,2026-02-28\nUSD,EUR,1.10,2026-03-01,2026-03-31\n\
        US,EUR,1,,\nUSD,EUR,-1,2026-04-01,\nGBP,EUR,0.85,2026-03-01,\n";
    let answer = import(&app, "/v1/masterdata/exchangeRate/import", rates).await;
    let refused = vec!["4 currency".to_owned(), "5 rate".to_owned()];
    assert_eq!(counted(&answer), (3, 0, 0, refused));
    for (day, rate) in [
        ("?validOn=2026-02-28", "1.08"),
        ("", "1.10"),
        ("?validOn=2026-04-01", ""),
    ] {
        let answer = get(&app, &format!("/v1/masterdata/exchangeRate/USD-EUR{day}")).await;
        match rate {
            "" => assert_eq!(answer.status, StatusCode::NOT_FOUND, "{day}"),
            rate => assert_eq!(answer.json()["record"]["rate"].to_string(), rate, "{day}"),
        }
    }
    for (query, codes) in [
        ("search=usd", vec!["USD-EUR", "USD-EUR"]),
        ("validOn=2026-02-10", vec!["USD-EUR"]),
        ("search=EUR&validOn=2026-03-10", vec!["GBP-EUR", "USD-EUR"]),
    ] {
        let found = get(&app, &format!("/v1/masterdata/exchangeRate?{query}"))
            .await
            .json();
        let found: Vec<&str> = found["records"]
            .as_array()
            .unwrap()
            .iter()
            .map(|record| record["code"].as_str().unwrap())
            .collect();
        assert_eq!(found, codes, "{query}");
    }
    let (mut seen, mut query) = (0, "limit=1".to_owned());
    loop {
        let page = get(&app, &format!("/v1/masterdata/exchangeRate?{query}"))
            .await
            .json();
        seen += page["records"].as_array().unwrap().len();
        match page["nextCursor"].as_str() {
            Some(cursor) => query = format!("limit=1&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(seen, 3);
}

#[tokio::test]
async fn what_is_exported_is_imported_unchanged_and_access_codes_stay() {
    let app = App::start().await;
    let table = "refNum,type,accessCode,currency\n26DE0000000001237,1,AC01,EUR\n";
    let path = "/v1/masterdata/guarantee/import";
    assert_eq!(counted(&import(&app, path, table).await), (1, 0, 0, vec![]));
    let exported = get(&app, "/v1/masterdata/guarantee/export").await;
    assert_eq!(exported.header("content-type"), "text/csv; charset=utf-8");
    let text = String::from_utf8(exported.body).unwrap();
    assert_eq!(
        text,
        "code,type,refNum,currency\n26DE0000000001237,1,26DE0000000001237,EUR\n"
    );
    assert_eq!(counted(&import(&app, path, &text).await), (0, 0, 1, vec![]));
    let shown = get(&app, "/v1/masterdata/guarantee/26DE0000000001237")
        .await
        .json();
    assert_eq!(shown["record"].get("accessCode"), None);
    let stored = app
        .engine
        .store()
        .master_data_of_kind(&[app.ours], "guarantee")
        .await
        .unwrap();
    assert!(stored[0].document.as_str().contains("AC01"));
    let template = get(&app, "/v1/masterdata/article/template").await;
    let template = String::from_utf8(template.body).unwrap();
    assert!(
        template.contains(",classifications[CN].code,"),
        "{template}"
    );
}

#[tokio::test]
async fn every_kind_is_sent_and_the_same_faults_are_refused_at_once() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let rate =
        json!({"currency": "USD", "baseCurrency": "EUR", "rate": 1.1, "validFrom": "2026-01-01"});
    for (path, body) in [
        (
            "authorisations",
            json!({"refNum": "DEACR1", "type": "C521"}),
        ),
        (
            "guarantees",
            json!({"grn": "26DE0000000001237", "accessCode": null}),
        ),
        (
            "customsoffices",
            json!({"referenceNumber": "DE004101", "roles": [{"role": "DEP"}]}),
        ),
        ("locations", json!({"code": "L", "unLocode": "DEMUC"})),
        ("exchangerates", rate),
        (
            "valuesets",
            json!({"code": "preferred carriers", "values": [{"value": "P1"}]}),
        ),
    ] {
        let path = format!("/v1/{path}");
        let answer = app.post(&path, &token, &body).await;
        assert_eq!(answer.status, StatusCode::ACCEPTED, "{path}");
        let mixed = json!({"code": "X", "validTo": [], "colour": 1});
        let answer = app.post(&path, &token, mixed).await;
        let mut places = answer.places();
        places.sort();
        assert_eq!(places, ["colour", "validTo"], "{path}");
        assert_eq!(
            app.post(&path, &token, json!({})).await.places(),
            ["code"],
            "{path}"
        );
    }
    let mixed = json!({"code": "X", "descriptions": [{"casReference": "a"}, {"text": "b"}]});
    let answer = app.post("/v1/articledataitems", &token, mixed).await;
    assert_eq!(answer.places(), ["descriptions"]);
}

#[tokio::test]
async fn lists_of_codes_are_loaded_and_read() {
    let app = App::start().await;
    let head = "code,description_en,CountryCode,GeoNomenclatureCode,\
        RDEntryStatus_state,RDEntryStatus_activeFrom\n";
    let table =
        format!("{head}DE,Germany,DE,004,valid,01-11-2025\nAD,Andorra,AD,043,valid,01-04-2026\n");
    let path = "/v1/codelists/CL008/import";
    let report = import(&app, path, &table).await.json();
    let expected: Value = json!({
        "list": "CL008", "rows": 2, "entries": 2, "added": 2, "changed": 0, "removed": 0,
    });
    assert_eq!(report, expected);
    let counters = app
        .engine
        .store()
        .configuration_counters(&[app.ours])
        .await
        .unwrap();
    import(&app, path, &table).await;
    let same = app
        .engine
        .store()
        .configuration_counters(&[app.ours])
        .await
        .unwrap();
    assert_eq!(counters, same);
    let lists = get(&app, "/v1/codelists").await.json();
    let lists = lists["codeLists"].as_array().unwrap();
    let loaded = lists.iter().find(|list| list["isBuiltIn"] == false);
    assert_eq!(loaded.unwrap()["entries"], 2);
    for (query, count) in [
        ("", 2),
        ("?validOn=2026-03-01", 1),
        ("?search=germ", 1),
        ("?search=x", 0),
    ] {
        let found = get(&app, &format!("/v1/codelists/CL008{query}"))
            .await
            .json();
        assert_eq!(found["entries"].as_array().unwrap().len(), count, "{query}");
    }
    let found = get(&app, "/v1/codelists/CL008?search=DE").await.json();
    assert_eq!(
        found["entries"][0]["attributes"],
        json!({"GeoNomenclatureCode": "004"})
    );
    assert_eq!(
        get(&app, "/v1/codelists/CL9999").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        import(&app, path, "kode\n1").await.problem(),
        "import-refused"
    );
    assert_eq!(
        import(&app, "/v1/codelists/a%20b/import", "code\n1")
            .await
            .problem(),
        "import-refused"
    );

    for (code, is_valid) in [
        ("CL008/DE", Some(true)),
        ("CL008/AD", Some(false)),
        ("CL008/AD?validOn=2026-04-01", Some(true)),
        ("CL008/FR", Some(false)),
        ("CL010/FR", Some(true)),
        ("CL9999/FR", None),
    ] {
        let answer = get(&app, &format!("/v1/codelists/{code}")).await;
        match is_valid {
            Some(is_valid) => assert_eq!(answer.json()["isValid"], is_valid, "{code}"),
            None => assert_eq!(answer.status, StatusCode::NOT_FOUND, "{code}"),
        }
    }

    // What was loaded takes the place of what is built in, for this tenant and from its day on.
    let day = |day: &str| day.parse().unwrap();
    let reference = app.engine.reference(app.ours).await.unwrap();
    for (code, on, expected) in [
        ("DE", "2026-03-01", Some(true)),
        ("AD", "2026-03-01", Some(false)),
        ("AD", "2026-04-01", Some(true)),
        ("FR", "2026-03-01", Some(false)),
    ] {
        assert_eq!(
            reference.contains_code("CL008", code, day(on)),
            expected,
            "{code}"
        );
    }
    let theirs = app.engine.reference(app.theirs).await.unwrap();
    assert_eq!(
        theirs.contains_code("CL008", "FR", day("2026-03-01")),
        Some(true)
    );
    import(&app, path, "code\nFR\n").await;
    let newer = app.engine.reference(app.ours).await.unwrap();
    assert_eq!(
        newer.contains_code("CL008", "FR", day("2026-03-01")),
        Some(true)
    );
    assert_eq!(
        newer.contains_code("CL008", "DE", day("2026-03-01")),
        Some(false)
    );
}

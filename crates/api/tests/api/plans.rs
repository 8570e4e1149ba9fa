//! Who names the plan of a dry run has that plan carried out, or is told what it would be by now.

use axum::body::Body;
use axum::http::{StatusCode, header};
use serde_json::{Value, json};

use crate::app::{Answer, App, all_scopes, call, connection};

const PLAN: &str = "CAS-Plan";
const PATH: &str = "/v1/connections/ncts";

struct Desk {
    app: App,
    token: String,
}

impl Desk {
    async fn open() -> Self {
        let app = App::with_systems().await;
        let token = app.token("ours", &all_scopes()).await;
        Self { app, token }
    }

    async fn put(&self, query: &str, plan: Option<&str>, document: &Value) -> Answer {
        let request = call("PUT", &format!("{PATH}{query}"), &self.token);
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let request = match plan {
            Some(plan) => request.header(PLAN, plan),
            None => request,
        };
        let request = request.body(Body::from(document.to_string())).unwrap();
        self.app.send(request).await
    }

    async fn fingerprint(&self, document: &Value) -> String {
        let planned = self.put("?dryRun=true", None, document).await;
        assert_eq!(planned.status, StatusCode::OK, "{planned:?}");
        planned.json()["fingerprint"].as_str().unwrap().to_owned()
    }
}

fn at(path: &str) -> Value {
    let mut document = connection();
    document["endpoint"] = format!("https://customs.example.com/{path}").into();
    document
}

#[tokio::test]
async fn the_plan_that_was_shown_is_carried_out() {
    let desk = Desk::open().await;
    let fingerprint = desk.fingerprint(&at("one")).await;
    assert_eq!(
        desk.fingerprint(&at("one")).await,
        fingerprint,
        "nothing moved"
    );
    let done = desk.put("", Some(&fingerprint), &at("one")).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
}

#[tokio::test]
async fn what_would_be_otherwise_is_refused_with_the_new_plan() {
    let desk = Desk::open().await;
    let fingerprint = desk.fingerprint(&at("one")).await;
    // Somebody else was faster.
    let other = desk.put("", None, &at("other")).await;
    assert_eq!(other.status, StatusCode::OK, "{other:?}");
    let refused = desk.put("", Some(&fingerprint), &at("one")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
    assert_eq!(refused.problem(), "plan-changed");
    let answer = refused.json();
    let now = answer["fingerprint"].as_str().unwrap();
    assert_ne!(now, fingerprint);
    assert_eq!(answer["plan"]["connections"][0]["version"], 2, "{answer}");
    // What is refused changed nothing, and the new plan is carried out.
    assert_eq!(desk.fingerprint(&at("one")).await, now);
    let done = desk.put("", Some(now), &at("one")).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
}

#[tokio::test]
async fn what_is_no_plan_is_refused() {
    let desk = Desk::open().await;
    let refused = desk.put("", Some("soon"), &at("one")).await;
    assert_eq!(refused.places(), [PLAN]);
    // An endpoint without a dry run has no plan that could be named.
    let fingerprint = desk.fingerprint(&at("one")).await;
    let request = call("POST", "/v1/clients", &desk.token).header(PLAN, fingerprint.as_str());
    let request = request.body(Body::from("{}")).unwrap();
    let refused = desk.app.send(request).await;
    assert_eq!(refused.problem(), "invalid-parameter");
    // What is refused for itself is refused so.
    let wrong = desk
        .put("", Some(&fingerprint), &json!({ "colour": 1 }))
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    assert_ne!(wrong.problem(), "plan-changed");
}

/// What an endpoint answers that reports on its dry run in a form of its own.
async fn sent(desk: &Desk, path: &str, media: &str, body: &str, plan: Option<&str>) -> Answer {
    let request = call("POST", path, &desk.token).header(header::CONTENT_TYPE, media);
    let request = match plan {
        Some(plan) => request.header(PLAN, plan),
        None => request,
    };
    desk.app
        .send(request.body(Body::from(body.to_owned())).unwrap())
        .await
}

/// A file, and what is sent meanwhile that makes its import another one.
async fn an_import(path: &str, media: &str, file: &str, other: &str) {
    let desk = Desk::open().await;
    let dry = format!("{path}?dryRun=true");
    let shown = sent(&desk, &dry, media, file, None).await;
    assert_eq!(shown.status, StatusCode::OK, "{shown:?}");
    let shown = shown.json()["fingerprint"].as_str().unwrap().to_owned();
    // What was shown is of this file alone.
    let refused = sent(&desk, path, media, other, Some(&shown)).await;
    assert_eq!(refused.problem(), "plan-changed", "{path}");
    let faster = sent(&desk, path, media, file, None).await;
    assert_eq!(faster.status, StatusCode::OK, "{faster:?}");
    assert!(faster.json().get("fingerprint").is_none());
    let refused = sent(&desk, path, media, file, Some(&shown)).await;
    assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
    let now = refused.json()["fingerprint"].as_str().unwrap().to_owned();
    assert_ne!(now, shown);
    let done = sent(&desk, path, media, file, Some(&now)).await;
    assert_eq!(done.status, StatusCode::OK, "{done:?}");
}

#[tokio::test]
async fn imports_keep_to_what_they_reported() {
    let path = "/v1/masterdata/article/import";
    an_import(
        path,
        "text/csv",
        "code,originCountry\nA7,DE\n",
        "code\nA8\n",
    )
    .await;
    let bundle = |table: &Value| json!({ "flows": [], "decisionTables": [table] });
    let mut other = crate::app::table();
    other["table"]["rows"][0]["outputs"][0] = "400".into();
    other["tests"][0]["expect"]["outputs"]["item.declType"] = "400".into();
    let (file, other) = (bundle(&crate::app::table()), bundle(&other));
    let path = "/v1/configuration/import";
    an_import(
        path,
        "application/json",
        &file.to_string(),
        &other.to_string(),
    )
    .await;
}

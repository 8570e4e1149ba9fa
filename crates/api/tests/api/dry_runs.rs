//! `?dryRun=true` says what would be done and changes no row of any table, at every endpoint that
//! writes; without it the same request does change something.

use std::collections::BTreeMap;

use cas_store::testing::{Rows, dump};
use std::collections::BTreeSet;
use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{StatusCode, header};
use cas_model::lifecycle::Status;
use serde_json::{Value, json};

use crate::app::{Answer, App, all_scopes, call, connection, shipment, table};

/// Endpoints that only read, though by POST.
const READING: &[&str] = &["analyse", "evaluate", "explain", "replay", "test", "try"];

/// Endpoints whose dry run answers in a form of its own.
const OF_THEIR_OWN: &[&str] = &[
    "/v1/bulk",
    "/v1/masterdata/{kind}/import",
    "/v1/configuration/import",
];

/// Endpoints that are not for customers, or give the token.
const OTHERS: &[&str] = &[
    "/v1/clients",
    "/v1/clients/{id}/disable",
    "/v1/clients/{id}/enable",
    "/v1/clients/{id}",
    "/v1/clients/{id}/rotate",
    "/v1/subscriptions/{id}/replay",
    "/v1/subscriptions/{id}/rotate",
    "/v1/subscriptions/{id}/test",
    "/v1/session",
    "/v1/session/link",
    "/v1/session/password",
    "/v1/session/second-factor",
    "/v1/users",
    "/v1/users/{id}",
    "/v1/users/{id}/disable",
    "/v1/users/{id}/enable",
    "/v1/users/{id}/link",
    "/v1/connections/{system}/test",
    "/oauth2/v2.0/token",
    "/v1/alerts/{id}/resolve",
    "/v1/configuration/{kind}/{name}/draft/review",
    "/v1/decisiontables/{name}/versions/{version}/tests",
    "/v1/ingestions/{referenceId}/process",
    "/v1/messages/{messageId}/assign",
    "/v1/messages/{messageId}/read",
    "/v1/tasks/{id}/drop",
    "/v1/tasks/{id}/retry",
    "/v1/systems/{system}/declarations/read",
    "/v1/systems/{system}/messages",
    "/v1/attachments/{id}",
    "/v1/customsshipments/{reference}/attachments",
    "/v1/declarations/{id}/attachments",
    "/v1/customsshipments/{reference}/notes",
    "/v1/declarations/{id}/assignment",
    "/v1/declarations/{id}/flag",
    "/v1/declarations/{id}/notes",
    "/v1/alerts/{id}/assignment",
    "/v1/declarations/{id}/presence",
    "/v1/notes/{id}",
    "/v1/views",
    "/v1/views/{id}",
];

const TABLES: &str = "/v1/configuration/decisiontables/item-types";

/// A request that an endpoint carries out, and what its plan names.
struct Request {
    method: &'static str,
    template: &'static str,
    path: String,
    media_type: &'static str,
    body: String,
    names: &'static str,
}

fn request(
    method: &'static str,
    (template, path): (&'static str, &str),
    body: impl ToString,
    names: &'static str,
) -> Request {
    Request {
        method,
        template,
        path: path.to_owned(),
        media_type: "application/json",
        body: body.to_string(),
        names,
    }
}

fn csv(request: Request) -> Request {
    Request {
        media_type: "text/csv",
        ..request
    }
}

/// Messages that are stored and carried out later.
fn messages() -> Vec<Request> {
    let post = |path: &'static str, body: Value| request("POST", (path, path), body, "ingestions");
    let event = json!({ "externalReference": "R9", "direction": "OUT",
        "event": "arrival" });
    vec![
        post("/v1/customsshipments", shipment("R1")),
        post("/v1/shipmentevents", event),
        post("/v1/articledataitems", json!({ "code": "A2" })),
        post("/v1/businesspartners", json!({ "code": "P1", "name": "P" })),
        post(
            "/v1/authorisations",
            json!({ "refNum": "DEACR1", "type": "C521" }),
        ),
        post("/v1/guarantees", json!({ "grn": "26DE0000000001237" })),
        post(
            "/v1/customsoffices",
            json!({ "referenceNumber": "DE004101" }),
        ),
        post("/v1/locations", json!({ "code": "L1" })),
        post("/v1/exchangerates", rate()),
        post("/v1/valuesets", json!({ "code": "S1", "values": [] })),
    ]
}

fn rate() -> Value {
    json!({ "currency": "USD", "baseCurrency": "EUR", "rate": 1.1, "validFrom": "2026-01-01" })
}

/// Everything that is written at once, in an order in which each can be carried out.
fn edits(there: &Planted) -> Vec<Request> {
    let draft = "/v1/configuration/{kind}/{name}/draft";
    let publish = "/v1/configuration/{kind}/{name}/draft/publish";
    let retire = "/v1/configuration/{kind}/{name}/versions/{version}/retire";
    let restore = "/v1/configuration/{kind}/{name}/versions/{version}/draft";
    let at = |rest: &str| format!("{TABLES}{rest}");
    let mut changed = table();
    changed["table"]["rows"][0]["outputs"][0] = "400".into();
    changed["tests"][0]["expect"]["outputs"]["item.declType"] = "400".into();
    let mut endpoint = connection();
    endpoint["endpoint"] = "https://customs.example.com/other".into();
    let (hook, hooks) = ("/v1/subscriptions/{id}", "/v1/subscriptions");
    let articles = "/v1/masterdata/{kind}/import";
    let tables = "/v1/decisiontables/{name}/import";
    vec![
        request("DELETE", (draft, &at("/draft")), "", "configuration"),
        request("PUT", (draft, &at("/draft")), &changed, "configuration"),
        request(
            "POST",
            (publish, &at("/draft/publish")),
            "{}",
            "configuration",
        ),
        request(
            "POST",
            ("/v1/nomenclature/change", "/v1/nomenclature/change"),
            json!({
                "day": "2027-01-01", "old": ["87032110"], "new": ["87091000"], "apply": true,
                "correlation": [{"old": "87032110", "new": "87091000"}],
            }),
            "configuration",
        ),
        request(
            "POST",
            (retire, &at("/versions/1/retire")),
            "{}",
            "configuration",
        ),
        csv(request(
            "POST",
            (tables, "/v1/decisiontables/item-types/import"),
            &there.sheet,
            "configuration",
        )),
        request(
            "POST",
            (restore, &at("/versions/2/draft")),
            "{}",
            "configuration",
        ),
        request(
            "PUT",
            ("/v1/connections/{system}", "/v1/connections/ncts"),
            &endpoint,
            "connections",
        ),
        request(
            "DELETE",
            ("/v1/connections/{system}", "/v1/connections/ncts"),
            "",
            "connections",
        ),
        csv(request(
            "POST",
            ("/v1/codelists/{list}/import", "/v1/codelists/CL008/import"),
            "code\nX\nY\n",
            "codeLists",
        )),
        csv(request(
            "POST",
            (articles, "/v1/masterdata/article/import"),
            "code\nA7\n",
            "",
        )),
        request(
            "POST",
            ("/v1/configuration/import", "/v1/configuration/import"),
            &there.bundle,
            "",
        ),
        request(
            "POST",
            ("/v1/bulk", "/v1/bulk"),
            json!({
                "action": "validate",
                "declarations": ["01900000-0000-7000-8000-000000000001"],
            }),
            "",
        ),
        request(
            "POST",
            (hooks, hooks),
            json!({ "url": "https://erp.example.com/other" }),
            "subscriptions",
        ),
        request(
            "PATCH",
            (hook, &format!("{hooks}/{}", there.subscription)),
            json!({ "name": "the warehouse" }),
            "subscriptions",
        ),
        request(
            "POST",
            (
                "/v1/subscriptions/{id}/disable",
                &format!("{hooks}/{}/disable", there.subscription),
            ),
            "{}",
            "subscriptions",
        ),
        request(
            "POST",
            (
                "/v1/subscriptions/{id}/enable",
                &format!("{hooks}/{}/enable", there.subscription),
            ),
            "{}",
            "subscriptions",
        ),
        request(
            "DELETE",
            (hook, &format!("{hooks}/{}", there.subscription)),
            "",
            "subscriptions",
        ),
    ]
}

async fn send(app: &App, request: &Request, token: &str, query: &str) -> Answer {
    let call = call(request.method, &format!("{}{query}", request.path), token)
        .header(header::CONTENT_TYPE, request.media_type);
    app.send(call.body(Body::from(request.body.clone())).unwrap())
        .await
}

async fn rows(app: &App) -> BTreeMap<String, Rows> {
    dump(app.engine.store()).await.unwrap()
}

/// Whether the OpenAPI document tells of every field of a plan.
fn assert_described(schema: &Value, value: &Value) {
    static DOCUMENT: LazyLock<Value> =
        LazyLock::new(|| serde_json::to_value(cas_api::openapi()).expect("JSON"));
    let reference = schema["$ref"].as_str();
    let pointer = reference.and_then(|reference| reference.strip_prefix('#'));
    let schema = pointer.map_or(schema, |pointer| {
        DOCUMENT.pointer(pointer).expect("a schema")
    });
    let Some(fields) = schema["properties"].as_object() else {
        let elements = value.as_array().into_iter().flatten();
        return elements.for_each(|element| assert_described(&schema["items"], element));
    };
    for (name, value) in value.as_object().expect("a record") {
        let field = fields
            .get(name)
            .unwrap_or_else(|| panic!("{name} is not described"));
        assert_described(field, value);
    }
}

const PLAN: &str = "#/components/schemas/Plan";

/// A dry run changes nothing and foretells the answer; the real run then changes something.
async fn check(app: &App, request: &Request, token: &str) {
    let named = format!("{} {}", request.method, request.path);
    let before = rows(app).await;
    let dry = send(app, request, token, "?dryRun=true").await;
    assert_eq!(dry.status, StatusCode::OK, "{named}: {dry:?}");
    let dry = dry.json();
    assert_eq!(dry["dryRun"], true, "{named}: {dry}");
    assert_eq!(rows(app).await, before, "{named}");
    let real = send(app, request, token, "?dryRun=false").await;
    assert!(real.status.is_success(), "{named}: {real:?}");
    assert_ne!(rows(app).await, before, "{named}");
    if OF_THEIR_OWN.contains(&request.template) {
        return;
    }
    assert_eq!(
        dry["wouldAnswer"]["status"],
        real.status.as_u16(),
        "{named}"
    );
    assert_described(&json!({ "$ref": PLAN }), &dry["plan"]);
    let plan = dry["plan"].as_object().unwrap();
    assert_eq!(plan.keys().collect::<Vec<_>>(), [request.names], "{named}");
}

/// An app in which everything is there that requests change.
struct Planted {
    app: App,
    token: String,
    subscription: String,
    bundle: Value,
    sheet: String,
}

async fn planted() -> Planted {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    app.add_configuration(&token).await;
    app.add_master_data("A1", "CL008").await;
    let hook = json!({ "url": "https://erp.example.com/hook" });
    let answer = app.post("/v1/subscriptions", &token, hook).await;
    let subscription = answer.json()["id"].as_str().unwrap().to_owned();
    let bundle = app.get("/v1/configuration/export", &token).await.json();
    let sheet = app
        .get("/v1/decisiontables/item-types/versions/1.csv", &token)
        .await;
    Planted {
        sheet: String::from_utf8(sheet.body).unwrap(),
        app,
        token,
        subscription,
        bundle,
    }
}

#[tokio::test]
async fn a_dry_run_changes_nothing() {
    let there = planted().await;
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    let edits = edits(&there);
    for request in messages().iter().chain(&edits) {
        check(&there.app, request, &there.token).await;
        seen.insert((request.method.to_lowercase(), request.template));
    }
    for (method, path, has_parameter) in writing() {
        let is_action = path.starts_with("/v1/declarations/") && !OTHERS.contains(&path.as_str());
        let is_seen = seen.contains(&(method.clone(), path.as_str()));
        let is_other = OTHERS.contains(&path.as_str()) || is_reading(&path);
        assert_ne!(is_other, is_seen || is_action, "{method} {path}");
        assert_eq!(has_parameter, !is_other, "{method} {path}");
    }
}

/// The operations of the OpenAPI document that may write, and whether they take `dryRun`.
fn writing() -> Vec<(String, String, bool)> {
    let document = serde_json::to_value(cas_api::openapi()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let mut named = parameters.filter(|parameter| parameter["name"] == "dryRun");
            if method != "get" {
                found.push((method.clone(), path.clone(), named.next().is_some()));
            }
        }
    }
    found
}

fn is_reading(path: &str) -> bool {
    if [
        "/v1/rules/replay",
        "/v1/configuration/{kind}/{name}/draft/check",
        "/v1/configuration/{kind}/{name}/draft/try",
        "/v1/configuration/{kind}/{name}/draft/replay",
    ]
    .contains(&path)
    {
        return true;
    }
    let of_version = path.strip_prefix("/v1/decisiontables/{name}/versions/{version}/");
    of_version.is_some_and(|last| READING.contains(&last))
}

/// Requests that only read change nothing, so they need no dry run.
#[tokio::test]
async fn what_only_reads_changes_nothing() {
    let Planted { app, token, .. } = planted().await;
    let (declaration, _) = app.add_declaration("L1", Status::Invalid).await;
    let before = rows(&app).await;
    for last in READING {
        let path = format!("/v1/decisiontables/item-types/versions/1/{last}");
        let body = json!({ "declarationId": declaration.to_string(), "inputs": {} });
        for body in [body, json!({})] {
            app.post(&path, &token, body).await;
            assert_eq!(rows(&app).await, before, "{last}");
        }
    }
    let judged = app.post("/v1/rules/replay?on=2027-01-01", &token, "").await;
    assert_eq!(judged.json()["declarations"], 1);
    assert_eq!(rows(&app).await, before);
}

#[tokio::test]
async fn actions_are_not_carried_out() {
    let Planted { app, token, .. } = planted().await;
    for (action, status) in [
        ("submit", Status::Validated),
        ("validate", Status::Invalid),
        ("resend", Status::Submitted),
        ("goods-arrived", Status::PreLodged),
        ("invalidate", Status::Accepted),
    ] {
        let (id, _) = app.add_declaration(action, status).await;
        let before = rows(&app).await;
        let path = format!("/v1/declarations/{id}/{action}");
        let body = json!({ "reason": "a mistake" });
        let dry = app
            .post(&format!("{path}?dryRun=true"), &token, &body)
            .await;
        assert_eq!(dry.status, StatusCode::OK, "{action}: {dry:?}");
        let plan = &dry.json()["plan"];
        assert_described(&json!({ "$ref": PLAN }), plan);
        let plan = &plan["actions"][0];
        assert_eq!(plan["action"], action, "{plan}");
        // There is no flow, and no data; what that comes to is told all the same.
        let expected = match action {
            "validate" => "fails",
            _ => "unsuccessful",
        };
        assert_eq!(plan["outcome"], expected, "{plan}");
        assert_eq!(
            plan["declaration"]["statusBefore"],
            status.as_str(),
            "{plan}"
        );
        assert_eq!(rows(&app).await, before, "{action}");
        let real = app.post(&path, &token, &body).await;
        assert_eq!(real.status, StatusCode::ACCEPTED, "{action}: {real:?}");
        assert_ne!(rows(&app).await, before, "{action}");
    }
}

/// What is refused is refused in a dry run, in the same words.
#[tokio::test]
async fn refusals_stay_as_they_are() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let (released, _) = app.add_declaration("L1", Status::Released).await;
    let before = rows(&app).await;
    let bad = json!({ "direction": "UP" });
    for (path, token, body) in [
        ("/v1/customsshipments".to_owned(), token.as_str(), bad),
        ("/v1/customsshipments".to_owned(), "", shipment("R1")),
        (
            format!("/v1/declarations/{released}/submit"),
            &token,
            json!({}),
        ),
        ("/v1/declarations/none/submit".to_owned(), &token, json!({})),
        ("/v1/nothing".to_owned(), &token, json!({})),
    ] {
        let dry = app.post(&format!("{path}?dryRun=true"), token, &body).await;
        let real = app.post(&path, token, &body).await;
        let without_id = |answer: &Answer| {
            let mut problem = answer.json();
            problem["instance"] = Value::Null;
            (answer.status, answer.problem(), problem)
        };
        assert_eq!(without_id(&dry), without_id(&real), "{path}");
    }
    let mut after = rows(&app).await;
    // The audit trail begins, and tells that the state refused the real one; the dry one is not told.
    assert_eq!(after["audit"].len(), 2, "{:?}", after["audit"]);
    for table in ["audit", "audit_head"] {
        after.insert(table.to_owned(), before[table].clone());
    }
    assert_eq!(after, before);
}

#[tokio::test]
async fn what_is_no_dry_run_is_no_real_run_either() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let before = rows(&app).await;
    for query in [
        "dryRun",
        "dryRun=",
        "dryRun=yes",
        "dryRun=1",
        "dryRun=TRUE",
        "dryRun=true&dryRun=true",
        "dryRun=true&dryRun=false",
        "dryrun=true",
        "dry_run=true",
        "dry-run",
        "%64ryRun=no",
    ] {
        let path = format!("/v1/customsshipments?{query}");
        let answer = app.post(&path, &token, shipment("R1")).await;
        assert_eq!(
            answer.status,
            StatusCode::BAD_REQUEST,
            "{query}: {answer:?}"
        );
        assert_eq!(answer.problem(), "invalid-parameter", "{query}");
    }
    assert_eq!(rows(&app).await, before);
    // Other parameters arrive as they were sent.
    let answer = app
        .post(
            "/v1/codelists/X/import?colour=a%26b&dryRun=true",
            &token,
            "",
        )
        .await;
    assert_eq!(answer.places(), ["colour"]);
}

/// A key that was used answers its first use; nothing is done again.
#[tokio::test]
async fn a_repeated_message_does_nothing() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let send = |query: &'static str| {
        let request = call("POST", &format!("/v1/customsshipments{query}"), &token)
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", "k");
        app.send(
            request
                .body(Body::from(shipment("R1").to_string()))
                .unwrap(),
        )
    };
    let first = send("").await.json();
    let dry = send("?dryRun=true").await.json();
    assert_eq!(dry["wouldAnswer"]["body"], first);
    assert_eq!(dry["plan"], json!({}));
}

/// Requests of dry runs count as requests.
#[tokio::test]
async fn the_rate_is_that_of_all_requests() {
    let app = App::with(cas_api::ApiSettings {
        requests_per_second: 1,
        request_burst: 2,
        ..cas_api::ApiSettings::default()
    })
    .await;
    let token = app.token("ours", &all_scopes()).await;
    let mut last = StatusCode::OK;
    for _ in 0..3 {
        let answer = app.post("/v1/customsshipments?dryRun=true", &token, shipment("R1"));
        last = answer.await.status;
    }
    assert_eq!(last, StatusCode::TOO_MANY_REQUESTS);
}

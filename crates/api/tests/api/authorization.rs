//! Every endpoint of the OpenAPI document refuses who may not: nothing can be left out.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{StatusCode, header};
use cas_model::lifecycle::Status;
use cas_model::role::Role;
use cas_model::scope::Scope;
use serde_json::json;

use crate::app::{App, all_scopes, call};
use crate::person::{Person, person};

/// Endpoints that need no token, and why.
const OPEN: &[(&str, &str, &str)] = &[
    (
        "post",
        "/oauth2/v2.0/token",
        "gives the token; checks the client's secret",
    ),
    (
        "post",
        "/v1/session",
        "signs a person in; checks password and second factor",
    ),
    (
        "get",
        "/v1/sign-on",
        "sends the browser to the identity provider",
    ),
    (
        "get",
        "/v1/sign-on/providers",
        "says before signing in whether there is single sign-on",
    ),
    (
        "get",
        "/v1/sign-on/callback",
        "checks what the identity provider says",
    ),
    (
        "post",
        "/v1/session/link",
        "chooses a password; checks the one-time link",
    ),
    (
        "post",
        "/v1/systems/{system}/messages",
        "checks the connection's callback secret",
    ),
    ("get", "/health/live", "for the machinery around the server"),
    (
        "get",
        "/health/ready",
        "for the machinery around the server",
    ),
    (
        "get",
        "/health/upgrades",
        "for the machinery around the server; names and percents",
    ),
    (
        "get",
        "/v1/files/{token}",
        "the path is a signed link of some minutes",
    ),
    ("get", "/openapi.json", "public documentation"),
    ("get", "/errors/{code}", "public documentation"),
];

/// Endpoints with a name in their path that list, or make something of the caller's own; what they
/// show of it is told apart in `lists_show_only_what_is_the_tenants`.
const OF_ONES_OWN: &[(&str, &str)] = &[
    ("get", "/v1/configuration/{kind}"),
    ("put", "/v1/configuration/{kind}/{name}/draft"),
    ("post", "/v1/configuration/{kind}/{name}/draft/check"),
    ("post", "/v1/decisiontables/{name}/import"),
    ("put", "/v1/connections/{system}"),
    ("get", "/v1/masterdata/{kind}"),
    ("post", "/v1/masterdata/{kind}/import"),
    ("get", "/v1/masterdata/{kind}/export"),
    ("get", "/v1/masterdata/{kind}/template"),
    ("post", "/v1/codelists/{list}/import"),
    ("get", "/v1/codelists/{list}/{code}"),
    ("post", "/v1/systems/{system}/declarations/read"),
    ("get", "/v1/systems/{system}"),
    ("get", "/v1/declarationtypes/{type}"),
];

struct Endpoint {
    method: String,
    path: String,
    scopes: Option<Vec<String>>,
    /// Whether a session opens it, with a token or without.
    takes_session: bool,
}

fn endpoints() -> Vec<Endpoint> {
    let document = serde_json::to_value(cas_api::openapi()).unwrap();
    let mut endpoints = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            // Each of them lets in by itself.
            let ways = operation["security"].as_array();
            let ways = || ways.into_iter().flatten();
            let scopes: Vec<String> = ways()
                .filter_map(|way| way["oauth2"].as_array())
                .flatten()
                .map(|scope| scope.as_str().unwrap().to_owned())
                .collect();
            let is_of_clients = ways().any(|way| way["oauth2"].is_array());
            let scopes = is_of_clients.then_some(scopes);
            let takes_session = ways().any(|way| way["session"].is_array());
            assert!(scopes.is_none() || takes_session, "{method} {path}");
            endpoints.push(Endpoint {
                method: method.clone(),
                path: path.clone(),
                scopes,
                takes_session,
            });
        }
    }
    endpoints
}

/// A body that gets through to the endpoint's own work.
fn body_of(path: &str) -> String {
    match path {
        "/v1/declarations/{id}/invalidate" => json!({ "reason": "a mistake" }).to_string(),
        "/v1/declarations/{id}/receipt-report" => {
            json!({ "dateOfArrival": "2026-03-01", "conclusion": "1" }).to_string()
        }
        "/v1/declarations/{id}/complementary-explanation" => {
            json!({ "explanation": "it evaporated" }).to_string()
        }
        "/v1/declarations/{id}/change-destination" => {
            json!({ "exciseMovement": { "destinationType": "1" } }).to_string()
        }
        "/v1/declarations/{id}/delay-for-delivery" => json!({ "code": "1" }).to_string(),
        "/v1/declarations/{id}/exit-evidence" => json!({ "informationCode": "2" }).to_string(),
        "/v1/decisiontables/{name}/versions/{version}/explain"
        | "/v1/decisiontables/{name}/versions/{version}/try" => {
            json!({ "declarationId": "01900000-0000-7000-8000-000000000001" }).to_string()
        }
        "/v1/decisiontables/{name}/versions/{version}/tests" => {
            let declaration = "01900000-0000-7000-8000-000000000001";
            json!({ "declarationId": declaration, "name": "a case" }).to_string()
        }
        "/v1/configuration/{kind}/{name}/draft/try" => {
            json!({ "shipments": [{ "reference": "L1" }] }).to_string()
        }
        "/v1/configuration/{kind}/{name}/draft/review" => {
            json!({ "reason": "the new offices" }).to_string()
        }
        "/v1/subscriptions/{id}/replay" => json!({ "states": ["expired"] }).to_string(),
        "/v1/alerts/{id}/resolve" => json!({ "resolution": "called them" }).to_string(),
        "/v1/tasks/{id}/retry"
        | "/v1/tasks/{id}/drop"
        | "/v1/messages/{messageId}/read"
        | "/v1/ingestions/{referenceId}/process" => {
            json!({ "reason": "it was mended" }).to_string()
        }
        "/v1/messages/{messageId}/assign" => {
            let declaration = "01900000-0000-7000-8000-000000000001";
            json!({ "declarationId": declaration, "reason": "told by phone" }).to_string()
        }
        _ => json!({}).to_string(),
    }
}

async fn status(app: &App, endpoint: &Endpoint, path: &str, token: &str) -> (StatusCode, String) {
    let request = call(&endpoint.method.to_uppercase(), path, token)
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body_of(&endpoint.path)))
        .unwrap();
    let answer = app.send(request).await;
    let is_error = answer.status.is_client_error() || answer.status.is_server_error();
    (
        answer.status,
        if is_error {
            answer.problem()
        } else {
            String::new()
        },
    )
}

#[test]
fn only_these_endpoints_are_open() {
    let open: BTreeSet<(String, String)> = endpoints()
        .into_iter()
        .filter(|endpoint| !endpoint.takes_session)
        .map(|endpoint| (endpoint.method, endpoint.path))
        .collect();
    let expected = OPEN
        .iter()
        .map(|(method, path, _)| (method.to_string(), path.to_string()));
    assert_eq!(open, expected.collect());
}

#[tokio::test]
async fn without_a_token_nothing_is_served() {
    let app = App::start().await;
    for endpoint in endpoints()
        .iter()
        .filter(|endpoint| endpoint.scopes.is_some())
    {
        let named = format!("{} {}", endpoint.method, endpoint.path);
        for token in ["", "nonsense", "eyJhbGciOiJub25lIn0.e30."] {
            let found = status(&app, endpoint, &endpoint.path, token).await;
            assert_eq!(
                found,
                (StatusCode::UNAUTHORIZED, "invalid-token".to_owned()),
                "{named}"
            );
        }
    }
}

#[tokio::test]
async fn without_a_session_nothing_of_ones_own_account_is_served() {
    let app = App::start().await;
    let token = app.token("ours", &all_scopes()).await;
    let of_sessions = endpoints().into_iter();
    let of_sessions = of_sessions.filter(|endpoint| endpoint.scopes.is_none());
    let of_sessions: Vec<Endpoint> = of_sessions.filter(|it| it.takes_session).collect();
    assert_eq!(of_sessions.len(), 6);
    for endpoint in of_sessions {
        for token in ["", "nonsense", &token] {
            let found = status(&app, &endpoint, &endpoint.path, token).await;
            let expected = (StatusCode::UNAUTHORIZED, "invalid-session".to_owned());
            assert_eq!(found, expected, "{} {}", endpoint.method, endpoint.path);
        }
    }
}

/// What a person is answered.
async fn answered(app: &App, endpoint: &Endpoint, path: &str, person: &Person) -> (u16, String) {
    let method = endpoint.method.to_uppercase();
    let body = serde_json::from_str(&body_of(&endpoint.path)).unwrap();
    let answer = person.send(app, &method, path, body).await;
    let is_error = answer.status.is_client_error() || answer.status.is_server_error();
    let problem = is_error.then(|| answer.problem());
    (answer.status.as_u16(), problem.unwrap_or_default())
}

#[tokio::test]
async fn a_person_is_served_what_a_role_allows_and_nothing_else() {
    let app = App::start().await;
    for role in Role::ALL {
        let person = person(&app, role.name(), json!({ "roles": [role.name()] })).await;
        for endpoint in endpoints() {
            let scopes = endpoint.scopes.as_deref().unwrap_or_default();
            if scopes.is_empty() {
                continue;
            }
            let is_wanted = |it: &&Scope| scopes.iter().any(|scope| scope == it.name());
            let is_allowed = role.scopes().iter().any(|it| is_wanted(&it));
            let (found, problem) = answered(&app, &endpoint, &endpoint.path, &person).await;
            let named = format!("{} {} as {}", endpoint.method, endpoint.path, role.name());
            assert_eq!(found != 403, is_allowed, "{named}: {problem}");
            if !is_allowed {
                assert_eq!(problem, "missing-scope", "{named}");
            }
        }
    }
}

#[tokio::test]
async fn a_person_changes_nothing_without_the_token_of_the_own_page() {
    let app = App::start().await;
    let mut admin = person(&app, "anna", json!({ "roles": ["administrator"] })).await;
    admin.csrf = String::new();
    for endpoint in endpoints() {
        if endpoint.method == "get" || !endpoint.takes_session {
            continue;
        }
        let (_, problem) = answered(&app, &endpoint, &endpoint.path, &admin).await;
        let named = format!("{} {}", endpoint.method, endpoint.path);
        assert_eq!(problem, "csrf-token-invalid", "{named}");
    }
}

#[tokio::test]
async fn without_its_scope_an_endpoint_is_not_served() {
    let app = App::start().await;
    for endpoint in endpoints() {
        let scopes = endpoint.scopes.as_deref().unwrap_or_default();
        if scopes.is_empty() {
            continue;
        }
        let others = Scope::ALL
            .iter()
            .map(|scope| scope.name())
            .filter(|name| !scopes.iter().any(|scope| scope == name));
        let token = app
            .token("ours", &others.collect::<Vec<_>>().join(" "))
            .await;
        let found = status(&app, &endpoint, &endpoint.path, &token).await;
        let named = format!("{} {}", endpoint.method, endpoint.path);
        assert_eq!(
            found,
            (StatusCode::FORBIDDEN, "missing-scope".to_owned()),
            "{named}"
        );

        for scope in scopes {
            let token = app.token("ours", scope).await;
            let (found, _) = status(&app, &endpoint, &endpoint.path, &token).await;
            assert_ne!(found, StatusCode::FORBIDDEN, "{named} with {scope}");
        }
    }
}

#[tokio::test]
async fn what_belongs_to_another_tenant_does_not_exist() {
    let app = App::with_systems().await;
    let (declaration, message) = app.add_declaration("L1", Status::Invalid).await;
    let token = app.token("ours", &all_scopes()).await;
    let reference = app
        .post("/v1/customsshipments", &token, crate::app::shipment("R1"))
        .await;
    let reference = reference.json()["referenceId"].as_str().unwrap().to_owned();
    let subscription = json!({ "url": "https://erp.example.com/hook" });
    let answer = app.post("/v1/subscriptions", &token, subscription).await;
    let subscription = answer.json()["id"].as_str().unwrap().to_owned();
    app.add_configuration(&token).await;
    let flow = json!({ "direction": "OUT", "steps": [{
        "name": "first", "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
    }] });
    let draft = format!("/v1/configuration/flows/{}/draft", crate::app::TABLE);
    let draft = app.put(&draft, &token, flow).await;
    assert_eq!(draft.status, StatusCode::OK, "{draft:?}");
    app.add_master_data("A1", "OWN").await;
    let note = format!("/v1/declarations/{declaration}/notes");
    let note = app.post(&note, &token, json!({ "text": "seen" })).await;
    let note = note.json()["id"].as_str().unwrap().to_owned();
    let file = format!("/v1/declarations/{declaration}/attachments?name=a.pdf");
    let file = app.post(&file, &token, "%PDF-1.7").await;
    let file = file.json()["id"].as_str().unwrap().to_owned();
    let run = json!({ "action": "validate", "declarations": [declaration.to_string()] });
    let run = app.post("/v1/bulk", &token, run).await;
    let run = run.json()["id"].as_str().unwrap().to_owned();
    let validate = format!("/v1/declarations/{declaration}/validate");
    let action = app.post(&validate, &token, "{}").await;
    let action = action.json()["actionId"].as_str().unwrap().to_owned();
    let member = person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let foreign = app.token("theirs", &all_scopes()).await;
    for endpoint in endpoints()
        .iter()
        .filter(|endpoint| endpoint.scopes.is_some())
    {
        let is_own =
            |(method, path): &&(&str, &str)| endpoint.method == *method && endpoint.path == *path;
        if !endpoint.path.contains('{') || OF_ONES_OWN.iter().any(|one| is_own(&one)) {
            continue;
        }
        let id = match endpoint.path.split('/').nth(2).unwrap() {
            "declarations" => declaration.to_string(),
            "notes" => note.clone(),
            "attachments" => file.clone(),
            "bulk" => run.clone(),
            "actions" => action.clone(),
            "users" => member.id.clone(),
            _ => subscription.clone(),
        };
        let kind = match endpoint.path.as_str() {
            path if path.starts_with("/v1/masterdata") => "article",
            path if path.ends_with("/graph") || path.ends_with("/running") => "flows",
            _ => "decisiontables",
        };
        let path = endpoint
            .path
            .replace("{id}", &id)
            .replace("{referenceId}", &reference)
            .replace("{messageId}", &message.to_string())
            .replace("{kind}", kind)
            .replace("{name}", crate::app::TABLE)
            .replace("{version}", "1")
            .replace("{file}", "1.csv")
            .replace("{system}", "ncts")
            .replace("{code}", "A1")
            .replace("{list}", "OWN")
            .replace("{reference}", "L1")
            .replace("/origins/chain", "/origins/chain?field=declType")
            .replace("{itemId}", "item-1")
            .replace("{number}", "1")
            .replace("{from}", "1")
            .replace("{to}", "1");
        let found = status(&app, endpoint, &path, &foreign).await;
        assert_eq!(
            found,
            (StatusCode::NOT_FOUND, "not-found".to_owned()),
            "{path}"
        );
        let nonsense = endpoint.path.replace(['{', '}'], "");
        let found = status(&app, endpoint, &nonsense, &token).await;
        assert_eq!(
            found,
            (StatusCode::NOT_FOUND, "not-found".to_owned()),
            "{nonsense}"
        );
        // And for who owns it, it is there. Last, as one of them ends the subscription.
        if endpoint.method == "get" {
            let (found, _) = status(&app, endpoint, &path, &token).await;
            let expected = match endpoint.path.as_str() {
                // It is there, and asks which field is meant.
                "/v1/declarations/{id}/explanation" => StatusCode::BAD_REQUEST,
                "/v1/attachments/{id}/content" => StatusCode::TEMPORARY_REDIRECT,
                _ => StatusCode::OK,
            };
            assert_eq!(found, expected, "{path}");
        }
    }
}

#[tokio::test]
async fn lists_show_only_what_is_the_tenants() {
    let app = App::with_systems().await;
    let (declaration, _) = app.add_declaration("L1", Status::Invalid).await;
    let token = app.token("ours", &all_scopes()).await;
    app.post("/v1/customsshipments", &token, crate::app::shipment("R1"))
        .await;
    let subscription = json!({ "url": "https://erp.example.com/hook" });
    app.post("/v1/subscriptions", &token, subscription).await;
    app.add_configuration(&token).await;
    app.add_master_data("A1", "OWN").await;
    let run = json!({ "action": "validate", "search": "" });
    app.post("/v1/bulk", &token, run).await;
    let view = json!({ "list": "declarations", "name": "All", "shared": true });
    app.post("/v1/views", &token, view).await;
    let notes = format!("/v1/declarations/{declaration}/notes");
    app.post(&notes, &token, json!({ "text": "ask @anna" }))
        .await;
    person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let foreign = app.token("theirs", &all_scopes()).await;
    for (path, field, count) in [
        ("/v1/declarations", "declarations", 1),
        ("/v1/declarations?view=summary", "declarations", 1),
        ("/v1/declarations?view=summary&q=l1", "declarations", 1),
        ("/v1/declarations/counts", "statuses", 1),
        ("/v1/ingestions", "ingestions", 1),
        ("/v1/subscriptions", "subscriptions", 1),
        ("/v1/messages", "messages", 1),
        ("/v1/events", "events", 2),
        ("/v1/alerts", "alerts", 0),
        ("/v1/mentions?person=anna", "notes", 1),
        ("/v1/bulk", "runs", 1),
        ("/v1/views", "views", 1),
        ("/v1/tasks", "tasks", 0),
        ("/v1/configuration/decisiontables", "names", 1),
        ("/v1/configuration/flows", "names", 0),
        ("/v1/configuration/export", "decisionTables", 1),
        ("/v1/connections", "connections", 1),
        ("/v1/masterdata/article", "records", 1),
        ("/v1/customsshipments", "customsShipments", 1),
        ("/v1/users", "users", 1),
        ("/v1/people", "people", 1),
        // Made, a member, invited, a password chosen, signed in.
        ("/v1/audit?kind=sign-in,access", "entries", 5),
    ] {
        for (token, expected) in [(&token, count), (&foreign, 0)] {
            let answer = app.get(path, token).await;
            let found = answer.json()[field].as_array().unwrap().len();
            assert_eq!(found, expected, "{path}");
        }
    }
    for (token, expected) in [(&token, 1), (&foreign, 0)] {
        let lists = app.get("/v1/codelists", token).await.json();
        let lists = lists["codeLists"].as_array().unwrap().clone();
        let loaded = lists.iter().filter(|list| list["isBuiltIn"] == false);
        assert_eq!(loaded.count(), expected);
    }
}

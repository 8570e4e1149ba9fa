//! Whoever is restricted to parts of the organisation finds nothing of the others, wherever he asks.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{Answer, App, Placed, all_scopes};
use crate::person::{Person, person};

pub struct World {
    pub restricted: Person,
    pub own: Placed,
    pub other: Placed,
}

pub async fn world(app: &App) -> World {
    let own = app.add_declaration_of("OWN", "ACME", "HAM1").await;
    let other = app.add_declaration_of("OTHER", "ACME", "MUC1").await;
    let visible = json!({ "plants": ["HAM1"], "companies": ["FIRST"] });
    let rights = json!({ "roles": ["declarant"], "visible": visible });
    World {
        restricted: person(app, "anna", rights).await,
        own,
        other,
    }
}

fn shipment(reference: &str, plant: Option<&str>) -> Value {
    let mut shipment = crate::app::shipment(reference);
    shipment["plant"] = json!(plant);
    shipment
}

/// Every operation of the document that names a declaration in its path.
fn of_declarations() -> Vec<(String, String)> {
    let document = serde_json::to_value(cas_api::openapi()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        if path.starts_with("/v1/declarations/{id}") {
            let methods = item.as_object().unwrap().keys();
            found.extend(methods.map(|method| (method.to_uppercase(), path.clone())));
        }
    }
    found
}

#[tokio::test]
async fn declarations_of_other_plants_do_not_exist_whatever_is_asked() {
    App::on_each_store(async |app| {
        let World {
            restricted,
            own,
            other,
        } = world(&app).await;
        let operations = of_declarations();
        assert!(operations.len() > 20, "{operations:?}");
        for (method, path) in operations {
            let path_of = |declaration: &Placed| {
                path.replace("/origins/chain", "/origins/chain?field=declType")
                    .replace("{id}", &declaration.id.to_string())
                    .replace("{messageId}", &declaration.message.to_string())
                    .replace("{itemId}", "item-1")
                    .replace(['{', '}'], "1")
                    .replace("1number1", "1")
                    .replace("1from1", "1")
                    .replace("1to1", "1")
            };
            let hidden = restricted
                .send(&app, &method, &path_of(&other), json!({}))
                .await;
            if hidden.problem() == "missing-scope" {
                assert!(path.ends_with("/explanation"), "{path}");
                continue;
            }
            assert_eq!(
                hidden.problem(),
                "not-found",
                "{method} {}",
                path_of(&other)
            );
            if method == "GET" {
                let shown = restricted.get(&app, &path_of(&own)).await;
                assert_eq!(shown.status, StatusCode::OK, "{} {shown:?}", path_of(&own));
            }
        }
    })
    .await;
}

pub async fn found(app: &App, person: &Person, path: &str, pointer: &str) -> Vec<String> {
    let answer = person.get(app, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    let answer = answer.json();
    let list = answer
        .as_object()
        .unwrap()
        .values()
        .find_map(Value::as_array);
    let text = |row: &Value| {
        row.pointer(pointer)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    list.unwrap().iter().filter_map(text).collect()
}

#[tokio::test]
async fn lists_leave_out_what_belongs_to_other_plants() {
    App::on_each_store(async |app| {
        let World { restricted, .. } = world(&app).await;
        let all = person(&app, "berta", json!({ "roles": ["viewer"] })).await;
        let token = app.token("ours", &all_scopes()).await;
        for (reference, plant) in [("OWN", "HAM1"), ("OTHER", "MUC1"), ("NEW", "HAM1")] {
            let sent = shipment(reference, Some(plant));
            let answer = app.post("/v1/customsshipments", &token, sent).await;
            assert_eq!(answer.status, StatusCode::ACCEPTED);
        }
        for (path, pointer, of_all, of_part) in [
            ("/v1/declarations", "/lrn", 2, vec!["OWN"]),
            ("/v1/messages", "/identifier", 2, vec!["OWN"]),
            ("/v1/alerts", "/text", 2, vec!["OWN"]),
            // Of NEW no declaration is there yet, and somebody else sent it.
            ("/v1/ingestions", "/externalReference", 3, vec!["OWN"]),
        ] {
            assert_eq!(
                found(&app, &all, path, pointer).await.len(),
                of_all,
                "{path}"
            );
            assert_eq!(
                found(&app, &restricted, path, pointer).await,
                of_part,
                "{path}"
            );
        }
        let ids = found(&app, &all, "/v1/messages", "/id").await;
        let names = found(&app, &all, "/v1/messages", "/identifier").await;
        for (id, name) in ids.iter().zip(names) {
            let path = format!("/v1/messages/{id}/readable");
            assert_eq!(all.get(&app, &path).await.status, StatusCode::OK);
            let expected = match name.as_str() {
                "OWN" => StatusCode::OK,
                _ => StatusCode::NOT_FOUND,
            };
            assert_eq!(restricted.get(&app, &path).await.status, expected, "{name}");
        }
        for (person, expected) in [(&all, 2), (&restricted, 1)] {
            let counted = person.get(&app, "/v1/messages?count=true").await.json();
            assert_eq!(counted["total"]["count"], expected);
        }
        for (reference, expected) in [("OWN", StatusCode::OK), ("OTHER", StatusCode::NOT_FOUND)] {
            let search = format!("/v1/ingestions?externalReference={reference}");
            let id = &found(&app, &all, &search, "/referenceId").await[0];
            for path in [
                format!("/v1/ingestions/{id}"),
                format!("/v1/ingestions/{id}/payload"),
            ] {
                let answer = restricted.get(&app, &path).await;
                assert_eq!(answer.status, expected, "{path} of {reference}");
            }
        }
        assert_eq!(found(&app, &restricted, "/v1/tasks", "/id").await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn only_what_belongs_to_the_own_plants_is_sent() {
    App::on_each_store(async |app| {
        let World { restricted, .. } = world(&app).await;
        let send = async |body: Value| -> Answer {
            restricted.send(&app, "POST", "/v1/customsshipments", body).await
        };
        let update = |reference: &str, plant: Value| {
            json!({ "version": "1.0", "messageType": "Update", "direction": "OUT",
                "externalReference": reference, "plant": plant })
        };
        let unsaid = json!({ "version": "1.0", "messageType": "Update", "direction": "OUT",
            "externalReference": "OWN" });
        for (body, is_taken) in [
            (shipment("N1", Some("HAM1")), true),
            (shipment("N2", Some("MUC1")), false),
            (shipment("N3", None), false),
            (shipment("OWN", Some("HAM1")), true),
            (shipment("OTHER", Some("HAM1")), false),
            (unsaid, true),
            (update("OWN", json!("MUC1")), false),
            (update("OWN", json!(null)), false),
            (update("OTHER", json!("HAM1")), false),
        ] {
            let answer = send(body.clone()).await;
            match is_taken {
                true => assert_eq!(answer.status, StatusCode::ACCEPTED, "{body} {answer:?}"),
                false => assert_eq!(answer.problem(), "not-visible", "{body}"),
            }
        }
        let event = |reference: &str| {
            json!({ "externalReference": reference, "direction": "OUT", "event": "arrival" })
        };
        let path = "/v1/shipmentevents";
        let sent = restricted.send(&app, "POST", path, event("OTHER")).await;
        assert_eq!(sent.problem(), "not-visible");
        let sent = restricted.send(&app, "POST", path, event("OWN")).await;
        assert_eq!(sent.status, StatusCode::ACCEPTED);
        // A dry run shows as little as a real one does.
        let dry = "/v1/customsshipments?dryRun=true";
        let sent = restricted.send(&app, "POST", dry, shipment("OTHER", Some("HAM1"))).await;
        assert_eq!(sent.problem(), "not-visible");
    })
    .await;
}

#[tokio::test]
async fn who_is_restricted_later_sees_less_at_once() {
    let app = App::with_systems().await;
    let declaration = app.add_declaration_of("OTHER", "ACME", "MUC1").await;
    let anna = person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let path = format!("/v1/declarations/{}", declaration.id);
    assert_eq!(anna.get(&app, &path).await.status, StatusCode::OK);
    let token = app.token("ours", &all_scopes()).await;
    let patch = |visible: Value| {
        let request = crate::app::call("PATCH", &format!("/v1/users/{}", anna.id), &token);
        let body = json!({ "visible": visible }).to_string();
        let request = request.header("content-type", "application/json");
        request.body(axum::body::Body::from(body)).unwrap()
    };
    let changed = app.send(patch(json!({ "companies": ["FIRST"] }))).await;
    assert_eq!(
        changed.json()["visible"],
        json!({ "companies": ["FIRST"], "plants": [] })
    );
    assert_eq!(anna.get(&app, &path).await.problem(), "not-found");
    let changed = app.send(patch(json!({ "companies": ["ACME"] }))).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_eq!(anna.get(&app, &path).await.status, StatusCode::OK);
    let changed = app.send(patch(json!(null))).await;
    assert_eq!(changed.json()["visible"], Value::Null);
}

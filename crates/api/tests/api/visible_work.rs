//! Whoever is restricted to parts of the organisation is shown what people do over what he may see,
//! and nothing else: notes, files, runs, actions, shipments, figures, events.

use axum::body::Body;
use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::app::{App, Placed, all_scopes};
use crate::event_stream::{Stream, quick};
use crate::person::{Person, person};
use crate::visibility::{World, found, world};

/// What somebody did over a declaration, and its shipment.
struct Work {
    declaration: String,
    shipment: String,
    reference: &'static str,
    note: String,
    file: String,
    action: String,
    run: String,
}

async fn work(app: &App, token: &str, declaration: &Placed, reference: &'static str) -> Work {
    let id = declaration.id.to_string();
    let made = async |path: String, body: Value, field: &str| {
        let answer = app.post(&path, token, body).await;
        let made = answer.json()[field].as_str().map(str::to_owned);
        made.unwrap_or_else(|| panic!("{path} {answer:?}"))
    };
    let note = json!({ "text": "ask @anna" });
    let run = json!({ "action": "flag", "flag": "red", "declarations": [id.clone()] });
    let of_shipment = format!("/v1/customsshipments/{reference}/notes");
    let shipment = made(of_shipment, note.clone(), "onId").await;
    let file = format!("/v1/declarations/{id}/attachments?name=a.pdf");
    let file = app.post(&file, token, "%PDF-1.7").await.json();
    Work {
        note: made(format!("/v1/declarations/{id}/notes"), note, "id").await,
        file: file["id"].as_str().unwrap().to_owned(),
        action: made(
            format!("/v1/declarations/{id}/validate"),
            json!({}),
            "actionId",
        )
        .await,
        run: made("/v1/bulk".to_owned(), run, "id").await,
        declaration: id,
        shipment,
        reference,
    }
}

impl Work {
    /// The path of an operation on something of it; none where it is on something else.
    fn path(&self, path: &str) -> Option<String> {
        let id = match path.split('/').nth(2)? {
            "customsshipments" => self.reference,
            "notes" => &self.note,
            "attachments" => &self.file,
            "actions" => &self.action,
            "bulk" => &self.run,
            _ => return None,
        };
        let is_named = path.contains("/{id}") || path.contains("/{reference}");
        is_named.then(|| path.replace("{id}", id).replace("{reference}", id))
    }
}

/// Every operation on something that has a name in its path.
fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(cas_api::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let of_path = |(path, item): (&String, &Value)| {
        let methods = item.as_object().unwrap().keys();
        let operation = |method: &String| (method.to_uppercase(), path.clone());
        methods.map(operation).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

#[tokio::test]
async fn what_is_done_over_other_plants_does_not_exist() {
    App::on_each_store(async |app| {
        let World {
            restricted,
            own,
            other,
        } = world(&app).await;
        let token = app.token("ours", &all_scopes()).await;
        let own = work(&app, &token, &own, "OWN").await;
        let other = work(&app, &token, &other, "OTHER").await;
        let mut looked_at = 0;
        for (method, path) in operations() {
            let (Some(hidden), Some(shown)) = (other.path(&path), own.path(&path)) else {
                continue;
            };
            looked_at += 1;
            let body = json!({ "text": "mine" });
            let answer = restricted.send(&app, &method, &hidden, body).await;
            assert_eq!(answer.problem(), "not-found", "{method} {hidden}");
            // A run of somebody else is nobody's who is restricted.
            let expected = match path.as_str() {
                "/v1/bulk/{id}" => StatusCode::NOT_FOUND,
                "/v1/attachments/{id}/content" => StatusCode::TEMPORARY_REDIRECT,
                _ => StatusCode::OK,
            };
            if method == "GET" {
                let answer = restricted.get(&app, &shown).await;
                assert_eq!(answer.status, expected, "{shown} {answer:?}");
            }
        }
        assert!(looked_at >= 12, "{looked_at}");
        let path = format!("/v1/events/stream?presence={}", other.declaration);
        assert_eq!(restricted.get(&app, &path).await.problem(), "not-found");
    })
    .await;
}

async fn counted(app: &App, person: &Person) -> Vec<(String, u64)> {
    let counts = person.get(app, "/v1/declarations/counts").await.json();
    let plants = counts["plants"].as_array().unwrap().iter();
    let plant = |one: &Value| {
        let value = one["value"].as_str().unwrap().to_owned();
        (value, one["count"].as_u64().unwrap())
    };
    plants.map(plant).collect()
}

#[tokio::test]
async fn lists_counts_and_tables_leave_out_other_plants() {
    App::on_each_store(async |app| {
        let World {
            restricted,
            own,
            other,
        } = world(&app).await;
        let all = person(&app, "berta", json!({ "roles": ["viewer"] })).await;
        let token = app.token("ours", &all_scopes()).await;
        let own = work(&app, &token, &own, "OWN").await;
        work(&app, &token, &other, "OTHER").await;
        for (path, pointer, of_all, of_part) in [
            ("/v1/declarations?view=summary", "/lrn", 2, vec!["OWN"]),
            ("/v1/declarations?view=summary&q=o", "/lrn", 2, vec!["OWN"]),
            ("/v1/customsshipments", "/externalReference", 2, vec!["OWN"]),
            ("/v1/bulk", "/id", 2, vec![]),
            (
                "/v1/mentions?person=anna",
                "/onId",
                4,
                vec![own.declaration.as_str(), own.shipment.as_str()],
            ),
        ] {
            let whole = found(&app, &all, path, pointer).await;
            assert_eq!(whole.len(), of_all, "{path}");
            let part = found(&app, &restricted, path, pointer).await;
            assert_eq!(part, of_part, "{path}");
        }
        let events =
            "/v1/events?eventType=PersonMentioned,DeclarationWorkChanged,ShipmentWorkChanged";
        let reference = "/data/customsShipmentReference";
        let of_all = found(&app, &all, events, reference).await;
        let of_part = found(&app, &restricted, events, reference).await;
        assert!(of_all.contains(&"OTHER".to_owned()), "{of_all:?}");
        assert_eq!(of_part.len() * 2, of_all.len());
        assert!(of_part.iter().all(|one| one == "OWN"), "{of_part:?}");

        assert_eq!(counted(&app, &all).await.len(), 2);
        assert_eq!(counted(&app, &restricted).await, [("HAM1".to_owned(), 1)]);
        let figures = |person| app_figures(&app, person);
        assert_eq!((figures(&all).await, figures(&restricted).await), (2, 1));
        let table = restricted.get(&app, "/v1/declarations/export").await;
        let table = String::from_utf8(table.body).unwrap();
        assert!(table.contains("OWN") && !table.contains("OTHER"), "{table}");
    })
    .await;
}

async fn app_figures(app: &App, person: &Person) -> u64 {
    let figures = person.get(app, "/v1/figures").await.json();
    figures["declarations"].as_u64().unwrap()
}

#[tokio::test]
async fn a_run_does_nothing_with_what_its_person_may_not_see() {
    App::on_each_store(async |app| {
        let World {
            restricted,
            own,
            other,
        } = world(&app).await;
        let ids = [own.id.to_string(), other.id.to_string()];
        let named = json!({ "action": "assign", "assignee": "anna", "declarations": ids });
        let dry = "/v1/bulk?dryRun=true";
        let foreseen = restricted
            .send(&app, "POST", dry, named.clone())
            .await
            .json();
        assert_eq!(
            (&foreseen["allowed"], &foreseen["refused"]),
            (&json!(1), &json!(1))
        );
        let expected = json!({ "declarationId": other.id.to_string(), "allowed": false,
            "code": "not-found", "detail": foreseen["rows"][0]["detail"] });
        assert_eq!(foreseen["rows"][0], expected);

        let begun = restricted.send(&app, "POST", "/v1/bulk", named).await;
        assert_eq!(begun.status, StatusCode::ACCEPTED, "{begun:?}");
        let begun = begun.json();
        assert_eq!(begun["requestedBy"], "anna");
        let path = format!("/v1/bulk/{}", begun["id"].as_str().unwrap());
        let rows = restricted.get(&app, &path).await.json()["results"].clone();
        assert_eq!(rows[1]["state"], "refused");
        assert_eq!(rows[1]["code"], "not-found");
        assert_eq!(
            found(&app, &restricted, "/v1/bulk", "/requestedBy").await,
            ["anna"]
        );

        let searched = json!({ "action": "flag", "flag": "red", "search": "" });
        let foreseen = restricted.send(&app, "POST", dry, searched).await.json();
        assert_eq!(foreseen["rows"].as_array().unwrap().len(), 1, "{foreseen}");
    })
    .await;
}

#[tokio::test]
async fn a_stream_tells_of_what_its_person_may_see_until_that_changes() {
    let app = quick().await;
    let World {
        restricted,
        own,
        other,
    } = world(&app).await;
    let token = app.token("ours", &all_scopes()).await;
    let request = restricted.request("GET", "/v1/events/stream");
    let request = request.body(Body::empty()).unwrap();
    let mut stream = Stream::of(&app, request).await.unwrap();
    for declaration in [&other, &own] {
        let path = format!("/v1/declarations/{}/notes", declaration.id);
        let note = json!({ "text": "seen" });
        assert_eq!(
            app.post(&path, &token, note).await.status,
            StatusCode::CREATED
        );
    }
    let heard = stream.heard().await.data.unwrap();
    assert_eq!(heard["data"]["customsShipmentReference"], "OWN", "{heard}");

    let path = format!("/v1/users/{}", restricted.id);
    let change = json!({ "visible": { "companies": ["FIRST"] } }).to_string();
    let request = crate::app::call("PATCH", &path, &token);
    let request = request.header("content-type", "application/json");
    let changed = app.send(request.body(Body::from(change)).unwrap()).await;
    assert_eq!(changed.status, StatusCode::OK, "{changed:?}");
    assert_eq!(stream.end(0).await, "access-ended");
}

#[tokio::test]
async fn a_stream_ends_with_its_persons_session() {
    let app = quick().await;
    let anna = person(&app, "anna", json!({ "roles": ["viewer"] })).await;
    let request = anna.request("GET", "/v1/events/stream?from=now");
    let stream = Stream::of(&app, request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let out = anna.send(&app, "DELETE", "/v1/session", json!({})).await;
    assert!(out.status.is_success(), "{out:?}");
    assert_eq!(stream.end(0).await, "access-ended");
}

#[tokio::test]
async fn notes_and_assignments_name_the_person_who_acts() {
    let app = App::with_systems().await;
    let declaration = app.add_declaration_of("OWN", "ACME", "HAM1").await;
    let anna = person(&app, "anna", json!({ "roles": ["declarant"] })).await;
    let path = format!("/v1/declarations/{}/notes", declaration.id);
    let note = anna
        .send(&app, "POST", &path, json!({ "text": "@anna" }))
        .await;
    assert_eq!(note.json()["author"], "anna");
    let note = format!("/v1/notes/{}", note.json()["id"].as_str().unwrap());
    assert_eq!(
        found(&app, &anna, "/v1/mentions", "/author").await,
        ["anna"]
    );

    let token = app.token("ours", &all_scopes()).await;
    let through = async |acting: &str| {
        let request = crate::app::call("PUT", &note, &token);
        let request = request.header("content-type", "application/json");
        let request = request.header("CAS-Acting-Person", acting);
        let body = json!({ "text": "again" }).to_string();
        app.send(request.body(Body::from(body)).unwrap()).await
    };
    assert_eq!(through("Berta <berta>").await.problem(), "not-the-author");
    assert_eq!(through("Anna Keller <anna>").await.status, StatusCode::OK);
}

/// Who listens to a declaration that goes to another plant hears no more of who looks at it.
#[tokio::test]
async fn presence_ends_where_a_declaration_goes_out_of_sight() {
    let app = quick().await;
    let World {
        restricted, own, ..
    } = world(&app).await;
    let path = format!("/v1/events/stream?presence={}", own.id);
    let request = restricted.request("GET", &path).body(Body::empty());
    let mut stream = Stream::of(&app, request.unwrap()).await.unwrap();
    let there = stream.heard().await;
    assert_eq!(there.event.as_deref(), Some("presence"));
    app.move_declaration(own.id, "ACME", "MUC1").await;
    let last = stream.heard().await;
    assert_eq!(last.event.as_deref(), Some("end"));
    assert_eq!(last.data.unwrap()["reason"], "access-ended");
}

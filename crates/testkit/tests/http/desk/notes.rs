//! People write notes, name one another, say who deals with what, and see what the others did.

use cas_demo::stories::transit;
use cas_demo::tenant::CLIENT_ID;
use cas_testkit::{StorePlace, TestApp, each_store};
use serde_json::{Value, json};

use crate::desk::listening::Listening;

/// The declaration of a released shipment, by its id.
pub async fn shipped(app: &TestApp, reference: &str) -> String {
    let mut shipment = transit::document("released", 1);
    shipment["externalReference"] = json!(reference);
    app.send(&shipment).await.expect("accepted");
    app.settle().await.expect("settled");
    let declarations = app.declarations(reference).await.expect("a list");
    declarations[0]["id"].as_str().expect("an id").to_owned()
}

pub async fn is(answer: anyhow::Result<(u16, Value)>, status: u16) -> Value {
    let (found, body) = answer.expect("an answer");
    assert_eq!(found, status, "{body:#}");
    body
}

async fn notes_and_mentions(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let declaration = shipped(&app, "N1").await;
    let version = is(
        app.get(&format!("/v1/declarations/{declaration}")).await,
        200,
    )
    .await;
    let mut screen = Listening::at(&app, &app.url(), "?from=now").await;
    let on_declaration = format!("/v1/declarations/{declaration}/notes");
    let text = "Waits for the invoice. @anna.keller, ask @otto?";
    let note = is(
        app.post(&on_declaration, &json!({ "text": text })).await,
        201,
    )
    .await;
    assert_eq!(
        (&note["text"], &note["author"]),
        (&json!(text), &json!(CLIENT_ID))
    );
    let path = format!("/v1/notes/{}", note["id"].as_str().unwrap_or_default());
    let mut told: Vec<Value> = Vec::new();
    for _ in 0..3 {
        told.push(screen.next().await.expect("an event").data);
    }
    let of = |name: &'static str| told.iter().filter(move |event| event["eventType"] == name);
    let written: Vec<&Value> = of("DeclarationWorkChanged").collect();
    assert_eq!(written[0]["eventSubType"], "NoteAdded");
    assert_eq!(written[0]["data"]["id"], json!(declaration));
    assert_eq!(written[0]["data"]["noteId"], note["id"]);
    // What it says is read with the note, by those who may.
    assert!(!written[0].to_string().contains("invoice"));
    let persons: Vec<Value> = of("PersonMentioned")
        .map(|it| it["data"]["person"].clone())
        .collect();
    assert_eq!(persons, ["anna.keller", "otto"]);

    // Written anew: who was named before is not told again, and nothing is lost.
    let anew = json!({ "text": "It came. @anna.keller @emil" });
    let changed = is(app.put(&path, &anew).await, 200).await;
    assert_eq!(
        (&changed["edition"], &changed["text"]),
        (&json!(2), &anew["text"])
    );
    let emil = screen.until("NoteChanged").await;
    assert_eq!(emil.len(), 1);
    assert_eq!(
        screen.next().await.expect("an event").data["data"]["person"],
        "emil"
    );
    let mentions = is(app.get("/v1/mentions?person=emil").await, 200).await;
    assert_eq!(mentions["notes"][0]["id"], note["id"]);
    let on_shipment = "/v1/customsshipments/N1/notes".to_owned();
    let second = is(
        app.post(&on_shipment, &json!({ "text": "@emil too" }))
            .await,
        201,
    )
    .await;
    let mentions = is(app.get("/v1/mentions?person=emil&limit=1").await, 200).await;
    assert_eq!(mentions["notes"][0]["id"], second["id"]);
    let next = mentions["nextCursor"].as_str().expect("a cursor");
    let rest = is(
        app.get(&format!("/v1/mentions?person=emil&cursor={next}"))
            .await,
        200,
    )
    .await;
    assert_eq!(rest["notes"][0]["id"], note["id"]);

    let (gone, _) = app.delete(&path).await.expect("an answer");
    assert_eq!(gone, 204);
    let notes = is(app.get(&on_declaration).await, 200).await;
    assert_eq!(notes["notes"][0]["text"], Value::Null);
    let kept = is(app.get(&path).await, 200).await;
    assert_eq!(kept["editions"][0]["text"], text);
    assert_eq!(kept["editions"][1]["text"], anew["text"]);
    for again in [app.put(&path, &anew).await, app.delete(&path).await] {
        assert_eq!(is(again, 409).await["code"], "note-changed");
    }
    for wrong in [json!({ "text": " " }), json!({ "text": "x".repeat(4_001) })] {
        let refused = is(app.post(&on_declaration, &wrong).await, 400).await;
        assert_eq!(refused["code"], "note-refused");
    }

    let activity = format!("/v1/declarations/{declaration}/activity");
    let activity = is(app.get(&activity).await, 200).await;
    let done = activity["activity"].as_array().expect("a list").iter();
    let done: Vec<&Value> = done.map(|entry| &entry["change"]).collect();
    assert_eq!(done, ["NoteDeleted", "NoteChanged", "NoteAdded"]);
    let activity = "/v1/customsshipments/N1/activity?direction=OUT".to_owned();
    let activity = is(app.get(&activity).await, 200).await;
    assert_eq!(activity["activity"][0]["change"], "NoteAdded");
    // A declaration that somebody edits meanwhile is the one that he read.
    let after = is(
        app.get(&format!("/v1/declarations/{declaration}")).await,
        200,
    )
    .await;
    assert_eq!(version, after);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_are_told_and_kept() {
    each_store(notes_and_mentions).await;
}

async fn work_and_flags(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let declaration = shipped(&app, "W1").await;
    let path = |what: &str| format!("/v1/declarations/{declaration}/{what}");
    let none = is(app.get(&path("work")).await, 200).await;
    let nothing = json!({ "declarationId": declaration, "assignee": null, "flag": null });
    assert_eq!(none, nothing);
    let wanted = "?from=now&eventType=DeclarationWorkChanged";
    let mut screen = Listening::at(&app, &app.url(), wanted).await;
    let anna = json!({ "assignee": "anna.keller" });
    is(app.put(&path("assignment"), &anna).await, 200).await;
    // Said again, nothing is done again.
    is(app.put(&path("assignment"), &anna).await, 200).await;
    is(app.put(&path("flag"), &json!({ "flag": "red" })).await, 200).await;
    let now = is(app.get(&path("work")).await, 200).await;
    assert_eq!(
        (&now["assignee"], &now["flag"]),
        (&json!("anna.keller"), &json!("red"))
    );
    assert_eq!(now["updatedBy"], CLIENT_ID);
    is(
        app.put(&path("assignment"), &json!({ "assignee": null }))
            .await,
        200,
    )
    .await;
    let mut told = Vec::new();
    for _ in 0..3 {
        let event = screen.next().await.expect("an event").data;
        told.push((
            event["data"]["assignee"].clone(),
            event["data"]["flag"].clone(),
        ));
    }
    let expected = [
        (json!("anna.keller"), Value::Null),
        (Value::Null, json!("red")),
        (Value::Null, Value::Null),
    ];
    assert_eq!(told, expected);
    for (what, wrong) in [
        ("flag", json!({ "flag": "pink" })),
        ("flag", json!({})),
        ("assignment", json!({ "assignee": "" })),
        ("assignment", json!({ "assignee": "anna keller" })),
        ("assignment", json!({ "person": "anna" })),
    ] {
        let refused = is(app.put(&path(what), &wrong).await, 400).await;
        assert_eq!(refused["code"], "invalid-structure", "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_deals_with_a_declaration_is_said_and_told() {
    each_store(work_and_flags).await;
}

/// Many people assign at once: all of it is done, one after the other.
async fn at_once(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let declaration = shipped(&app, "A1").await;
    let path = |what: &str| format!("/v1/declarations/{declaration}/{what}");
    let (assignment, flag) = (path("assignment"), path("flag"));
    let (person, colour) = (json!({ "assignee": "otto" }), json!({ "flag": "blue" }));
    let both = tokio::join!(app.put(&assignment, &person), app.put(&flag, &colour));
    is(both.0, 200).await;
    is(both.1, 200).await;
    let now = is(app.get(&path("work")).await, 200).await;
    assert_eq!(
        (&now["assignee"], &now["flag"]),
        (&json!("otto"), &json!("blue"))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_assignment_and_a_flag_at_once_are_both_kept() {
    each_store(at_once).await;
}

/// Two persons at one declaration: each hears of the other, on whichever node, until time is over.
async fn presence(place: StorePlace) {
    let app = TestApp::start(place).await.expect("started");
    let declaration = shipped(&app, "P1").await;
    let path = format!("/v1/declarations/{declaration}/presence");
    let wanted = format!("?from=now&presence={declaration}");
    let node = match app.has_nodes() {
        true => Some(app.another_node().await.expect("a node")),
        false => None,
    };
    let url = node
        .as_ref()
        .map_or_else(|| app.url(), cas_testkit::Node::url);
    let mut screen = Listening::at(&app, &url, &wanted).await;
    let told = screen.next().await.expect("who is there");
    assert_eq!(told.kind.as_deref(), Some("presence"));
    assert_eq!(told.data["persons"], json!([]));
    let there = is(
        app.put(&path, &json!({ "place": "Items", "typing": true }))
            .await,
        200,
    )
    .await;
    let me = json!([{ "person": CLIENT_ID, "place": "Items", "typing": true }]);
    assert_eq!(there["persons"], me);
    let told = screen.next().await.expect("who is there");
    assert_eq!(
        (&told.data["persons"], &told.data["declarationId"]),
        (&me, &json!(declaration))
    );
    app.wait(31).await.expect("half a minute");
    assert_eq!(
        screen.next().await.expect("nobody").data["persons"],
        json!([])
    );
    is(app.put(&path, &json!({})).await, 200).await;
    assert_eq!(
        screen.next().await.expect("somebody").data["persons"][0]["typing"],
        false
    );
    let left = is(app.put(&path, &json!({ "leaves": true })).await, 200).await;
    assert_eq!(left["persons"], json!([]));
    let long = json!({ "place": "x".repeat(201) });
    assert_eq!(
        is(app.put(&path, &long).await, 400).await["code"],
        "invalid-structure"
    );
    if let Some(node) = node {
        node.stop().await.expect("stopped");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_looks_at_a_declaration_is_told() {
    each_store(presence).await;
}

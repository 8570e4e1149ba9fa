//! What a tenant configured, taken away as one document and brought elsewhere.

use cas_model::ids::SystemCode;
use cas_process::configuration::{
    Bundle, ImportOptions, Publication, bundle, connections, draft, import,
};
use serde_json::{Value, json};

use crate::house::{House, flow, office, refused, table_name};

fn read(raw: &Value) -> Bundle {
    Bundle::read(raw).expect("a bundle")
}

fn settings() -> Value {
    json!({"messageSender": "S", "messageRecipient": "R", "phase": "P5"})
}

fn whole() -> Value {
    json!({
        "flows": [flow("Transit", &["office"])],
        "decisionTables": [office("office", "ATA", "ATA"), chooses("choice", "Transit")],
        "settings": {"flowSelection": "choice"},
        "connections": [{"system": "ncts", "endpoint": "https://customs.example/in",
            "settings": settings()}],
    })
}

fn chooses(name: &str, flow: &str) -> Value {
    json!({"table": {
        "name": name, "inputs": [], "outputs": [{"name": "flow", "type": "text"}],
        "rows": [{"id": "all", "conditions": [], "outputs": [format!("\"{flow}\"")]}],
    }})
}

fn options(dry_run: bool, note: &str, override_failing_tests: bool) -> ImportOptions {
    ImportOptions {
        dry_run,
        publication: Publication {
            note: Some(note.to_owned()),
            override_failing_tests,
        },
        as_drafts: false,
    }
}

#[test]
fn a_bundle_is_brought_in_and_taken_away_again() {
    let mut house = House::new();
    let import = import::import;
    let plain = ImportOptions::default();
    let dry = options(true, "", false);
    house.dry("would be imported", |all| {
        import(all, &read(&whole()), &dry)
    });
    house
        .edit("imported", |all| {
            import(all, &read(&whole()), &options(false, "first", false))
        })
        .edit("imported again", |all| import(all, &read(&whole()), &plain));
    let taken = bundle::bundle(&house.snapshot).expect("readable");
    let taken = serde_json::to_value(taken).expect("JSON");
    house.edit("what was taken away is brought back", |all| {
        import(all, &read(&taken), &plain)
    });
    let mut less = whole();
    less["flows"] = json!([]);
    less["connections"] = json!([]);
    less["settings"] = Value::Null;
    less["decisionTables"] = json!([office("office", "ATB", "ATB"), office("new", "N", "N")]);
    house.edit("less, and different", |all| {
        import(all, &read(&less), &plain)
    });
    let silent = json!({"decisionTables": [office("office", "ATC", "ATC")]});
    let draft = office("office", "DRAFT", "DRAFT");
    house
        .edit("a draft is at hand", |all| {
            draft::save(all, &table_name("office"), draft, None)
        })
        .edit("it moves on", |all| import(all, &read(&silent), &plain));
    let ncts = SystemCode::parse("ncts").expect("a code");
    let secret = json!({
        "endpoint": "https://customs.example/in", "secret": "s", "timeoutSeconds": 9,
        "settings": settings(),
    });
    let moved = json!({"connections": [
        {
            "system": "ncts", "endpoint": "https://customs.example/in", "timeoutSeconds": 10,
            "settings": settings(),
        },
    ]});
    house
        .edit("a secret", |all| {
            connections::put(all, &ncts, &secret, None)
        })
        .edit("stays", |all| import(all, &read(&moved), &plain));
    house.story.push_str("taken away at last:\n");
    let taken = bundle::bundle(&house.snapshot).expect("readable");
    house
        .story
        .push_str(&serde_json::to_string(&taken).expect("JSON"));
    insta::assert_snapshot!(house.story);
}

#[test]
fn what_is_wrong_with_a_bundle_is_said_for_all_of_it() {
    let mut house = House::new();
    let plain = ImportOptions::default();
    let import = import::import;
    let twice = json!({
        "flows": [flow("", &[]), flow("A", &[]), flow("A", &[])],
        "decisionTables": [{"table": {"name": " x"}}, {"table": 1}],
    });
    let connection = |raw: Value| json!({"connections": [raw]});
    for (what, raw) in [
        ("names that are none, or twice", twice),
        (
            "a table is not there",
            json!({"flows": [flow("A", &["office"])]}),
        ),
        (
            "cannot be read",
            json!({"flows": [{"name": "A", "steps": 1}]}),
        ),
        (
            "what no check minds",
            json!({"settings": {"flowSelection": 1}}),
        ),
        ("no object", connection(json!(1))),
        (
            "a secret",
            connection(json!({"system": "ncts", "secret": "s"})),
        ),
        (
            "a secret of theirs",
            connection(json!({"system": "ncts", "callbackSecret": "s"})),
        ),
        (
            "no system",
            connection(json!({"endpoint": "https://customs.example"})),
        ),
        (
            "no code of a system",
            connection(json!({"system": "N C T S"})),
        ),
        (
            "a system that is not there",
            connection(json!({"system": "none"})),
        ),
        (
            "an endpoint that is none",
            connection(json!({"system": "ncts", "endpoint": "x"})),
        ),
        ("no endpoint", connection(json!({"system": "ncts"}))),
    ] {
        house.edit(what, |all| import(all, &read(&raw), &plain));
    }
    assert!(house.snapshot.rows.is_empty());
    for raw in [
        json!({"flow": []}),
        json!({"flows": 1}),
        json!({"flows": [], "settings": 1, "x": 2}),
    ] {
        house.story.push_str(&format!("{raw}\n"));
        let answer = Bundle::read(&raw).map_err(|refusal| refused(&refusal));
        house.story.push_str(&format!("{answer:?}\n"));
    }
    insta::assert_snapshot!(house.story);
}

#[test]
fn failing_tests_of_a_bundle_are_noted_at_their_tables() {
    let mut house = House::new();
    let raw = json!({"decisionTables": [
        office("right", "ATA", "ATA"), office("wrong", "ATA", "ATB"),
    ]});
    for (what, options) in [
        ("tests fail", options(false, "please", false)),
        ("no reason", options(false, "", true)),
        ("a reason", options(false, "urgent", true)),
    ] {
        house.edit(what, |all| import::import(all, &read(&raw), &options));
    }
    insta::assert_snapshot!(house.story);
}

#[test]
fn a_bundle_does_not_break_what_stays() {
    let mut house = House::new();
    let plain = ImportOptions::default();
    let mut answers = office("office", "ATA", "ATA");
    answers["table"]["outputs"] = json!([{"name": "submit", "type": "boolean"}]);
    answers["table"]["rows"][0]["outputs"] = json!(["true"]);
    answers["tests"] = json!([]);
    let other = json!({"decisionTables": [answers]});
    house
        .edit("imported", |all| {
            import::import(all, &read(&whole()), &plain)
        })
        .edit("a table answers something else", |all| {
            import::import(all, &read(&other), &plain)
        });
    insta::assert_snapshot!(house.story);
}

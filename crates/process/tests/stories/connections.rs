//! Connections to customs systems: their secrets, their limits, their tags.

use cas_model::ids::SystemCode;
use cas_model::record::Json;
use cas_process::configuration::connections::{delete, put, stored, view, without_secrets};
use serde_json::{Value, json};

use crate::house::House;

fn code(text: &str) -> SystemCode {
    SystemCode::parse(text).expect("a code")
}

fn settings() -> Value {
    json!({"messageSender": "S", "messageRecipient": "R", "phase": "P5"})
}

fn sent(fields: Value) -> Value {
    let mut raw = json!({"endpoint": "https://customs.example/in", "settings": settings()});
    for (name, value) in fields.as_object().expect("an object") {
        raw[name] = value.clone();
    }
    raw
}

#[test]
fn a_secret_is_kept_for_the_host_it_was_meant_for() {
    let mut house = House::new();
    let ncts = code("ncts");
    let elsewhere = |fields: Value| {
        let mut raw = sent(fields);
        raw["endpoint"] = json!("https://other.example/in");
        raw
    };
    let secrets = json!({"secret": "ours", "callbackSecret": "theirs"});
    for (what, raw) in [
        ("both secrets are sent", sent(secrets)),
        ("neither is sent", sent(json!({"timeoutSeconds": 20}))),
        (
            "the masks are sent",
            sent(json!({"secret": "********", "callbackSecret": "********"})),
        ),
        ("one is another", sent(json!({"callbackSecret": "new"}))),
        (
            "another path",
            sent(json!({"endpoint": "https://customs.example/other"})),
        ),
        ("another host", elsewhere(json!({}))),
        (
            "another host with the mask",
            elsewhere(json!({"secret": "********"})),
        ),
        (
            "another port",
            sent(json!({"endpoint": "https://customs.example:444/in"})),
        ),
        (
            "another scheme",
            sent(json!({"endpoint": "http://customs.example/in"})),
        ),
        ("no address", sent(json!({"endpoint": "example"}))),
        (
            "another host with its secret",
            elsewhere(json!({"secret": "for the other"})),
        ),
        (
            "none",
            elsewhere(json!({"secret": null, "callbackSecret": null})),
        ),
        ("and back", sent(json!({}))),
    ] {
        house.edit(what, |all| put(all, &ncts, &raw, None));
    }
    insta::assert_snapshot!(house.story);
}

#[test]
fn a_connection_says_everything_that_is_wrong_with_it() {
    let mut house = House::new();
    let cds = code("uk_cds");
    let pulls = |fields: Value| {
        let mut raw = sent(fields);
        raw["pullEndpoint"] = json!("https://customs.example/out");
        raw["settings"] = json!({"submitter": "GB123456789000"});
        raw
    };
    for (what, system, raw) in [
        ("a system that is not there", code("none"), sent(json!({}))),
        ("no object", code("ncts"), json!("x")),
        ("no endpoint", code("ncts"), json!({})),
        (
            "a field that is none",
            code("ncts"),
            sent(json!({"url": "x"})),
        ),
        (
            "all at once",
            code("ncts"),
            json!({
                "endpoint": "https://elsewhere.test", "pullEndpoint": "https://elsewhere.test/out",
                "pullSeconds": 0, "clientCertificate": "theirs.pem", "timeoutSeconds": 0,
                "settings": {"nothing": 1},
            }),
        ),
        (
            "fetched elsewhere",
            code("ncts"),
            sent(json!({"pullEndpoint": "https://a.example"})),
        ),
        (
            "the least pause",
            cds.clone(),
            pulls(json!({"pullSeconds": 1})),
        ),
        (
            "the longest pause",
            cds.clone(),
            pulls(json!({"pullSeconds": 86_400})),
        ),
        ("a longer pause", cds, pulls(json!({"pullSeconds": 86_401}))),
        (
            "our certificate",
            code("ncts"),
            sent(json!({"clientCertificate": "ours.pem"})),
        ),
        (
            "the least time",
            code("ncts"),
            sent(json!({"timeoutSeconds": 1})),
        ),
        (
            "the longest time",
            code("ncts"),
            sent(json!({"timeoutSeconds": 600})),
        ),
        (
            "a longer time",
            code("ncts"),
            sent(json!({"timeoutSeconds": 601})),
        ),
        (
            "no wait",
            code("ncts"),
            sent(json!({"retry":
            {"delaysSeconds": [0], "repeatSeconds": 1, "untilSeconds": 1}})),
        ),
    ] {
        house.edit(what, |all| put(all, &system, &raw, None));
    }
    insta::assert_snapshot!(house.story);
}

#[test]
fn a_connection_is_changed_and_deleted_as_it_was_read() {
    let mut house = House::new();
    let ncts = code("ncts");
    let aes = json!({"messageSender": "S", "messageRecipient": "R", "phase": "P1"});
    let aes = sent(json!({ "settings": aes }));
    house
        .edit("there is none", |all| delete(all, &ncts, None))
        .edit("as was read", |all| {
            put(all, &ncts, &sent(json!({})), Some("1-0"))
        })
        .edit("made", |all| put(all, &ncts, &sent(json!({})), None))
        .edit("another", |all| put(all, &code("aes"), &aes, None));
    let tag = |house: &House| {
        let row = stored(&house.snapshot, &ncts).expect("a connection");
        view(row).expect("readable").tag()
    };
    let read = tag(&house);
    house
        .edit("the same", |all| {
            put(all, &ncts, &sent(json!({})), Some(&read))
        })
        .edit("changed", |all| {
            put(all, &ncts, &sent(json!({"timeoutSeconds": 2})), Some(&read))
        })
        .edit("it was changed since", |all| {
            delete(all, &ncts, Some(&read))
        });
    let read = tag(&house);
    house.edit("deleted", |all| delete(all, &ncts, Some(&read)));
    let rows = &house.snapshot.connections;
    let shown: Vec<Value> = rows
        .iter()
        .map(|row| without_secrets(row).expect("readable"))
        .collect();
    house.story.push_str(&json!(shown).to_string());
    insta::assert_snapshot!(house.story);
}

#[test]
fn a_stored_connection_that_is_none_is_said() {
    let mut house = House::new();
    let ncts = code("ncts");
    house.edit("made", |all| put(all, &ncts, &sent(json!({})), None));
    house.snapshot.connections[0].document = Json::stored("{}");
    let row = &house.snapshot.connections[0];
    assert!(view(row).is_err() && without_secrets(row).is_err());
}

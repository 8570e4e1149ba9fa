//! What happened to a shipment, as text that is the same in every run: for snapshots.
//!
//! Ids, numbers and times differ from run to run and are left out; everything else is told.

use std::fmt::Write as _;

use serde_json::Value;

use crate::TestApp;

/// Tells the declarations of a shipment: history, messages, findings.
///
/// # Errors
/// When they cannot be read.
pub async fn of_shipment(app: &TestApp, reference: &str) -> anyhow::Result<String> {
    let mut story = String::new();
    for declaration in app.declarations(reference).await? {
        let id = text_of(&declaration["id"]);
        writeln!(
            story,
            "declaration in {}",
            text_of(&declaration["currentStatus"])
        )?;
        let (_, history) = app.get(&format!("/v1/declarations/{id}/history")).await?;
        for entry in list(&history, "history") {
            let expected = if entry["expected"] == Value::Bool(false) {
                "  (unexpected)"
            } else {
                ""
            };
            let (event, status) = (text_of(&entry["event"]), text_of(&entry["status"]));
            writeln!(
                story,
                "  {event:<24} → {status}  by {}{expected}",
                text_of(&entry["actor"])
            )?;
        }
        let (_, messages) = app.get(&format!("/v1/declarations/{id}/messages")).await?;
        for message in list(&messages, "messages") {
            let arrow = if text_of(&message["direction"]) == "outbound" {
                "→"
            } else {
                "←"
            };
            let (kind, state) = (text_of(&message["messageType"]), text_of(&message["state"]));
            writeln!(story, "  {arrow} {kind} {state}")?;
        }
        for error in list(&declaration, "errors") {
            let place = &error["fieldReference"][0];
            let (code, message) = (text_of(&error["errorCode"]), text_of(&error["message"]));
            let (path, field) = (text_of(&place["path"]), text_of(&place["fieldName"]));
            writeln!(story, "  ! {code} {message}: {path}.{field}")?;
        }
        let actions: Vec<String> = list(&declaration, "allowedActions")
            .iter()
            .map(text_of)
            .collect();
        writeln!(story, "  allowed: {}", actions.join(", "))?;
    }
    Ok(story)
}

/// Tells the notifications about a shipment, in order.
///
/// # Errors
/// When they cannot be read.
pub async fn of_events(app: &TestApp, reference: &str) -> anyhow::Result<String> {
    let mut story = String::new();
    let mut cursor = String::new();
    loop {
        let (_, page) = app.get(&format!("/v1/events?after={cursor}")).await?;
        let events = list(&page, "events");
        if events.is_empty() {
            return Ok(story);
        }
        for event in &events {
            let data = &event["data"];
            let of = [
                &data["customsShipmentReference"],
                &data["businessReference"],
            ];
            if of.iter().any(|name| text_of(name) == reference) {
                let (kind, sub_kind) = (
                    text_of(&event["eventType"]),
                    text_of(&event["eventSubType"]),
                );
                writeln!(story, "{kind} {sub_kind}")?;
            }
        }
        cursor = text_of(&page["nextCursor"]);
    }
}

fn list(value: &Value, name: &str) -> Vec<Value> {
    value[name].as_array().cloned().unwrap_or_default()
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

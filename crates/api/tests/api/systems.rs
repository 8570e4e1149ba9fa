//! What a connection to each customs system says: over HTTP, and in `docs/systems/`.

use std::fmt::Write as _;
use std::path::Path;

use axum::http::StatusCode;
use serde_json::Value;

use crate::app::{App, all_scopes};

#[tokio::test]
async fn every_system_tells_what_its_connection_says() {
    let app = App::with_systems().await;
    let token = app.token("ours", &all_scopes()).await;
    let systems = app.get("/v1/systems", &token).await.json();
    let systems = systems["systems"].as_array().unwrap();
    assert_eq!(systems.len(), cas_systems::all().len());
    for system in systems {
        let code = system["system"].as_str().unwrap();
        let path = format!("/v1/systems/{code}");
        assert_eq!(&app.get(&path, &token).await.json(), system);
        // The example is a connection that is taken, as it stands.
        let path = format!("/v1/connections/{code}");
        let put = app.put(&path, &token, system["example"].clone()).await;
        assert_eq!(put.status, StatusCode::OK, "{put:?}");
        // A misspelt setting is refused with the one that is meant.
        let first = system["settings"][0]["name"].as_str().unwrap();
        let mut misspelt = system["example"].clone();
        misspelt["settings"][format!("{first}s")] = "x".into();
        let refused = app.put(&path, &token, misspelt).await;
        assert_eq!(refused.places(), [format!("settings.{first}s")]);
        let message = refused.json()["errors"][0]["message"].clone();
        let meant = format!("is it {first}?");
        assert!(message.as_str().unwrap().contains(&meant), "{message}");
        assert_page(code, &page(system));
    }
    let none = app.get("/v1/systems/none", &token).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

fn assert_page(code: &str, page: &str) {
    let file = format!(
        "{}/../../docs/systems/{code}.md",
        env!("CARGO_MANIFEST_DIR")
    );
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(Path::new(&file).parent().unwrap()).unwrap();
        std::fs::write(&file, page).unwrap();
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert_eq!(written, page, "run UPDATE_DOCS=1 cargo test -p cas-api");
}

fn page(system: &Value) -> String {
    let code = system["system"].as_str().unwrap();
    let mut page = format!(
        "# The connection to {code}\n\n\
         *What must a connection to this system say?*\n\n\
         Written by a test from what the system says of itself: `UPDATE_DOCS=1 cargo test -p \
         cas-api`. `GET /v1/systems/{code}` has the same, with a JSON Schema of `settings`.\n\n\
         `PUT /v1/connections/{code}`:\n\n```json\n{}\n```\n\n\
         ## Fields of every connection\n\n",
        serde_json::to_string_pretty(&system["example"]).unwrap()
    );
    table(&mut page, &system["connection"]);
    page.push_str("\n## Settings\n\nOne that is not listed here is refused.\n\n");
    table(&mut page, &system["settings"]);
    page
}

fn table(page: &mut String, rows: &Value) {
    page.push_str("| Name | What may stand there | Needed | Meaning |\n|---|---|---|---|\n");
    for row in rows.as_array().unwrap() {
        let word = |name: &str| row[name].as_str().unwrap_or_default();
        let need = match (row["isRequired"] == true, word("default")) {
            (true, _) => "yes".to_owned(),
            (false, "") => "no".to_owned(),
            (false, default) => format!("no; else {default}"),
        };
        let secret = if row["isSecret"] == true {
            "; a secret, shown as `********`"
        } else {
            ""
        };
        let (name, kind, meaning) = (word("name"), word("kind"), word("meaning"));
        writeln!(page, "| `{name}` | {kind} | {need} | {meaning}{secret} |").unwrap();
    }
}

//! Is configuration in files the same configuration, and can further tenants and clients be made?

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::first_start::{authorization_status, credentials, serve, sign_in, stop};
use crate::process::{cas, http, run};

/// A folder as somebody writes it by hand.
const FILES: &[(&str, &str)] = &[
    (
        "flows/Transit.json",
        r#"{"name": "Transit", "direction": "OUT", "steps": [{"name": "transit",
            "declarationType": "transit", "system": "ncts", "jurisdiction": "DE",
            "tables": ["office"], "autoSubmit": "always"}]}"#,
    ),
    (
        "decision-tables/office.json",
        r#"{"table": {"name": "office",
            "inputs": [{"name": "to", "expression": "goodsShipment.destination", "type": "code"}],
            "outputs": [{"name": "declarationOfficeCode", "type": "code"}]},
            "tests": [{"name": "to France", "inputs": {"goodsShipment.destination": "FR"},
                "asOf": "2026-01-01", "expect": {"rows": ["west"]}}]}"#,
    ),
    (
        "decision-tables/office.csv",
        "row;if to;then declarationOfficeCode;note\r\n\
         west;\"\"\"FR\"\", \"\"BE\"\"\";\"\"\"DE004101\"\"\";two\r\nelse;-;\"\"\"DE002601\"\"\";\r\n",
    ),
    (
        "connections/ncts.json",
        r#"{"endpoint": "https://customs.example.com/ncts", "settings": {"messageSender":
            "DE100000000000001", "messageRecipient": "NTA.DE", "phase": "P5"}}"#,
    ),
];

/// A store with a tenant, and a folder of files.
pub struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in FILES {
            let file = folder.path().join("files").join(name);
            fs::create_dir_all(file.parent().expect("a folder")).expect("made");
            fs::write(file, text).expect("written");
        }
        let place = Self { folder };
        let (code, said) = place.cas("tenants add acme").await;
        assert_eq!(code, 0, "{said}");
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command on the store; how it ended and what it said.
    pub async fn cas(&self, line: &str) -> (i32, String) {
        self.cas_with(line, &[]).await
    }

    /// The same with variables of the environment.
    pub async fn cas_with(&self, line: &str, variables: &[(&str, &str)]) -> (i32, String) {
        let mut command = cas(line.split_whitespace());
        command.envs(variables.iter().copied());
        command.arg("--data").arg(self.path("data"));
        let output = run(command.current_dir(self.folder.path())).await;
        let said = [output.stdout, output.stderr].concat();
        let code = output.status.code().expect("it was not killed");
        (code, String::from_utf8(said).expect("text"))
    }

    pub async fn succeeds(&self, line: &str) -> String {
        let (code, said) = self.cas(line).await;
        assert_eq!(code, 0, "{line}: {said}");
        said
    }

    pub fn replace(&self, name: &str, old: &str, new: &str) {
        let file = self.path(name);
        let text = fs::read_to_string(&file).expect("readable");
        assert!(text.contains(old), "{text}");
        fs::write(file, text.replace(old, new)).expect("written");
    }
}

/// All files below a folder with their bytes.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("readable") {
        let path = entry.expect("readable").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).expect("readable"));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread")]
async fn configuration_goes_out_and_comes_in_the_same() {
    let place = Place::new().await;
    let (code, said) = place.cas("config diff files").await;
    assert_eq!(code, 1, "{said}");
    let said = place.succeeds("config import files --dry-run").await;
    assert!(
        said.contains("3 added") && said.contains("nothing was stored"),
        "{said}"
    );
    let said = place.succeeds("config import files --note first").await;
    assert!(
        said.contains("added      flow           Transit  version 1"),
        "{said}"
    );
    place.succeeds("config diff files").await;

    place.succeeds("config export out").await;
    let first = files(&place.path("out"));
    assert_eq!(first.len(), 4, "{:?}", first.keys());
    for (path, bytes) in &first {
        let text = String::from_utf8(bytes.clone()).expect("text");
        assert!(
            text.ends_with('\n') && !text.contains('\r'),
            "{}",
            path.display()
        );
    }
    let said = place.succeeds("config export out").await;
    assert_eq!(said.trim(), "4 files unchanged");
    assert_eq!(files(&place.path("out")), first);
    let said = place.succeeds("config import out").await;
    assert_eq!(
        said.trim().lines().last(),
        Some("0 added, 0 changed, 3 unchanged, 0 only here")
    );

    place.replace("out/decision-tables/office.csv", "DE002601", "DE009999");
    let (code, said) = place.cas("config diff out").await;
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("row else, then ") && said.contains("is now \"DE009999\""),
        "{said}"
    );
    let said = place.succeeds("config import out").await;
    assert!(
        said.contains("version 2") && said.contains("1 changed, 2 unchanged"),
        "{said}"
    );

    let said = place.succeeds("tenants add other").await;
    assert!(said.contains("tenant other was made"), "{said}");
    let (code, said) = place.cas("config export out").await;
    assert!(code == 1 && said.contains("--tenant"), "{said}");
    let said = place.succeeds("config import out --tenant other").await;
    assert!(said.contains("3 added"), "{said}");
    place.succeeds("config diff out --tenant other").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_broken_file_is_told_and_changes_nothing() {
    let place = Place::new().await;
    place.succeeds("config import files").await;
    place.succeeds("config export out").await;
    let table = "decision-tables/office.csv";
    for (file, old, new, expected) in [
        (
            table,
            "\"\"DE002601\"\"",
            "DE002601 +",
            "decision-tables/office.csv: row else, column",
        ),
        (
            table,
            "west,yes",
            "west,perhaps",
            "decision-tables/office.csv: line 2, column enabled",
        ),
        (
            table,
            "west,",
            "north,",
            "decision-tables/office.json: tests[0]: test \"to France\"",
        ),
        (
            "flows/Transit.json",
            "\"ncts\"",
            "\"moon\"",
            "flows/Transit.json: steps[0].system",
        ),
        (
            "flows/Transit.json",
            "\"office\"",
            "\"desk\"",
            "flows/Transit.json: steps[0].tables[0]",
        ),
        (
            "flows/Transit.json",
            "\"Transit\"",
            "\"Trans\"",
            "flows/Transit.json: name",
        ),
        (
            "connections/ncts.json",
            "https:",
            "ftp:",
            "connections/ncts.json: endpoint",
        ),
        (
            "connections/ncts.json",
            "customs.example.com",
            "127.0.0.1",
            "connections/ncts.json: endpoint",
        ),
    ] {
        place.replace(&format!("out/{file}"), old, new);
        let before = place.succeeds("config export before").await;
        let (code, said) = place.cas("config import out").await;
        assert_eq!(code, 1, "{said}");
        assert!(said.contains(expected), "{expected} in {said}");
        let after = place.succeeds("config export before").await;
        assert!(after.starts_with("4 files unchanged"), "{before} {after}");
        if !said.contains("Tests of a decision table fail") {
            let (code, said) = place.cas("config diff out").await;
            assert_eq!(code, 2, "{said}");
        }
        place.replace(&format!("out/{file}"), new, old);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_was_made_can_come_in() {
    let place = Place::new().await;
    let (code, said) = place.cas("tenants add acme").await;
    assert!(code == 1 && said.contains("already"), "{said}");
    let said = place
        .succeeds("clients add erp2 --scopes read:declarations,read:messages")
        .await;
    let known = credentials(&said, "client_id=");
    assert!(known.0.starts_with("erp2-"), "{said}");
    let mut server = serve(&place.path("data"));
    let url = server.url().await;
    let token = sign_in(&url, &known).await;
    let status = authorization_status(&url, &token).await.to_string();
    assert!(
        status.contains("read:declarations") && !status.contains("create:"),
        "{status}"
    );
    stop(server).await;
}

/// How a client's wish for a token is answered.
async fn token_status(url: &str, client: &str, secret: &str) -> u16 {
    let form = format!(
        "grant_type=client_credentials&client_id={client}&client_secret={secret}&scope=.default"
    );
    let request = http()
        .post(format!("{url}/oauth2/v2.0/token"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    request.send().await.expect("an answer").status().as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_are_changed_while_the_server_runs() {
    let place = Place::new().await;
    let said = place
        .succeeds("clients add erp2 --scopes read:declarations --as anna")
        .await;
    let (client, first) = credentials(&said, "client_id=");
    let mut server = serve(&place.path("data"));
    let url = server.url().await;
    let token = sign_in(&url, &(client.clone(), first.clone())).await;
    authorization_status(&url, &token).await;

    let said = place.succeeds(&format!("clients rotate {client}")).await;
    let (_, second) = credentials(&said, "client_id=");
    for secret in [&first, &second] {
        assert_eq!(token_status(&url, &client, secret).await, 200);
    }
    let line = format!("clients rotate {client} --keep-old-hours 0 --as berta");
    let (_, third) = credentials(&place.succeeds(&line).await, "client_id=");
    for (secret, expected) in [(&first, 401), (&second, 401), (&third, 200)] {
        assert_eq!(token_status(&url, &client, secret).await, expected);
    }
    let said = place.succeeds("clients list").await;
    let line = said.lines().find(|line| line.starts_with(&client));
    let line = line.unwrap_or_else(|| panic!("{said}"));
    assert!(line.contains("changed by berta (command)"), "{line}");
    assert!(!said.contains(&third) && !said.contains("argon2"), "{said}");

    let said = place.succeeds(&format!("clients disable {client}")).await;
    assert!(said.contains("off since"), "{said}");
    assert_eq!(token_status(&url, &client, &third).await, 401);
    place.succeeds(&format!("clients enable {client}")).await;
    assert_eq!(token_status(&url, &client, &third).await, 200);
    let said = place.succeeds("keys rotate --now --as berta").await;
    assert!(
        said.starts_with("key ") && said.contains("berta (command)"),
        "{said}"
    );
    stop(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn access_codes_stay_at_home() {
    let place = Place::new().await;
    place.replace(
        "files/flows/Transit.json",
        "\"autoSubmit\": \"always\"",
        "\"defaults\": {\"obligationGuarantees\": [{\"refNum\": \"G\", \"accessCode\": \"ZQ01\"}]}",
    );
    place.succeeds("config import files --as anna").await;
    place.succeeds("config export out").await;
    let all = |folder: &str| {
        let files = files(&place.path(folder)).into_values();
        String::from_utf8(files.flatten().collect()).expect("text")
    };
    assert!(all("out").contains("********") && !all("out").contains("ZQ01"));
    let said = place.succeeds("config import out").await;
    assert!(said.contains("0 changed, 3 unchanged"), "{said}");
    place
        .succeeds("config export whole --with-access-codes")
        .await;
    assert!(all("whole").contains("ZQ01"));
    place.replace(
        "out/flows/Transit.json",
        "\"refNum\": \"G\"",
        "\"refNum\": \"H\"",
    );
    place.succeeds("config import out").await;
    place
        .succeeds("config export whole --with-access-codes")
        .await;
    assert!(all("whole").contains("ZQ01") && all("whole").contains("\"H\""));

    place.succeeds("tenants add other").await;
    let (code, said) = place.cas("config import out --tenant other").await;
    assert_eq!(code, 1, "{said}");
    assert!(
        said.contains("obligationGuarantees[0].accessCode"),
        "{said}"
    );
}

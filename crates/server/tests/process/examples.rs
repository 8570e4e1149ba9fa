//! Do the example tenants come in as they are told to, and do their shipments reach their ends?

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::first_start::{credentials, sign_in};
use crate::process::{Process, cas, free_address, http, json, run};

/// Where the examples expect the authority.
const AUTHORITY: &str = "127.0.0.1:9090";

/// How often a declaration is looked at before a test gives up.
const LOOKS: usize = 600;

/// An example: its folder, its customs system, its shipments and where they end.
struct Example {
    name: &'static str,
    system: &'static str,
    ends: &'static [(&'static str, &'static str)],
}

const EXAMPLES: &[Example] = &[
    Example {
        name: "transit",
        system: "ncts",
        ends: &[("DELIVERY-1", "Released")],
    },
    Example {
        name: "united-kingdom",
        system: "uk_cds",
        ends: &[("EXPORT-1", "GoodsNotArrived"), ("IMPORT-1", "Released")],
    },
    Example {
        name: "danish-parcels",
        system: "dk_dms",
        ends: &[("PARCEL-1", "Released")],
    },
    Example {
        name: "excise",
        system: "emcs",
        ends: &[("MOVEMENT-1", "Accepted")],
    },
];

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

fn copy(from: &Path, to: &Path, authority: &str) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let place = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &place, authority);
        } else {
            let text = fs::read_to_string(entry.path()).expect("text");
            fs::write(place, text.replace(AUTHORITY, authority)).expect("written");
        }
    }
}

async fn bring_in(what: &str, folder: &Path, data: &Path) -> String {
    let mut command = cas([what, "import"]);
    command.arg(folder).arg("--data").arg(data);
    command.args(["--customs-to-private-addresses", "true"]);
    let output = run(&mut command).await;
    let said = String::from_utf8([output.stdout, output.stderr].concat()).expect("text");
    assert!(output.status.success(), "{what}: {said}");
    said
}

/// Every folder of the examples is one of those that are tried.
#[test]
fn every_example_is_tried() {
    let folders = fs::read_dir(examples()).expect("examples");
    let folders = folders.map(|entry| entry.expect("an entry").path());
    let mut names: Vec<String> = folders
        .filter(|path| path.is_dir())
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    names.sort();
    let mut tried: Vec<&str> = EXAMPLES.iter().map(|example| example.name).collect();
    tried.sort_unstable();
    assert_eq!(names, tried);
}

#[tokio::test(flavor = "multi_thread")]
async fn examples_go_from_nothing_to_the_end() {
    futures::future::join_all(EXAMPLES.iter().map(follow)).await;
}

async fn follow(example: &Example) {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, files) = (folder.path().join("data"), folder.path().join("files"));
    let authority = free_address().await;
    copy(&examples().join(example.name), &files, &authority);

    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];
    let mut command = cas(arguments);
    command.arg("--data").arg(&data);
    command.args(["--customs-to-private-addresses", "true"]);
    let mut server = Process::start(&mut command);
    let url = server.url().await;
    let printed = server.read();

    let said = bring_in("config", &files.join("configuration"), &data).await;
    assert!(said.contains(" 0 changed"), "{said}");
    if files.join("masterdata").exists() {
        let said = bring_in("masterdata", &files.join("masterdata"), &data).await;
        assert!(
            said.contains(" created") && said.contains(" 0 refused"),
            "{said}"
        );
        let again = bring_in("masterdata", &files.join("masterdata"), &data).await;
        assert!(again.contains(" 0 created, 0 changed"), "{again}");
    }
    let administrator = sign_in(&url, &credentials(&printed, "administrator")).await;
    give_secrets(&url, &administrator, example.system).await;
    let client = sign_in(&url, &credentials(&printed, "client")).await;
    let (_, tenant) = printed.split_once("Tenant ").expect("a tenant");
    let tenant = tenant.split_whitespace().next().expect("its id");
    let callback = format!(
        "{url}/v1/systems/{}/messages?tenant={tenant}",
        example.system
    );
    let mut customs = Process::start(
        cas(["authority", "--listen", &authority, "--callback", &callback])
            .env("CAS_AUTHORITY_SECRET", "shown to customs")
            .env("CAS_AUTHORITY_CALLBACK_SECRET", "shown by customs"),
    );
    customs.url().await;

    for entry in fs::read_dir(files.join("shipments")).expect("shipments") {
        let shipment = fs::read(entry.expect("an entry").path()).expect("a shipment");
        let request = http()
            .post(format!("{url}/v1/customsshipments"))
            .bearer_auth(&client);
        json(
            request
                .header("content-type", "application/json")
                .body(shipment),
        )
        .await;
    }
    for (reference, end) in example.ends {
        let mut seen = Value::Null;
        for _ in 0..LOOKS {
            let address = format!("{url}/v1/declarations?externalReference={reference}");
            let found = json(http().get(address).bearer_auth(&client)).await;
            seen = found["declarations"][0].clone();
            if seen["currentStatus"] == *end {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert_eq!(seen["currentStatus"], *end, "{}: {seen:#}", example.name);
    }
    server.kill().await;
    customs.kill().await;
}

async fn give_secrets(url: &str, administrator: &str, system: &str) {
    let address = format!("{url}/v1/connections/{system}");
    let request = http().get(&address).bearer_auth(administrator);
    let response = request.send().await.expect("an answer");
    let tag = response.headers()["etag"].clone();
    let stored: Value =
        serde_json::from_str(&response.text().await.expect("a text")).expect("JSON");
    let mut connection = stored["connection"].clone();
    connection["secret"] = "shown to customs".into();
    connection["callbackSecret"] = "shown by customs".into();
    let request = http()
        .put(&address)
        .bearer_auth(administrator)
        .header("if-match", tag);
    let request = request.header("content-type", "application/json");
    json(request.body(connection.to_string())).await;
}

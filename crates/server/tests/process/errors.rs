//! Does the program say what is wrong and what to do, in a line and without a backtrace?

use std::path::{Path, PathBuf};

use tokio::net::TcpListener;

use crate::process::{cas, note, run};

/// What each case finds in the folder it is started in.
const FILES: &[(&str, &str)] = &[
    ("a-file", ""),
    ("wrong-type.toml", "body-limit = \"many\""),
    ("wrong-address.toml", "listen = \"here\""),
    ("unknown-key.toml", "lisen = \"127.0.0.1:8080\""),
    ("no.toml", "listen = = 5"),
    ("wrong-url.toml", "public-url = \"customs.example.com\""),
    (
        "other-database.toml",
        "database-url = \"mysql://127.0.0.1/cas\"",
    ),
    ("wrong-filter.toml", "log = \"a=b=c\""),
    (
        "broken/cas.sqlite",
        "this is no database, and long enough to be taken for one",
    ),
    ("schemas/letters/letter.xsd", LETTER_SCHEMA),
    (
        "valid.xml",
        "<letter xmlns=\"urn:letters\"><to>Customs</to></letter>",
    ),
    (
        "invalid.xml",
        "<letter xmlns=\"urn:letters\"><from>Us</from></letter>",
    ),
    ("unknown.xml", "<parcel xmlns=\"urn:letters\"/>"),
    (
        "broken-files/flows/Transit.json",
        "{\n  \"name\": \"Import\"\n}",
    ),
    ("broken-files/flows/Export.json", "{\n  \"name\": \n}"),
    (
        "broken-files/decision-tables/office.json",
        r#"{"table": {"name": "office", "inputs": [{"name": "d", "type": "word"}]}}"#,
    ),
    ("broken-files/decision-tables/other.csv", "row\n"),
    ("broken-files/connections/ncts.json", "[]"),
    ("not-xml.xml", "dear customs"),
];

const LETTER_SCHEMA: &str = r#"<?xml version="1.0"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:letters"
    elementFormDefault="qualified">
  <xs:element name="letter">
    <xs:complexType>
      <xs:sequence><xs:element name="to" type="xs:string"/></xs:sequence>
    </xs:complexType>
  </xs:element>
</xs:schema>"#;

/// Command lines, in the order in which they are run. `PORT` is a port that is taken.
const CASES: &[&str] = &[
    "serve --listen 127.0.0.1:PORT",
    "authority --listen 127.0.0.1:PORT --callback http://127.0.0.1:1/",
    "demo --data demo --authority-listen 127.0.0.1:PORT",
    "serve --listen 192.0.2.1:80",
    "serve --listen nowhere",
    "serve --config no-file.toml",
    "serve --config no.toml",
    "serve --config wrong-type.toml",
    "serve --config wrong-address.toml",
    "serve --config unknown-key.toml",
    "serve --config wrong-url.toml",
    "serve --config other-database.toml",
    "serve --config wrong-filter.toml",
    "serve --listen 127.0.0.1:0 --data a-file",
    "serve --listen 127.0.0.1:0 --data a-file/below",
    "serve --listen 127.0.0.1:0 --data broken --log error",
    "serve --listen 127.0.0.1:0 --database-url postgres://127.0.0.1:1/x",
    "migrate --database-url postgres://127.0.0.1:not-a-port/x",
    "authority --listen 127.0.0.1:0 --callback nowhere",
    "authority --listen 127.0.0.1:0 --callback http://127.0.0.1:1/ --script no-file.toml",
    "authority --listen 127.0.0.1:0 --callback http://127.0.0.1:1/ --schemas no-folder",
    "check-message valid.xml --schemas no-folder",
    "check-message no-file.xml --schemas schemas",
    "check-message valid.xml --schemas schemas",
    "check-message invalid.xml --schemas schemas",
    "check-message unknown.xml --schemas schemas",
    "check-message not-xml.xml --schemas schemas",
    "serve --listen 127.0.0.1:0 --log-format xml",
    "migrate --check --data broken",
    "migrate --check --data nowhere",
    "tenants list --data nowhere",
    "migrate --data database",
    "migrate --data database",
    "migrate --check --data database",
    "config export exported --data database",
    "config import no-folder --data database",
    "config diff no-folder --data database",
    "config diff broken-files --data database",
    "clients add --scopes all --data database",
    "clients add --scopes everything --data database",
    "clients add a/b --scopes all --data database",
];

#[tokio::test(flavor = "multi_thread")]
async fn every_refusal_says_what_to_do() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in FILES {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("made");
        std::fs::write(file, text).expect("written");
    }
    let taken = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let mut transcript = String::new();
    for case in CASES {
        transcript += &told(folder.path(), case, &port).await;
    }
    insta::assert_snapshot!(transcript);
}

/// Runs a command line; what was typed, what was said and how it ended.
async fn told(folder: &Path, case: &str, port: &str) -> String {
    let line = case.replace("PORT", port);
    let output = run(cas(line.split_whitespace()).current_dir(folder)).await;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).expect("text").replace(port, "PORT");
    assert!(!said.contains("stack backtrace"), "{said}");
    let code = output.status.code().expect("it was not killed");
    format!("$ cas {case}\n{said}=> {code}\n\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_checked_against_the_official_schemas() {
    let Some(schemas) = official_schemas() else {
        note("skipped: CAS_SCHEMAS names no folder of official schemas");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("message.xml");
    for (lrn, expected) in [("ORDER-17", 0), ("an LRN that is much too long for one", 1)] {
        std::fs::write(&file, positive_acknowledge(lrn)).expect("written");
        let mut command = cas(["check-message"]);
        let output = run(command.arg(&file).arg("--schemas").arg(&schemas)).await;
        assert_eq!(output.status.code(), Some(expected), "{output:?}");
    }
}

fn official_schemas() -> Option<PathBuf> {
    let named = std::env::var_os("CAS_SCHEMAS").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/xsd");
    named.or_else(|| beside.is_dir().then_some(beside))
}

fn positive_acknowledge(lrn: &str) -> String {
    format!(
        r#"<n:CC928C xmlns:n="http://ncts.dgtaxud.ec" PhaseID="NCTS5.1">
  <messageSender>NTA.DE</messageSender>
  <messageRecipient>DE100000000000001</messageRecipient>
  <preparationDateAndTime>2026-03-02T09:00:00</preparationDateAndTime>
  <messageIdentification>M1</messageIdentification>
  <messageType>CC928C</messageType>
  <correlationIdentifier>M0</correlationIdentifier>
  <TransitOperation><LRN>{lrn}</LRN></TransitOperation>
  <CustomsOfficeOfDeparture><referenceNumber>DE004101</referenceNumber></CustomsOfficeOfDeparture>
  <HolderOfTheTransitProcedure>
    <identificationNumber>DE100000000000001</identificationNumber>
  </HolderOfTheTransitProcedure>
</n:CC928C>
"#
    )
}

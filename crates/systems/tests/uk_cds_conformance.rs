//! Does what we write hold against the official schemas of CDS?
//!
//! The envelope takes its content from another schema, so both are given to xmllint at once.

mod common;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cas_gateway::Intent;
use cas_model::FieldPath;

use common::uk_cds::{FIXTURES, send};
use common::{fixture, official, with_items};

/// A schema that takes these of the official ones together.
fn together(folder: &Path, name: &str, envelope: &str, content: &str) -> String {
    let folder = folder.canonicalize().unwrap();
    let import = |namespace: &str, file: &str| {
        let file = folder.join("uk-cds/wco/declaration").join(file);
        format!(
            r#"<xs:import namespace="{namespace}" schemaLocation="file://{}"/>"#,
            file.display()
        )
    };
    let imports = [
        import("urn:wco:datamodel:WCO:DocumentMetaData-DMS:2", envelope),
        import("urn:wco:datamodel:WCO:DEC-DMS:2", content),
    ]
    .concat();
    let schema = format!(
        r#"<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"
            targetNamespace="urn:{name}">{imports}</xs:schema>"#
    );
    let path = format!("{}/{name}.xsd", env!("CARGO_TARGET_TMPDIR"));
    fs::write(&path, schema).unwrap();
    path
}

/// What xmllint has to say against a message; `None` when it is not installed.
fn violations(schema: &str, xml: &[u8]) -> Option<String> {
    let mut child = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema", schema, "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .ok()?;
    let _ = child.stdin.take().unwrap().write_all(xml);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(if output.status.success() {
        String::new()
    } else {
        said
    })
}

fn check(schema: &str, name: &str, xml: &[u8]) {
    let Some(found) = violations(schema, xml) else {
        return;
    };
    assert!(
        found.is_empty(),
        "{name}: {found}\n{}",
        String::from_utf8_lossy(xml)
    );
}

#[test]
fn every_message_validates() {
    let Some(folder) = official("CAS_SCHEMAS", "xsd") else {
        return;
    };
    let declaration = together(
        &folder,
        "declaration",
        "DocumentMetaData_2_DMS.xsd",
        "WCO_DEC_2_DMS.xsd",
    );
    let cancellation = together(&folder, "cancellation", "CANCEL_METADATA.xsd", "CANCEL.xsd");
    let reason = "Order cancelled\nby the buyer".to_owned();
    let items = with_items("uk_cds_import", 999);
    check(
        &declaration,
        "999 items",
        &send(&items, Intent::Declare).unwrap().body,
    );
    for name in FIXTURES {
        let document = fixture(name);
        let changes = ["declarant", "goodsShipment.consignee.name", "goodsShipment"];
        let amend = Intent::Amend {
            changes: changes.map(FieldPath::from).to_vec(),
        };
        for intent in [Intent::Declare, amend] {
            check(&declaration, name, &send(&document, intent).unwrap().body);
        }
        let cancel = Intent::Invalidate {
            reason: reason.clone(),
        };
        check(&cancellation, name, &send(&document, cancel).unwrap().body);
    }
}

#[test]
fn a_wrong_message_does_not_validate() {
    let Some(folder) = official("CAS_SCHEMAS", "xsd") else {
        return;
    };
    let schema = together(
        &folder,
        "wrong",
        "DocumentMetaData_2_DMS.xsd",
        "WCO_DEC_2_DMS.xsd",
    );
    let sent = send(&fixture("uk_cds_export"), Intent::Declare).unwrap();
    let wrong = String::from_utf8(sent.body)
        .unwrap()
        .replace("ModeCode", "Mode");
    let found = violations(&schema, wrong.as_bytes());
    assert!(found.is_none_or(|found| found.contains("Mode")));
}

//! Does what we write hold against the official schemas of CDS?
//!
//! The envelope takes its content from another schema, so both are given to xmllint at once; the
//! product's own validator must come to the same.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use cas_gateway::Intent;
use cas_model::FieldPath;
use cas_schemas::SchemaSet;

use crate::common::uk_cds::{FIXTURES, send};
use crate::common::{fixture, official, with_items};

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

fn check(schemas: &SchemaSet, schema: &str, name: &str, xml: &[u8]) {
    let ours = schemas.validate(xml).unwrap();
    assert_eq!(ours, [], "{name}");
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
    let schemas = SchemaSet::open(&folder).unwrap();
    let reason = "Order cancelled\nby the buyer".to_owned();
    let items = with_items("uk_cds_import", 999);
    check(
        &schemas,
        &declaration,
        "999 items",
        &send(&items, Intent::Declare).unwrap().body,
    );
    for name in FIXTURES {
        let document = fixture(name);
        let changes = ["declarant", "goodsShipment.consignee.name", "goodsShipment"];
        let amend = Intent::amend(changes.map(FieldPath::from).to_vec());
        let mut intents = vec![Intent::Declare, amend];
        // Exports arrive by messages of other schemas.
        intents
            .extend((document.decl_type.as_deref() == Some("IM")).then_some(Intent::PresentGoods));
        for intent in intents {
            check(
                &schemas,
                &declaration,
                name,
                &send(&document, intent).unwrap().body,
            );
        }
        let cancel = Intent::Invalidate {
            reason: reason.clone(),
            ground: None,
        };
        check(
            &schemas,
            &cancellation,
            name,
            &send(&document, cancel).unwrap().body,
        );
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
    let schemas = SchemaSet::open(&folder).unwrap();
    let ours = schemas.validate(wrong.as_bytes()).unwrap();
    assert!(
        ours.iter().any(|one| one.message.contains("Mode")),
        "{ours:?}"
    );
}

/// A cancellation has the root of a declaration and a schema of its own, which wants its reason.
#[test]
fn a_cancellation_is_held_against_its_own_schema() {
    let Some(folder) = official("CAS_SCHEMAS", "xsd") else {
        return;
    };
    let reason = "A duplicate".to_owned();
    let sent = send(
        &fixture("uk_cds_export"),
        Intent::Invalidate {
            reason,
            ground: None,
        },
    )
    .unwrap();
    let whole = String::from_utf8(sent.body).unwrap();
    let (before, rest) = whole.split_once("<Amendment>").unwrap();
    let (_, after) = rest.split_once("</Amendment>").unwrap();
    let wrong = [before, after].concat();
    let schemas = SchemaSet::open(&folder).unwrap();
    let ours = schemas.validate(wrong.as_bytes()).unwrap();
    assert!(
        ours.iter().any(|one| one.message.contains("incomplete")),
        "{ours:?}"
    );
}

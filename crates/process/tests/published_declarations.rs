//! What the product does by itself to declarations that customs publishes: nothing.
//!
//! A published declaration that is read, spelled as at the door and completed by the calculations
//! that run without any configuration makes the message that it was read from: no leaf more, none
//! less. The declarations are not part of the project; without them (`CAS_SAMPLES`,
//! `CAS_CONVERSATIONS`) the test says so and passes.

#![expect(clippy::print_stderr, reason = "what is skipped is said")]

use std::path::{Path, PathBuf};

use cas_gateway::{CustomsSystem, Intent, MessageKind, ReadDeclaration, Request};
use cas_model::declaration::{CustomsFacts, Side};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::flow::Flow;
use cas_model::origin::Origins;
use cas_model::structure;
use cas_process::deductions::{Sources, deduce};
use cas_process::reference::MasterData;
use serde_json::{Value, json};

#[test]
fn nothing_is_added_to_what_was_declared() {
    let mut files = Vec::new();
    for variable in ["CAS_SAMPLES", "CAS_CONVERSATIONS"] {
        match std::env::var_os(variable) {
            Some(folder) => collect(Path::new(&folder), &mut files),
            None => eprintln!("skipped: {variable} names no folder of published declarations"),
        }
    }
    files.sort();
    let (mut read, mut wrong) = (0, Vec::new());
    for file in &files {
        let bytes = std::fs::read(file).unwrap();
        for system in cas_systems::all() {
            if system.recognise(&bytes) != Some(MessageKind::Declaration) {
                continue;
            }
            let Ok(declared) = system.read_declaration(&bytes) else {
                continue;
            };
            if matches!(declared.intent, Intent::Declare) {
                read += usize::from(check(&*system, &declared, file, &mut wrong));
            }
        }
    }
    eprintln!("{read} published declarations");
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "xml") {
            files.push(path);
        }
    }
}

fn check(
    system: &dyn CustomsSystem,
    declared: &ReadDeclaration,
    file: &Path,
    wrong: &mut Vec<String>,
) -> bool {
    // What lacks something that its message must have is customs' bad example.
    let Some(before) = written(system, declared, &declared.document) else {
        return false;
    };
    let sent = serde_json::to_value(&declared.document).unwrap();
    let shape = SingleAdministrativeDocument::shape();
    let mut document: SingleAdministrativeDocument = match structure::read(shape, sent) {
        Ok(document) => document,
        Err(errors) => {
            wrong.push(format!("{}: {errors:?}", file.display()));
            return true;
        }
    };
    compare(
        system,
        declared,
        (&before, &document),
        file,
        "at the door",
        wrong,
    );
    let flow = flow(system, declared);
    let master_data = MasterData::default();
    let sources = Sources {
        calculated_only: system.capabilities().calculated_only,
        lrn: declared.lrn.as_deref(),
        ..Sources::of_first_step(&flow, &master_data, jiff::civil::date(2026, 1, 1))
    };
    deduce(&mut document, &mut Origins::default(), &sources);
    compare(
        system,
        declared,
        (&before, &document),
        file,
        "deduced",
        wrong,
    );
    true
}

fn compare(
    system: &dyn CustomsSystem,
    declared: &ReadDeclaration,
    (before, document): (&[u8], &SingleAdministrativeDocument),
    file: &Path,
    what: &str,
    wrong: &mut Vec<String>,
) {
    let differences = match written(system, declared, document) {
        Some(after) => system.leaf_differences(before, &after).unwrap(),
        None => return wrong.push(format!("{} {what}: not written", file.display())),
    };
    wrong.extend(differences.iter().map(|leaf| {
        let kind = declared.declaration_type.unwrap_or("-");
        format!(
            "{} {kind} {what}: {} {:?} {:?}",
            file.display(),
            leaf.element,
            leaf.original,
            leaf.written
        )
    }));
}

fn written(
    system: &dyn CustomsSystem,
    declared: &ReadDeclaration,
    document: &SingleAdministrativeDocument,
) -> Option<Vec<u8>> {
    let facts = CustomsFacts {
        mrn: declared.mrn.clone(),
        arc: declared.arc.clone(),
        ..CustomsFacts::default()
    };
    let request = Request {
        intent: declared.intent.clone(),
        document,
        declaration_type: declared.declaration_type,
        side: Side::Sent,
        lrn: declared.lrn.as_deref().unwrap_or_default(),
        facts: &facts,
        settings: &settings(declared),
        message_identifier: declared.identifier.as_deref().unwrap_or("X"),
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
    };
    system
        .encode(&request)
        .ok()
        .map(|message| message.body.to_vec())
}

/// The connection's settings, as far as the message says them.
fn settings(declared: &ReadDeclaration) -> Value {
    let mut settings = declared.settings.clone();
    if settings["submitter"].is_null() {
        settings["submitter"] = "GB123456789000".into();
    }
    settings
}

/// A flow of one step, with the product's own settings.
fn flow(system: &dyn CustomsSystem, declared: &ReadDeclaration) -> Flow {
    serde_json::from_value(json!({
        "name": "Read", "direction": "IN", "steps": [{
            "name": "declare", "system": system.code(), "autoSubmit": false,
            "declarationType": declared.declaration_type.unwrap_or_default(),
            "jurisdiction": declared.jurisdiction.as_deref().unwrap_or("GB"),
        }],
    }))
    .unwrap()
}

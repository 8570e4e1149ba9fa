//! Does every published declaration that customs took pass our rules?
//!
//! Each is read, and checked with the built-in code lists and again with the official ones, those
//! of the United Kingdom included. What stops is refused by customs' own word, or cannot have been
//! sent as it stands: [`REFUSED`] names each with the rule and the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cas_gateway::{CustomsSystem, Intent, MessageKind, ReadDeclaration};
use cas_rules::{CodeLists, Context, NO_SWITCHES, Validity, check};
use jiff::civil::{Date, date};

use crate::common::official;

/// The files that stop: a part of the path, the rule, and why that is right.
const REFUSED: &[(&str, &str, &str)] = &[
    (
        "uk-cds/TT_IM004a",
        "V1111",
        "customs rejects the quota of the Union, as its comment says",
    ),
    ("uk-cds/TT_IM006a", "V1111", "the same"),
    ("uk-cds/TT_IM007a", "V1111", "the same"),
    (
        "uk-cds/TT_IM047a",
        "V0313",
        "customs rejects it: it goes on to the Union without statement NIIMP",
    ),
    (
        "uk-cds/TT_IM047a",
        "V0862",
        "the same: procedure 42 without statement NIIMP (CDS12145)",
    ),
    (
        "uk-cds/TT_IM032b",
        "V0910",
        "customs rejects it, for another reason; it has no origin either",
    ),
    (
        "uk-cds/TT_EX022a/TT_EX022a_Declaration1",
        "V0910",
        "customs rejects it: the exporter is left out on purpose",
    ),
    (
        "uk-cds/TT_EX022a/TT_EX022a_Declaration1",
        "V0108",
        "its agent stands in a comment that is not closed",
    ),
    (
        "emcs-v3.23/IE815",
        "V1235",
        "an example whose dates are not of one message: dispatch 17 days after it was made",
    ),
];

/// Lists of the United Kingdom, below the folder of official lists.
const BRITISH_LISTS: &[&str] = &[
    "countryCodes",
    "currencyCodes",
    "documentTypes/documentTypes",
    "holder-of-authorisation-codes/holder-of-authorisation-codes",
    "officeOfExits",
    "packageTypes",
];

/// The day of declarations that name none.
const DAY: Date = date(2024, 7, 1);

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            found.push(path);
        }
    }
}

fn known(codes: impl IntoIterator<Item = String>) -> impl Iterator<Item = (String, Validity)> {
    codes.into_iter().map(|code| (code, Validity::default()))
}

/// The lists as customs publishes them; only the built-in ones where they are not there.
fn official_lists() -> Option<CodeLists> {
    let folder = official("CAS_CODELISTS", "codelists")?;
    let mut lists = CodeLists::built_in();
    for entry in fs::read_dir(folder.join("csrd2")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let codes = text
            .lines()
            .skip(1)
            .filter_map(|line| line.split(',').next());
        let codes: Vec<String> = codes
            .map(|code| code.trim_matches('"').to_owned())
            .collect();
        lists.load(path.file_stem().unwrap().to_string_lossy(), known(codes));
    }
    for name in BRITISH_LISTS {
        let text = fs::read_to_string(folder.join(format!("uk-cds/{name}.json"))).unwrap();
        let entries: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
        let codes = entries.iter().filter_map(|entry| entry["code"].as_str());
        let codes: Vec<String> = codes.map(str::to_owned).collect();
        lists.load(name.rsplit('/').next().unwrap(), known(codes));
    }
    Some(lists)
}

/// What is declared in a file, its items numbered as they are when a shipment comes in.
fn declared(system: &dyn CustomsSystem, bytes: &[u8]) -> Option<ReadDeclaration> {
    if system.recognise(bytes) != Some(MessageKind::Declaration) {
        return None;
    }
    let mut read = system.read_declaration(bytes).unwrap();
    if let Some(shipment) = read.document.goods_shipment.as_deref_mut() {
        for (number, item) in (1..).zip(&mut shipment.government_agency_goods_items) {
            item.seq_num.get_or_insert(number);
        }
    }
    Some(read).filter(|read| matches!(read.intent, Intent::Declare))
}

/// The errors of a declaration: the rule with what it says.
fn errors(code: &str, read: &ReadDeclaration, code_lists: &CodeLists) -> Vec<(String, String)> {
    let Some(declaration_type) = read.declaration_type else {
        return vec![(
            "no type".to_owned(),
            "no type of declaration fits".to_owned(),
        )];
    };
    let context = Context {
        system: code,
        declaration_type,
        jurisdiction: match (read.jurisdiction.as_deref(), code) {
            (Some(jurisdiction), _) => jurisdiction,
            (None, "uk_cds") => "GB",
            (None, _) => "DE",
        },
        day: read.day.unwrap_or(DAY),
        today: read.day.unwrap_or(DAY),
        code_lists,
        switches: &NO_SWITCHES,
        imported_before: None,
        presented: None,
    };
    let findings = check(&read.document, &context).into_iter();
    let errors = findings.filter(cas_model::Finding::is_error);
    let errors = errors.map(|it| (it.code, format!("{:?}: {}", it.fields, it.description)));
    errors.collect()
}

#[test]
fn published_declarations_that_customs_took_have_no_errors() {
    let mut found = Vec::new();
    for (variable, folder) in [
        ("CAS_CONVERSATIONS", "conversations"),
        ("CAS_SAMPLES", "samples"),
    ] {
        if let Some(folder) = official(variable, folder) {
            files(&folder, &mut found);
        }
    }
    let mut lists = vec![CodeLists::built_in()];
    lists.extend(official_lists());
    let (mut stopped, mut expected) = (BTreeMap::new(), BTreeSet::new());
    for path in &found {
        let bytes = fs::read(path).unwrap();
        let name = path.to_string_lossy();
        for system in cas_systems::all() {
            let Some(read) = declared(system.as_ref(), &bytes) else {
                continue;
            };
            let code = system.code();
            for (rule, what) in lists.iter().flat_map(|it| errors(code.as_str(), &read, it)) {
                let refused = REFUSED
                    .iter()
                    .find(|it| name.contains(it.0) && it.1 == rule);
                match refused {
                    Some(refused) => _ = expected.insert((refused.0, refused.1)),
                    None => _ = stopped.insert(format!("{name} {rule}"), what),
                }
            }
        }
    }
    assert!(stopped.is_empty(), "{stopped:#?}");
    for (file, rule, _) in REFUSED {
        let is_there = found
            .iter()
            .any(|path| path.to_string_lossy().contains(file));
        let is_refused = expected.contains(&(*file, *rule));
        assert!(!is_there || is_refused, "{file}: {rule} does not stop it");
    }
}

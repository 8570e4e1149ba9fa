//! Does every published declaration that customs took pass our rules?
//!
//! Each is read, and validated with the built-in code lists and again with the official ones. A
//! declaration of the official examples that stops is either wrong by customs' own answer, or the
//! rule is; [`REFUSED`] names the former.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cas_gateway::{MessageKind, ReadDeclaration};
use cas_rules::{CodeLists, Context, Validity, check};
use jiff::civil::date;

use common::official;

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "xml") {
            found.push(path);
        }
    }
}

fn lists() -> CodeLists {
    let mut lists = CodeLists::built_in();
    let Some(folder) = official("CAS_CODELISTS", "codelists") else {
        return lists;
    };
    for entry in std::fs::read_dir(folder.join("csrd2")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let codes = text.lines().skip(1).filter_map(|line| {
            let code = line.split(',').next()?.trim_matches('"');
            Some((code.to_owned(), Validity::default()))
        });
        lists.load(path.file_stem().unwrap().to_string_lossy(), codes);
    }
    lists
}

#[test]
fn published_declarations_pass() {
    let folders = [
        ("CAS_CONVERSATIONS", "conversations"),
        ("CAS_SAMPLES", "samples"),
    ];
    let mut found = Vec::new();
    for (variable, folder) in folders {
        let Some(folder) = official(variable, folder) else {
            continue;
        };
        files(&folder, &mut found);
    }
    if let Some(more) = std::env::var_os("MORE") {
        files(Path::new(&more), &mut found);
    }
    found.sort();
    let with_lists = std::env::var_os("LISTS")
        .map(|_| lists())
        .unwrap_or_else(CodeLists::built_in);
    let mut rules = BTreeMap::<String, Vec<String>>::new();
    let (mut total, mut passed) = (0, 0);
    for path in &found {
        let bytes = std::fs::read(path).unwrap();
        for system in cas_systems::all() {
            if system.recognise(&bytes) != Some(MessageKind::Declaration) {
                continue;
            }
            let Ok(mut read) = system.read_declaration(&bytes) else {
                println!("UNREAD {path:?}");
                continue;
            };
            if !matches!(read.intent, cas_gateway::Intent::Declare) {
                continue;
            }
            total += 1;
            if let Some(shipment) = read.document.goods_shipment.as_deref_mut() {
                for (index, item) in shipment
                    .government_agency_goods_items
                    .iter_mut()
                    .enumerate()
                {
                    item.seq_num.get_or_insert(index as u32 + 1);
                }
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some(kind) = read.declaration_type else {
                rules.entry("NOTYPE".to_owned()).or_default().push(format!(
                    "{name} {:?}{:?} {:?}",
                    read.document.decl_type,
                    read.document.add_decl_type1,
                    read.document
                        .goods_items()
                        .first()
                        .and_then(|i| i.government_procedure.as_deref())
                        .map(|p| (&p.proc, &p.prev_proc, &p.proc_nat1))
                ));
                continue;
            };
            let code = system.code();
            let context = Context {
                system: code.as_str(),
                declaration_type: kind,
                jurisdiction: jurisdiction(code.as_str(), &read),
                today: read.day.unwrap_or(date(2024, 7, 1)),
                code_lists: &with_lists,
            };
            let errors: Vec<_> = check(&read.document, &context)
                .into_iter()
                .filter(|f| f.is_error())
                .collect();
            if errors.is_empty() {
                passed += 1
            }
            for e in errors {
                let fields = e
                    .fields
                    .iter()
                    .map(|f| f.to_string())
                    .collect::<Vec<_>>()
                    .join(" ");
                rules.entry(e.code.clone()).or_default().push(format!(
                    "{name} [{kind} {}{}] {fields}: {}",
                    read.document.decl_type.as_deref().unwrap_or(""),
                    read.document.add_decl_type1.as_deref().unwrap_or(""),
                    e.description
                ));
            }
        }
    }
    for (code, list) in &rules {
        println!("== {code} {}", list.len());
        for one in list {
            println!("   {one}");
        }
    }
    println!("{passed} of {total}");
    assert_eq!(passed, total);
}

fn jurisdiction<'a>(system: &str, read: &'a ReadDeclaration) -> &'a str {
    read.jurisdiction
        .as_deref()
        .unwrap_or(if system == "uk_cds" { "GB" } else { "DE" })
}

//! How is a bundle written into a folder?
//!
//! Only what differs is written, and files of what is no longer there are removed; other files of
//! the folder stay.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use cas_decision::exchange::csv;
use cas_process::configuration::Bundle;
use cas_process::tables::TableDocument;
use serde_json::Value;

use super::names::stem;
use super::{CONNECTIONS, FLOWS, MAPPINGS, SETTINGS, TABLES};

/// What was done, by path within the folder.
#[derive(Debug, Default)]
pub struct Written {
    /// Files that are new or differ from before.
    pub written: Vec<String>,
    /// Files of what is no longer there.
    pub removed: Vec<String>,
    /// How many files were as they should be.
    pub unchanged: usize,
}

/// Writes a bundle into a folder, a file for each part.
pub fn write(bundle: &Bundle, folder: &Path) -> anyhow::Result<Written> {
    let files = files(bundle)?;
    let mut done = Written::default();
    for (path, text) in &files {
        let file = folder.join(path);
        if fs::read(&file).is_ok_and(|before| before == text.as_bytes()) {
            done.unchanged += 1;
            continue;
        }
        let parent = file.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&file, text))
            .with_context(|| format!("{} cannot be written", file.display()))?;
        done.written.push(path.clone());
    }
    for path in stale(folder, &files)? {
        let file = folder.join(&path);
        fs::remove_file(&file).with_context(|| format!("{} cannot be removed", file.display()))?;
        done.removed.push(path);
    }
    Ok(done)
}

/// Every file with its text, by path within the folder.
fn files(bundle: &Bundle) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for (below, documents) in [(FLOWS, &bundle.flows), (MAPPINGS, &bundle.input_mappings)] {
        for document in documents {
            let name = name_in(document.get("name"))?;
            files.insert(format!("{below}/{}.json", stem(name)), pretty(document)?);
        }
    }
    for document in &bundle.decision_tables {
        let name = stem(name_in(document.pointer("/table/name"))?);
        let (head, rows) = table_files(document)?;
        files.insert(format!("{TABLES}/{name}.json"), head);
        files.insert(format!("{TABLES}/{name}.csv"), rows);
    }
    if let Some(settings) = &bundle.settings {
        files.insert(SETTINGS.to_owned(), pretty(settings)?);
    }
    for connection in bundle.connections.iter().flatten() {
        let mut connection = connection.clone();
        let system = connection
            .as_object_mut()
            .and_then(|it| it.remove("system"));
        let system = name_in(system.as_ref())?.to_owned();
        files.insert(format!("{CONNECTIONS}/{system}.json"), pretty(&connection)?);
    }
    Ok(files)
}

fn name_in(name: Option<&Value>) -> anyhow::Result<&str> {
    let name = name.and_then(Value::as_str);
    name.context("a document without a name was exported")
}

/// The head of a table as JSON, and its rows as CSV.
fn table_files(document: &Value) -> anyhow::Result<(String, String)> {
    let table: TableDocument = serde_json::from_value(document.clone())?;
    let mut head = document.clone();
    if let Some(table) = head.get_mut("table").and_then(Value::as_object_mut) {
        table.remove("rows");
    }
    let rows = csv::write(&table.table).replace("\r\n", "\n");
    Ok((pretty(&head)?, rows))
}

fn pretty(value: &Value) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Files that an earlier export wrote and this one does not have.
fn stale(folder: &Path, files: &BTreeMap<String, String>) -> anyhow::Result<Vec<String>> {
    let mut stale = Vec::new();
    for (below, extensions) in [
        (FLOWS, &["json"][..]),
        (MAPPINGS, &["json"]),
        (TABLES, &["json", "csv"]),
        (CONNECTIONS, &["json"]),
    ] {
        for (path, _) in super::read::list(folder, below, extensions)? {
            if !files.contains_key(&path) {
                stale.push(path);
            }
        }
    }
    if folder.join(SETTINGS).is_file() && !files.contains_key(SETTINGS) {
        stale.push(SETTINGS.to_owned());
    }
    Ok(stale)
}

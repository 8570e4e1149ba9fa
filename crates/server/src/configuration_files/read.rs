//! How is a bundle read from a folder?
//!
//! Whatever is broken is told with its file and the place in it, all of it together, and then
//! there is no bundle.

use std::fmt;
use std::fs;
use std::path::Path;

use anyhow::Context as _;
use cas_decision::exchange::csv;
use cas_process::configuration::Bundle;
use cas_process::tables::TableDocument;
use serde_json::Value;

use super::names::stem;
use super::{CONNECTIONS, FLOWS, MAPPINGS, SETTINGS, TABLES};

/// A place in a file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The file, within the folder.
    pub file: String,
    /// Where in it; empty for the whole.
    pub place: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => write!(f, "{}: {}", self.file, self.message),
            place => write!(f, "{}: {place}: {}", self.file, self.message),
        }
    }
}

/// Reads a folder.
///
/// # Errors
/// When the folder itself cannot be read.
pub fn read(folder: &Path) -> anyhow::Result<Result<Bundle, Vec<Broken>>> {
    if !folder.is_dir() {
        anyhow::bail!(
            "{} is no folder; `cas config export {0}` makes one",
            folder.display()
        );
    }
    let mut reader = Reader {
        folder,
        broken: Vec::new(),
    };
    let bundle = Bundle {
        flows: reader.named(FLOWS)?,
        decision_tables: reader.tables()?,
        settings: reader.settings(),
        input_mappings: reader.named(MAPPINGS)?,
        connections: reader.connections()?,
    };
    Ok(match reader.broken.is_empty() {
        true => Ok(bundle),
        false => Err(reader.broken),
    })
}

/// The files of a folder with one of these extensions: path within the whole, and stem.
pub(super) fn list(
    folder: &Path,
    below: &str,
    extensions: &[&str],
) -> anyhow::Result<Vec<(String, String)>> {
    let inside = folder.join(below);
    if !inside.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = || format!("{} cannot be read", inside.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(&inside).with_context(unreadable)? {
        let name = entry.with_context(unreadable)?.file_name();
        let name = name.to_string_lossy();
        let Some((stem, extension)) = name.rsplit_once('.') else {
            continue;
        };
        if extensions.contains(&extension) {
            files.push((format!("{below}/{name}"), stem.to_owned()));
        }
    }
    files.sort();
    Ok(files)
}

struct Reader<'f> {
    folder: &'f Path,
    broken: Vec<Broken>,
}

impl Reader<'_> {
    /// The documents of a folder that have their name in `name`.
    fn named(&mut self, below: &str) -> anyhow::Result<Vec<Value>> {
        let mut documents = Vec::new();
        for (path, stem) in list(self.folder, below, &["json"])? {
            if let Some(document) = self.json(&path) {
                self.expect_name(&path, &stem, "name", document.get("name"));
                documents.push(document);
            }
        }
        Ok(documents)
    }

    fn settings(&mut self) -> Option<Value> {
        let is_there = self.folder.join(SETTINGS).is_file();
        is_there.then(|| self.json(SETTINGS)).flatten()
    }

    /// Without the folder, connections are not kept here, and not looked at.
    fn connections(&mut self) -> anyhow::Result<Option<Vec<Value>>> {
        if !self.folder.join(CONNECTIONS).is_dir() {
            return Ok(None);
        }
        let mut connections = Vec::new();
        for (path, stem) in list(self.folder, CONNECTIONS, &["json"])? {
            match self.json(&path) {
                Some(Value::Object(mut connection)) => {
                    connection.insert("system".to_owned(), stem.into());
                    connections.push(Value::Object(connection));
                }
                Some(_) => self.broken(&path, "", "must be a JSON object"),
                None => {}
            }
        }
        Ok(Some(connections))
    }

    fn tables(&mut self) -> anyhow::Result<Vec<Value>> {
        let mut tables = Vec::new();
        let heads = list(self.folder, TABLES, &["json"])?;
        for (path, stem) in &heads {
            if let Some(table) = self.table(path, stem) {
                tables.push(table);
            }
        }
        for (path, stem) in list(self.folder, TABLES, &["csv"])? {
            if !heads.iter().any(|(_, head)| *head == stem) {
                let message = format!("{stem}.json, which has the columns, is missing");
                self.broken(&path, "", message);
            }
        }
        Ok(tables)
    }

    fn table(&mut self, path: &str, stem: &str) -> Option<Value> {
        let mut document = self.json(path)?;
        self.expect_name(path, stem, "table.name", document.pointer("/table/name"));
        if document.pointer("/table/rows").is_some() {
            self.broken(path, "table.rows", "rows stand in the CSV file");
            return None;
        }
        let head: TableDocument = match serde_path_to_error::deserialize(&document) {
            Ok(head) => head,
            Err(error) => {
                let place = error.path().to_string();
                self.broken(path, place.trim_start_matches('.'), error.inner());
                return None;
            }
        };
        let rows = format!("{TABLES}/{stem}.csv");
        let text = self.read_text(&rows)?;
        match csv::read(&head.table, &text) {
            Ok(read) => match serde_json::to_value(read) {
                Ok(read) => {
                    let table = document.get_mut("table")?.as_object_mut()?;
                    table.insert("rows".to_owned(), read);
                    Some(document)
                }
                Err(error) => {
                    self.broken(&rows, "", error);
                    None
                }
            },
            Err(errors) => {
                for error in errors {
                    let column = error.column.map(|column| format!(", column {column}"));
                    let place = format!("line {}{}", error.line, column.unwrap_or_default());
                    self.broken(&rows, &place, error.message);
                }
                None
            }
        }
    }

    fn json(&mut self, path: &str) -> Option<Value> {
        let text = self.read_text(path)?;
        match serde_json::from_str(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.broken(path, "", format!("is no JSON: {error}"));
                None
            }
        }
    }

    fn read_text(&mut self, path: &str) -> Option<String> {
        match fs::read_to_string(self.folder.join(path)) {
            Ok(text) => Some(text.trim_start_matches('\u{feff}').to_owned()),
            Err(error) => {
                self.broken(path, "", format!("cannot be read: {error}"));
                None
            }
        }
    }

    /// A file that was renamed, or copied, would silently be something else.
    fn expect_name(&mut self, path: &str, found: &str, place: &str, name: Option<&Value>) {
        let name = name.and_then(Value::as_str).unwrap_or_default();
        if stem(name) != found {
            let message = format!("\"{name}\" belongs into {}.json; rename one", stem(name));
            self.broken(path, place, message);
        }
    }

    fn broken(&mut self, file: &str, place: &str, message: impl fmt::Display) {
        self.broken.push(Broken {
            file: file.to_owned(),
            place: place.to_owned(),
            message: message.to_string(),
        });
    }
}

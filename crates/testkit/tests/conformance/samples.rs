//! Is every message that customs published read, or known for what it is?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cas_gateway::{CustomsSystem, DecodeError};
use cas_model::document::SingleAdministrativeDocument;

use crate::folder;

/// What became of a published file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Read: the kinds of what it says.
    Read(String),
    /// A message known by its name that this system does not take in.
    NotTaken(String),
    /// No message: why.
    Broken(String),
}

/// The published files of a system: how many came to what.
pub fn read(system: &dyn CustomsSystem, samples: &Path) -> BTreeMap<Fate, usize> {
    let mut fates = BTreeMap::new();
    for file in files_of(samples, &folder(system)) {
        let bytes = std::fs::read(&file).unwrap();
        *fates.entry(fate(system, &bytes)).or_default() += 1;
    }
    fates
}

fn fate(system: &dyn CustomsSystem, bytes: &[u8]) -> Fate {
    match system.decode(bytes) {
        Ok(said) => {
            let nothing = SingleAdministrativeDocument::default();
            let mut kinds: Vec<String> = Vec::new();
            for message in &said {
                let answer = system.interpret(message, &nothing);
                let kind = format!("{} → {}", message.message_type, answer.event.as_str());
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
            Fate::Read(kinds.join(", "))
        }
        Err(DecodeError::UnknownMessage(name)) => Fate::NotTaken(name),
        Err(error) => Fate::Broken(error.to_string()),
    }
}

/// Whether there is a folder of the system's in one of official data.
pub fn has_folder(official: &Path, system: &dyn CustomsSystem) -> bool {
    !folders_of(official, &folder(system)).is_empty()
}

/// The folders that begin with the system's name.
fn folders_of(official: &Path, name: &str) -> Vec<PathBuf> {
    let mut folders = entries(official);
    folders.retain(|entry| {
        let begins = entry.file_name().and_then(|name| name.to_str());
        begins.is_some_and(|begins| begins.starts_with(name))
    });
    folders
}

/// Every XML file below the folders that begin with the system's name.
fn files_of(samples: &Path, name: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for folder in folders_of(samples, name) {
        collect(&folder, &mut files);
    }
    files
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        for entry in entries(path) {
            collect(&entry, files);
        }
    } else if path.extension().is_some_and(|extension| extension == "xml") {
        files.push(path.to_owned());
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort_unstable();
    paths
}

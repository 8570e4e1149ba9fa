//! Is every message that customs published read, or known for what it is?

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use cas_gateway::{CustomsSystem, DecodeError, MessageKind};
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;

use cas_testkit::write_again;

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
        Ok(decoded) => {
            if let Some(error) = decoded.unread.first() {
                return Fate::Broken(error.to_string());
            }
            let nothing = SingleAdministrativeDocument::default();
            let mut kinds: Vec<String> = Vec::new();
            for message in &decoded.said {
                let answer = system.interpret(message, &nothing, &CustomsFacts::default());
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

/// What became of the published declarations of a kind of message.
#[derive(Clone, Copy, Debug, Default)]
pub struct Inputs {
    /// How many there are.
    pub published: usize,
    /// How many are read whole.
    pub read: usize,
    /// How many are written again as they were.
    pub equal: usize,
}

/// The published declarations of a system, by message.
pub fn inputs(system: &dyn CustomsSystem, folders: &[PathBuf]) -> BTreeMap<&'static str, Inputs> {
    let mut inputs: BTreeMap<&'static str, Inputs> = BTreeMap::new();
    let mut files = Vec::new();
    folders
        .iter()
        .for_each(|folder| collect(folder, &mut files));
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        if system.recognise(&bytes) != Some(MessageKind::Declaration) {
            continue;
        }
        let Ok(read) = system.read_declaration(&bytes) else {
            continue;
        };
        let of_message = inputs.entry(read.message_type).or_default();
        of_message.published += 1;
        of_message.read += usize::from(read.unread.is_empty());
        let written = write_again(system, &read).ok();
        let differences = written.and_then(|body| system.leaf_differences(&bytes, &body).ok());
        of_message.equal += usize::from(differences.is_some_and(|found| found.is_empty()));
    }
    inputs
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

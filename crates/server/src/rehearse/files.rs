//! What is each file of the folder, and what does it say?

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use cas_engine::reading::Unread;
use cas_gateway::{CustomsSystem, MessageKind, ReadDeclaration};
use jiff::civil::Date;

use super::outcome::{FileKind, FileOutcome, Problem};
use crate::systems::{Recognised, Systems, UNKNOWN, best};

/// So many files are read by one thread before it takes more.
const CHUNK: usize = 16;
/// So many bytes of a file are read at most: more than any system reads of a message.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// A file that was read, and what it is.
pub(super) struct ReadFile {
    /// What is known of it so far.
    pub outcome: FileOutcome,
    /// What is to be tried, where it declares something.
    pub declaration: Option<Declared>,
    /// Of which declarations customs said something in it, and when.
    pub answered: Vec<Answered>,
}

impl ReadFile {
    /// Whether it declares something and does not say when it was made.
    pub fn is_dayless(&self) -> bool {
        self.declaration.is_some() && self.outcome.day.is_none()
    }

    /// A file that declares nothing that could be tried.
    fn nothing(outcome: FileOutcome) -> Self {
        Self {
            outcome,
            declaration: None,
            answered: Vec::new(),
        }
    }
}

/// Customs said something of a declaration.
pub(super) struct Answered {
    /// One of the declaration's numbers: LRN, MRN or ARC.
    pub number: String,
    /// The day on which customs wrote it, in customs' own time.
    pub day: Date,
}

/// A trader's message that was read.
pub(super) struct Declared {
    pub system: Arc<dyn CustomsSystem>,
    pub read: ReadDeclaration,
    pub bytes: Vec<u8>,
}

/// Every file below a folder in the order of their names; or the file itself.
pub(super) fn below(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut files = Vec::new();
    collect(folder, &mut files).with_context(|| format!("{} cannot be read", folder.display()))?;
    files.sort_unstable();
    Ok(files)
}

/// A folder inside that cannot be read stands among the files, and counts as one that is not read.
fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let path = entry.path();
        // A link to a folder is not followed: it may lead back here.
        match entry.file_type()?.is_dir() {
            true if collect(&path, files).is_err() => files.push(path),
            false if path.is_file() => files.push(path),
            true | false => {}
        }
    }
    Ok(())
}

/// Reads files, on all processors, in their order.
pub(super) async fn read(
    systems: &Systems,
    folder: &Path,
    files: &[PathBuf],
) -> anyhow::Result<Vec<ReadFile>> {
    let chunks = files.chunks(CHUNK).map(|chunk| {
        let (systems, folder, chunk) = (systems.clone(), folder.to_owned(), chunk.to_vec());
        tokio::task::spawn_blocking(move || -> Vec<ReadFile> {
            let read = chunk.iter().map(|file| read_file(&systems, &folder, file));
            read.collect()
        })
    });
    let mut read = Vec::with_capacity(files.len());
    for chunk in chunks.collect::<Vec<_>>() {
        read.extend(chunk.await?);
    }
    Ok(read)
}

fn read_file(systems: &Systems, folder: &Path, file: &Path) -> ReadFile {
    let name = file.strip_prefix(folder).unwrap_or(file);
    let name = match name.as_os_str().is_empty() {
        true => file,
        false => name,
    };
    let mut outcome = FileOutcome::unread(name.display().to_string());
    let bytes = match bytes_of(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            outcome.problem = Some(Problem::new("unreadable", error.to_string()));
            return ReadFile::nothing(outcome);
        }
    };
    let known = systems.recognise(&bytes);
    match known.map(|Recognised { kind, systems }| (kind, systems)) {
        Some((MessageKind::Declaration, systems)) => {
            return read_declaration(&systems, bytes, outcome);
        }
        Some((MessageKind::Answer, systems)) => {
            outcome.kind = FileKind::Answer;
            return ReadFile {
                answered: answered(&systems, &bytes),
                ..ReadFile::nothing(outcome)
            };
        }
        Some((MessageKind::Other, _)) => outcome.kind = FileKind::Other,
        None if systems.is_others(&bytes) => outcome.kind = FileKind::Other,
        None => outcome.problem = Some(unrecognised(systems, &bytes)),
    }
    ReadFile::nothing(outcome)
}

/// Why no system knows a file.
fn unrecognised(systems: &Systems, bytes: &[u8]) -> Problem {
    match systems.malformed(bytes) {
        Some(error) => Problem::new("not-well-formed", error),
        None => Problem::new("unrecognised", UNKNOWN),
    }
}

/// What stands in a file, as far as we read it.
fn bytes_of(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What an answer that says its day is about; nothing of one that cannot be read.
fn answered(systems: &[Arc<dyn CustomsSystem>], bytes: &[u8]) -> Vec<Answered> {
    let mut decoded = systems
        .iter()
        .filter_map(|system| system.decode(bytes).ok());
    let said = decoded.next().map(|decoded| decoded.said);
    let said = said.into_iter().flatten().filter_map(|inbound| {
        let day = day_of(inbound.customs_time.as_deref()?)?;
        let correlation = inbound.correlation;
        Some((day, [correlation.lrn, correlation.mrn, correlation.arc]))
    });
    let numbers = said.flat_map(|(day, numbers)| {
        let numbers = numbers.into_iter().flatten();
        numbers.map(move |number| Answered { number, day })
    });
    numbers.collect()
}

/// The day of a time as customs write it: `2024-01-24T13:38:50`, `20240124133850Z`.
fn day_of(time: &str) -> Option<Date> {
    let digits: String = time.chars().filter(char::is_ascii_digit).take(8).collect();
    Date::strptime("%Y%m%d", digits).ok()
}

fn read_declaration(
    systems: &[Arc<dyn CustomsSystem>],
    bytes: Vec<u8>,
    mut outcome: FileOutcome,
) -> ReadFile {
    outcome.kind = FileKind::Declaration;
    let declaration = match best(systems, &bytes) {
        Err(error) => {
            outcome.problem = Some(Problem::new("message-unreadable", error.to_string()));
            None
        }
        Ok((system, read)) => {
            outcome.system = Some(system.code());
            outcome.message_type = Some(read.message_type);
            outcome.declaration_type = read.declaration_type;
            outcome.jurisdiction.clone_from(&read.jurisdiction);
            outcome.lrn.clone_from(&read.lrn);
            outcome.mrn.clone_from(&read.mrn);
            outcome.arc.clone_from(&read.arc);
            outcome.day = read.day;
            outcome.unread = read.unread.iter().cloned().map(Unread::from).collect();
            Some(Declared {
                system,
                read,
                bytes,
            })
        }
    };
    ReadFile {
        declaration,
        ..ReadFile::nothing(outcome)
    }
}

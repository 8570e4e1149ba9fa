//! What is each file of the folder, and what does it say?

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::Context as _;
use cas_engine::reading::Unread;
use cas_gateway::{CustomsSystem, DecodeError, MessageKind, ReadDeclaration};
use cas_model::ids::SystemCode;

use super::outcome::{FileKind, FileOutcome, Problem};

/// So many files are read by one thread before it takes more.
const CHUNK: usize = 16;
/// So many bytes of a file are read at most: more than any system reads of a message.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The customs systems that are asked, and the others that exist.
#[derive(Clone)]
pub struct Systems {
    asked: Vec<Arc<dyn CustomsSystem>>,
    others: Vec<Arc<dyn CustomsSystem>>,
}

/// A file that was read, and what it is.
pub(super) struct ReadFile {
    /// What is known of it so far.
    pub outcome: FileOutcome,
    /// What is to be tried, where it declares something.
    pub declaration: Option<Declared>,
}

impl ReadFile {
    /// A file that declares nothing that could be tried.
    fn nothing(outcome: FileOutcome) -> Self {
        Self {
            outcome,
            declaration: None,
        }
    }
}

/// A trader's message that was read.
pub(super) struct Declared {
    pub system: Arc<dyn CustomsSystem>,
    pub read: ReadDeclaration,
    pub bytes: Vec<u8>,
}

/// What a file is, and whose declaration it may be.
struct Recognised {
    kind: MessageKind,
    declared_to: Vec<Arc<dyn CustomsSystem>>,
}

/// A system, and what it read.
type Best = (Arc<dyn CustomsSystem>, ReadDeclaration);

/// Every system, or the one that is named.
pub fn choose_systems(named: Option<&str>) -> anyhow::Result<Systems> {
    let all = cas_systems::all();
    let Some(named) = named else {
        let others = Vec::new();
        return Ok(Systems { asked: all, others });
    };
    let codes: Vec<String> = all.iter().map(|one| one.code().to_string()).collect();
    let is_named = |one: &Arc<dyn CustomsSystem>| one.code().as_str() == named;
    let (asked, others): (Vec<_>, Vec<_>) = all.into_iter().partition(is_named);
    anyhow::ensure!(
        !asked.is_empty(),
        "there is no customs system {named}; there are {}",
        codes.join(", ")
    );
    Ok(Systems { asked, others })
}

impl Systems {
    /// Reads a trader's message with the system that it is for.
    ///
    /// # Errors
    /// When it is none of theirs, or is not well-formed.
    pub fn read(&self, bytes: &[u8]) -> anyhow::Result<(SystemCode, ReadDeclaration)> {
        let (system, read) = match &self.asked[..] {
            asked @ [_] => best(asked, bytes)?,
            _ => match self.recognise(bytes) {
                Some(known) => best(&known.declared_to, bytes)?,
                None => anyhow::bail!(self.unrecognised(bytes).message),
            },
        };
        Ok((system.code(), read))
    }

    fn recognise(&self, bytes: &[u8]) -> Option<Recognised> {
        let asked = self.asked.iter();
        let known: Vec<_> = asked
            .filter_map(|one| Some((one, one.recognise(bytes)?)))
            .collect();
        let kinds = known.iter().map(|(_, kind)| *kind);
        let kind = kinds.min_by_key(|kind| match kind {
            MessageKind::Declaration => 0,
            MessageKind::Answer => 1,
            MessageKind::Other => 2,
        })?;
        let declared_to = known
            .iter()
            .filter(|(_, kind)| *kind == MessageKind::Declaration)
            .map(|(one, _)| Arc::clone(one))
            .collect();
        Some(Recognised { kind, declared_to })
    }

    /// Why nobody knows a file.
    fn unrecognised(&self, bytes: &[u8]) -> Problem {
        let errors = self.asked.iter().map(|one| one.read_declaration(bytes));
        let mut malformed = errors.filter_map(|read| match read {
            Err(error @ DecodeError::Malformed(_)) => Some(error.to_string()),
            Err(_) | Ok(_) => None,
        });
        match malformed.next() {
            Some(error) => Problem::new("not-well-formed", error),
            None => Problem::new(
                "unrecognised",
                "no message of a customs system that is known",
            ),
        }
    }
}

/// The reading that leaves least unread: profiles of one data model know one another's roots.
fn best(systems: &[Arc<dyn CustomsSystem>], bytes: &[u8]) -> Result<Best, DecodeError> {
    let mut best: Result<Best, DecodeError> = Err(DecodeError::UnknownMessage(
        "of no customs system here".to_owned(),
    ));
    for system in systems {
        let read = system.read_declaration(bytes);
        match (&best, read) {
            (Ok((_, best)), Ok(read)) if best.unread.len() <= read.unread.len() => {}
            (_, Ok(read)) => best = Ok((Arc::clone(system), read)),
            (Ok(_), Err(_)) => {}
            (Err(_), Err(error)) => best = Err(error),
        }
    }
    best
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
    let mut outcome = FileOutcome::of(name.display().to_string());
    let bytes = match bytes_of(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            outcome.problem = Some(Problem::new("unreadable", error.to_string()));
            return ReadFile::nothing(outcome);
        }
    };
    let is_others = || {
        let mut others = systems.others.iter();
        others.any(|one| one.recognise(&bytes).is_some())
    };
    let known = systems.recognise(&bytes);
    match known.map(|Recognised { kind, declared_to }| (kind, declared_to)) {
        Some((MessageKind::Declaration, systems)) => {
            return read_declaration(&systems, bytes, outcome);
        }
        Some((MessageKind::Answer, _)) => outcome.kind = FileKind::Answer,
        Some((MessageKind::Other, _)) => outcome.kind = FileKind::Other,
        None if is_others() => outcome.kind = FileKind::Other,
        None => outcome.problem = Some(systems.unrecognised(&bytes)),
    }
    ReadFile::nothing(outcome)
}

/// What stands in a file, as far as we read it.
fn bytes_of(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(file)?.take(MAX_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
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
        outcome,
        declaration,
    }
}

//! What lies in the folder of an embedded store, who may look at it, and which server has it?
//!
//! The folder is for its owner alone, and so is every file of the database: they hold the keys that
//! sign tokens and the secrets of customs systems. SQLite gives the files that it makes beside the
//! database the permissions of the database.

use std::ffi::OsString;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

/// The file that the server of a folder has locked.
const LOCK: &str = "cas.lock";
/// Stands in that file once there is a database beside it.
const DATABASE: &str = "database";
/// The bits of group and others.
const OTHERS: u32 = 0o077;
/// Whoever may write may not remove what others made: a folder of many, such as /tmp.
const STICKY: u32 = 0o1000;

/// Makes a folder that only its owner can look into; one that is there stays.
///
/// # Errors
/// When it cannot be made.
pub fn make_data_folder(folder: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// A data folder that no other server uses for as long as this lives; the system gives it free when
/// the process ends, however that is.
#[derive(Debug)]
pub struct FolderLock(File);

impl FolderLock {
    /// Takes the folder for a server. Commands that work beside a server do not ask for it.
    ///
    /// # Errors
    /// When another server has it, which is named by its process, or the file cannot be written.
    pub fn take(folder: &Path) -> anyhow::Result<Self> {
        let path = folder.join(LOCK);
        let cannot = || {
            format!(
                "{} cannot be written: check that the data folder is there and writable",
                path.display()
            )
        };
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.mode(0o600).open(&path).with_context(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                file.read_to_string(&mut holder).with_context(cannot)?;
                bail!(
                    "the data folder {} is in use by another server, process {}: stop that one, or \
                     choose another folder with --data",
                    folder.display(),
                    holder.lines().next().unwrap_or("unknown")
                );
            }
            Err(TryLockError::Error(error)) => return Err(error).with_context(cannot),
        }
        let mut lock = Self(file);
        let known = has_database(&path);
        lock.write(known).with_context(cannot)?;
        Ok(lock)
    }

    /// Notes that there is a database in the folder: from now on an empty file in its place is told.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn note_database(&mut self) -> std::io::Result<()> {
        self.write(true)
    }

    fn write(&mut self, has_database: bool) -> std::io::Result<()> {
        let database = if has_database { DATABASE } else { "" };
        let text = format!("{}\n{database}\n", std::process::id());
        self.0.rewind()?;
        self.0.write_all(text.as_bytes())?;
        self.0.set_len(text.len() as u64)
    }
}

/// Whether the file of a lock says that there was a database.
fn has_database(lock: &Path) -> bool {
    std::fs::read_to_string(lock).is_ok_and(|text| text.lines().any(|line| line == DATABASE))
}

/// Makes the database's file where there is none, keeps others from reading what is there, and
/// refuses a file that is empty where a database was.
///
/// # Errors
/// When the file cannot be made, or a database is missing.
pub(crate) fn prepare(file: &Path) -> anyhow::Result<()> {
    let folder = folder_of(file);
    check_traces(file)?;
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(file)?;
    tighten(&folder, 0o700);
    for path in own_files(file, &folder)? {
        tighten(&path, 0o600);
    }
    Ok(())
}

/// Whether an empty file, or none, stands where the traces of a database are.
pub(crate) fn check_traces(file: &Path) -> anyhow::Result<()> {
    let size = |path: &Path| std::fs::metadata(path).map(|found| found.len()).ok();
    let found = size(file);
    if found.is_some_and(|size| size > 0) {
        return Ok(());
    }
    let log = beside(file, "-wal");
    let lock = folder_of(file).join(LOCK);
    let trace = match (size(&log), found) {
        (Some(1..), _) => log,
        // Who removes the file means it.
        (_, Some(_)) if has_database(&lock) => lock,
        (_, _) => return Ok(()),
    };
    bail!(
        "the database file {} is {}, but {} tells of a database: restore it from a backup, or remove \
         {} to begin with nothing",
        file.display(),
        if found.is_some() { "empty" } else { "missing" },
        trace.display(),
        trace.display()
    )
}

/// The log of a database, and what else SQLite keeps beside it.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(ending);
    name.into()
}

fn folder_of(file: &Path) -> PathBuf {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The database and what begins with its name, and the lock.
fn own_files(file: &Path, folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let name = file.file_name().unwrap_or_default().as_encoded_bytes();
    let mut own = Vec::new();
    for entry in folder.read_dir()? {
        let entry = entry?;
        let is_own = |found: &[u8]| found.starts_with(name) || found == LOCK.as_bytes();
        if entry.file_type()?.is_file() && is_own(entry.file_name().as_encoded_bytes()) {
            own.push(entry.path());
        }
    }
    Ok(own)
}

/// Takes away what group and others may; folders of many stay, since they are not ours.
fn tighten(path: &Path, mode: u32) {
    let Ok(found) = std::fs::metadata(path) else {
        return;
    };
    let before = found.permissions().mode();
    if before & OTHERS == 0 {
        return;
    }
    let place = path.display();
    if found.is_dir() && before & STICKY != 0 {
        tracing::warn!(%place, "the data folder is one of many users; choose one of its own");
        return;
    }
    match std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)) {
        Ok(()) => tracing::info!(
            %place,
            before = format!("{:o}", before & 0o7777),
            now = format!("{mode:o}"),
            "others could read this, and no longer can"
        ),
        Err(error) => tracing::warn!(
            %place, %error,
            "others can read this: it holds secrets, but is not ours to change"
        ),
    }
}

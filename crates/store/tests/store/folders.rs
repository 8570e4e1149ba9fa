//! Who may look into the folder of an embedded store, and what is told about what lies in it?

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use cas_store::testing::embedded as embedded_in;
use cas_store::{FolderLock, Store, StoreConfig, make_data_folder};

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// What an error says, of whatever failed.
fn told<T>(outcome: anyhow::Result<T>) -> String {
    format!("{:#}", outcome.err().expect("a refusal"))
}

#[tokio::test]
async fn a_data_folder_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("made/data");
    make_data_folder(&data).unwrap();
    let mut lock = FolderLock::take(&data).unwrap();
    let store = Store::open(&embedded_in(&data)).await.unwrap();
    store.prove_write().await.unwrap();
    lock.note_database().unwrap();
    assert_eq!(mode(&data), 0o700);
    let found = files(&data);
    assert_eq!(found.len(), 4, "database, -wal, -shm, lock: {found:?}");
    for file in found {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
}

/// An earlier version left them to everyone.
#[tokio::test]
async fn what_others_could_read_they_no_longer_can() {
    let folder = tempfile::tempdir().unwrap();
    let config = embedded_in(folder.path());
    let store = Store::open(&config).await.unwrap();
    store.prove_write().await.unwrap();
    let open_to_all = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    open_to_all(folder.path(), 0o755);
    for file in files(folder.path()) {
        open_to_all(&file, 0o644);
    }
    let other = folder.path().join("notes.txt");
    std::fs::write(&other, "of somebody else").unwrap();
    open_to_all(&other, 0o644);
    let again = Store::open(&config).await.unwrap();
    assert_eq!(mode(folder.path()), 0o700);
    for file in files(folder.path()) {
        let expected = if file == other { 0o644 } else { 0o600 };
        assert_eq!(mode(&file), expected, "{}", file.display());
    }
    again.close().await;
}

/// A folder of many, such as /tmp, is not ours to close.
#[tokio::test]
async fn a_folder_of_many_stays_open() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o1777)).unwrap();
    let store = Store::open(&embedded_in(folder.path())).await.unwrap();
    assert_eq!(mode(folder.path()), 0o777);
    assert_eq!(mode(&folder.path().join("cas.sqlite")), 0o600);
    store.close().await;
}

#[test]
fn a_second_server_is_kept_off_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = FolderLock::take(folder.path()).unwrap();
    let refused = told(FolderLock::take(folder.path()));
    let process = format!("process {}", std::process::id());
    for expected in [&*folder.path().to_string_lossy(), &process, "--data"] {
        assert!(refused.contains(expected), "{refused}");
    }
    drop(first);
    FolderLock::take(folder.path()).unwrap();
}

#[tokio::test]
async fn an_empty_file_where_a_database_was_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let config = embedded_in(folder.path());
    let StoreConfig::Embedded { file } = &config else {
        panic!("an embedded store is expected");
    };
    // A start that was killed leaves an empty file: nothing was lost then.
    let mut lock = FolderLock::take(folder.path()).unwrap();
    std::fs::write(file, "").unwrap();
    Store::open(&config).await.unwrap().close().await;
    lock.note_database().unwrap();
    drop(lock);
    let lock = FolderLock::take(folder.path()).unwrap();

    std::fs::write(file, "").unwrap();
    for refused in [
        told(Store::open(&config).await),
        told(Store::open_to_read(&config).await),
        told(Store::inspect(&config).await),
    ] {
        assert!(refused.contains("is empty, but"), "{refused}");
        assert!(
            refused.contains("cas.lock tells of a database"),
            "{refused}"
        );
    }
    // Removing the file says that beginning anew is meant.
    std::fs::remove_file(file).unwrap();
    Store::open(&config).await.unwrap().close().await;
    drop(lock);

    std::fs::remove_file(file).unwrap();
    std::fs::write(folder.path().join("cas.sqlite-wal"), "commits").unwrap();
    let refused = told(Store::open(&config).await);
    assert!(refused.contains("is missing, but"), "{refused}");
    assert!(refused.contains("cas.sqlite-wal"), "{refused}");
}

#[tokio::test]
async fn a_look_at_a_database_says_what_is_wrong_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let config = embedded_in(folder.path());
    let StoreConfig::Embedded { file } = &config else {
        panic!("an embedded store is expected");
    };
    Store::open(&config).await.unwrap().close().await;
    let found = Store::inspect(&config).await.unwrap();
    assert!(
        found.pending.is_empty() && found.damage.is_empty(),
        "{found:?}"
    );

    let mut bytes = std::fs::read(file).unwrap();
    let pages = bytes.len() / 4096;
    for page in (2..pages).step_by(3) {
        bytes[page * 4096..page * 4096 + 2048].fill(0xa5);
    }
    std::fs::write(file, &bytes).unwrap();
    let found = Store::inspect(&config).await;
    let is_told = found
        .as_ref()
        .map_or(true, |found| !found.damage.is_empty());
    assert!(is_told, "{found:?}");
    assert_eq!(std::fs::read(file).unwrap(), bytes);
    assert_eq!(files(folder.path()).len(), 1);
}

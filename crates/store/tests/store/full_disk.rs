//! Is a store written again as soon as it can be, without being opened anew?

use std::path::{Path, PathBuf};
use std::process::Command;

use cas_store::testing::{dump, embedded as embedded_in, limit_pages};
use cas_store::{ClientRow, NotWritten, Store, StoreConfig};
use sqlx::{Connection as _, PgConnection};

use crate::databases::{Place, each_store};
use crate::rows::{at, tenant};

async fn write(store: &Store, id: &str, size: usize) -> anyhow::Result<()> {
    let row = ClientRow {
        id: id.to_owned(),
        tenant_id: tenant(),
        source_system: "erp".to_owned(),
        secret_hash: "x".repeat(size),
        scopes: String::new(),
        created_at: at(1),
        disabled_at: None,
        former_secret_hash: None,
        former_secret_until: None,
        changed_at: None,
        changed_by: None,
        description: None,
        visible: None,
        expires_at: None,
        last_used_at: None,
    };
    store.insert_client(&row).await
}

/// Writes until the disk is full.
async fn fill(store: &Store) {
    for number in 0..10_000 {
        if let Err(error) = write(store, &format!("client-{number}"), 100_000).await {
            let error = format!("{error:#}");
            assert!(error.contains("full"), "{error}");
            return;
        }
    }
    panic!("the disk is never full");
}

#[tokio::test]
async fn a_connection_whose_transaction_could_not_be_ended_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&embedded_in(folder.path())).await.unwrap();
    limit_pages(&store, 200).await.unwrap();
    fill(&store).await;
    // The limit was the connection's; one that could not be used would refuse for ever.
    write(&store, "after", 100_000).await.unwrap();
    store.prove_write().await.unwrap();
}

/// Takes the room that is left for what is small; why no more can be written.
async fn last_room(store: &Store) -> NotWritten {
    for _ in 0..10_000 {
        if let Err(told) = store.prove_write().await {
            return told;
        }
    }
    panic!("there is always room");
}

/// A file system of a few megabytes, until it is dropped; only root may make one.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn make(folder: &Path) -> Option<Self> {
        let disk = folder.join("disk");
        std::fs::create_dir(&disk).unwrap();
        let made = mount(&["-t", "tmpfs", "-o", "size=4m", "tmpfs"], &disk);
        made.then_some(Self(disk))
    }

    fn grow(&self) {
        assert!(mount(&["-o", "remount,size=40m"], &self.0));
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

fn mount(arguments: &[&str], place: &Path) -> bool {
    let status = Command::new("mount").args(arguments).arg(place).output();
    status.is_ok_and(|output| output.status.success())
}

#[tokio::test]
#[expect(clippy::print_stderr, reason = "shown with a failure, or on request")]
async fn a_disk_that_was_full_is_written_again() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::make(folder.path()) else {
        eprintln!("skipped: only root may mount a small disk");
        return;
    };
    let store = Store::open(&embedded_in(&disk.0)).await.unwrap();
    store.prove_write().await.unwrap();
    fill(&store).await;
    let told = last_room(&store).await;
    assert!(matches!(told, NotWritten::DiskFull(_)), "{told:?}");
    let full = dump(&store).await.unwrap();
    disk.grow();
    store.prove_write().await.unwrap();
    write(&store, "after", 100_000).await.unwrap();
    let clients = dump(&store).await.unwrap()["client"].len();
    assert_eq!(clients, full["client"].len() + 1);
    store.close().await;
}

#[tokio::test]
async fn connections_that_were_cut_are_replaced() {
    each_store(|Place { store, config, .. }| async move {
        write(&store, "before", 10).await.unwrap();
        let StoreConfig::Postgres { url, .. } = config else {
            return;
        };
        let mut other = PgConnection::connect(&url).await.unwrap();
        let cut = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity \
            WHERE datname = current_database() AND pid <> pg_backend_pid()";
        let cut: i64 = sqlx::query_scalar(cut).fetch_one(&mut other).await.unwrap();
        assert!(cut > 0);
        store.prove_write().await.unwrap();
        write(&store, "after", 10).await.unwrap();
    })
    .await;
}

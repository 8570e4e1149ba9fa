//! Is a data folder used by one server alone, and only where it is meant?

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Output;

use cas_store::testing::TestDatabase;
use cas_store::{Store, StoreConfig};

use crate::first_start::{serve, stop};
use crate::process::{Process, cas, run};

async fn told(folder: &Path, line: &str) -> (bool, String) {
    let output: Output = run(cas(line.split_whitespace()).current_dir(folder)).await;
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.success(),
        String::from_utf8(said).expect("text"),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_server_is_refused_and_commands_are_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let mut server = serve(&data);
    server.url().await;
    for second in [
        "serve --listen 127.0.0.1:0",
        "demo --listen 127.0.0.1:0 --exit",
    ] {
        let (went_well, said) = told(folder.path(), &format!("{second} --data data")).await;
        assert!(!went_well, "{said}");
        assert!(
            said.contains("the data folder data is in use by another server"),
            "{said}"
        );
        assert!(said.contains(&format!("process {}", server.id())), "{said}");
    }
    std::fs::create_dir_all(folder.path().join("files/flows")).expect("made");
    for beside in [
        "tenants list",
        "clients add --scopes all",
        "tenants add Other",
        "config export files --tenant default",
        "config diff files --tenant default",
        "config import files --tenant default",
        "migrate",
        "migrate --check",
    ] {
        let (went_well, said) = told(folder.path(), &format!("{beside} --data data")).await;
        assert!(went_well, "cas {beside}: {said}");
    }
    stop(server).await;
    // It is free again, also after a server that was killed.
    let mut server = serve(&data);
    server.url().await;
    server.kill().await;
    let mut server = serve(&data);
    server.url().await;
    stop(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_folder_is_told_and_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("empty")).expect("made");
    for command in [
        "tenants list",
        "clients add --scopes all",
        "config export files",
        "config diff files",
        "codelists load files",
        "migrate --check",
    ] {
        for data in ["nowhere", "empty"] {
            let (went_well, said) = told(folder.path(), &format!("{command} --data {data}")).await;
            assert!(!went_well, "cas {command}: {said}");
            let files = std::fs::read_dir(folder.path().join("empty")).expect("a folder");
            assert_eq!(files.count(), 0, "cas {command}");
            assert!(!folder.path().join("nowhere").exists(), "cas {command}");
        }
    }
}

/// Whatever the mask of the process is; and what an earlier version left is closed.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_reads_the_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let mode = |path: &Path| {
        let found = std::fs::metadata(path).expect("a file");
        found.permissions().mode() & 0o777
    };
    for _ in 0..2 {
        let line = format!(
            "umask 000; exec {} serve --listen 127.0.0.1:0 --data {}",
            env!("CARGO_BIN_EXE_cas"),
            data.display()
        );
        let mut server = Process::start(tokio::process::Command::new("sh").args(["-c", &line]));
        server.url().await;
        assert_eq!(mode(&data), 0o700);
        for file in std::fs::read_dir(&data).expect("a folder") {
            let file = file.expect("a file").path();
            assert_eq!(mode(&file), 0o600, "{}", file.display());
            std::fs::set_permissions(file, PermissionsExt::from_mode(0o644)).expect("changed");
        }
        std::fs::set_permissions(&data, PermissionsExt::from_mode(0o755)).expect("changed");
        stop(server).await;
    }
}

/// Nodes that start at once on an empty database have one tenant, and its secrets are told once.
#[tokio::test(flavor = "multi_thread")]
async fn two_first_starts_make_one_tenant() {
    let Some(database) = TestDatabase::create().await.expect("a database") else {
        return;
    };
    let config = database.config();
    let StoreConfig::Postgres { url, .. } = &config else {
        panic!("PostgreSQL is expected");
    };
    let start = || {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];
        Process::start(cas(arguments).args(["--database-url", url]))
    };
    let mut nodes = [start(), start(), start()];
    let mut printed = Vec::new();
    for node in &mut nodes {
        node.url().await;
        printed.push(node.read());
    }
    let firsts = printed.iter().filter(|said| said.contains("First start."));
    assert_eq!(firsts.count(), 1, "{printed:?}");
    for node in nodes {
        stop(node).await;
    }
    let store = Store::open(&config).await.expect("the store");
    let tenants = store.tenants().await.expect("tenants");
    assert_eq!(tenants.len(), 1, "{tenants:?}");
    assert_eq!(
        store.clients(tenants[0].id).await.expect("clients").len(),
        2
    );
    store.close().await;
    database.remove().await.expect("removed");
}

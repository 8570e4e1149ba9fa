//! Does `cas audit verify` name the first entry that is not as it was written, on both stores?

use cas_model::audit::AuditEvent;
use cas_store::testing::{Tampering, TestDatabase, embedded};
use cas_store::{AuditRecord, Changes, PeopleChanges, Store, StoreConfig, TenantRow};

use crate::first_start::stop;
use crate::process::{Process, cas, run};

/// Writes five entries; the chain then has those and what was written before.
async fn write(store: &Store, tenant: &TenantRow) {
    let entry = |minute| AuditRecord {
        tenant_id: tenant.id,
        event: AuditEvent::VersionPublished,
        actor: "Anna Keller <0190> through erp".to_owned(),
        user_id: None,
        subject: Some("flow Export".to_owned()),
        detail: Some(format!("version {minute}")),
        address: None,
        recorded_at: format!("2026-12-01T03:0{minute}:00Z")
            .parse()
            .expect("a time"),
    };
    let people = PeopleChanges {
        audit: (0..5).map(entry).collect(),
        ..PeopleChanges::default()
    };
    let changes = Changes {
        people,
        ..Changes::default()
    };
    store.commit(changes).await.expect("committed");
}

/// Whether all is whole, and what is printed.
async fn verify(place: &[&str]) -> (bool, String) {
    let output = run(cas(["audit", "verify"]).args(place)).await;
    let printed = [output.stdout, output.stderr].concat();
    let printed = String::from_utf8(printed).expect("text");
    (output.status.success(), printed)
}

async fn tampering_is_told(config: &StoreConfig, place: &[&str]) {
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--log", "warn"];
    let mut server = Process::start(cas(arguments).args(place));
    server.url().await;
    stop(server).await;

    let store = Store::open(config).await.expect("the store");
    let tenant = store.tenants().await.expect("tenants").remove(0);
    write(&store, &tenant).await;
    let head = store.audit_head(tenant.id).await.expect("read");
    let head = head.expect("a chain");
    let last = head.sequence;
    let (is_whole, printed) = verify(place).await;
    let line = format!("{last} entries are as they were written");
    assert!(is_whole && printed.contains(&line), "{printed}");
    assert!(printed.contains(&head.hash), "{printed}");

    for (sequence, how, told) in [
        (last, Tampering::Removal, "it is missing"),
        (last - 2, Tampering::Detail, "it does not say what it said"),
        (last - 3, Tampering::Removal, "it is missing"),
    ] {
        let hit = store.tamper_with_audit(tenant.id, sequence, how).await;
        assert_eq!(hit.expect("the database answers"), 1);
        let (is_whole, printed) = verify(place).await;
        let line = format!("{}: broken at entry {sequence}: {told}", tenant.name);
        assert!(!is_whole && printed.contains(&line), "{printed}");
    }
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_broken_entry_of_an_audit_trail_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().to_str().expect("a path");
    tampering_is_told(&embedded(folder.path()), &["--data", data]).await;

    let Some(database) = TestDatabase::create().await.expect("a database") else {
        return;
    };
    let config = database.config();
    let StoreConfig::Postgres { url, .. } = &config else {
        panic!("PostgreSQL is expected");
    };
    tampering_is_told(&config, &["--database-url", url]).await;
    database.remove().await.expect("removed");
}

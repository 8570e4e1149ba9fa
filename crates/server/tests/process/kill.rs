//! Is anything lost or sent twice when the server is killed at any moment?
//!
//! An authority runs in a process of its own. `cas demo` is killed at random moments (SIGKILL),
//! started again on the same data, and at last left to its end. Then the books of both sides are
//! compared. `CAS_TEST_SEED` repeats the moments of an earlier run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use cas_demo::stories::{Reaction, Size, low_value, stories};
use cas_demo::tenant::{TENANT, callback_url};
use cas_model::declaration::Side;
use cas_model::lifecycle::Status;
use cas_model::message::{MessageDirection, MessageState};
use cas_store::testing::{TestDatabase, embedded};
use cas_store::{
    DeclarationRecord, DeclarationSearch, MessageHead, MessageSearch, Store, StoreConfig,
};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::process::{LIMIT, Process, cas, free_address, http, json as get, note, run};

/// How often the demo is killed before it may end.
const KILLS: u32 = 8;
/// How often the store is looked into while a message is still to be sent again.
const LOOK: Duration = Duration::from_millis(200);
/// Items of the largest shipment.
const ITEMS: usize = 50;
/// Parcels that are sent in one request.
const PARCELS: usize = 20;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_sent_twice_on_the_embedded_store() {
    let folder = tempfile::tempdir().expect("a folder");
    check(folder.path(), &embedded(folder.path())).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_sent_twice_on_postgresql() {
    let Some(database) = TestDatabase::create().await.expect("a database") else {
        note("skipped: PostgreSQL is left out");
        return;
    };
    let config = database.config();
    // In a task of its own, so that the database is dropped even where the test fails.
    let outcome = tokio::spawn(async move {
        let folder = tempfile::tempdir().expect("a folder");
        check(folder.path(), &config).await;
    });
    let outcome = outcome.await;
    database.remove().await.expect("the database is dropped");
    if let Err(failure) = outcome {
        std::panic::resume_unwind(failure.into_panic());
    }
}

async fn check(folder: &Path, config: &StoreConfig) {
    let listen = free_address().await;
    let (_authority, authority) = start_authority(&listen).await;
    let demo = || demo(&authority, &listen, folder, config);

    kill_again_and_again(demo).await;

    let output = run(&mut demo()).await;
    assert!(output.status.success(), "{output:?}");
    let books = settled(&listen, folder, config).await;
    books.hold_every_shipment();
    books.agree_with(&authority).await;
}

/// The books once every message is known to be sent. One that a killed server had sent, without
/// having noted it, is sent again when its lease ends; the answers may all be there before.
async fn settled(listen: &str, folder: &Path, config: &StoreConfig) -> Books {
    let books = Books::of(config).await;
    if books.all_is_sent() {
        return books;
    }
    let mut command = cas(["serve", "--log", "error", "--listen", listen, "--data"]);
    command.env("CAS_CUSTOMS_TO_PRIVATE_ADDRESSES", "true");
    let _server = Process::start(with_database(command.arg(folder), config));
    let watch = async {
        loop {
            tokio::time::sleep(LOOK).await;
            let books = Books::of(config).await;
            if books.all_is_sent() {
                return books;
            }
        }
    };
    let books = tokio::time::timeout(LIMIT, watch).await;
    books.expect("every message is sent in the end")
}

async fn start_authority(demo: &str) -> (Process, String) {
    let callback = callback_url(&format!("http://{demo}"));
    let mut command = cas(["authority", "--listen", "127.0.0.1:0", "--pace-ms", "150"]);
    let mut process = Process::start(with_secrets(&mut command).args(["--callback", &callback]));
    let url = process.url().await;
    (process, url)
}

fn with_secrets(command: &mut Command) -> &mut Command {
    command
        .env("CAS_AUTHORITY_SECRET", "shown to the authority")
        .env("CAS_AUTHORITY_CALLBACK_SECRET", "shown by the authority")
}

fn demo(authority: &str, listen: &str, folder: &Path, config: &StoreConfig) -> Command {
    let mut command = cas([
        "demo",
        "--exit",
        "--authority",
        authority,
        "--listen",
        listen,
    ]);
    with_secrets(&mut command)
        .args(["--items", &ITEMS.to_string()])
        .args(["--parcels", &PARCELS.to_string()])
        .arg("--data")
        .arg(folder);
    with_database(&mut command, config);
    command
}

fn with_database<'a>(command: &'a mut Command, config: &StoreConfig) -> &'a mut Command {
    match config {
        StoreConfig::Embedded { .. } => command,
        StoreConfig::Postgres { url, .. } => command.args(["--database-url", url]),
    }
}

/// Kills the demo again and again: soon after it is up, when it sends; and some time after its
/// start, wherever it is then.
async fn kill_again_and_again(demo: impl Fn() -> Command) {
    let known = std::env::var("CAS_TEST_SEED").ok();
    let known = known.map(|seed| seed.parse().expect("CAS_TEST_SEED is a number"));
    let seed = known.unwrap_or_else(rand::random::<u64>);
    note(format_args!("CAS_TEST_SEED={seed}"));
    let mut random = StdRng::seed_from_u64(seed);
    for number in 0..KILLS {
        let mut process = Process::start(&mut demo());
        let milliseconds = if number % 2 == 0 {
            let ready = process.read_to("API ").await;
            assert!(ready.is_some(), "it did not start: {}", process.read());
            random.random_range(50..=600)
        } else {
            random.random_range(100..=1500)
        };
        tokio::time::sleep(Duration::from_millis(milliseconds)).await;
        process.kill().await;
    }
}

/// What the server has in its store.
struct Books {
    /// What was made here.
    declarations: Vec<DeclarationRecord>,
    /// What customs told of: movements that come to the tenant.
    arriving: Vec<DeclarationRecord>,
    outbound: Vec<MessageHead>,
    inbound: Vec<MessageHead>,
}

impl Books {
    async fn of(config: &StoreConfig) -> Self {
        let store = Store::open(config).await.expect("the store");
        let search = DeclarationSearch {
            limit: 1000,
            ..DeclarationSearch::default()
        };
        let declarations = store.search_declarations(TENANT, &search).await;
        let messages = async |direction| {
            let search = MessageSearch {
                direction: Some(direction),
                limit: 1000,
                ..MessageSearch::default()
            };
            let found = store.search_messages(TENANT, &search);
            let found = found.await.expect("messages");
            found.into_iter().collect::<Vec<MessageHead>>()
        };
        let declarations = declarations.expect("declarations").into_iter();
        let (declarations, arriving) = declarations.partition(|row| row.side == Side::Sent);
        let books = Self {
            declarations,
            arriving,
            outbound: messages(MessageDirection::Outbound).await,
            inbound: messages(MessageDirection::Inbound).await,
        };
        store.close().await;
        books
    }

    /// Every shipment has its declarations, and they ended as they end when nothing is killed.
    fn hold_every_shipment(&self) {
        let mut ends: Vec<(String, String)> = self
            .declarations
            .iter()
            .map(|row| (row.external_reference.clone(), row.status.to_string()))
            .collect();
        ends.sort();
        assert_eq!(ends, expected_ends());
        // The movement to another warehouse of ours is held there as well, once.
        let told = self
            .arriving
            .iter()
            .map(|row| (row.arc.as_ref(), row.status));
        let told: Vec<_> = told.collect();
        let is_delivered = |row: &&DeclarationRecord| row.status == Status::Delivered;
        let sent = self.declarations.iter().filter(is_delivered);
        let sent: Vec<_> = sent.map(|row| (row.arc.as_ref(), row.status)).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(sent.contains(&told[0]), "{told:?}: {sent:?}");
    }

    /// What we sent the authority has once, and nothing else.
    async fn agree_with(&self, authority: &str) {
        let identifiers: BTreeSet<_> = self.outbound.iter().map(|row| &row.identifier).collect();
        assert_eq!(
            identifiers.len(),
            self.outbound.len(),
            "identifications are used once"
        );
        let systems: BTreeSet<_> = self
            .outbound
            .iter()
            .map(|row| row.system.as_str())
            .collect();
        for system in systems {
            self.agree_about(system, authority).await;
        }
        self.find_each_declaration(authority).await;
        self.have_read_everything();
    }

    /// What we sent to a system.
    async fn agree_about(&self, system: &str, authority: &str) {
        let ledger = get(http().get(format!("{authority}/{system}/ledger"))).await;
        let sent = self.outbound.iter();
        let sent = sent.filter(|row| row.system.as_str() == system).count();
        assert_eq!(ledger["distinct"], json!(sent), "{ledger}");
        assert_eq!(
            ledger["declarationsByStatus"],
            self.expected_at_customs(system),
            "{ledger}"
        );
        assert_eq!(ledger["refused"], json!(0), "{ledger}");
        assert_eq!(ledger["malformed"], json!(0), "{ledger}");
        let duplicates = &ledger["duplicates"];
        note(format_args!(
            "{system}: {sent} messages sent, {duplicates} of them twice"
        ));
    }

    fn expected_at_customs(&self, system: &str) -> Value {
        let mut counts = BTreeMap::new();
        let declarations = self.declarations.iter();
        let of_system = declarations.filter(|row| row.system.as_str() == system);
        for standing in of_system.filter_map(standing_at_customs) {
            *counts.entry(standing).or_insert(0) += 1;
        }
        json!(counts)
    }

    /// Every lodged declaration is known under an LRN of its own, with the MRN we know.
    async fn find_each_declaration(&self, authority: &str) {
        let lodged = self
            .declarations
            .iter()
            .filter(|row| row.lodged_revision.is_some());
        let mut numbers = BTreeSet::new();
        for row in lodged {
            assert!(numbers.insert(&row.lrn), "{} is used twice", row.lrn);
            let address = format!("{authority}/{}/declarations/{}", row.system, row.lrn);
            let entry = get(http().get(address)).await;
            let number = row.mrn.as_ref().or(row.arc.as_ref());
            assert_eq!(entry["mrn"], json!(number), "{}", row.external_reference);
        }
    }

    fn all_is_sent(&self) -> bool {
        let sent = |row: &MessageHead| row.state == MessageState::Sent;
        self.outbound.iter().all(sent)
    }

    /// What was received and could be read found its declaration.
    fn have_read_everything(&self) {
        let unmatched = |row: &&MessageHead| row.state == MessageState::Unmatched;
        assert_eq!(self.inbound.iter().filter(unmatched).count(), 0);
    }
}

/// How the declarations of the shipments end, those that were replaced too.
fn expected_ends() -> Vec<(String, String)> {
    let mut ends = Vec::new();
    for story in stories(Size { items: ITEMS }) {
        let reference = story.reference().to_owned();
        for (_, reaction) in &story.reactions {
            if let Reaction::Send(message) = reaction
                && message["messageType"] == "Replace"
            {
                ends.push((reference.clone(), Status::Cancelled.to_string()));
            }
        }
        let own = story
            .ends
            .iter()
            .map(|end| (reference.clone(), end.to_string()));
        ends.extend(own);
    }
    for parcel in low_value::parcels(PARCELS) {
        let reference = parcel["externalReference"].as_str().unwrap_or_default();
        ends.push((reference.to_owned(), Status::Released.to_string()));
    }
    ends.sort();
    ends
}

/// Where the authority has a declaration that ended like this at our side; none if it was never
/// lodged.
fn standing_at_customs(row: &DeclarationRecord) -> Option<&'static str> {
    row.lodged_revision?;
    match row.status {
        Status::Released => Some("released"),
        Status::Discharged | Status::ExitConfirmed | Status::Delivered => Some("discharged"),
        Status::CustomsError => Some("rejected"),
        Status::GuaranteeNotValid => Some("guaranteeNotValid"),
        Status::NotReleased => Some("notReleased"),
        Status::Invalidated | Status::Cancelled => Some("invalidated"),
        other => panic!("{} ended {other}", row.external_reference),
    }
}

//! Do published conversations end as their answers mean?
//!
//! Each declaration that customs published with its answers is read, sent as a shipment, declared
//! by the product over its own way, and answered by the published notifications, byte for byte.
//! The files are the operator's (`CAS_CONVERSATIONS`); without them the test says so and passes.
//!
//! Every conversation is replayed once on every store. Those of [`WITH_CRASHES`], one for every
//! kind of answer, are replayed with crashes and with every step done twice too; all of them with a
//! crash after every step where `CAS_TEST_LONG` is set.

#![expect(clippy::print_stderr, reason = "what is skipped is said")]

mod replay;

use std::path::PathBuf;
use std::sync::Arc;

use cas_testkit::conversations::{Conversation, conversations};
use cas_testkit::{Crash, StorePlace, each_store};

use replay::Replay;

/// Together they have every kind of answer.
const WITH_CRASHES: &[&str] = &["TT_EX026a", "TT_IM014a", "TT_IM017a", "TT_IM077a"];

/// A round stops at every so manieth boundary, each round at others.
const STEP: usize = 4;

fn folder() -> Option<PathBuf> {
    let beside = PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../../shared/data/conversations/uk-cds"
    ));
    let folder = std::env::var_os("CAS_CONVERSATIONS").map_or(beside, PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: no published conversations; CAS_CONVERSATIONS names their folder");
    None
}

/// Replays conversations over one product; what went another way than it should.
async fn replayed(
    place: StorePlace,
    conversations: &[Conversation],
    crash: Option<Crash>,
) -> Vec<String> {
    let mut replay = Replay::new(place, crash).await;
    let mut wrong = Vec::new();
    for conversation in conversations {
        wrong.extend(replay.of(conversation).await.err());
    }
    wrong
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn published_conversations_end_as_their_answers_mean() {
    let Some(folder) = folder() else { return };
    let conversations = conversations(&folder);
    assert!(conversations.len() >= 58, "{}", conversations.len());
    let conversations = Arc::new(conversations);
    each_store(|place| {
        let conversations = Arc::clone(&conversations);
        async move {
            let wrong = replayed(place, &conversations, None).await;
            assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
        }
    })
    .await;
}

/// Every way to crash, for each conversation; in a short test each conversation gets another one.
fn ways(conversations: &[Conversation], is_long: bool) -> Vec<(Crash, usize)> {
    let all = 0..conversations.len();
    let is_meant = |number: usize, first: usize| is_long || number % STEP == first;
    let crashes = (0..STEP).flat_map(|first| {
        let meant = all.clone().filter(move |number| is_meant(*number, first));
        meant.map(move |number| (Crash::Every(first, STEP), number))
    });
    let twice = all
        .clone()
        .map(|number| (Crash::BeforeEveryCommit(2), number));
    crashes.chain(twice).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn crashes_and_repetitions_change_no_conversation() {
    let Some(folder) = folder() else { return };
    let mut conversations = conversations(&folder);
    let is_long = std::env::var_os("CAS_TEST_LONG").is_some();
    if !is_long {
        conversations.retain(|one| WITH_CRASHES.contains(&one.name.as_str()));
        assert_eq!(conversations.len(), WITH_CRASHES.len());
    }
    let ways = ways(&conversations, is_long);
    let conversations = Arc::new(conversations);
    for (crash, number) in ways {
        each_store(|place| {
            let (conversations, crash) = (Arc::clone(&conversations), crash.clone());
            async move {
                let only = std::slice::from_ref(&conversations[number]);
                let wrong = replayed(place, only, Some(crash.clone())).await;
                assert!(wrong.is_empty(), "{crash:?}:\n{}", wrong.join("\n"));
            }
        })
        .await;
    }
}

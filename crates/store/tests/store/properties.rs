//! Laws: whatever conflicts, what is stored is what was accepted.

use cas_store::*;
use futures::future::join_all;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use crate::databases::{Place, each_store};
use crate::rows::*;

/// Attempts to move one of three declarations to a version, adding an event to the log.
type Attempts = Vec<(usize, u32)>;

fn attempts() -> impl Strategy<Value = Attempts> {
    prop::collection::vec((0..3_usize, 2..6_u32), 1..40)
}

/// So many samples, drawn once so that both engines see the same.
fn samples() -> Vec<Attempts> {
    let mut runner = TestRunner::deterministic();
    (0..12)
        .map(|_| attempts().new_tree(&mut runner).unwrap().current())
        .collect()
}

async fn check(store: &Store, attempts: &Attempts) {
    let tenant = tenant();
    let made: Vec<_> = (0..3).map(|_| declaration(tenant)).collect();
    let begin = Changes {
        declarations: made.clone(),
        ..Changes::default()
    };
    store.commit(begin).await.unwrap();
    let commits = attempts.iter().map(|(which, version)| {
        let row = DeclarationRecord {
            version: *version,
            ..made[*which].clone()
        };
        store.commit(Changes {
            history: vec![history(&row, *version)],
            declarations: vec![row],
            notifications: vec![notification(tenant)],
            ..Changes::default()
        })
    });
    let outcomes = join_all(commits).await;
    let mut accepted = [0_u32; 3];
    for ((which, _), outcome) in attempts.iter().zip(&outcomes) {
        match outcome {
            Ok(()) => accepted[*which] += 1,
            Err(CommitError::Conflict(_)) => {}
            Err(CommitError::Database(error)) => panic!("{error:#}"),
        }
    }
    for (row, accepted) in made.iter().zip(accepted) {
        let found = store.declaration(tenant, row.id).await.unwrap().unwrap();
        assert_eq!(found.version, 1 + accepted);
        let history = store.history(tenant, row.id).await.unwrap();
        let expected: Vec<u32> = (2..2 + accepted).collect();
        assert_eq!(
            history.iter().map(|entry| entry.seq).collect::<Vec<_>>(),
            expected
        );
    }
    let events = store.events_after(tenant, 0, 1000).await.unwrap();
    assert_eq!(events.len() as u32, accepted.iter().sum::<u32>());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stored_is_what_was_accepted() {
    each_store(|Place { store, .. }| async move {
        for attempts in samples() {
            check(&store, &attempts).await;
        }
    })
    .await;
}

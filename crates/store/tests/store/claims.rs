//! Who gets a task, in which order, and who may finish it?

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use cas_store::testing::dump;
use cas_store::*;

use crate::databases::{Place, each_store, each_store_and_lock};
use crate::rows::*;

async fn enqueue(store: &Store, tasks: Vec<NewTask>) {
    store
        .commit(Changes {
            tasks,
            ..Changes::default()
        })
        .await
        .unwrap();
}

async fn finish(store: &Store, lease: &TaskLease) -> Result<(), CommitError> {
    store
        .commit(Changes {
            finished: vec![lease.clone()],
            ..Changes::default()
        })
        .await
}

#[tokio::test]
async fn tasks_come_when_due_and_in_order() {
    each_store_and_lock(|Place { store, .. }| async move {
        let tenant = tenant();
        let mut tasks = vec![
            NewTask {
                due_at: at(20),
                ..task(tenant, TaskKind::Ingest)
            },
            NewTask {
                due_at: at(10),
                ..task(tenant, TaskKind::Transmit)
            },
            NewTask {
                due_at: at(90),
                ..task(tenant, TaskKind::Ingest)
            },
        ];
        enqueue(&store, tasks.clone()).await;
        let claimed = claim(&store, "a", 30).await;
        tasks.swap(0, 1);
        let subjects: Vec<_> = claimed.iter().map(|task| task.subject).collect();
        assert_eq!(subjects, [tasks[0].subject, tasks[1].subject]);
        assert_eq!(claimed[0].created_at, at(10));
        assert_eq!(claimed[0].lease.attempt, 1);
        // Two are held, the third is not due yet.
        assert!(claim(&store, "b", 30).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn only_wanted_kinds_and_so_many() {
    each_store_and_lock(|Place { store, .. }| async move {
        let tenant = tenant();
        let kinds = [TaskKind::Ingest, TaskKind::Deliver, TaskKind::Ingest];
        enqueue(
            &store,
            kinds.iter().map(|kind| task(tenant, *kind)).collect(),
        )
        .await;
        for expected in [1, 1, 0] {
            let wanted = &[TaskKind::Ingest];
            let claimed = claim_of(&store, wanted, 1, "a", 1).await;
            assert_eq!(claimed.len(), expected);
        }
        assert_eq!(claim(&store, "a", 1).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_lane_is_worked_on_in_order() {
    each_store_and_lock(|Place { store, .. }| async move {
        let tenant = tenant();
        let lane = Some("S-1".to_owned());
        let tasks: Vec<_> = (0..3)
            .map(|_| NewTask {
                lane: lane.clone(),
                ..task(tenant, TaskKind::Ingest)
            })
            .collect();
        enqueue(&store, tasks.clone()).await;
        let other = NewTask {
            lane,
            ..task(crate::rows::tenant(), TaskKind::Ingest)
        };
        enqueue(&store, vec![other]).await;
        for (number, expected) in tasks.iter().enumerate() {
            let claimed = claim(&store, "a", 1).await;
            assert_eq!(claimed[0].subject, expected.subject);
            // The lane of the same name of another tenant does not wait.
            assert_eq!(claimed.len(), if number == 0 { 2 } else { 1 });
            finish(&store, &claimed[0].lease).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn ended_leases_can_be_claimed_at_once() {
    each_store(|Place { store, .. }| async move {
        enqueue(&store, vec![task(tenant(), TaskKind::Ingest)]).await;
        claim(&store, "a", 0).await;
        assert!(claim(&store, "b", 1).await.is_empty());
        assert_eq!(store.end_all_leases().await.unwrap(), 1);
        assert_eq!(claim(&store, "b", 1).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_lease_that_ran_out_passes_on_and_a_zombie_cannot_commit() {
    each_store_and_lock(|Place { store, .. }| async move {
        let tenant = tenant();
        enqueue(&store, vec![task(tenant, TaskKind::Ingest)]).await;
        let first = claim(&store, "a", 0).await.remove(0);
        assert!(claim(&store, "b", 29).await.is_empty());
        let held = [first.lease.id];
        for (owner, tasks, extended) in [("a", &held[..0], 0), ("b", &held, 0), ("a", &held, 1)] {
            let count = store.extend_leases(owner, tasks, at(50)).await.unwrap();
            assert_eq!(count, extended, "{owner} {tasks:?}");
        }
        assert!(claim(&store, "b", 49).await.is_empty());

        let second = claim(&store, "b", 50).await.remove(0);
        assert_eq!((second.lease.attempt, second.subject), (2, first.subject));
        let zombie = Changes {
            finished: vec![first.lease.clone()],
            ingestions: vec![ingestion(tenant)],
            ..Changes::default()
        };
        let written = zombie.ingestions[0].id;
        assert!(matches!(
            store.commit(zombie).await,
            Err(CommitError::Conflict(_))
        ));
        assert_eq!(store.ingestion(tenant, written).await.unwrap(), None);
        let put_off = Deferred {
            attempt: 1,
            lease: first.lease,
            due_at: Some(at(0)),
            error: "x".into(),
        };
        let zombie = Changes {
            deferred: vec![put_off],
            ..Changes::default()
        };
        assert!(matches!(
            store.commit(zombie).await,
            Err(CommitError::Conflict(_))
        ));

        finish(&store, &second.lease).await.unwrap();
        assert!(matches!(
            finish(&store, &second.lease).await,
            Err(CommitError::Conflict(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_task_put_off_comes_again_and_a_dead_one_is_shown() {
    each_store_and_lock(|Place { store, .. }| async move {
        let tenant = tenant();
        let lane = Some("S-1".to_owned());
        let tasks: Vec<_> = (0..2)
            .map(|_| NewTask {
                lane: lane.clone(),
                ..task(tenant, TaskKind::Transmit)
            })
            .collect();
        enqueue(&store, tasks.clone()).await;
        let claimed = claim(&store, "a", 0).await.remove(0);
        defer(&store, &claimed.lease, Some(at(60))).await;
        // What comes behind it in its lane waits too.
        assert!(claim(&store, "a", 59).await.is_empty());
        let again = claim(&store, "a", 60).await.remove(0);
        assert_eq!((again.lease.attempt, again.created_at), (2, at(0)));

        defer(&store, &again.lease, None).await;
        let id = tasks[0].id.to_string();
        assert_eq!(given_up(&store).await, [[&*id, "2", "no answer"]]);
        // The lane goes on.
        let next = claim(&store, "a", 60).await.remove(0);
        assert_eq!(next.subject, tasks[1].subject);
    })
    .await;
}

async fn defer(store: &Store, lease: &TaskLease, due_at: Option<jiff::Timestamp>) {
    let put_off = Deferred {
        attempt: lease.attempt,
        lease: lease.clone(),
        due_at,
        error: "no answer".into(),
    };
    store
        .commit(Changes {
            deferred: vec![put_off],
            ..Changes::default()
        })
        .await
        .unwrap();
}

#[tokio::test]
async fn no_task_is_claimed_twice() {
    each_store_and_lock(|place| async move {
        let tenant = tenant();
        let tasks = (0..200).map(|_| task(tenant, TaskKind::Advance)).collect();
        enqueue(&place.store, tasks).await;
        let nodes = [place.store.clone(), place.open_again().await];
        let claims = (0..40).map(|count| {
            let store = nodes[count % 2].clone();
            async move { claim_of(&store, TaskKind::ALL, 10, "a", 1).await }
        });
        let mut claimed: Vec<_> = futures::future::join_all(claims).await.concat();
        // Without SKIP LOCKED claims may come back with less than they could have had.
        claimed.append(&mut claim_of(&place.store, TaskKind::ALL, 200, "a", 1).await);
        let different: BTreeSet<_> = claimed.iter().map(|task| task.subject).collect();
        assert_eq!((claimed.len(), different.len()), (200, 200));
    })
    .await;
}

#[tokio::test]
async fn a_commit_wakes_workers_of_every_node() {
    each_store(|place| async move {
        let other = place.open_again().await;
        let wakeups = if place.store.kind() == "postgres" {
            vec![
                place.store.task_wakeup(&[TaskKind::Ingest]),
                other.task_wakeup(&[TaskKind::Ingest]),
            ]
        } else {
            vec![place.store.task_wakeup(&[TaskKind::Ingest])]
        };
        for wakeup in wakeups {
            let woken = async {
                loop {
                    // A node that is only starting to listen may miss the first ones.
                    enqueue(&place.store, vec![task(tenant(), TaskKind::Ingest)]).await;
                    let pause = Duration::from_millis(100);
                    if tokio::time::timeout(pause, wakeup.notified()).await.is_ok() {
                        break;
                    }
                }
            };
            tokio::time::timeout(Duration::from_secs(20), woken)
                .await
                .unwrap();
        }
    })
    .await;
}

/// The tasks that were given up, which are kept: id, attempt, error.
async fn given_up(store: &Store) -> Vec<[String; 3]> {
    let rows = dump(store).await.unwrap().remove("task").unwrap();
    let given_up = rows.iter().filter(|row| row["due_at"] == "NULL");
    let plain = |row: &BTreeMap<String, String>, column| row[column].trim_matches('\'').to_owned();
    given_up
        .map(|row| ["id", "attempt", "error"].map(|column| plain(row, column)))
        .collect()
}

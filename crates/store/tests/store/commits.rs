//! Is a commit whole, refused alone, and durable?

use cas_model::declaration::Side;
use cas_model::ids::SystemCode;
use cas_model::message::{MessageDirection, MessageState};
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

/// Commits and says whether that conflicted.
async fn conflicts(store: &Store, changes: Changes) -> bool {
    match store.commit(changes).await {
        Ok(()) => false,
        Err(CommitError::Conflict(_)) => true,
        Err(CommitError::Database(error)) => panic!("{error:#}"),
    }
}

async fn accept(store: &Store, changes: Changes) {
    store.commit(changes).await.unwrap();
}

#[tokio::test]
async fn a_refused_commit_changes_nothing() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let first = shipment(tenant, "S-1");
        accept(
            &store,
            Changes {
                shipments: vec![first.clone()],
                ..Changes::default()
            },
        )
        .await;

        let arrived = ingestion(tenant);
        let refused = Changes {
            ingestions: vec![arrived.clone()],
            notifications: vec![notification(tenant)],
            tasks: vec![task(tenant, TaskKind::Ingest)],
            shipments: vec![shipment(tenant, "S-1")],
            ..Changes::default()
        };
        assert!(conflicts(&store, refused).await);
        assert_eq!(store.ingestion(tenant, arrived.id).await.unwrap(), None);
        assert!(store.events_after(tenant, 0, 10).await.unwrap().is_empty());
        assert!(claim(&store, "a", 1).await.is_empty());
        assert_eq!(store.shipment(tenant, first.id).await.unwrap(), Some(first));
    })
    .await;
}

#[tokio::test]
async fn what_was_changed_by_another_conflicts() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = declaration(tenant);
        let sent = shipment(tenant, "S-1");
        let keyed = IngestionRecord {
            idempotency_key: Some("k".into()),
            ..ingestion(tenant)
        };
        let outbound = MessageRecord {
            identifier: Some("M1".into()),
            ..message(tenant, MessageDirection::Outbound)
        };
        let sealed = RevisionRecord {
            sealed_at: Some(at(1)),
            ..revision(&made, 1)
        };
        let begin = Changes {
            shipments: vec![sent.clone()],
            declarations: vec![made.clone()],
            revisions: vec![sealed, revision(&made, 2)],
            history: vec![history(&made, 1)],
            ingestions: vec![keyed.clone()],
            messages: vec![outbound.clone()],
            actions: vec![ActionRecord {
                finished_at: Some(at(1)),
                ..action(&made)
            }],
            ..Changes::default()
        };
        accept(&store, begin.clone()).await;

        let none = Changes::default;
        let same_key = IngestionRecord {
            id: ingestion(tenant).id,
            ..keyed.clone()
        };
        let other_client = IngestionRecord {
            client_id: "other".into(),
            ..same_key.clone()
        };
        let same_identifier = MessageRecord {
            id: message(tenant, outbound.direction).id,
            ..outbound
        };
        let elsewhere = DeclarationRecord {
            tenant_id: crate::rows::tenant(),
            version: 2,
            ..made.clone()
        };
        let cases = [
            (
                "version 1 again",
                true,
                Changes {
                    declarations: vec![made.clone()],
                    ..none()
                },
            ),
            ("version 3 after 1", true, declaration_version(&made, 3)),
            (
                "another tenant",
                true,
                Changes {
                    declarations: vec![elsewhere],
                    ..none()
                },
            ),
            ("version 2 after 1", false, declaration_version(&made, 2)),
            ("version 2 after 2", true, declaration_version(&made, 2)),
            (
                "shipment version 3 after 1",
                true,
                shipment_version(&sent, 3),
            ),
            (
                "shipment version 2 after 1",
                false,
                shipment_version(&sent, 2),
            ),
            (
                "sealed",
                true,
                Changes {
                    revisions: vec![revision(&made, 1)],
                    ..none()
                },
            ),
            (
                "not sealed",
                false,
                Changes {
                    revisions: vec![revision(&made, 2)],
                    ..none()
                },
            ),
            (
                "history again",
                true,
                Changes {
                    history: vec![history(&made, 1)],
                    ..none()
                },
            ),
            (
                "finished action",
                true,
                Changes {
                    actions: begin.actions.clone(),
                    ..none()
                },
            ),
            (
                "key again",
                true,
                Changes {
                    ingestions: vec![same_key],
                    ..none()
                },
            ),
            (
                "key of another",
                false,
                Changes {
                    ingestions: vec![other_client],
                    ..none()
                },
            ),
            (
                "identifier again",
                true,
                Changes {
                    messages: vec![same_identifier],
                    ..none()
                },
            ),
        ];
        for (case, expected, changes) in cases {
            assert_eq!(conflicts(&store, changes).await, expected, "{case}");
        }
    })
    .await;
}

fn declaration_version(of: &DeclarationRecord, version: u32) -> Changes {
    let row = DeclarationRecord {
        version,
        ..of.clone()
    };
    Changes {
        declarations: vec![row],
        ..Changes::default()
    }
}

fn shipment_version(of: &ShipmentRecord, version: u32) -> Changes {
    let row = ShipmentRecord {
        version,
        ..of.clone()
    };
    Changes {
        shipments: vec![row],
        ..Changes::default()
    }
}

/// A change of a declaration.
type Change = fn(&mut DeclarationRecord);

/// Customs' numbers name one declaration of a tenant, a system and a side.
#[tokio::test]
async fn a_number_of_customs_is_given_once() {
    each_store(|Place { config, .. }| async move {
        let store = Store::open(&config).await.unwrap();
        let made = DeclarationRecord {
            mrn: Some("M".into()),
            arc: Some("A".into()),
            ..declaration(tenant())
        };
        let another = |change: Change| {
            let mut row = DeclarationRecord {
                id: declaration(made.tenant_id).id,
                ..made.clone()
            };
            change(&mut row);
            Changes {
                declarations: vec![row],
                ..Changes::default()
            }
        };
        let cases: [(&str, bool, Change); 7] = [
            ("the first", false, |_| {}),
            ("the same", true, |_| {}),
            ("its MRN", true, |row| row.arc = None),
            ("its ARC", true, |row| row.mrn = None),
            ("the other side", false, |row| row.side = Side::Received),
            ("another system", false, |row| {
                row.system = SystemCode::parse("aes").unwrap();
            }),
            ("another tenant", false, |row| {
                row.tenant_id = crate::rows::tenant()
            }),
        ];
        for (case, expected, change) in cases {
            assert_eq!(conflicts(&store, another(change)).await, expected, "{case}");
        }
        // One that gets the number later is a conflict too.
        let mut later = declaration(made.tenant_id);
        let insert = |row: &DeclarationRecord| Changes {
            declarations: vec![row.clone()],
            ..Changes::default()
        };
        assert!(!conflicts(&store, insert(&later)).await);
        later.version = 2;
        later.mrn = Some("M".into());
        assert!(conflicts(&store, insert(&later)).await);
    })
    .await;
}

#[tokio::test]
async fn a_conflict_in_a_group_fails_alone() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = declaration(tenant);
        accept(
            &store,
            Changes {
                declarations: vec![made.clone()],
                ..Changes::default()
            },
        )
        .await;
        // Versions 2, 3 and 4 come together, 3 twice.
        let versions = [2, 3, 3, 4];
        let commits = versions.map(|version| store.commit(declaration_version(&made, version)));
        let outcomes = futures::future::join_all(commits).await;
        let accepted: Vec<bool> = outcomes.iter().map(Result::is_ok).collect();
        assert_eq!(accepted, [true, true, false, true]);
        let row = store.declaration(tenant, made.id).await.unwrap().unwrap();
        assert_eq!(row.version, 4);
    })
    .await;
}

#[tokio::test]
async fn text_that_an_engine_refuses_fails_alone() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let bodies = ["{}", "a\0b", "{}"];
        let commits = bodies.map(|body| {
            let row = IngestionRecord {
                body: Json::stored(body),
                ..ingestion(tenant)
            };
            store.commit(Changes {
                ingestions: vec![row],
                ..Changes::default()
            })
        });
        let outcomes = futures::future::join_all(commits).await;
        assert!(outcomes[0].is_ok() && outcomes[2].is_ok(), "{outcomes:?}");
        assert_eq!(outcomes[1].is_ok(), store.kind() == "embedded");
    })
    .await;
}

#[tokio::test]
async fn notifications_are_numbered_without_gaps() {
    each_store(|place| async move {
        let (one, other) = (tenant(), tenant());
        let nodes = [place.store.clone(), place.open_again().await];
        let commits = (0..40).map(|count| {
            let notifications = vec![notification(one), notification(other), notification(one)];
            nodes[count % 2].commit(Changes {
                notifications,
                ..Changes::default()
            })
        });
        for outcome in futures::future::join_all(commits).await {
            outcome.unwrap();
        }
        for (tenant, expected) in [(one, 80), (other, 40)] {
            let events = place.store.events_after(tenant, 0, 1000).await.unwrap();
            let numbers: Vec<i64> = events.iter().map(|event| event.seq).collect();
            assert_eq!(numbers, (1..=expected).collect::<Vec<_>>());
        }
        let page = place.store.events_after(one, 78, 10).await.unwrap();
        assert_eq!(page.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn results_keep_what_they_do_not_say() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = declaration(tenant);
        let received = MessageRecord {
            note: Some("kept".into()),
            ..message(tenant, MessageDirection::Inbound)
        };
        let read = MessageResult {
            declaration_id: Some(made.id),
            identifier: Some("T1".into()),
            ..message_result(&received, MessageState::Interpreted)
        };
        // Stored and read in one commit, and read once more.
        let again = message_result(&received, MessageState::Duplicate);
        let changes = Changes {
            messages: vec![received.clone()],
            message_results: vec![read, again],
            ..Changes::default()
        };
        accept(&store, changes).await;
        let expected = MessageRecord {
            declaration_id: Some(made.id),
            identifier: Some("T1".into()),
            state: MessageState::Duplicate,
            processed_at: Some(at(1)),
            ..received.clone()
        };
        assert_eq!(store.messages(&[received.id]).await.unwrap(), [expected]);
    })
    .await;
}

#[tokio::test]
async fn what_was_committed_outlives_the_process() {
    each_store(|place| async move {
        let tenant = tenant();
        let arrived = ingestion(tenant);
        let changes = Changes {
            ingestions: vec![arrived.clone()],
            tasks: vec![task(tenant, TaskKind::Ingest)],
            ..Changes::default()
        };
        accept(&place.store, changes).await;
        let again = {
            let Place {
                store,
                config,
                locks,
            } = place;
            // Neither closed nor waited for, as when a process dies.
            drop(store);
            Store::open_with(&config, locks).await.unwrap()
        };
        assert_eq!(
            again.ingestion(tenant, arrived.id).await.unwrap(),
            Some(arrived)
        );
        assert_eq!(claim(&again, "b", 1).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_file_as_a_crash_leaves_it_holds_what_was_committed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("cas.db");
    let store = Store::open(&StoreConfig::Embedded { file: file.clone() })
        .await
        .unwrap();
    let tenant = tenant();
    for count in 1..=20_usize {
        let ingestions = vec![ingestion(tenant)];
        accept(
            &store,
            Changes {
                ingestions,
                ..Changes::default()
            },
        )
        .await;
        // The files while the store is open, as after the loss of power.
        let crashed = folder.path().join(format!("crashed-{count}.db"));
        for end in ["", "-wal"] {
            let from = format!("{}{end}", file.display());
            std::fs::copy(from, format!("{}{end}", crashed.display())).unwrap();
        }
        let again = Store::open(&StoreConfig::Embedded { file: crashed })
            .await
            .unwrap();
        let search = IngestionSearch {
            limit: 100,
            ..IngestionSearch::default()
        };
        assert_eq!(
            again
                .search_ingestions(tenant, &search)
                .await
                .unwrap()
                .len(),
            count
        );
    }
}

#[tokio::test]
async fn large_commits_are_cut_into_statements() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made: Vec<_> = (0..300).map(|_| declaration(tenant)).collect();
        let changes = Changes {
            history: made
                .iter()
                .flat_map(|of| [history(of, 1), history(of, 2)])
                .collect(),
            declarations: made.clone(),
            ..Changes::default()
        };
        accept(&store, changes).await;
        let ids: Vec<_> = made.iter().map(|row| row.id).collect();
        let mut found = store.declarations(&ids).await.unwrap();
        found.sort_by_key(|row| row.id);
        let mut made = made;
        made.sort_by_key(|row| row.id);
        assert_eq!(found, made);
    })
    .await;
}

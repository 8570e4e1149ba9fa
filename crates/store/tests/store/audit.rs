//! Is each entry of an audit trail chained to the one before, whoever writes at once, and does what is
//! done to it behind its back show?

use cas_model::audit::AuditEvent;
use cas_model::ids::{TenantId, UserId};
use cas_store::testing::Tampering;
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

fn entry(tenant_id: TenantId, event: AuditEvent, seconds: i64) -> AuditRecord {
    AuditRecord {
        tenant_id,
        event,
        actor: "Anna Keller <0190> through erp".to_owned(),
        user_id: None,
        subject: Some("flow Export".to_owned()),
        detail: None,
        address: Some("192.0.2.1".to_owned()),
        recorded_at: at(seconds),
    }
}

fn telling(audit: Vec<AuditRecord>) -> Changes {
    Changes {
        people: PeopleChanges {
            audit,
            ..PeopleChanges::default()
        },
        ..Changes::default()
    }
}

fn everything() -> AuditSearch {
    AuditSearch {
        limit: 100,
        ..AuditSearch::default()
    }
}

/// The events that a search finds, in its order.
async fn found(store: &Store, tenant: TenantId, search: AuditSearch) -> Vec<String> {
    let page = store.audit(tenant, &search).await.unwrap();
    page.into_iter().map(|entry| entry.event).collect()
}

#[tokio::test]
async fn a_trail_is_read_by_its_tenant_alone_and_by_what_it_tells() {
    each_store(|Place { store, .. }| async move {
        let (ours, theirs, anna) = (tenant(), tenant(), UserId(id()));
        let about_anna = AuditRecord {
            user_id: Some(anna),
            actor: "erp".to_owned(),
            subject: None,
            ..entry(ours, AuditEvent::SignInRefused, 2)
        };
        let told = vec![
            entry(ours, AuditEvent::VersionPublished, 1),
            about_anna,
            entry(theirs, AuditEvent::SignedIn, 1),
        ];
        store.commit(telling(told)).await.unwrap();
        let all = found(&store, ours, everything()).await;
        assert_eq!(all, ["sign-in-refused", "version-published", "chain-begun"]);
        let searches = [
            (
                AuditSearch {
                    kinds: vec!["sign-in".to_owned()],
                    ..everything()
                },
                "sign-in-refused",
            ),
            (
                AuditSearch {
                    refusals_only: true,
                    ..everything()
                },
                "sign-in-refused",
            ),
            (
                AuditSearch {
                    user: Some(anna),
                    ..everything()
                },
                "sign-in-refused",
            ),
            (
                AuditSearch {
                    from: Some(at(2)),
                    ..everything()
                },
                "sign-in-refused",
            ),
            (
                AuditSearch {
                    person: Some("0190".to_owned()),
                    ..everything()
                },
                "version-published",
            ),
            (
                AuditSearch {
                    subject: Some("flow Export".to_owned()),
                    ..everything()
                },
                "version-published",
            ),
            (
                AuditSearch {
                    events: vec!["chain-begun".to_owned()],
                    ..everything()
                },
                "chain-begun",
            ),
        ];
        for (search, expected) in searches {
            assert_eq!(found(&store, ours, search).await, [expected]);
        }
        let of_erp = AuditSearch {
            client: Some("erp".to_owned()),
            ..everything()
        };
        assert_eq!(found(&store, ours, of_erp).await.len(), 2);
        assert!(found(&store, tenant(), everything()).await.is_empty());
        let event = AuditEvent::SignInRefused.code();
        let known = async |address: &str, since| {
            store
                .did_from(anna, event, address, at(since))
                .await
                .unwrap()
        };
        assert!(known("192.0.2.1", 2).await);
        assert!(!known("192.0.2.1", 3).await && !known("192.0.2.2", 0).await);
    })
    .await;
}

#[tokio::test]
async fn many_who_write_at_once_make_one_chain() {
    each_store(|place| async move {
        let (owner, other) = (tenant(), place.open_again().await);
        let mut writers = tokio::task::JoinSet::new();
        for at in 0..40 {
            let store = if at % 2 == 0 {
                place.store.clone()
            } else {
                other.clone()
            };
            writers.spawn(async move {
                let told = vec![entry(owner, AuditEvent::SignedIn, at); 3];
                store.commit(telling(told)).await.unwrap();
            });
        }
        writers.join_all().await;
        let found = place.store.verify_audit(owner, 1, u64::MAX).await.unwrap();
        assert_eq!((found.entries, found.broken), (121, None));
        assert_eq!(found.head.unwrap().sequence, 121);
    })
    .await;
}

#[tokio::test]
async fn what_is_done_to_a_trail_shows() {
    each_store(|Place { store, .. }| async move {
        let verified =
            async |owner, from, most| store.verify_audit(owner, from, most).await.unwrap();
        let cases = [
            (
                Tampering::Detail,
                3,
                "it does not say what it said when it was written",
            ),
            (Tampering::Removal, 3, "it is missing"),
            (Tampering::Removal, 6, "it is missing"),
            (
                Tampering::Rewriting,
                3,
                "it does not follow the entry before it",
            ),
            (
                Tampering::Rewriting,
                6,
                "its hash is not the one that the head of the chain has",
            ),
        ];
        for (how, place, reason) in cases {
            let owner = tenant();
            let told = vec![entry(owner, AuditEvent::SignedIn, 1); 5];
            store.commit(telling(told)).await.unwrap();
            let whole = verified(owner, 1, 100).await;
            assert_eq!((whole.entries, whole.broken, whole.next), (6, None, None));
            let part = verified(owner, 1, 0).await;
            assert_eq!((part.broken, part.next), (None, Some(1)));
            assert_eq!(verified(owner, 5, 100).await.entries, 2);
            let hit = store.tamper_with_audit(owner, place, how).await.unwrap();
            assert_eq!(hit, 1);
            let broken = verified(owner, 1, 100).await.broken.unwrap();
            // What was rewritten well is told by the entry behind it, the last one by the head.
            let shows = match how {
                Tampering::Rewriting => (place + 1).min(6),
                Tampering::Detail | Tampering::Removal => place,
            };
            assert_eq!((broken.sequence, broken.reason.as_str()), (shows, reason));
        }
        let nothing = verified(tenant(), 1, 100).await;
        assert_eq!((nothing.broken, nothing.head), (None, None));
    })
    .await;
}

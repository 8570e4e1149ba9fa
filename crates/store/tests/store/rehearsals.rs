//! Does a rehearsal change nothing, and say what would be?

use cas_model::ids::{SubscriptionId, TenantId};
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

/// What commits change, by kind of change.
fn all_kinds(tenant: TenantId, known: &SubscriptionRecord) -> Vec<Changes> {
    let shipment = shipment(tenant, "S-2");
    let declaration = DeclarationRecord {
        shipment_id: shipment.id,
        ..declaration(tenant)
    };
    vec![
        Changes {
            ingestions: vec![ingestion(tenant)],
            tasks: vec![task(tenant, TaskKind::Ingest)],
            ..Changes::default()
        },
        Changes {
            shipments: vec![shipment],
            revisions: vec![revision(&declaration, 1)],
            history: vec![history(&declaration, 1)],
            actions: vec![action(&declaration)],
            declarations: vec![declaration],
            notifications: vec![notification(tenant)],
            alerts: vec![alert(tenant)],
            table_hits: vec![table_hits(tenant)],
            ..Changes::default()
        },
        Changes {
            configurations: vec![configuration(tenant)],
            code_lists: vec![code_list(tenant, "CL008")],
            configuration_touched: vec![tenant],
            ..Changes::default()
        },
        Changes {
            subscriptions: vec![subscription(tenant)],
            deleted_subscriptions: vec![(tenant, known.id)],
            ..Changes::default()
        },
    ]
}

async fn planted(store: &Store) -> (TenantId, SubscriptionRecord) {
    let tenant = tenant();
    let known = subscription(tenant);
    store.insert_subscription(&known).await.unwrap();
    let waiting = Changes {
        tasks: vec![task(tenant, TaskKind::Act)],
        ..Changes::default()
    };
    store.commit(waiting).await.unwrap();
    (tenant, known)
}

#[tokio::test]
async fn a_rehearsal_changes_nothing_and_keeps_what_would_be() {
    each_store(|Place { store, .. }| async move {
        let (tenant, known) = planted(&store).await;
        let before = cas_store::testing::dump(&store).await.unwrap();
        assert!(
            before
                .get("subscription")
                .is_some_and(|rows| !rows.is_empty())
        );
        let (rehearsing, rehearsal) = store.rehearsing();
        let changes = all_kinds(tenant, &known);
        for one in &changes {
            rehearsing.commit(one.clone()).await.unwrap();
        }
        let kept = format!("{:?}", rehearsal.take());
        assert_eq!(kept, format!("{changes:?}"));
        assert!(rehearsal.take().is_empty());
        assert_eq!(cas_store::testing::dump(&store).await.unwrap(), before);
        for one in changes {
            store.commit(one).await.unwrap();
        }
        assert_ne!(cas_store::testing::dump(&store).await.unwrap(), before);
    })
    .await;
}

#[tokio::test]
async fn what_would_conflict_conflicts_in_a_rehearsal() {
    each_store(|Place { store, .. }| async move {
        let (tenant, known) = planted(&store).await;
        let (rehearsing, rehearsal) = store.rehearsing();
        let missing = Changes {
            deleted_subscriptions: vec![(tenant, SubscriptionId(id()))],
            ..Changes::default()
        };
        let outcome = rehearsing.commit(missing).await;
        assert!(matches!(outcome, Err(CommitError::Conflict(_))));
        let again = Changes {
            subscriptions: vec![known],
            ..Changes::default()
        };
        let outcome = rehearsing.commit(again).await;
        assert!(matches!(outcome, Err(CommitError::Conflict(_))));
        assert!(rehearsal.take().is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_written_beside_commits_is_not_written_in_a_rehearsal() {
    each_store(|Place { store, .. }| async move {
        let (tenant, known) = planted(&store).await;
        let before = cas_store::testing::dump(&store).await.unwrap();
        let (rehearsing, _) = store.rehearsing();
        let row = TenantRow {
            id: TenantId(id()),
            name: "another".to_owned(),
            created_at: at(0),
        };
        rehearsing.insert_tenant(&row).await.unwrap();
        let new = subscription(tenant);
        rehearsing.insert_subscription(&new).await.unwrap();
        let off = rehearsing.disable_subscription(tenant, known.id, at(1));
        assert!(off.await.unwrap(), "it would be switched off");
        let ended = rehearsing.delete_subscription(tenant, known.id, None);
        assert!(ended.await.unwrap(), "it would end");
        let strange = rehearsing.delete_subscription(tenant, SubscriptionId(id()), None);
        assert!(!strange.await.unwrap());
        let claimed = claim(&rehearsing, "me", 100).await;
        assert!(claimed.is_empty(), "nobody works in a rehearsal");
        assert_eq!(cas_store::testing::dump(&store).await.unwrap(), before);
        assert_eq!(claim(&store, "me", 100).await.len(), 1);
    })
    .await;
}

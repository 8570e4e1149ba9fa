//! What may still change of a version, and does the tenant's counter move?

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::TenantId;
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

async fn commit(store: &Store, row: &ConfigurationRecord) -> Result<(), CommitError> {
    let changes = Changes {
        configurations: vec![row.clone()],
        ..Changes::default()
    };
    store.commit(changes).await
}

async fn counter(store: &Store, tenant: TenantId) -> i64 {
    let counters = store.configuration_counters(&[tenant]).await.unwrap();
    counters.first().map_or(0, |(_, counter)| *counter)
}

#[tokio::test]
async fn a_draft_changes_and_what_is_published_does_not() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let draft = configuration(tenant);
        commit(&store, &draft).await.unwrap();
        let changed = ConfigurationRecord {
            document: Json::stored("{\"name\":1}"),
            edition: 2,
            ..draft.clone()
        };
        commit(&store, &changed).await.unwrap();
        // Who read the first edition was overtaken.
        assert!(commit(&store, &changed).await.is_err());
        let published = ConfigurationRecord {
            state: ConfigurationState::Published,
            published_at: Some(at(1)),
            edition: 3,
            ..changed.clone()
        };
        commit(&store, &published).await.unwrap();
        let rewritten = ConfigurationRecord {
            document: Json::stored("{}"),
            edition: 4,
            ..published.clone()
        };
        assert!(commit(&store, &rewritten).await.is_err());
        let retired = ConfigurationRecord {
            state: ConfigurationState::Retired,
            edition: 4,
            ..published
        };
        commit(&store, &retired).await.unwrap();
        let kept = store
            .configuration_versions(tenant, ConfigurationKind::Flow, "transit")
            .await
            .unwrap();
        assert_eq!(kept, [retired]);
    })
    .await;
}

#[tokio::test]
async fn the_counter_of_the_tenant_moves_with_every_change() {
    each_store(|Place { store, .. }| async move {
        let (tenant, other) = (tenant(), crate::rows::tenant());
        assert_eq!(counter(&store, tenant).await, 0);
        commit(&store, &configuration(tenant)).await.unwrap();
        assert_eq!(counter(&store, tenant).await, 1);
        let touched = Changes {
            configuration_touched: vec![tenant],
            ..Changes::default()
        };
        store.commit(touched).await.unwrap();
        assert_eq!(counter(&store, tenant).await, 2);
        assert!(commit(&store, &configuration(tenant)).await.is_err());
        assert_eq!(counter(&store, tenant).await, 2);
        assert_eq!(counter(&store, other).await, 0);
    })
    .await;
}

/// Changes of a tenant whose configuration had changed so often when it was read.
fn having_read(tenant: TenantId, counter: i64, changes: Changes) -> Changes {
    Changes {
        configuration_read: Some((tenant, counter)),
        ..changes
    }
}

#[tokio::test]
async fn what_was_decided_on_an_older_state_is_refused() {
    each_store(|Place { store, .. }| async move {
        let (tenant, other) = (tenant(), crate::rows::tenant());
        let draft = configuration(tenant);
        let changes = Changes {
            configurations: vec![draft.clone()],
            ..Changes::default()
        };
        let first = having_read(tenant, 0, changes.clone());
        store.commit(first.clone()).await.unwrap();
        assert!(store.commit(first).await.is_err());
        let read = counter(&store, tenant).await;

        let deleted = Changes {
            deleted_drafts: vec![ConfigurationKey {
                tenant_id: tenant,
                kind: draft.kind,
                name: draft.name.clone(),
                version: draft.version,
            }],
            ..Changes::default()
        };
        let late = having_read(tenant, read - 1, deleted.clone());
        assert!(store.commit(late).await.is_err());
        assert_eq!(store.configurations(tenant).await.unwrap(), [draft]);
        // Of two who read the same at once, one is right; other tenants do not disturb.
        let now = having_read(tenant, read, deleted);
        let elsewhere = having_read(other, 0, Changes::default());
        let (one, two, three) = tokio::join!(
            store.commit(now.clone()),
            store.commit(now),
            store.commit(elsewhere)
        );
        assert!(one.is_ok() != two.is_ok() && three.is_ok());
        assert!(store.configurations(tenant).await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn only_drafts_are_deleted() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let published = ConfigurationRecord {
            state: ConfigurationState::Published,
            ..configuration(tenant)
        };
        commit(&store, &published).await.unwrap();
        let changes = Changes {
            deleted_drafts: vec![ConfigurationKey {
                tenant_id: tenant,
                kind: published.kind,
                name: published.name.clone(),
                version: published.version,
            }],
            ..Changes::default()
        };
        assert!(store.commit(changes).await.is_err());
        assert_eq!(store.configurations(tenant).await.unwrap(), [published]);
    })
    .await;
}

#[tokio::test]
async fn connections_are_changed_and_deleted_as_they_were_read() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let connection = |version: u32, document: &str| ConnectionRecord {
            tenant_id: tenant,
            system: system(),
            document: Json::stored(document),
            version,
            updated_at: at(i64::from(version)),
        };
        let put = async |row: ConnectionRecord| {
            let changes = Changes {
                connections: vec![row],
                ..Changes::default()
            };
            store.commit(changes).await.is_ok()
        };
        let delete = async |version: u32| {
            let changes = Changes {
                deleted_connections: vec![(tenant, system(), version)],
                ..Changes::default()
            };
            store.commit(changes).await.is_ok()
        };
        assert!(put(connection(1, "{}")).await);
        assert!(!put(connection(1, "{}")).await);
        assert!(put(connection(2, "[]")).await);
        assert!(!put(connection(2, "{}")).await);
        let stored = store.connections_of(tenant).await.unwrap();
        assert_eq!(stored, [connection(2, "[]")]);
        assert!(!delete(1).await);
        assert!(delete(2).await);
        assert!(store.connections_of(tenant).await.unwrap().is_empty());
    })
    .await;
}

//! What may still change of a version, and does the tenant's counter move?

use cas_model::configuration::{ConfigurationKind, ConfigurationState};
use cas_model::ids::TenantId;
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

async fn commit(store: &Store, row: &ConfigurationRow) -> Result<(), CommitError> {
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
        let changed = ConfigurationRow {
            document: "{\"name\":1}".into(),
            edition: 2,
            ..draft.clone()
        };
        commit(&store, &changed).await.unwrap();
        // Who read the first edition was overtaken.
        assert!(commit(&store, &changed).await.is_err());
        let published = ConfigurationRow {
            state: ConfigurationState::Published,
            published_at: Some(at(1)),
            edition: 3,
            ..changed.clone()
        };
        commit(&store, &published).await.unwrap();
        let rewritten = ConfigurationRow {
            document: "{}".into(),
            edition: 4,
            ..published.clone()
        };
        assert!(commit(&store, &rewritten).await.is_err());
        let retired = ConfigurationRow {
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

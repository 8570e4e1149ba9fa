//! Do reads give back what was written?

use cas_model::declaration::Direction;
use cas_model::message::MessageDirection;
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

#[tokio::test]
async fn rows_come_back_as_they_were() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = declaration(tenant);
        let kept = [revision(&made, 1), revision(&made, 2)];
        let asked = action(&made);
        let to = subscription(tenant);
        let told = notification(tenant);
        let pending = delivery(&to, &told);
        let changes = Changes {
            declarations: vec![made.clone()],
            revisions: kept.to_vec(),
            history: vec![history(&made, 1)],
            actions: vec![asked.clone()],
            notifications: vec![told.clone()],
            deliveries: vec![pending.clone()],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let keys = [(made.id, 2), (made.id, 1), (made.id, 9), (made.id, 2)];
        let mut revisions = store.revisions(&keys).await.unwrap();
        revisions.sort_by_key(|row| row.number);
        assert_eq!(revisions, kept);
        let heads = store
            .revision_heads_of(tenant, made.id, None)
            .await
            .unwrap();
        assert_eq!(heads, Vec::from(kept.map(RevisionHead::from)));
        assert_eq!(
            store.history(tenant, made.id).await.unwrap(),
            [history(&made, 1)]
        );
        assert_eq!(store.actions(&[asked.id]).await.unwrap(), [asked]);
        assert_eq!(
            store
                .declarations_of_shipments(&[made.shipment_id])
                .await
                .unwrap(),
            [made]
        );
        let numbered = NotificationRecord { seq: 1, ..told };
        assert_eq!(
            store.notifications(&[numbered.id]).await.unwrap(),
            [numbered]
        );
        assert_eq!(store.deliveries(&[pending.id]).await.unwrap(), [pending]);
        assert!(store.declarations(&[]).await.unwrap().is_empty());
        assert!(store.size_bytes().await.unwrap() > 0);
    })
    .await;
}

#[tokio::test]
async fn finished_actions_and_deliveries_are_rewritten() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let made = declaration(tenant);
        let asked = action(&made);
        let pending = delivery(&subscription(tenant), &notification(tenant));
        let changes = Changes {
            declarations: vec![made],
            actions: vec![asked.clone()],
            deliveries: vec![pending.clone()],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let done = ActionRecord {
            successful: Some(false),
            finished_at: Some(at(5)),
            errors: Some(Json::stored("[]")),
            ..asked
        };
        let answered = DeliveryResult {
            tenant_id: tenant,
            id: pending.id,
            state: DeliveryState::Delivered,
            attempts: 1,
            last_answer: Some("204".into()),
            attempted_at: at(5),
            next_at: None,
        };
        let changes = Changes {
            actions: vec![done.clone()],
            delivery_results: vec![answered],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        assert_eq!(store.actions(&[done.id]).await.unwrap(), [done]);
        let row = store.deliveries(&[pending.id]).await.unwrap().remove(0);
        assert_eq!(
            (row.state, row.attempts, row.next_at),
            (DeliveryState::Delivered, 1, None)
        );
    })
    .await;
}

#[tokio::test]
async fn shipments_are_found_by_identity_and_ingestions_by_line() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let out = shipment(tenant, "S-1");
        let keys = ["k", "k#10", "k#2", "k#1", "k2#1", "K#1", "l"];
        let changes = Changes {
            shipments: vec![
                out.clone(),
                ShipmentRecord {
                    direction: Direction::In,
                    ..shipment(tenant, "S-1")
                },
                shipment(tenant, "S-2"),
            ],
            ingestions: keys
                .map(|key| IngestionRecord {
                    idempotency_key: Some(key.into()),
                    ..ingestion(tenant)
                })
                .to_vec(),
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let identity = |reference: &str| ShipmentIdentity {
            tenant_id: tenant,
            external_reference: reference.into(),
            direction: Direction::Out,
        };
        let wanted = [identity("S-1"), identity("S-9"), identity("S-8")];
        assert_eq!(store.shipments_by_identity(&wanted).await.unwrap(), [out]);
        let lines = store
            .ingestions_by_key_prefix(tenant, "erp", "k")
            .await
            .unwrap();
        let keys: Vec<_> = lines
            .iter()
            .filter_map(|row| row.idempotency_key.as_deref())
            .collect();
        assert_eq!(keys, ["k#1", "k#2", "k#10"]);
        let single = store
            .ingestion_by_key(tenant, "erp", "k")
            .await
            .unwrap()
            .unwrap();
        assert_eq!(single.idempotency_key.as_deref(), Some("k"));
    })
    .await;
}

#[tokio::test]
async fn configuration_is_replaced_and_counted() {
    each_store(|Place { store, .. }| async move {
        let first = tenant();
        let row = TenantRow {
            id: first,
            name: "First".into(),
            created_at: at(0),
        };
        store.insert_tenant(&row).await.unwrap();
        store
            .insert_tenant(&TenantRow {
                name: "Again".into(),
                ..row.clone()
            })
            .await
            .unwrap();
        assert_eq!(store.tenants().await.unwrap(), vec![row.clone()]);
        assert_eq!(store.tenant(first).await.unwrap(), Some(row));

        let key = SigningKeyRow {
            id: "k1".into(),
            secret: "s".into(),
            created_at: at(0),
            expires_at: Some(at(9)),
            created_by: Some("jane (command)".into()),
        };
        store.insert_signing_key(&key).await.unwrap();
        let other = SigningKeyRow {
            secret: "other".into(),
            ..key.clone()
        };
        store.insert_signing_key(&other).await.unwrap();
        assert_eq!(store.signing_keys().await.unwrap(), [key]);
    })
    .await;
}

#[tokio::test]
async fn received_messages_may_repeat_their_identifier() {
    each_store(|Place { store, .. }| async move {
        let tenant = tenant();
        let direction = MessageDirection::Inbound;
        let messages: Vec<_> = (0..2)
            .map(|_| MessageRecord {
                identifier: Some("T1".into()),
                ..message(tenant, direction)
            })
            .collect();
        let ids: Vec<_> = messages.iter().map(|row| row.id).collect();
        store
            .commit(Changes {
                messages,
                ..Changes::default()
            })
            .await
            .unwrap();
        let identifiers = ["T1".to_owned()];
        let system = system();
        let found = store
            .match_by_identifier(tenant, &system, direction, &identifiers)
            .await;
        let found: Vec<_> = found.unwrap().into_iter().map(|row| row.1).collect();
        assert_eq!(found, ids);
    })
    .await;
}

/// Nodes that start at once on an empty database make one tenant, whose clients are the ones kept.
#[tokio::test]
async fn of_several_first_tenants_one_is_kept() {
    each_store(|place| async move {
        let another = place.open_again().await;
        let first = async |store: &Store, name: &str| {
            let row = TenantRow {
                id: tenant(),
                name: name.to_owned(),
                created_at: at(1),
            };
            let client = ClientRow {
                id: name.to_owned(),
                tenant_id: row.id,
                source_system: "erp".to_owned(),
                secret_hash: String::new(),
                scopes: String::new(),
                created_at: at(1),
                disabled_at: None,
                former_secret_hash: None,
                former_secret_until: None,
                changed_at: None,
                changed_by: None,
                description: None,
                visible: None,
                expires_at: None,
                last_used_at: None,
            };
            store.insert_first_tenant(&row, &[client]).await.unwrap()
        };
        let stores = [&place.store, &another, &place.store, &another];
        let names = ["a", "b", "c", "d"];
        let started = stores
            .iter()
            .zip(names)
            .map(|(store, name)| first(store, name));
        let kept = futures::future::join_all(started).await;
        assert_eq!(kept.iter().filter(|kept| **kept).count(), 1, "{kept:?}");
        let tenants = place.store.tenants().await.unwrap();
        let [kept] = &tenants[..] else {
            panic!("one tenant is expected: {tenants:?}");
        };
        for name in names {
            let client = place.store.client(name).await.unwrap();
            assert_eq!(client.is_some(), kept.name == name);
        }
        assert!(!first(&another, "e").await);
    })
    .await;
}

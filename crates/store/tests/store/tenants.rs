//! Does a tenant see what is another's?

use cas_model::ids::{MessageId, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

/// What one tenant owns.
struct Owned {
    ingestion: IngestionRecord,
    shipment: ShipmentRecord,
    declaration: DeclarationRecord,
    message: MessageRecord,
    told: ToldRecord,
    alert: AlertRecord,
    notification: NotificationRecord,
    subscription: SubscriptionRecord,
    client: ClientRow,
    configuration: ConfigurationRecord,
    connection: ConnectionRecord,
    master_data: MasterDataRecord,
    entry: CodeListEntryRecord,
}

fn owned(tenant: TenantId) -> Owned {
    let declaration = DeclarationRecord {
        mrn: Some("MRN".into()),
        arc: Some("MRN".into()),
        ..declaration(tenant)
    };
    Owned {
        ingestion: IngestionRecord {
            idempotency_key: Some("k".into()),
            ..ingestion(tenant)
        },
        shipment: shipment(tenant, "S-1"),
        message: MessageRecord {
            declaration_id: Some(declaration.id),
            identifier: Some("M1".into()),
            revision: Some(1),
            state: MessageState::Failed,
            ..message(tenant, MessageDirection::Outbound)
        },
        told: ToldRecord {
            tenant_id: tenant,
            system: system(),
            conversation: String::new(),
            content: "MRN".into(),
            message_id: MessageId(id()),
            told_at: at(0),
        },
        alert: alert(tenant),
        notification: notification(tenant),
        subscription: subscription(tenant),
        client: ClientRow {
            id: format!("client-{tenant}"),
            tenant_id: tenant,
            source_system: "erp".into(),
            secret_hash: "hash".into(),
            scopes: "read".into(),
            created_at: at(0),
            disabled_at: None,
            former_secret_hash: None,
            former_secret_until: None,
            changed_at: None,
            changed_by: None,
            description: None,
            visible: None,
            expires_at: None,
            last_used_at: None,
        },
        configuration: configuration(tenant),
        connection: ConnectionRecord {
            tenant_id: tenant,
            system: system(),
            document: Json::stored("{}"),
            version: 1,
            updated_at: at(0),
        },
        master_data: master_data(tenant, "A1", (1, None)).row,
        entry: code_list_entry(tenant, "CL008", "DE"),
        declaration,
    }
}

async fn put(store: &Store, owned: &Owned) {
    let dead = task(owned.alert.tenant_id, TaskKind::Deliver);
    let changes = Changes {
        ingestions: vec![owned.ingestion.clone()],
        shipments: vec![owned.shipment.clone()],
        declarations: vec![owned.declaration.clone()],
        revisions: vec![revision(&owned.declaration, 1)],
        history: vec![history(&owned.declaration, 1)],
        messages: vec![owned.message.clone()],
        told: vec![owned.told.clone()],
        alerts: vec![owned.alert.clone()],
        notifications: vec![owned.notification.clone()],
        deliveries: vec![delivery(&owned.subscription, &owned.notification)],
        master_data: vec![NewMasterData {
            row: owned.master_data.clone(),
            replaces: None,
        }],
        code_lists: vec![code_list(owned.entry.tenant_id, "CL008")],
        code_list_entries: vec![owned.entry.clone()],
        configuration_touched: vec![owned.entry.tenant_id],
        tasks: vec![dead],
        ..Changes::default()
    };
    store.commit(changes).await.unwrap();
    let lease = claim(store, "a", 1).await.remove(0).lease;
    let deferred = vec![Deferred {
        attempt: 1,
        lease,
        due_at: None,
        error: "given up".into(),
    }];
    store
        .commit(Changes {
            deferred,
            ..Changes::default()
        })
        .await
        .unwrap();
    store
        .insert_subscription(&owned.subscription)
        .await
        .unwrap();
    store.insert_client(&owned.client).await.unwrap();
    let changes = Changes {
        configurations: vec![owned.configuration.clone()],
        ..Changes::default()
    };
    store.commit(changes).await.unwrap();
    store.put_connection(&owned.connection).await.unwrap();
}

/// How many of the owner's things each read gives to a tenant.
async fn seen(store: &Store, who: TenantId, of: &Owned) -> Vec<(&'static str, usize)> {
    let found = |row: bool| usize::from(row);
    let identifiers = ["M1".to_owned()];
    let numbers = ["LRN1".to_owned(), "MRN".to_owned()];
    let outbound = MessageDirection::Outbound;
    let all = DeclarationSearch {
        limit: 9,
        ..DeclarationSearch::default()
    };
    let received = IngestionSearch {
        limit: 9,
        ..IngestionSearch::default()
    };
    let identity = ShipmentIdentity {
        tenant_id: who,
        external_reference: "S-1".into(),
        direction: of.shipment.direction,
    };
    let key = MasterDataKey {
        tenant_id: who,
        kind: "article",
        code: "A1".into(),
    };
    let by_key = store.ingestion_by_key(who, "erp", "k").await.unwrap();
    let failed = MessageSearch {
        states: vec![MessageState::Failed],
        limit: 9,
        ..MessageSearch::default()
    };
    let lines = store.search_messages(who, &failed).await.unwrap();
    let ours = &of.subscription;
    vec![
        (
            "ingestion",
            found(
                store
                    .ingestion(who, of.ingestion.id)
                    .await
                    .unwrap()
                    .is_some(),
            ),
        ),
        ("ingestion_by_key", found(by_key.is_some())),
        (
            "search_ingestions",
            store.search_ingestions(who, &received).await.unwrap().len(),
        ),
        (
            "shipment",
            found(store.shipment(who, of.shipment.id).await.unwrap().is_some()),
        ),
        (
            "by_identity",
            store
                .shipments_by_identity(&[identity])
                .await
                .unwrap()
                .len(),
        ),
        (
            "declaration",
            found(
                store
                    .declaration(who, of.declaration.id)
                    .await
                    .unwrap()
                    .is_some(),
            ),
        ),
        (
            "search_declarations",
            store.search_declarations(who, &all).await.unwrap().len(),
        ),
        (
            "history",
            store.history(who, of.declaration.id).await.unwrap().len(),
        ),
        (
            "by_lrn",
            store
                .declarations_at(who, &system(), NumberColumn::Lrn, &numbers)
                .await
                .unwrap()
                .len(),
        ),
        (
            "by_mrn",
            store
                .declarations_at(who, &system(), NumberColumn::Mrn, &numbers)
                .await
                .unwrap()
                .len(),
        ),
        (
            "numbered",
            store
                .declarations_numbered(who, &numbers)
                .await
                .unwrap()
                .len(),
        ),
        (
            "by_arc",
            store
                .declarations_at(who, &system(), NumberColumn::Arc, &numbers)
                .await
                .unwrap()
                .len(),
        ),
        (
            "told",
            store.told(who, &system(), &numbers).await.unwrap().len(),
        ),
        (
            "message",
            found(store.message(who, of.message.id).await.unwrap().is_some()),
        ),
        (
            "messages_of",
            store
                .messages_of(who, of.declaration.id)
                .await
                .unwrap()
                .len(),
        ),
        (
            "message_heads_of",
            store
                .message_heads_of(who, of.declaration.id, None)
                .await
                .unwrap()
                .len(),
        ),
        (
            "revisions_of",
            store
                .revisions_of(who, of.declaration.id)
                .await
                .unwrap()
                .len(),
        ),
        (
            "revision_heads_of",
            store
                .revision_heads_of(who, of.declaration.id, None)
                .await
                .unwrap()
                .len(),
        ),
        (
            "carriers_of",
            store
                .carriers_of(who, of.declaration.id)
                .await
                .unwrap()
                .len(),
        ),
        (
            "match",
            store
                .match_by_identifier(who, &system(), outbound, &identifiers)
                .await
                .unwrap()
                .len(),
        ),
        ("search_messages", lines.len()),
        (
            "alerts",
            store
                .alerts(who, &AlertSearch::newest(OpenAlerts::Only, 9))
                .await
                .unwrap()
                .len(),
        ),
        (
            "events_after",
            store.events_after(who, 0, 9).await.unwrap().len(),
        ),
        (
            "subscriptions",
            store.subscriptions(who).await.unwrap().len(),
        ),
        (
            "subscriptions_of",
            store.subscriptions_of(&[who]).await.unwrap().len(),
        ),
        (
            "subscription",
            found(store.subscription(who, ours.id).await.unwrap().is_some()),
        ),
        (
            "deliveries_of",
            store.deliveries_of(who, ours.id, 9, 0).await.unwrap().len(),
        ),
        ("clients", store.clients(who).await.unwrap().len()),
        (
            "configurations",
            store.configurations(who).await.unwrap().len(),
        ),
        (
            "connections",
            store.connections(&[(who, system())]).await.unwrap().len(),
        ),
        (
            "connections_of",
            store.connections_of(who).await.unwrap().len(),
        ),
        (
            "master_data_in_force",
            store
                .master_data_in_force(std::slice::from_ref(&key), today())
                .await
                .unwrap()
                .len(),
        ),
        (
            "master_data_records",
            store
                .master_data_records(std::slice::from_ref(&key))
                .await
                .unwrap()
                .len(),
        ),
        (
            "master_data_version",
            found(store.master_data_version(&key, 1).await.unwrap().is_some()),
        ),
        (
            "master_data_versions",
            store.master_data_versions(&key).await.unwrap().len(),
        ),
        (
            "search_master_data",
            store
                .search_master_data(who, "article", &some_master_data())
                .await
                .unwrap()
                .len(),
        ),
        (
            "master_data_of_kind",
            store
                .master_data_of_kind(&[who], "article")
                .await
                .unwrap()
                .len(),
        ),
        (
            "code_lists_of",
            store.code_lists_of(who).await.unwrap().len(),
        ),
        (
            "code_list",
            found(store.code_list(who, "CL008").await.unwrap().is_some()),
        ),
        ("code_lists", store.code_lists(who).await.unwrap().len()),
        (
            "search_code_list",
            store
                .search_code_list(who, "CL008", &some_codes())
                .await
                .unwrap()
                .len(),
        ),
        (
            "configuration_counters",
            store.configuration_counters(&[who]).await.unwrap().len(),
        ),
    ]
}

#[tokio::test]
async fn every_read_gives_a_tenant_its_own_only() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let owned_by = owned(owner);
        put(&store, &owned_by).await;
        for (read, count) in seen(&store, owner, &owned_by).await {
            assert_eq!(count, 1, "{read} hides the owner's");
        }
        for (read, count) in seen(&store, stranger, &owned_by).await {
            assert_eq!(count, 0, "{read} shows a stranger's");
        }
        // The same names and numbers are another's to use.
        put(&store, &owned(stranger)).await;
        for (read, count) in seen(&store, owner, &owned_by).await {
            assert_eq!(count, 1, "{read} mixes tenants");
        }
    })
    .await;
}

#[tokio::test]
async fn a_stranger_changes_nothing() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let of = owned(owner);
        put(&store, &of).await;
        assert!(
            !store
                .resolve_alert(stranger, of.alert.id, at(1))
                .await
                .unwrap()
        );
        let id = of.subscription.id;
        assert!(
            !store
                .disable_subscription(stranger, id, at(1))
                .await
                .unwrap()
        );
        assert!(!store.delete_subscription(stranger, id, None).await.unwrap());
        assert!(
            store
                .resolve_alert(owner, of.alert.id, at(1))
                .await
                .unwrap()
        );
        assert!(
            store
                .alerts(owner, &AlertSearch::newest(OpenAlerts::Only, 9))
                .await
                .unwrap()
                .is_empty()
        );
        assert_eq!(
            store
                .alerts(owner, &AlertSearch::newest(OpenAlerts::AndResolved, 9))
                .await
                .unwrap()
                .len(),
            1
        );
        assert!(store.disable_subscription(owner, id, at(1)).await.unwrap());
        assert!(store.subscriptions_of(&[owner]).await.unwrap().is_empty());
        assert!(store.delete_subscription(owner, id, None).await.unwrap());
    })
    .await;
}

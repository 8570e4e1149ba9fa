//! Does a tenant decide what is another's, and is a decision made once?

use cas_model::ids::{DeclarationId, MessageId, TaskId, TenantId};
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

#[tokio::test]
async fn a_stranger_decides_nothing() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let raised = alert(owner);
        let (alert, message, declaration) = (raised.id, MessageId(id()), DeclarationId(id()));
        let changes = Changes {
            alerts: vec![raised],
            ..Changes::default()
        };
        store.commit(changes).await.unwrap();
        let task = dead_task(&store, owner).await;
        let resolved = |who| Changes {
            alert_resolutions: vec![AlertResolution {
                tenant_id: who,
                id: alert,
                resolved_at: at(1),
                resolved_by: "erp".into(),
                resolution: "called them".into(),
            }],
            ..Changes::default()
        };
        let assigned = |who| Changes {
            assignments: vec![AssignmentRecord {
                tenant_id: who,
                message_id: message,
                declaration_id: declaration,
                assigned_by: "erp".into(),
                reason: "told by phone".into(),
                assigned_at: at(1),
            }],
            ..Changes::default()
        };
        let revived = |who| Changes {
            revived: vec![RevivedTask {
                tenant_id: who,
                id: task,
                due_at: at(1),
            }],
            ..Changes::default()
        };
        let dropped = |who| Changes {
            dropped: vec![DroppedTask {
                tenant_id: who,
                id: task,
            }],
            ..Changes::default()
        };
        store.commit(assigned(owner)).await.unwrap();
        for theirs in [
            resolved(stranger),
            assigned(stranger),
            revived(stranger),
            dropped(stranger),
        ] {
            let refused = store.commit(theirs).await.unwrap_err();
            assert!(matches!(refused, CommitError::Conflict(_)), "{refused}");
        }
        assert_eq!(store.alert(stranger, alert).await.unwrap(), None);
        assert_eq!(store.dead_task(stranger, task).await.unwrap(), None);
        assert!(
            store
                .dead_tasks(stranger, None, 9)
                .await
                .unwrap()
                .is_empty()
        );
        let found = store.assignments(stranger, &[message]).await.unwrap();
        assert!(found.is_empty());
        assert_eq!(store.assignments(owner, &[message]).await.unwrap().len(), 1);
        store.commit(resolved(owner)).await.unwrap();
        let again = store.commit(resolved(owner)).await.unwrap_err();
        assert!(matches!(again, CommitError::Conflict(_)), "{again}");
        let now = store.alert(owner, alert).await.unwrap().unwrap();
        assert_eq!(now.resolved_by.as_deref(), Some("erp"));
        store.commit(revived(owner)).await.unwrap();
        assert_eq!(store.dead_task(owner, task).await.unwrap(), None);
        assert!(store.commit(dropped(owner)).await.is_err());
    })
    .await;
}

/// A task that was given up.
async fn dead_task(store: &Store, of: TenantId) -> TaskId {
    let new = task(of, TaskKind::Ingest);
    let (id, subject) = (new.id, new.subject);
    let changes = Changes {
        tasks: vec![new],
        ..Changes::default()
    };
    store.commit(changes).await.unwrap();
    assert_eq!(store.give_up_tasks(of, subject, "why").await.unwrap(), 1);
    id
}

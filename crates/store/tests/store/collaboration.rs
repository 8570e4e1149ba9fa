//! Does a tenant change what another's people wrote, and is a change lost to another?

use cas_model::bulk::BulkOrder;
use cas_model::collaboration::{AttachmentState, FlagColour, SubjectKind};
use cas_model::ids::{AttachmentId, BulkRunId, DeclarationId, NoteId, TenantId};
use cas_store::*;

use crate::databases::{Place, each_store};
use crate::rows::*;

fn note(tenant_id: TenantId) -> NoteRecord {
    NoteRecord {
        tenant_id,
        id: NoteId(id()),
        subject_kind: SubjectKind::Declaration,
        subject_id: id(),
        author: "anna".to_owned(),
        text: "seen".to_owned(),
        edition: 1,
        created_at: at(0),
        changed_at: None,
        deleted_at: None,
    }
}

fn collaboration(collaboration: CollaborationChanges) -> Changes {
    Changes {
        collaboration,
        ..Changes::default()
    }
}

async fn refused(store: &Store, changes: Changes) {
    let error = store.commit(changes).await.unwrap_err();
    assert!(matches!(error, CommitError::Conflict(_)), "{error}");
}

#[tokio::test]
async fn a_note_is_changed_by_its_tenant_and_from_what_was_read() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let first = note(owner);
        let written = |row: &NoteRecord| {
            collaboration(CollaborationChanges {
                notes: vec![row.clone()],
                ..CollaborationChanges::default()
            })
        };
        let deleted = |row: &NoteRecord| {
            collaboration(CollaborationChanges {
                deleted_notes: vec![NoteRecord {
                    deleted_at: Some(at(2)),
                    ..row.clone()
                }],
                ..CollaborationChanges::default()
            })
        };
        store.commit(written(&first)).await.unwrap();
        let second = NoteRecord {
            text: "seen twice".to_owned(),
            edition: 2,
            changed_at: Some(at(1)),
            ..first.clone()
        };
        let theirs = NoteRecord {
            tenant_id: stranger,
            ..second.clone()
        };
        refused(&store, written(&theirs)).await;
        refused(
            &store,
            deleted(&NoteRecord {
                edition: 1,
                ..theirs.clone()
            }),
        )
        .await;
        assert_eq!(store.note(stranger, first.id).await.unwrap(), None);
        assert!(store.notes(stranger, &[first.id]).await.unwrap().is_empty());
        store.commit(written(&second)).await.unwrap();
        // Who read the first edition was too late.
        refused(&store, written(&second)).await;
        refused(&store, deleted(&first)).await;
        store.commit(deleted(&second)).await.unwrap();
        refused(&store, deleted(&second)).await;
        let found = store
            .notes_on(owner, first.subject(), None, 9)
            .await
            .unwrap();
        assert_eq!(found[0].text, "seen twice");
        let none = store
            .notes_on(stranger, first.subject(), None, 9)
            .await
            .unwrap();
        assert!(none.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_deals_with_a_declaration_is_said_on_what_was_read() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let work = |tenant_id, version| DeclarationWorkRecord {
            tenant_id,
            declaration_id: DeclarationId(uuid::Uuid::from_u128(7)),
            assignee: Some(format!("person {version}")),
            flag: Some(FlagColour::Red),
            version,
            updated_at: at(0),
            updated_by: "anna".to_owned(),
        };
        let said = |row: DeclarationWorkRecord| {
            collaboration(CollaborationChanges {
                declaration_work: vec![row],
                ..CollaborationChanges::default()
            })
        };
        store.commit(said(work(owner, 1))).await.unwrap();
        refused(&store, said(work(owner, 1))).await;
        refused(&store, said(work(stranger, 2))).await;
        store.commit(said(work(owner, 2))).await.unwrap();
        let ids = [work(owner, 1).declaration_id];
        let found = store.declaration_work(owner, &ids).await.unwrap();
        assert_eq!(found, [work(owner, 2)]);
        assert!(
            store
                .declaration_work(stranger, &ids)
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn files_have_as_much_room_as_their_tenant() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let file = AttachmentRecord {
            tenant_id: owner,
            id: AttachmentId(id()),
            subject_kind: SubjectKind::Shipment,
            subject_id: id(),
            name: "a.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 60,
            sha256: "00".to_owned(),
            document_reference: None,
            state: AttachmentState::Uploading,
            uploaded_by: "anna".to_owned(),
            created_at: at(0),
            deleted_by: None,
            deleted_at: None,
        };
        let part = AttachmentPart {
            tenant_id: owner,
            attachment_id: file.id,
            part: 0,
            bytes: vec![7; 60],
        };
        let begun = collaboration(CollaborationChanges {
            attachments: vec![file.clone()],
            attachment_parts: vec![part.clone()],
            ..CollaborationChanges::default()
        });
        store.commit(begun).await.unwrap();
        let stored = |tenant_id, most| {
            collaboration(CollaborationChanges {
                stored_attachments: vec![AttachmentRecord {
                    tenant_id,
                    state: AttachmentState::Stored,
                    ..file.clone()
                }],
                attachment_usage: vec![AttachmentUsage {
                    tenant_id,
                    bytes: 60,
                    most,
                }],
                ..CollaborationChanges::default()
            })
        };
        refused(&store, stored(owner, 59)).await;
        refused(&store, stored(stranger, 60)).await;
        assert_eq!(store.attachment_bytes(owner).await.unwrap(), 0);
        store.commit(stored(owner, 60)).await.unwrap();
        refused(&store, stored(owner, 1_000)).await;
        assert_eq!(store.attachment_bytes(owner).await.unwrap(), 60);
        let read = store.attachment_part(owner, file.id, 0).await.unwrap();
        assert_eq!(read, Some(part));
        assert_eq!(
            store.attachment_part(owner, file.id, 1).await.unwrap(),
            None
        );
        assert_eq!(
            store.attachment_part(stranger, file.id, 0).await.unwrap(),
            None
        );
        assert_eq!(store.attachment(stranger, file.id).await.unwrap(), None);
        // What is whole is not forgotten as what never came.
        let abandoned = collaboration(CollaborationChanges {
            abandoned_attachments: vec![AbandonedUploads {
                tenant_id: owner,
                id: file.id,
                began_before: at(9),
            }],
            ..CollaborationChanges::default()
        });
        store.commit(abandoned).await.unwrap();
        assert!(
            store
                .attachment_part(owner, file.id, 0)
                .await
                .unwrap()
                .is_some()
        );
        let deleted = |tenant_id| {
            collaboration(CollaborationChanges {
                deleted_attachments: vec![AttachmentRecord {
                    tenant_id,
                    state: AttachmentState::Deleted,
                    ..file.clone()
                }],
                ..CollaborationChanges::default()
            })
        };
        refused(&store, deleted(stranger)).await;
        store.commit(deleted(owner)).await.unwrap();
        assert_eq!(
            store.attachment_part(owner, file.id, 0).await.unwrap(),
            None
        );
        refused(&store, deleted(owner)).await;
    })
    .await;
}

#[tokio::test]
async fn what_came_of_a_row_is_said_once() {
    each_store(|Place { store, .. }| async move {
        let (owner, stranger) = (tenant(), tenant());
        let run = BulkRunRecord {
            tenant_id: owner,
            id: BulkRunId(id()),
            bulk_order: Json::encode(&BulkOrder::Flag(None)).unwrap(),
            row_count: 1,
            requested_by: "anna".to_owned(),
            actor: "anna".to_owned(),
            requested_at: at(0),
            finished_at: None,
        };
        let row = |tenant_id, state| BulkRowRecord {
            tenant_id,
            run_id: run.id,
            number: 1,
            declaration_id: DeclarationId(uuid::Uuid::from_u128(9)),
            state,
            action_id: None,
            code: None,
            detail: None,
        };
        let changes = |bulk| Changes {
            bulk,
            ..Changes::default()
        };
        let begun = BulkChanges {
            runs: vec![run.clone()],
            rows: vec![row(owner, BulkRowState::Pending)],
            ..BulkChanges::default()
        };
        store.commit(changes(begun)).await.unwrap();
        let done = |tenant_id| {
            changes(BulkChanges {
                results: vec![row(tenant_id, BulkRowState::Done)],
                finished: vec![BulkRunRecord {
                    tenant_id,
                    finished_at: Some(at(1)),
                    ..run.clone()
                }],
                ..BulkChanges::default()
            })
        };
        refused(&store, done(stranger)).await;
        assert_eq!(store.open_bulk_runs(owner).await.unwrap(), 1);
        assert_eq!(store.open_bulk_runs(stranger).await.unwrap(), 0);
        store.commit(done(owner)).await.unwrap();
        refused(&store, done(owner)).await;
        assert_eq!(store.open_bulk_runs(owner).await.unwrap(), 0);
        assert_eq!(store.bulk_run(stranger, run.id).await.unwrap(), None);
        assert!(
            store
                .bulk_rows(stranger, run.id, 0, 9)
                .await
                .unwrap()
                .is_empty()
        );
        let counts = store.bulk_counts(owner, run.id).await.unwrap();
        assert_eq!(counts, [(BulkRowState::Done, 1)]);
    })
    .await;
}

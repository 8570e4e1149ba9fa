//! Files, part by part.

use cas_model::collaboration::AttachmentState;
use cas_model::ids::{AttachmentId, TenantId};

use super::write::Set::Given;
use super::write::{Failure, Update, all, expect_all, insert, update};
use crate::changes::Changes;
use crate::collaboration::{AbandonedUploads, AttachmentUsage};
use crate::db::{Query, Transaction};

const STORED: Update = Update {
    set: &[
        ("media_type", Given),
        ("size", Given),
        ("sha256", Given),
        ("state", Given),
    ],
    guard: " AND stored.state = 'uploading'",
};

const DELETED: Update = Update {
    set: &[
        ("state", Given),
        ("deleted_by", Given),
        ("deleted_at", Given),
    ],
    guard: " AND stored.state = 'stored'",
};

/// Writes what a group says of them.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    insert(
        transaction,
        &all(group, |changes| &changes.collaboration.attachments),
    )
    .await?;
    for part in all(group, |changes| &changes.collaboration.attachment_parts) {
        // One by one: a statement with many of them would be large.
        insert(transaction, &[part]).await?;
    }
    for usage in all(group, |changes| &changes.collaboration.attachment_usage) {
        count(transaction, usage).await?;
    }
    for row in all(group, |changes| &changes.collaboration.stored_attachments) {
        update(transaction, &[row], &STORED).await?;
    }
    for row in all(group, |changes| &changes.collaboration.deleted_attachments) {
        update(transaction, &[row], &DELETED).await?;
        delete_parts(transaction, row.tenant_id, row.id).await?;
    }
    for upload in all(group, |changes| {
        &changes.collaboration.abandoned_attachments
    }) {
        abandon(transaction, upload).await?;
    }
    Ok(())
}

/// Counts bytes; a conflict where that would be more than the tenant may have.
async fn count(transaction: &mut Transaction, usage: &AttachmentUsage) -> Result<(), Failure> {
    let begin = Query::new("INSERT INTO attachment_usage (tenant_id, bytes) VALUES (")
        .bind(&usage.tenant_id)
        .sql(", 0) ON CONFLICT (tenant_id) DO NOTHING");
    transaction.execute(begin).await?;
    let counted = Query::new("UPDATE attachment_usage SET bytes = bytes + ")
        .bind(&usage.bytes)
        .sql(" WHERE tenant_id = ")
        .bind(&usage.tenant_id)
        .sql(" AND bytes + ")
        .bind(&usage.bytes)
        .sql(" <= ")
        .bind(&usage.most);
    expect_all(transaction.execute(counted).await?, 1, "room for files")
}

async fn delete_parts(
    transaction: &mut Transaction,
    tenant: TenantId,
    id: AttachmentId,
) -> Result<(), Failure> {
    let query = Query::new("DELETE FROM attachment_part WHERE attachment_id = ")
        .bind(&id)
        .sql(" AND tenant_id = ")
        .bind(&tenant);
    transaction.execute(query).await?;
    Ok(())
}

/// Forgets a file that never came; one that came meanwhile stays.
async fn abandon(transaction: &mut Transaction, upload: &AbandonedUploads) -> Result<(), Failure> {
    let query = Query::new("DELETE FROM attachment WHERE state = ")
        .bind(&AttachmentState::Uploading)
        .sql(" AND created_at < ")
        .bind(&upload.began_before)
        .sql(" AND tenant_id = ")
        .bind(&upload.tenant_id)
        .sql(" AND id = ")
        .bind(&upload.id);
    if transaction.execute(query).await? == 1 {
        delete_parts(transaction, upload.tenant_id, upload.id).await?;
    }
    Ok(())
}

//! What people do beside documents.

use super::attachments;
use super::write::Set::Given;
use super::write::{Failure, Update, all, insert, insert_or, insertion, update, waves};
use crate::changes::Changes;
use crate::db::{Transaction, batches};
use crate::rows::NoteRecord;

const NOTE: Update = Update {
    set: &[("text", Given), ("edition", Given), ("changed_at", Given)],
    guard: " AND stored.edition = {edition} - 1 AND stored.deleted_at IS NULL",
};

const DELETED_NOTE: Update = Update {
    set: &[("deleted_at", Given)],
    guard: " AND stored.edition = {edition} AND stored.deleted_at IS NULL",
};

const WORK: &str = "(declaration_id) DO UPDATE SET assignee = excluded.assignee, \
    flag = excluded.flag, version = excluded.version, updated_at = excluded.updated_at, \
    updated_by = excluded.updated_by WHERE declaration_work.tenant_id = excluded.tenant_id \
    AND declaration_work.version = excluded.version - 1";

/// Writes what a group says of it.
pub(super) async fn apply(
    transaction: &mut Transaction,
    group: &[&Changes],
) -> Result<(), Failure> {
    let (new, changed): (Vec<&NoteRecord>, Vec<&NoteRecord>) =
        all(group, |changes| &changes.collaboration.notes)
            .into_iter()
            .partition(|row| row.edition == 1);
    insert(transaction, &new).await?;
    for row in changed {
        update(transaction, &[row], &NOTE).await?;
    }
    for row in all(group, |changes| &changes.collaboration.deleted_notes) {
        update(transaction, &[row], &DELETED_NOTE).await?;
    }
    let editions = all(group, |changes| &changes.collaboration.note_editions);
    insert(transaction, &editions).await?;
    for batch in batches(&all(group, |changes| &changes.collaboration.mentions)) {
        transaction.execute(insertion(batch, "DO NOTHING")).await?;
    }
    let work = all(group, |changes| &changes.collaboration.declaration_work);
    for wave in waves(&work, |row| row.declaration_id) {
        insert_or(transaction, &wave, WORK).await?;
    }
    attachments::apply(transaction, group).await?;
    let activity = all(group, |changes| &changes.collaboration.activity);
    insert(transaction, &activity).await
}

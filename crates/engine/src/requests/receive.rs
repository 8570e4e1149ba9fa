//! Receiving a message of a customs system: stored raw before anyone reads it.

use bytes::Bytes;
use cas_model::ids::{MessageId, SystemCode, TaskId, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_store::{Changes, CommitError, MessageRow, NewTask, TaskKind};

use crate::{Engine, Refusal};

impl Engine {
    /// Stores what a customs system sent; when it returns, the message cannot be lost.
    ///
    /// # Errors
    /// When there is no such system, or the store is not available.
    pub async fn receive(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        body: Bytes,
        content_type: String,
    ) -> Result<MessageId, Refusal> {
        if self.registry().get(system).is_none() {
            return Err(Refusal::not_found("customs system"));
        }
        let now = self.now();
        let id = MessageId(self.ids().next());
        let changes = Changes {
            messages: vec![MessageRow {
                tenant_id: tenant,
                id,
                direction: MessageDirection::Inbound,
                system: system.clone(),
                declaration_id: None,
                message_type: None,
                identifier: None,
                revision: None,
                state: MessageState::Received,
                note: None,
                body: body.to_vec(),
                content_type,
                created_at: now,
                processed_at: None,
            }],
            tasks: vec![NewTask {
                id: TaskId(self.ids().next()),
                tenant_id: tenant,
                kind: TaskKind::Interpret,
                subject: id.0,
                lane: None,
                due_at: now,
            }],
            ..Changes::default()
        };
        match self.store().commit(changes).await {
            Ok(()) => Ok(id),
            Err(CommitError::Conflict(what)) => Err(Refusal::unavailable(&anyhow::anyhow!(
                "new message conflicts: {what}"
            ))),
            Err(CommitError::Database(error)) => Err(Refusal::unavailable(&error)),
        }
    }
}

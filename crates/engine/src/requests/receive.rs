//! Receiving a message of a customs system: stored raw before anyone reads it.

use bytes::Bytes;
use cas_model::ids::{MessageId, SystemCode, TaskId, TenantId};
use cas_model::message::{MessageDirection, MessageState};
use cas_model::record::Json;
use cas_process::Refusal;
use cas_process::message::is_conversation;
use cas_store::{Changes, CommitError, MessageRecord, NewTask, TaskKind};

use crate::Engine;

/// What a customs system sent, or what was fetched from it.
#[derive(Clone, Debug, Default)]
pub struct Received {
    /// The message as it came, not decoded.
    pub body: Bytes,
    /// The media type that the sender gave the bytes.
    pub content_type: String,
    /// The conversation that it was said to belong to.
    pub conversation: Option<String>,
    /// Its name in the list it was fetched from; none for what came by itself.
    pub fetched_as: Option<String>,
}

impl Engine {
    /// Stores what a customs system sent; when it returns, the message cannot be lost.
    ///
    /// # Errors
    /// When there is no such system, or the store is not available.
    pub async fn receive(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        received: Received,
    ) -> Result<MessageId, Refusal> {
        if self.registry().get(system).is_none() {
            return Err(Refusal::not_found("customs system"));
        }
        let (id, changes) = self.inbound_message(tenant, system, received);
        match self.store().commit(changes).await {
            Ok(()) => Ok(id),
            Err(CommitError::Conflict(what)) => Err(crate::unavailable(&anyhow::anyhow!(
                "new message conflicts: {what}"
            ))),
            Err(CommitError::Database(error)) => Err(crate::unavailable(&error)),
        }
    }

    /// The message, and the task to read it.
    pub(crate) fn inbound_message(
        &self,
        tenant: TenantId,
        system: &SystemCode,
        received: Received,
    ) -> (MessageId, Changes) {
        let now = self.now();
        let id = MessageId(self.ids().next());
        let changes = Changes {
            messages: vec![MessageRecord {
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
                body: received.body.to_vec(),
                content_type: received.content_type,
                path: received.fetched_as,
                headers: Json::default(),
                conversation: received.conversation.filter(|name| is_conversation(name)),
                created_at: now,
                processed_at: None,
                attempts: None,
            }],
            tasks: vec![NewTask {
                id: TaskId(self.ids().next()),
                tenant_id: tenant,
                kind: TaskKind::Interpret,
                subject: id.0,
                endpoint: String::new(),
                lane: None,
                due_at: now,
            }],
            ..Changes::default()
        };
        (id, changes)
    }
}

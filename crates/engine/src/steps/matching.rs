//! To which declaration a received message belongs.
//!
//! Tried in this order: the conversation that a message of ours began, the identifier of our
//! message that it answers, our number, customs' number. A number that another message of the same
//! batch brings counts too: customs' messages come close together.

use std::collections::HashMap;

use cas_gateway::Inbound;
use cas_model::ids::{DeclarationId, MessageId, SystemCode, TenantId};
use cas_model::message::{MessageDirection, MessageState};

use crate::Engine;

/// Numbers of one tenant and system, and the declarations they belong to.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Our messages that began conversations, and the declarations they belong to.
    conversations: HashMap<String, (MessageId, Option<DeclarationId>)>,
    identifiers: HashMap<String, DeclarationId>,
    /// Our messages, by their identifiers.
    ours: HashMap<String, MessageId>,
    lrns: HashMap<String, DeclarationId>,
    mrns: HashMap<String, DeclarationId>,
    /// Received and read before: identifiers of customs' messages.
    seen: HashMap<String, MessageId>,
}

impl Known {
    /// Looks up all numbers of some messages at once.
    pub async fn load(
        engine: &Engine,
        tenant: TenantId,
        system: &SystemCode,
        messages: &[&Inbound],
        conversations: &[String],
    ) -> anyhow::Result<Self> {
        let store = engine.store();
        let collect = |pick: fn(&Inbound) -> Option<&String>| -> Vec<String> {
            messages
                .iter()
                .filter_map(|message| pick(message).cloned())
                .collect()
        };
        let answered = collect(|message| message.correlation.correlation_identifier.as_ref());
        let lrns = collect(|message| message.correlation.lrn.as_ref());
        let mrns = collect(|message| message.correlation.mrn.as_ref());
        let own = collect(|message| message.identifier.as_ref());
        let mut known = Self::default();
        for (conversation, id, declaration, _) in store
            .match_by_conversation(tenant, system, MessageDirection::Outbound, conversations)
            .await?
        {
            known.conversations.insert(conversation, (id, declaration));
        }
        for (identifier, id, declaration, _) in store
            .match_by_identifier(tenant, system, MessageDirection::Outbound, &answered)
            .await?
        {
            known.ours.insert(identifier.clone(), id);
            known
                .identifiers
                .extend(declaration.map(|declaration| (identifier, declaration)));
        }
        known
            .lrns
            .extend(store.declarations_by_lrn(tenant, system, &lrns).await?);
        known
            .mrns
            .extend(store.declarations_by_mrn(tenant, system, &mrns).await?);
        for (identifier, id, _, state) in store
            .match_by_identifier(tenant, system, MessageDirection::Inbound, &own)
            .await?
        {
            if state == MessageState::Interpreted {
                known.seen.insert(identifier, id);
            }
        }
        Ok(known)
    }

    /// The declaration that a message belongs to, which came in a conversation or in none.
    pub fn declaration_of(
        &mut self,
        message: &Inbound,
        conversation: Option<&str>,
    ) -> Option<DeclarationId> {
        let numbers = &message.correlation;
        let find = |table: &HashMap<String, DeclarationId>, number: &Option<String>| {
            number
                .as_ref()
                .and_then(|number| table.get(number))
                .copied()
        };
        let begun = conversation.and_then(|name| self.conversations.get(name));
        let declaration = begun
            .and_then(|(_, declaration)| *declaration)
            .or_else(|| find(&self.identifiers, &numbers.correlation_identifier))
            .or_else(|| find(&self.lrns, &numbers.lrn))
            .or_else(|| find(&self.mrns, &numbers.mrn))?;
        if let Some(mrn) = &message.facts.mrn {
            self.mrns.entry(mrn.clone()).or_insert(declaration);
        }
        Some(declaration)
    }

    /// The message of ours that a message says it answers, or that began its conversation.
    pub fn answered(&self, message: &Inbound, conversation: Option<&str>) -> Option<MessageId> {
        let identifier = message.correlation.correlation_identifier.as_ref();
        let named = identifier.and_then(|identifier| self.ours.get(identifier));
        named.copied().or_else(|| {
            let begun = self.conversations.get(conversation?);
            begun.map(|(id, _)| *id)
        })
    }

    /// Whether the message was read before; notes that it is being read now.
    pub fn is_repetition(&mut self, message: &Inbound, id: MessageId) -> bool {
        let Some(identifier) = &message.identifier else {
            return false;
        };
        *self.seen.entry(identifier.clone()).or_insert(id) != id
    }
}

//! To which declaration a received message belongs.
//!
//! Tried in this order: the conversation that a message of ours began, the identifier of our
//! message that it answers, the excise system's number (others' movements may have our number's
//! like), our number, customs' number. A number that another message of the same batch brings
//! counts too: customs' messages come close together. A message that no number leads anywhere may
//! open a declaration (see [`begin`](super::begin)).

use std::collections::HashMap;

use cas_gateway::{Inbound, Opening};
use cas_model::ids::{DeclarationId, MessageId};

use crate::unit_of_work::NewId;

/// Numbers of one tenant and system, and the declarations they belong to.
#[derive(Debug, Default)]
pub struct KnownNumbers {
    /// Our messages that began conversations, and the declarations they belong to.
    pub conversations: HashMap<String, (MessageId, Option<DeclarationId>)>,
    /// Declarations, by the identifiers of our messages about them.
    pub identifiers: HashMap<String, DeclarationId>,
    /// Our messages, by their identifiers.
    pub ours: HashMap<String, MessageId>,
    /// Declarations by our numbers.
    pub lrns: HashMap<String, DeclarationId>,
    /// Declarations by customs' numbers.
    pub mrns: HashMap<String, DeclarationId>,
    /// Declarations by the excise system's numbers.
    pub arcs: HashMap<String, DeclarationId>,
    /// Declarations that begin with a message.
    pub(super) opened: HashMap<DeclarationId, Opened>,
    /// Received and read before: identifiers of customs' messages.
    pub seen: HashMap<String, MessageId>,
}

/// How a declaration begins that nobody here made.
#[derive(Debug)]
pub struct Opened {
    /// What customs tells of it.
    pub opening: Opening,
    /// The excise system's number.
    pub arc: String,
    /// The message that tells.
    pub message: MessageId,
    /// The declaration it was split from, where that is one of ours.
    pub parent: Option<DeclarationId>,
}

impl KnownNumbers {
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
        if is_of_a_part(message) {
            return find(&self.arcs, &numbers.arc);
        }
        let begun = conversation.and_then(|name| self.conversations.get(name));
        let declaration = begun
            .and_then(|(_, declaration)| *declaration)
            .or_else(|| find(&self.identifiers, &numbers.correlation_identifier))
            .or_else(|| find(&self.arcs, &numbers.arc))
            .or_else(|| find(&self.lrns, &numbers.lrn))
            .or_else(|| find(&self.mrns, &numbers.mrn))?;
        if let Some(mrn) = &message.facts.mrn {
            self.mrns.entry(mrn.clone()).or_insert(declaration);
        }
        if let Some(arc) = &message.facts.arc {
            self.arcs.entry(arc.clone()).or_insert(declaration);
        }
        Some(declaration)
    }

    /// Begins a declaration with a message that tells of one: later messages find it.
    pub fn open(
        &mut self,
        ids: &dyn NewId,
        message: &Inbound,
        id: MessageId,
    ) -> Option<DeclarationId> {
        let (opening, arc) = (message.opening.clone()?, message.facts.arc.clone()?);
        let declaration = DeclarationId(ids.next());
        let split_from = opening.split_from.as_ref();
        let parent = split_from.and_then(|arc| self.arcs.get(arc)).copied();
        self.arcs.insert(arc.clone(), declaration);
        let opened = Opened {
            opening,
            arc,
            message: id,
            parent,
        };
        self.opened.insert(declaration, opened);
        Some(declaration)
    }

    /// How a declaration begins that a message of this batch tells of.
    pub fn opened(&self, declaration: DeclarationId) -> Option<&Opened> {
        self.opened.get(&declaration)
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

/// A part of a split movement is told in answer to our message about the whole, and is not that.
fn is_of_a_part(message: &Inbound) -> bool {
    let opening = message.opening.as_ref();
    opening.is_some_and(|opening| opening.split_from.is_some())
}

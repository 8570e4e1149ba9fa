//! What is a repetition? What says the same in the same conversation, whatever brings it.

use cas_gateway::Inbound;

/// What a message tells, to know it when it is told again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Telling {
    /// The conversation that it was told in; empty where there was none.
    pub conversation: String,
    /// Its content, as a digest ([`Inbound::content`]).
    pub content: String,
}

impl Telling {
    /// What a message tells that came in a conversation or in none; nothing where its system does
    /// not say what it told.
    #[must_use]
    pub fn from_message(message: &Inbound, conversation: Option<&str>) -> Option<Self> {
        Some(Self {
            conversation: conversation.unwrap_or_default().to_owned(),
            content: message.content.clone()?,
        })
    }
}

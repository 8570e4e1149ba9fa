//! What does a message of customs mean for its declaration?

use cas_gateway::{Answer, Inbound};
use cas_model::document::SingleAdministrativeDocument;

use super::{DOMAIN, pointers};

/// The fact, the data and the findings of a message that was read by [`super::decode`].
#[must_use]
pub fn interpret(message: &Inbound, document: &SingleAdministrativeDocument) -> Answer {
    DOMAIN.interpret(message, document, pointers::field_of)
}

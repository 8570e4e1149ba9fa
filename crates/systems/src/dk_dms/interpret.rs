//! What does a notification of customs mean for its declaration?

use cas_gateway::{Answer, CustomsError, Inbound};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::lifecycle::Event;

use super::{codes, decode, pointers};
use crate::answer::{Words, finding, meaning_of};
use crate::wco::duties;

/// The fact, the data and the findings of a notification that was read by [`decode`].
#[must_use]
pub fn interpret(message: &Inbound, document: &SingleAdministrativeDocument) -> Answer {
    // What we did not read cannot be here; if it is, it is kept and shown, and moves nothing.
    let event = decode::kind_of(&message.message_type).map_or(Event::NoticeReceived, |kind| {
        (kind.event)(message, document)
    });
    let found = |error| found(error, document);
    Answer {
        event,
        facts: message.facts.clone(),
        findings: message.errors.iter().map(found).collect(),
        ends: duties::ends(event),
        restated: None,
    }
}

fn found(error: &CustomsError, document: &SingleAdministrativeDocument) -> Finding {
    let pointer = error.pointer.as_deref();
    let field = pointer.map(|pointer| pointers::field_of(document, pointer));
    let words = Words {
        message: meaning_of(&error.code, codes::error_meaning(&error.code)),
        description: error.reason.clone(),
    };
    finding(error, words, field.filter(|field| !field.is_root()))
}

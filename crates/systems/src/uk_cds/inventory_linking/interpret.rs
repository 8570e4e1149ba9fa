//! What does a message of inventories mean for its declaration?

use cas_gateway::{Answer, CustomsError, Ends, Inbound};
use cas_model::FieldPath;
use cas_model::declaration::CustomsFacts;
use cas_model::finding::Finding;
use cas_model::lifecycle::Event;

use super::codes;
use super::movement::ARRIVAL;
use crate::answer::{Words, finding, meaning_of};

/// The fact, the data and the findings. A consignment's status is told, and moves nothing: the
/// declaration's own notifications do. Errors stay until the next answer of customs takes their
/// place.
pub(crate) fn interpret(message: &Inbound, known: &CustomsFacts) -> Answer {
    let event = match message.rejected_type.as_deref() {
        // A declaration that is accepted was presented; then an arrival is one at the exit.
        Some(code) if code == ARRIVAL.code && known.acceptance_date.is_none() => {
            Event::PresentationRejected
        }
        Some(_) => Event::MessageRefused,
        None => Event::NoticeReceived,
    };
    let ends = match message.errors.is_empty() {
        true => Ends::default(),
        false => Ends::ERRORS,
    };
    Answer {
        event,
        facts: message.facts.clone(),
        findings: message.errors.iter().map(found).collect(),
        ends,
        restated: None,
    }
}

fn found(error: &CustomsError) -> Finding {
    let known = codes::error_of(&error.code);
    let words = Words {
        message: meaning_of(&error.code, known.map(|known| known.words)),
        description: error.reason.clone(),
    };
    let field = known.and_then(|known| known.field);
    finding(error, words, field.map(FieldPath::from))
}

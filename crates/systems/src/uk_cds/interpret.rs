//! What does a response of customs mean for its declaration?

use cas_gateway::{Answer, CustomsError, Inbound};
use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::{Finding, Severity};
use cas_model::lifecycle::Event;

use super::pointers::{self, Pointer};
use super::{codes, decode};
use crate::answer::{Words, finding, meaning_of};
use crate::wco::duties;

/// The field of ours that a pointer of customs means, where there is one.
pub type FieldOf<'a> = &'a dyn Fn(&[Pointer]) -> Option<FieldPath>;

/// The fact, the data and the findings of a response that was read by [`decode`].
#[must_use]
pub fn interpret(
    message: &Inbound,
    document: &SingleAdministrativeDocument,
    field_of: FieldOf<'_>,
) -> Answer {
    // What we did not read cannot be here; if it is, it is kept and shown, and moves nothing.
    let event = decode::kind_of(&message.message_type).map_or(Event::NoticeReceived, |kind| {
        (kind.event)(message, document)
    });
    let errors = message.errors.iter().map(|error| found(error, field_of));
    let warnings = message.warnings.iter().map(|warning| Finding {
        severity: Severity::Warning,
        ..found(warning, field_of)
    });
    Answer {
        event,
        facts: message.facts.clone(),
        findings: errors.chain(warnings).collect(),
        ends: duties::ends(event),
        restated: None,
    }
}

fn found(error: &CustomsError, field_of: FieldOf<'_>) -> Finding {
    let pointer = error.pointer.as_deref();
    let field = pointer.and_then(|pointer| field_of(&pointers::read(pointer)));
    let words = Words {
        message: meaning_of(&error.code, codes::error_meaning(&error.code)),
        description: error.reason.clone(),
    };
    finding(error, words, field)
}

//! What does a notification of customs mean for its declaration?

use cas_gateway::{Answer, CustomsError, Ends, Inbound};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::{Finding, Severity};
use cas_model::lifecycle::Event;

use super::{codes, decode, pointers};
use crate::answer::{Words, finding, meaning_of};

/// The fact, the data and the findings of a notification that was read by [`decode`].
#[must_use]
pub fn interpret(message: &Inbound, document: &SingleAdministrativeDocument) -> Answer {
    // What we did not read cannot be here; if it is, it is kept and shown, and moves nothing.
    let event = decode::kind_of(&message.message_type).map_or(Event::NoticeReceived, |kind| {
        (kind.event)(message, document)
    });
    let severity = match refuses(event) {
        true => Severity::Error,
        false => Severity::Warning,
    };
    let found = |error| Finding {
        severity,
        ..found(error, document)
    };
    let findings: Vec<Finding> = message.errors.iter().map(found).collect();
    let ends = Ends {
        errors: !findings.is_empty() || decides(event),
        ..Ends::default()
    };
    Answer {
        event,
        facts: message.facts.clone(),
        findings,
        ends,
        restated: None,
    }
}

/// Whether customs refuses something with what it says. Errors beside anything else are warnings.
const fn refuses(event: Event) -> bool {
    matches!(
        event,
        Event::DeclarationRejected
            | Event::PresentationRejected
            | Event::AmendmentRejected
            | Event::InvalidationRefused
            | Event::RequestDenied
            | Event::ReleaseRefused
            | Event::MessageRefused
    )
}

/// Whether customs has decided on the declaration, so that what was wrong before counts no more.
/// What is told beside the procedure decides nothing, and neither does a receipt.
const fn decides(event: Event) -> bool {
    !matches!(
        event,
        Event::NoticeReceived | Event::DutiesCalculated | Event::Acknowledged
    )
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

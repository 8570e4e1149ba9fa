//! What does a message of customs mean for its movement?

use cas_gateway::{Answer, CustomsError, Ends, Inbound};
use cas_model::declaration::CustomsFacts;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::lifecycle::Event;

use super::codes;
use super::decode;
use super::pointers;
use crate::answer::{Words, finding, meaning_of, repeated, unless_repeated};

/// The fact, the data and the findings of a message that was read by [`decode`], and where the
/// goods go from now on.
#[must_use]
pub fn interpret(
    message: &Inbound,
    document: &SingleAdministrativeDocument,
    known: &CustomsFacts,
) -> Answer {
    // What we did not read cannot be here; if it is, it is kept and shown, and moves nothing.
    let event = decode::kind_of(&message.message_type)
        .map_or(Event::NoticeReceived, |kind| (kind.event)(message));
    if unless_repeated(event, &message.errors) == Event::AlreadyReceived {
        return repeated(message);
    }
    let errors = message.errors.iter();
    Answer {
        event,
        facts: message.facts.clone(),
        findings: errors
            .map(|error| found(message, error, document))
            .collect(),
        ends: Ends::ERRORS,
        restated: restated(message, document, known),
    }
}

/// The movement as a message has it. Customs counts its changes, and repeats it for other reasons
/// too: only what comes after the changes that are known says something new.
fn restated(
    message: &Inbound,
    document: &SingleAdministrativeDocument,
    known: &CustomsFacts,
) -> Option<Box<SingleAdministrativeDocument>> {
    let is_later = message.facts.sequence_number > known.sequence_number;
    is_later.then(|| decode::restated(message, document))?
}

fn found(
    message: &Inbound,
    error: &CustomsError,
    document: &SingleAdministrativeDocument,
) -> Finding {
    let meaning = meaning(message, error);
    let field = error
        .pointer
        .as_deref()
        .map(|pointer| pointers::field_of(document, pointer))
        .filter(|field| !field.is_root());
    let received = |value: &String| format!("Customs received \"{value}\"");
    let words = Words {
        message: match error.reason.as_str() {
            "" => meaning,
            reason => format!("{meaning} ({reason})"),
        },
        description: error
            .original_value
            .as_ref()
            .map(received)
            .unwrap_or_default(),
    };
    finding(error, words, field)
}

/// What an error says in one line. The same code means other things in other messages.
fn meaning(message: &Inbound, error: &CustomsError) -> String {
    let known = match message.message_type.as_str() {
        "IE917" => Some("Customs could not read the message as XML"),
        "IE839" => codes::export_refusal(&error.code),
        _ => codes::error_meaning(&error.code),
    };
    meaning_of(&error.code, known)
}

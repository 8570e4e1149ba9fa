//! What does a message of customs mean for its declaration?

use cas_gateway::{Answer, CustomsError, Ends, Inbound};
use cas_model::FieldPath;
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::lifecycle::Event;

use super::Domain;
use super::codes;
use crate::answer::{Words, event, finding, meaning_of, repeated, unless_repeated};

/// The field of ours that a pointer of customs means; the document itself where it means none.
pub(crate) type FieldOf = fn(&SingleAdministrativeDocument, &str) -> FieldPath;

impl Domain {
    /// The fact, the data and the findings of a message that was read.
    pub(crate) fn interpret(
        &self,
        message: &Inbound,
        document: &SingleAdministrativeDocument,
        field_of: FieldOf,
    ) -> Answer {
        let found = |error: &CustomsError| {
            let pointer = error.pointer.as_deref();
            let field = pointer.map(|pointer| field_of(document, pointer));
            let field = field.filter(|field| !field.is_root());
            finding(error, words(message, error), field)
        };
        let event = unless_repeated(event(self.kinds, message, document), &message.errors);
        if event == Event::AlreadyReceived {
            return repeated(message);
        }
        Answer {
            event,
            facts: message.facts.clone(),
            findings: message.errors.iter().map(found).collect::<Vec<Finding>>(),
            ends: Ends::ERRORS,
            restated: None,
        }
    }
}

fn words(message: &Inbound, error: &CustomsError) -> Words {
    let meaning = meaning(message, error);
    let received = error.original_value.as_ref();
    Words {
        message: match error.reason.as_str() {
            "" | "N/A" => meaning,
            reason => format!("{meaning} ({reason})"),
        },
        description: received
            .map(|value| format!("Customs received \"{value}\""))
            .unwrap_or_default(),
    }
}

/// What an error says in one line. The same code means other things in other messages.
fn meaning(message: &Inbound, error: &CustomsError) -> String {
    let is_rejection = message.rejected_type.is_some();
    let known = match (message.message_type.as_str(), &error.pointer) {
        ("CC917C", _) => Some("Customs could not read the message as XML"),
        (_, None) if is_rejection => Some("Customs rejected the message"),
        _ => codes::error_meaning(&error.code),
    };
    meaning_of(&error.code, known)
}

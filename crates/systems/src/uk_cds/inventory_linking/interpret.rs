//! What does a message of inventories mean for its declaration?

use cas_gateway::{Answer, CustomsError, Ends, Inbound};
use cas_model::FieldPath;
use cas_model::declaration::{CustomsFacts, InventoryStatus};
use cas_model::document::SingleAdministrativeDocument;
use cas_model::finding::Finding;
use cas_model::lifecycle::Event;

use super::decode::TOTALS;
use super::movement::ARRIVAL;
use super::{codes, consignment};
use crate::answer::{Words, finding, meaning_of};

/// The fact, the data and the findings. A consignment's status is told, and moves nothing: the
/// declaration's own notifications do. Errors stay until the next answer of customs takes their
/// place.
pub(crate) fn interpret(
    message: &Inbound,
    document: &SingleAdministrativeDocument,
    known: &CustomsFacts,
) -> Answer {
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
        facts: facts(message, document),
        findings: message.errors.iter().map(found).collect(),
        ends,
        restated: None,
    }
}

/// What is told of another declaration in the consolidation that we moved is a notice here, and
/// only the consolidation's own status is ours too.
fn facts(message: &Inbound, document: &SingleAdministrativeDocument) -> CustomsFacts {
    let mut facts = message.facts.clone();
    let own = consignment::own(document).ok().flatten();
    let (Some(inventory), Some(own)) = (&mut facts.inventory, own) else {
        return facts;
    };
    let is_of_entry = message.message_type == TOTALS && inventory.ucr.is_some();
    if is_of_entry && inventory.ucr.as_deref() != Some(&*own.ucr) {
        **inventory = InventoryStatus {
            ucr: None,
            route_of_entry: None,
            status_of_entry: None,
            input_customs_status: None,
            ..(**inventory).clone()
        };
    }
    facts
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

//! A message that customs did not get, or did not take.

use cas_model::finding::{Finding, Severity, Source};
use cas_model::lifecycle::Event;
use cas_model::record::MessageRow;

use crate::declaration::{DeclarationState, FactNote, Recorded};
use crate::unit_of_work::UnitOfWork;

/// Notes on a declaration that a message about it will not be delivered.
pub fn undelivered(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    message: &MessageRow,
    why: &str,
) {
    let entry = FactNote {
        message_id: Some(message.id),
        note: Some(why.to_owned()),
        ..FactNote::by(message.system.as_str())
    };
    let recorded = unit.record(state, Event::TransmissionFailed, entry);
    // Customs may have answered what we believe was not delivered: then nothing is wrong.
    if let Recorded::Moved(_) | Recorded::MovedBeneath = recorded {
        state.set_findings(vec![finding(why)]);
    }
}

fn finding(why: &str) -> Finding {
    Finding {
        code: "T0001".to_owned(),
        message: "The message could not be delivered to the customs system".to_owned(),
        description: why.to_owned(),
        severity: Severity::Error,
        source: Source::Customs,
        fields: Vec::new(),
        pointer: None,
    }
}

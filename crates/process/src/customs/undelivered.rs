//! A message that customs did not get, or did not take.

use cas_model::findings;
use cas_model::lifecycle::Event;
use cas_model::record::MessageRecord;

use crate::declaration::{DeclarationState, FactNote, Recorded};
use crate::unit_of_work::UnitOfWork;

/// Notes on a declaration that a message about it will not be delivered.
pub fn undelivered(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    message: &MessageRecord,
    why: &str,
) {
    let entry = FactNote {
        message_id: Some(message.id),
        note: Some(why.to_owned()),
        ..FactNote::by(message.system.as_str())
    };
    let recorded = unit.record(state, Event::TransmissionFailed, entry);
    // Customs may have answered what we believe was not delivered: then nothing is wrong.
    if let Recorded::Moved(_) | Recorded::CoveredMoved = recorded {
        state.set_findings(vec![findings::undelivered(why)]);
    }
}

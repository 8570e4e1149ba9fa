//! A message that customs did not get, or did not take.

use cas_model::findings;
use cas_model::lifecycle::Event;
use cas_model::record::MessageRecord;

use crate::declaration::{DeclarationState, FactNote, Recorded};
use crate::unit_of_work::UnitOfWork;

/// Whether a message that was given up may have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// It was refused at its first attempt: customs did not take it.
    Refused,
    /// An attempt ended without an answer, or with one that does not say.
    Unknown,
}

/// Notes on a declaration that a message about it will not be delivered.
pub fn undelivered(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    message: &MessageRecord,
    why: &str,
    arrival: Arrival,
) {
    let entry = FactNote {
        message_id: Some(message.id),
        note: Some(why.to_owned()),
        ..FactNote::by(message.system.as_str())
    };
    let recorded = unit.record(state, Event::TransmissionFailed, entry);
    // Customs may have answered what we believe was not delivered: then nothing is wrong.
    if let Recorded::Moved(_) | Recorded::CoveredMoved = recorded {
        let mut found = vec![findings::undelivered(why)];
        // What customs has already is asked about, not sent anew.
        if arrival == Arrival::Unknown && matches!(recorded, Recorded::Moved(_)) {
            found.push(findings::fate_unknown(why));
        }
        state.set_findings(found);
    }
}

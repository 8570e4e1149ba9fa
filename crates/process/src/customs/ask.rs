//! Asking customs for something about a declaration that it has.

use cas_gateway::Intent;
use cas_model::lifecycle::Event;

use super::write::{unwritable, write_message};
use crate::declaration::{DeclarationState, FactNote};
use crate::sources::Inputs;
use crate::unit_of_work::UnitOfWork;

/// What is asked for, the fact it becomes, and who asks.
pub struct Asking {
    /// What the message is to say to customs.
    pub intent: Intent,
    /// The fact that is recorded once the message is written.
    pub event: Event,
    /// Who asked for it, and with which reason.
    pub entry: FactNote,
}

/// Writes and stores the message that asks; returns whether it could be written. If not, the
/// declaration says why.
pub fn ask(
    unit: &mut UnitOfWork<'_>,
    state: &mut DeclarationState,
    inputs: &Inputs,
    asking: Asking,
) -> bool {
    let connection = inputs.connection(state.row.tenant_id, &state.row.system);
    match write_message(unit, state, connection, asking.intent) {
        Ok(message) => {
            let entry = FactNote {
                message_id: Some(message),
                ..asking.entry
            };
            unit.record(state, asking.event, entry);
            true
        }
        Err(error) => {
            let (_, finding) = unwritable(&error);
            state.add_finding(finding);
            false
        }
    }
}

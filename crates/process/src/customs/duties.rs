//! Who is told what the duties come to?
//!
//! Everyone who asked for it, each time customs has calculated. A calculation that came late and
//! is not the declaration's is not told.

use cas_model::declaration::{Duty, DutyState};
use cas_model::notification::{CustomsDutiesReceived, DutyTotal, Notice};

use crate::declaration::DeclarationState;
use crate::unit_of_work::UnitOfWork;

/// Tells of the duties that an answer brought and the declaration now has.
pub fn notify(unit: &mut UnitOfWork<'_>, state: &DeclarationState, received: &[Duty]) {
    for duty_state in DutyState::ALL {
        let is_known =
            |duty: &&Duty| duty.state == *duty_state && state.facts.duties.contains(duty);
        let duties: Vec<Duty> = received.iter().filter(is_known).cloned().collect();
        if duties.is_empty() {
            continue;
        }
        let notice = Notice::CustomsDutiesReceived(CustomsDutiesReceived {
            declaration: state.reference(unit.public_url),
            state: *duty_state,
            duties: DutyTotal::by_tax_type(&duties),
            organisation: state.organisation(),
        });
        unit.notice(state.row.tenant_id, notice);
    }
}

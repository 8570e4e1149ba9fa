//! CWMTAX: customs has calculated the duties, of the declaration and of its items. It is told once,
//! as what is owed.

use cas_gateway::Inbound;
use cas_model::declaration::{Duty, DutyState};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::declaration;
use crate::wco::duties;
use crate::xml::Element;

pub(super) const CWMTAX: Kind = Kind {
    name: "CWMTAX",
    read,
    event: |_, _| Event::DutiesCalculated,
};

fn read(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    let blank = Duty {
        calculated_at: message.customs_time.clone(),
        ..Duty::of(DutyState::Final)
    };
    let told = duties::of(declaration(notification)?, &blank)?;
    message.facts.duties.extend(told);
    Ok(())
}

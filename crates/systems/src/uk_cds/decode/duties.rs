//! DMSTAX: customs has calculated the duties, of the declaration and of its items, as a forecast
//! or as what is to be paid.

use cas_gateway::Inbound;
use cas_model::declaration::{Duty, DutyState};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::declaration;
use crate::uk_cds::codes::{CALCULATED, FINAL};
use crate::wco::duties;
use crate::xml::Element;

pub(super) const DMSTAX: Kind = Kind {
    code: "13",
    name: "DMSTAX",
    read,
    event: |_, _| Event::DutiesCalculated,
};

fn read(response: &Element, message: &mut Inbound) -> Result<(), String> {
    let blank = Duty {
        calculated_at: message.customs_time.clone(),
        ..Duty::of(state(response)?)
    };
    let told = duties::of(declaration(response)?, &blank)?;
    message.facts.duties.extend(told);
    Ok(())
}

fn state(response: &Element) -> Result<DutyState, String> {
    match response.text_at("Status/NameCode") {
        Some(CALCULATED) => Ok(DutyState::Calculated),
        Some(FINAL) => Ok(DutyState::Final),
        Some(other) => Err(format!(
            "Status/NameCode is neither {CALCULATED} nor {FINAL}: {other}"
        )),
        None => Err("Status/NameCode is missing".to_owned()),
    }
}

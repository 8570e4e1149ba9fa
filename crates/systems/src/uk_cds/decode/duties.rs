//! What tells the duties, and that they are still to be paid?

use cas_gateway::Inbound;
use cas_model::declaration::{Duty, DutyState};
use cas_model::lifecycle::Event;

use super::ResponseKind;
use super::envelope::{COUNTRY, declaration, note};
use crate::uk_cds::codes::{CALCULATED, FINAL};
use crate::wco::credit::{INSUFFICIENT, REMINDER, claims};
use crate::wco::duties;
use crate::xml::Element;

/// DMSTAX: customs has calculated the duties, of the declaration and of its items, as a forecast
/// or as what is to be paid.
pub(super) const DMSTAX: ResponseKind = ResponseKind {
    code: "13",
    name: "DMSTAX",
    read: read_duties,
    event: |_, _| Event::DutiesCalculated,
};

fn read_duties(response: &Element, message: &mut Inbound) -> Result<(), String> {
    let (state, state_code) = state(response, &mut message.unread);
    let blank = Duty {
        calculated_at: message.customs_time.clone(),
        state_code,
        ..Duty::new(state)
    };
    let told = duties::told(declaration(response)?, &blank, COUNTRY, &mut message.unread);
    message.facts.duties.extend(told);
    Ok(())
}

/// How far the calculation is; customs' code where we do not know what it means.
fn state(response: &Element, unread: &mut Vec<String>) -> (DutyState, Option<String>) {
    match response.text_at("Status/NameCode") {
        Some(CALCULATED) => (DutyState::Calculated, None),
        Some(FINAL) => (DutyState::Final, None),
        Some(other) => {
            unread.push(format!(
                "Status/NameCode is no state of duties that is known: {other}"
            ));
            (DutyState::Other, Some(other.to_owned()))
        }
        None => {
            unread.push("Status/NameCode is missing".to_owned());
            (DutyState::Other, None)
        }
    }
}

/// DMSCPI: the credit for the duties is insufficient. DMSCPR: customs reminds of the payment. The
/// declaration waits for money.
pub(super) const DMSCPI: ResponseKind = ResponseKind {
    code: "14",
    name: "DMSCPI",
    read: |response, message| read_credit(response, INSUFFICIENT, message),
    event: |_, _| Event::CreditInsufficient,
};

pub(super) const DMSCPR: ResponseKind = ResponseKind {
    code: "15",
    name: "DMSCPR",
    read: |response, message| read_credit(response, REMINDER, message),
    event: |_, _| Event::CreditInsufficient,
};

/// One notice for each amount; one without an amount where customs names none.
fn read_credit(response: &Element, what: &str, message: &mut Inbound) -> Result<(), String> {
    let declaration = declaration(response)?;
    claims(declaration, what, COUNTRY, message);
    if message.facts.notices.is_empty() {
        note(response, what, message);
    }
    Ok(())
}

//! What tells the duties, and that they are still to be paid?

use cas_gateway::Inbound;
use cas_model::declaration::{Duty, DutyState};
use cas_model::lifecycle::Event;

use super::AnswerKind;
use super::envelope::{COUNTRY, declaration, note};
use super::limits;
use crate::wco::credit::{INSUFFICIENT, REMINDER, claims};
use crate::wco::duties;
use crate::xml::Element;

/// CWMTAX: customs has calculated the duties, of the declaration and of its items. It is told once,
/// as what is owed.
pub(super) const CWMTAX: AnswerKind = AnswerKind {
    name: "CWMTAX",
    read: read_duties,
    event: |_, _| Event::DutiesCalculated,
};

fn read_duties(notification: &Element, message: &mut Inbound) -> Result<(), String> {
    let blank = Duty {
        calculated_at: message.customs_time.clone(),
        ..Duty::new(DutyState::Final)
    };
    let told = duties::told(
        declaration(notification)?,
        &blank,
        COUNTRY,
        &mut message.unread,
    );
    message.facts.duties.extend(told);
    Ok(())
}

/// CWMCPI: the credit for the duties is insufficient. CWMCPR: customs reminds of the payment. The
/// declaration waits for money.
pub(super) const CWMCPI: AnswerKind = AnswerKind {
    name: "CWMCPI",
    read: |notification, message| read_credit(notification, INSUFFICIENT, message),
    event: |_, _| Event::CreditInsufficient,
};

pub(super) const CWMCPR: AnswerKind = AnswerKind {
    name: "CWMCPR",
    read: |notification, message| read_credit(notification, REMINDER, message),
    event: |_, _| Event::CreditInsufficient,
};

/// CWMING: the guarantee does not cover the duties. Until it does, or another one is given, nothing
/// is released.
pub(super) const CWMING: AnswerKind = AnswerKind {
    name: "CWMING",
    read: |notification, message| read_credit(notification, UNCOVERED, message),
    event: |_, _| Event::CreditInsufficient,
};

const UNCOVERED: &str = "The guarantee does not cover the duties";

/// One notice for each amount; one without an amount where customs names none.
fn read_credit(notification: &Element, what: &str, message: &mut Inbound) -> Result<(), String> {
    let declaration = declaration(notification)?;
    claims(declaration, what, COUNTRY, message);
    if message.facts.notices.is_empty() {
        note(notification, what, message);
    }
    limits::read(notification, message);
    Ok(())
}

//! CWMCPI: the credit for the duties is insufficient. CWMCPR: customs reminds of the payment. The
//! declaration waits for money.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{declaration, first_limit, note};
use crate::wco::credit::{INSUFFICIENT, REMINDER, claims};
use crate::xml::Element;

pub(super) const CWMCPI: Kind = Kind {
    name: "CWMCPI",
    read: |notification, message| read(notification, INSUFFICIENT, message),
    event: |_, _| Event::CreditInsufficient,
};

pub(super) const CWMCPR: Kind = Kind {
    name: "CWMCPR",
    read: |notification, message| read(notification, REMINDER, message),
    event: |_, _| Event::CreditInsufficient,
};

/// One notice for each amount; one without an amount where customs names none.
fn read(notification: &Element, what: &str, message: &mut Inbound) -> Result<(), String> {
    let told = claims(declaration(notification)?, &message.message_type, what)?;
    message.facts.notices.extend(told);
    if message.facts.notices.is_empty() {
        note(notification, what, message);
    }
    message.facts.due_date = first_limit(notification)?;
    Ok(())
}

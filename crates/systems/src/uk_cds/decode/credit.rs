//! DMSCPI: the credit for the duties is insufficient. DMSCPR: customs reminds of the payment. The
//! declaration waits for money.

use cas_gateway::Inbound;
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{declaration, note};
use crate::wco::credit::{INSUFFICIENT, REMINDER, claims};
use crate::xml::Element;

pub(super) const DMSCPI: Kind = Kind {
    code: "14",
    name: "DMSCPI",
    read: |response, message| read(response, INSUFFICIENT, message),
    event: |_, _| Event::CreditInsufficient,
};

pub(super) const DMSCPR: Kind = Kind {
    code: "15",
    name: "DMSCPR",
    read: |response, message| read(response, REMINDER, message),
    event: |_, _| Event::CreditInsufficient,
};

/// One notice for each amount; one without an amount where customs names none.
fn read(response: &Element, what: &str, message: &mut Inbound) -> Result<(), String> {
    let told = claims(declaration(response)?, &message.message_type, what)?;
    message.facts.notices.extend(told);
    if message.facts.notices.is_empty() {
        note(response, what, message);
    }
    Ok(())
}

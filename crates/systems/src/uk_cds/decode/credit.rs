//! DMSCPI: the credit for the duties is insufficient. DMSCPR: customs reminds of the payment. The
//! declaration waits for money.

use cas_gateway::Inbound;
use cas_model::declaration::Notice;
use cas_model::lifecycle::Event;

use super::Kind;
use super::duties::currency;
use super::envelope::{date, decimal, declaration, note};
use crate::xml::Element;

pub(super) const DMSCPI: Kind = Kind {
    code: "14",
    name: "DMSCPI",
    read: |response, message| {
        read(
            response,
            "The credit for the duties is insufficient",
            message,
        )
    },
    event: |_, _| Event::CreditInsufficient,
};

pub(super) const DMSCPR: Kind = Kind {
    code: "15",
    name: "DMSCPR",
    read: |response, message| {
        read(
            response,
            "Customs reminds of the payment of duties",
            message,
        )
    },
    event: |_, _| Event::CreditInsufficient,
};

/// One notice for each amount; one without an amount where customs names none.
fn read(response: &Element, what: &str, message: &mut Inbound) -> Result<(), String> {
    for fee in declaration(response)?.children_named("DutyTaxFee") {
        let mut text = what.to_owned();
        if let Some(account) = fee.text_at("Payment/ObligationGuarantee/ReferenceID") {
            text.push_str(&format!(", of account {account}"));
        }
        if let Some(day) = date(fee, "Payment/DueDateTime")? {
            text.push_str(&format!(", due on {day}"));
        }
        message.facts.notices.push(Notice {
            message_type: message.message_type.clone(),
            text,
            amount: decimal(fee, "Payment/PaymentAmount")?,
            currency: currency(fee),
        });
    }
    if message.facts.notices.is_empty() {
        note(response, what, message);
    }
    Ok(())
}

//! What is said of money that is missing or late?

use cas_gateway::Inbound;
use cas_model::declaration::Notice;

use super::duties::currency;
use super::reading::date;
use crate::reading::{decimal, or_noted};
use crate::xml::Element;

/// What it means that the credit does not suffice.
pub(crate) const INSUFFICIENT: &str = "The credit for the duties is insufficient";
/// What a reminder means.
pub(crate) const REMINDER: &str = "Customs reminds of the payment of duties";

/// Keeps a notice for each amount that is named, with the account and the day, the country's, where
/// they are. What of them is no number or no day is noted.
pub(crate) fn claims(declaration: &Element, what: &str, country: &str, message: &mut Inbound) {
    let unread = &mut message.unread;
    let fees = declaration.children_named("DutyTaxFee");
    let told = fees.map(|fee| {
        let mut text = what.to_owned();
        if let Some(account) = fee.text_at("Payment/ObligationGuarantee/ReferenceID") {
            text.push_str(&format!(", of account {account}"));
        }
        if let Some(day) = or_noted(date(fee, "Payment/DueDateTime", country), unread).flatten() {
            text.push_str(&format!(", due on {day}"));
        }
        Notice {
            message_type: message.message_type.clone(),
            text,
            amount: or_noted(decimal(fee, "Payment/PaymentAmount"), unread).flatten(),
            currency: currency(fee),
        }
    });
    message.facts.notices.extend(told);
}

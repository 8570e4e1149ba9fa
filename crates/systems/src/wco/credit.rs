//! What is said of money that is missing or late?

use cas_model::declaration::Notice;

use super::duties::currency;
use super::reading::date;
use crate::reading::decimal;
use crate::xml::Element;

/// What it means that the credit does not suffice.
pub(crate) const INSUFFICIENT: &str = "The credit for the duties is insufficient";
/// What a reminder means.
pub(crate) const REMINDER: &str = "Customs reminds of the payment of duties";

/// A notice for each amount that is named, with the account and the day where they are.
///
/// # Errors
/// When an amount or a day is none.
pub(crate) fn claims(
    declaration: &Element,
    message_type: &str,
    what: &str,
) -> Result<Vec<Notice>, String> {
    let fees = declaration.children_named("DutyTaxFee");
    let told = fees.map(|fee| {
        let mut text = what.to_owned();
        if let Some(account) = fee.text_at("Payment/ObligationGuarantee/ReferenceID") {
            text.push_str(&format!(", of account {account}"));
        }
        if let Some(day) = date(fee, "Payment/DueDateTime")? {
            text.push_str(&format!(", due on {day}"));
        }
        Ok(Notice {
            message_type: message_type.to_owned(),
            text,
            amount: decimal(fee, "Payment/PaymentAmount")?,
            currency: currency(fee),
        })
    });
    told.collect()
}

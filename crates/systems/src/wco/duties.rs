//! Which duties does a notification tell of?
//!
//! Those of the declaration stand in it, those of an item in the item's commodity.

use cas_gateway::Ends;
use cas_model::declaration::Duty;
use cas_model::lifecycle::Event;

use super::reading::date;
use crate::reading::{decimal, optional};
use crate::xml::Element;

/// The duties of a declaration and of its items; each with what is known of all of them.
///
/// # Errors
/// When an item has no number, or an amount or a day is none.
pub(crate) fn told(declaration: &Element, blank: &Duty) -> Result<Vec<Duty>, String> {
    let mut duties = Vec::new();
    for fee in declaration.children_named("DutyTaxFee") {
        duties.push(duty(fee, blank)?);
    }
    let shipments = declaration.children_named("GoodsShipment");
    for item in shipments.flat_map(|shipment| shipment.children_named("GovernmentAgencyGoodsItem"))
    {
        let blank = Duty {
            item_number: Some(item_number(item)?),
            ..blank.clone()
        };
        let commodities = item.children_named("Commodity");
        for fee in commodities.flat_map(|commodity| commodity.children_named("DutyTaxFee")) {
            duties.push(duty(fee, &blank)?);
        }
    }
    Ok(duties)
}

/// What a notification ends: a calculation of duties says nothing of errors, and ends none.
pub(crate) fn ends(event: Event) -> Ends {
    Ends {
        errors: event != Event::DutiesCalculated,
        refused_guarantees: false,
    }
}

fn item_number(item: &Element) -> Result<u32, String> {
    let text = item
        .text_at("SequenceNumeric")
        .ok_or("GovernmentAgencyGoodsItem/SequenceNumeric is missing")?;
    text.parse()
        .map_err(|_| format!("GovernmentAgencyGoodsItem/SequenceNumeric is no number: {text}"))
}

fn duty(fee: &Element, blank: &Duty) -> Result<Duty, String> {
    Ok(Duty {
        tax_type: optional(fee, "TypeCode"),
        preference: optional(fee, "DutyRegimeCode"),
        quota: optional(fee, "QuotaOrderID"),
        base_amount: decimal(fee, "AdValoremTaxBaseAmount")?,
        base_quantity: decimal(fee, "SpecificTaxBaseQuantity")?,
        rate: decimal(fee, "TaxRateNumeric")?,
        deduction: decimal(fee, "DeductAmount")?,
        assessed_amount: match decimal(fee, "Payment/TaxAssessedAmount")? {
            Some(amount) => Some(amount),
            None => decimal(fee, "TaxAssessedAmount")?,
        },
        amount: decimal(fee, "Payment/PaymentAmount")?,
        currency: currency(fee),
        payment_method: optional(fee, "Payment/MethodCode"),
        payment_reference: optional(fee, "Payment/ReferenceID"),
        due_date: date(fee, "Payment/DueDateTime")?,
        ..blank.clone()
    })
}

/// The currency of what is to be paid, else of what it is calculated on.
pub(crate) fn currency(fee: &Element) -> Option<String> {
    let amounts = [
        "Payment/PaymentAmount",
        "Payment/TaxAssessedAmount",
        "TaxAssessedAmount",
        "AdValoremTaxBaseAmount",
        "DeductAmount",
    ];
    let mut stated = amounts
        .iter()
        .filter_map(|path| fee.at(path)?.attribute("currencyID"));
    stated.next().map(str::to_owned)
}

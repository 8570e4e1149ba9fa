//! Which duties does a notification tell of?
//!
//! Those of the declaration stand in it, those of an item in the item's commodity.

use cas_gateway::Ends;
use cas_model::declaration::Duty;
use cas_model::lifecycle::Event;

use super::reading::date;
use crate::reading::{decimal, optional, or_noted};
use crate::xml::Element;

/// The duties of a declaration and of its items; each with what is known of all of them. What of
/// them is no number or no day is noted. Days are those of the country.
pub(crate) fn told(
    declaration: &Element,
    blank: &Duty,
    country: &str,
    unread: &mut Vec<String>,
) -> Vec<Duty> {
    let mut duties = Vec::new();
    for fee in declaration.children_named("DutyTaxFee") {
        duties.push(duty(fee, blank, country, unread));
    }
    let shipments = declaration.children_named("GoodsShipment");
    for item in shipments.flat_map(|shipment| shipment.children_named("GovernmentAgencyGoodsItem"))
    {
        let blank = Duty {
            item_number: or_noted(item_number(item), unread),
            ..blank.clone()
        };
        let commodities = item.children_named("Commodity");
        for fee in commodities.flat_map(|commodity| commodity.children_named("DutyTaxFee")) {
            duties.push(duty(fee, &blank, country, unread));
        }
    }
    duties
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

fn duty(fee: &Element, blank: &Duty, country: &str, unread: &mut Vec<String>) -> Duty {
    let mut number = |path: &str| or_noted(decimal(fee, path), unread).flatten();
    let duty = Duty {
        tax_type: optional(fee, "TypeCode"),
        preference: optional(fee, "DutyRegimeCode"),
        quota: optional(fee, "QuotaOrderID"),
        base_amount: number("AdValoremTaxBaseAmount"),
        base_quantity: number("SpecificTaxBaseQuantity"),
        rate: number("TaxRateNumeric"),
        deduction: number("DeductAmount"),
        assessed_amount: number("Payment/TaxAssessedAmount")
            .or_else(|| number("TaxAssessedAmount")),
        amount: number("Payment/PaymentAmount"),
        currency: currency(fee),
        payment_method: optional(fee, "Payment/MethodCode"),
        payment_reference: optional(fee, "Payment/ReferenceID"),
        ..blank.clone()
    };
    Duty {
        due_date: or_noted(date(fee, "Payment/DueDateTime", country), unread).flatten(),
        ..duty
    }
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

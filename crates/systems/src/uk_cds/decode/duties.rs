//! DMSTAX: customs has calculated the duties, of the declaration and of its items, as a forecast
//! or as what is to be paid.

use cas_gateway::Inbound;
use cas_model::declaration::{Duty, DutyState};
use cas_model::lifecycle::Event;

use super::Kind;
use super::envelope::{date, decimal, declaration, optional};
use crate::uk_cds::codes::{CALCULATED, FINAL};
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
    let declaration = declaration(response)?;
    for fee in declaration.children_named("DutyTaxFee") {
        message.facts.duties.push(duty(fee, &blank)?);
    }
    let shipments = declaration.children_named("GoodsShipment");
    for item in shipments.flat_map(|one| one.children_named("GovernmentAgencyGoodsItem")) {
        let blank = Duty {
            item_number: Some(item_number(item)?),
            ..blank.clone()
        };
        let commodities = item.children_named("Commodity");
        for fee in commodities.flat_map(|one| one.children_named("DutyTaxFee")) {
            message.facts.duties.push(duty(fee, &blank)?);
        }
    }
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
        assessed_amount: decimal(fee, "Payment/TaxAssessedAmount")?,
        amount: decimal(fee, "Payment/PaymentAmount")?,
        currency: currency(fee),
        payment_method: optional(fee, "Payment/MethodCode"),
        payment_reference: optional(fee, "Payment/ReferenceID"),
        due_date: date(fee, "Payment/DueDateTime")?,
        ..blank.clone()
    })
}

/// The currency of what is to be paid, else of what it is calculated on.
pub(super) fn currency(fee: &Element) -> Option<String> {
    let amounts = [
        "Payment/PaymentAmount",
        "Payment/TaxAssessedAmount",
        "AdValoremTaxBaseAmount",
        "DeductAmount",
    ];
    let mut stated = amounts
        .iter()
        .filter_map(|path| fee.at(path)?.attribute("currencyID"));
    stated.next().map(str::to_owned)
}

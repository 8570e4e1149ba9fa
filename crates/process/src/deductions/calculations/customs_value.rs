//! The customs value of goods that come in: the price, plus additions, less deductions.
//!
//! Articles 70 to 72 of the Union Customs Code (transaction value), converted as Article 146 of
//! Regulation (EU) 2015/2447 says, with the rate of the period.

use cas_model::declaration::Direction;
use cas_model::document::{GovernmentAgencyGoodsItem, ValuationAdjustment};
use cas_model::path;
use rust_decimal::Decimal;

use super::worksheet::item;

use super::valued_item::{Valuing, charges_of, rounded};
use super::weights::item_amount;
use super::worksheet::{Worksheet, item_field};
use super::{Calculation, TooLarge, valuation_adjustments};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "customsValue",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let Some(mut valuing) =
        Valuing::in_step_currency(sheet).filter(|_| sheet.direction == Direction::In)
    else {
        return Ok(());
    };
    // Charges that are not turned into adjustments, because the step does not, are left out.
    let adjusts = sheet.runs(&valuation_adjustments::CALCULATION);
    let mut values = Vec::new();
    for (index, item) in sheet.items().iter().enumerate() {
        if item.customs_value.is_some() || unclear(item, adjusts, &mut valuing) {
            continue;
        }
        if let Some(value) = value(item, index, &mut valuing)? {
            values.push((index, value));
        }
    }
    let mut paths = Vec::with_capacity(values.len());
    for (index, value) in values {
        sheet.items_mut()[index].customs_value = Some(value);
        paths.push(item_field(index, item!("customsValue")));
    }
    let said = format!(
        "item amount plus additions (A.) less deductions (B.) in {}, rounded to 2 decimals",
        valuing.description(),
    );
    sheet.filled(paths, said);
    valuing.report_missing(sheet);
    Ok(())
}

/// Whether charges should have become adjustments, but the delivery terms are unknown.
fn unclear(item: &GovernmentAgencyGoodsItem, adjusts: bool, valuing: &mut Valuing<'_>) -> bool {
    let charges = charges_of(item).filter(|_| item.valuation_adjustments.is_empty());
    adjusts && charges.is_some_and(|charges| valuing.terms_for(charges).is_none())
}

fn value(
    item: &GovernmentAgencyGoodsItem,
    index: usize,
    valuing: &mut Valuing<'_>,
) -> Result<Option<Decimal>, TooLarge> {
    let Some(amount) = item_amount(item) else {
        return Ok(None);
    };
    let Some(mut value) = valuing.of_invoice(amount)? else {
        return Ok(None);
    };
    for (position, adjustment) in item.valuation_adjustments.iter().enumerate() {
        let place = || item_field(index, item!("valuationAdjustments")).index(position);
        let code = adjustment.code.as_deref();
        let adds = match code.and_then(|code| code.chars().next()) {
            Some('A') => Decimal::ONE,
            Some('B') => Decimal::NEGATIVE_ONE,
            Some(_) | None => {
                valuing.unknown_adjustment(code, place().to(path!(ValuationAdjustment: "code")));
                return Ok(None);
            }
        };
        let amount = adjustment.amount.unwrap_or_default();
        let currency = adjustment.currency.as_deref();
        let place = || place().to(path!(ValuationAdjustment: "currency"));
        let Some(amount) = valuing.of_amount(amount, currency, &place)? else {
            return Ok(None);
        };
        value = value.checked_add(adds * amount).ok_or(TooLarge)?;
    }
    if value < Decimal::ZERO {
        valuing.exceeded(index, item!("valuationAdjustments"));
        return Ok(None);
    }
    Ok(Some(rounded(value, 2)))
}

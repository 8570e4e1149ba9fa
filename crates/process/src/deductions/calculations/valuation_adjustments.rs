//! Additions to and deductions from the price of goods that come in, from their charges.
//!
//! Charges up to the border that the price leaves out are added (code AK), charges beyond it that
//! the price includes are deducted (BA): UCC Annex B, 14 04, after Articles 71 and 72 of the Code.

use cas_model::declaration::Direction;
use cas_model::document::{GovernmentAgencyGoodsItem, ValuationAdjustment};
use cas_model::path;
use rust_decimal::Decimal;

use super::worksheet::item;

use super::delivery_terms::Shares;
use super::valued_item::{Valuing, charges_of, rounded};
use super::worksheet::{Worksheet, item_field};
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "valuationAdjustments",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

/// Transport and insurance up to the place where goods enter.
const ADDITION: &str = "AK";
/// Transport after that place.
const DEDUCTION: &str = "BA";

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let Some(mut valuing) =
        Valuing::in_step_currency(sheet).filter(|_| sheet.direction == Direction::In)
    else {
        return Ok(());
    };
    let shares = Shares::from_settings(&sheet.settings.customs_value, sheet.direction);
    let mut adjusted = Vec::new();
    for (index, item) in sheet.items().iter().enumerate() {
        let adjustments = adjustments(item, &shares, &mut valuing, sheet)?;
        if !adjustments.is_empty() {
            adjusted.push((index, adjustments));
        }
    }
    let terms = sheet.document.goods_shipment.as_deref();
    let terms = terms.and_then(|shipment| shipment.trade_terms.as_deref()?.terms_code.as_deref());
    let said = format!(
        "what {} leaves out of {} up to the border, less what it includes of the rest",
        terms.unwrap_or_default(),
        shares.description(),
    );
    let mut paths = Vec::with_capacity(adjusted.len());
    for (index, adjustments) in adjusted {
        sheet.items_mut()[index].valuation_adjustments = adjustments;
        paths.push(item_field(index, item!("valuationAdjustments")));
    }
    sheet.filled(paths, said);
    valuing.report_missing(sheet);
    Ok(())
}

fn adjustments(
    item: &GovernmentAgencyGoodsItem,
    shares: &Shares,
    valuing: &mut Valuing<'_>,
    sheet: &Worksheet<'_>,
) -> Result<Vec<ValuationAdjustment>, TooLarge> {
    let open = item.customs_value.is_none() && item.valuation_adjustments.is_empty();
    let charges = charges_of(item).filter(|_| open);
    let Some(charges) = charges else {
        return Ok(Vec::new());
    };
    let Some(terms) = valuing.terms_for(charges) else {
        return Ok(Vec::new());
    };
    let to_border = terms.to_border(charges, shares, sheet.direction)?;
    let invoice_currency = sheet.document.invoice_currency.as_ref();
    let currency = charges.currency.as_ref().or(invoice_currency);
    let adjustment = |(code, amount): (&str, Decimal)| ValuationAdjustment {
        cas_reference: Some(format!("calculated-{code}")),
        code: Some(code.to_owned()),
        amount: Some(rounded(amount, 2)),
        currency: currency.cloned(),
    };
    Ok([(ADDITION, to_border.add), (DEDUCTION, to_border.deduct)]
        .into_iter()
        .filter(|(_, amount)| *amount > Decimal::ZERO)
        .map(adjustment)
        .collect())
}

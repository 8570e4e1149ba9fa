//! The statistical value: what goods are worth at the border, per item.
//!
//! Going out it is the price, plus charges up to the border that the price leaves out, less
//! charges beyond it that the price includes. Coming in it is the customs value, moved from the
//! border of the Union to that of the country where their shares differ.

use cas_model::calculation::Rounding;
use cas_model::declaration::Direction;
use cas_model::document::{CustomsValuation, GovernmentAgencyGoodsItem};
use cas_model::{FieldPath, path};
use rust_decimal::Decimal;

use super::worksheet::item;

use super::delivery_terms::Shares;
use super::valued_item::{Valuing, charges_of, rounded};
use super::weights::item_amount;
use super::worksheet::{Worksheet, item_field};
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "statisticalValue",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

/// How values of this step are made.
struct Manner {
    direction: Direction,
    /// Charges up to the border of the country.
    shares: Shares,
    /// Charges up to the border of the Union, as the customs value has them.
    of_customs_value: Shares,
    decimals: u32,
}

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let Some(mut valuing) = Valuing::in_step_currency(sheet) else {
        return Ok(());
    };
    let manner = manner(sheet);
    let mut values = Vec::new();
    for (index, item) in sheet.items().iter().enumerate() {
        if item.stat_value.is_none()
            && let Some(value) = value(item, index, &manner, &mut valuing)?
        {
            values.push((index, value));
        }
    }
    let mut paths = Vec::with_capacity(values.len());
    for (index, value) in values {
        sheet.items_mut()[index].stat_value = Some(value);
        paths.push(item_field(index, item!("statValue")));
    }
    let description = description(sheet, &manner, &valuing);
    sheet.filled(paths, description);
    valuing.report_missing(sheet);
    Ok(())
}

fn manner(sheet: &Worksheet<'_>) -> Manner {
    let settings = sheet.settings;
    let of_customs_value = Shares::from_settings(&settings.customs_value, sheet.direction);
    let shares = match (settings.statistical_value.is_empty(), sheet.direction) {
        (true, Direction::In) => of_customs_value,
        (_, direction) => Shares::from_settings(&settings.statistical_value, direction),
    };
    Manner {
        direction: sheet.direction,
        shares,
        of_customs_value,
        decimals: match settings.round_statistical_value {
            None | Some(Rounding::WholeUnits) => 0,
            Some(Rounding::Cents) => 2,
        },
    }
}

fn value(
    item: &GovernmentAgencyGoodsItem,
    index: usize,
    manner: &Manner,
    valuing: &mut Valuing<'_>,
) -> Result<Option<Decimal>, TooLarge> {
    let place = || item_field(index, item!("customsValuation.currency"));
    let value = match (manner.direction, item.customs_value) {
        (Direction::In, Some(customs_value)) => {
            inland(item, customs_value, manner, valuing, &place)?
        }
        (Direction::In | Direction::Out, _) => at_border(item, manner, valuing, &place)?,
    };
    Ok(match value {
        Some(value) if value < Decimal::ZERO => {
            valuing.exceeded(index, item!("customsValuation"));
            None
        }
        Some(value) => Some(at_least_one(value, manner.decimals)),
        None => None,
    })
}

/// The customs value at the country's border instead of the Union's.
fn inland(
    item: &GovernmentAgencyGoodsItem,
    customs_value: Decimal,
    manner: &Manner,
    valuing: &mut Valuing<'_>,
    place: &dyn Fn() -> FieldPath,
) -> Result<Option<Decimal>, TooLarge> {
    let charges = charges_of(item).filter(|_| manner.shares != manner.of_customs_value);
    let Some(charges) = charges else {
        return Ok(Some(customs_value));
    };
    let between = between(charges, manner)?;
    let Some(between) = valuing.of_amount(between, charges.currency.as_deref(), place)? else {
        return Ok(None);
    };
    customs_value.checked_add(between).map(Some).ok_or(TooLarge)
}

/// The charges between the two borders.
fn between(charges: &CustomsValuation, manner: &Manner) -> Result<Decimal, TooLarge> {
    let (here, there) = (&manner.shares, &manner.of_customs_value);
    [
        (charges.freight_charges, here.freight - there.freight),
        (charges.insurance_charges, here.insurance - there.insurance),
        (charges.other_charges, here.other - there.other),
    ]
    .into_iter()
    .try_fold(Decimal::ZERO, |sum, (charge, share)| {
        sum.checked_add(charge.unwrap_or_default().checked_mul(share)?)
    })
    .ok_or(TooLarge)
}

/// The price with what charges add to it and take from it.
fn at_border(
    item: &GovernmentAgencyGoodsItem,
    manner: &Manner,
    valuing: &mut Valuing<'_>,
    place: &dyn Fn() -> FieldPath,
) -> Result<Option<Decimal>, TooLarge> {
    let Some(amount) = item_amount(item) else {
        return Ok(None);
    };
    let Some(price) = valuing.of_invoice(amount)? else {
        return Ok(None);
    };
    let Some(charges) = charges_of(item) else {
        return Ok(Some(price));
    };
    let Some(terms) = valuing.terms_for(charges) else {
        return Ok(None);
    };
    let to_border = terms.to_border(charges, &manner.shares, manner.direction)?;
    let change = to_border
        .add
        .checked_sub(to_border.deduct)
        .ok_or(TooLarge)?;
    let Some(change) = valuing.of_amount(change, charges.currency.as_deref(), place)? else {
        return Ok(None);
    };
    price.checked_add(change).map(Some).ok_or(TooLarge)
}

/// Rounded, but never to nothing: goods that are worth something are worth one unit at least.
fn at_least_one(value: Decimal, decimals: u32) -> Decimal {
    let rounded = rounded(value, decimals);
    if rounded.is_zero() && !value.is_zero() {
        return Decimal::new(1, decimals);
    }
    rounded
}

fn description(sheet: &Worksheet<'_>, manner: &Manner, valuing: &Valuing<'_>) -> String {
    let shipment = sheet.document.goods_shipment.as_deref();
    let terms = shipment
        .and_then(|shipment| shipment.trade_terms.as_deref()?.terms_code.as_deref())
        .unwrap_or("none given");
    let from = match manner.direction {
        Direction::In => "customs value, else item amount",
        Direction::Out => "item amount",
    };
    format!(
        "{from}, with the charges of delivery terms {terms} up to the border ({}), in {}, \
         rounded to {} decimals",
        manner.shares.description(),
        valuing.description(),
        manner.decimals,
    )
}

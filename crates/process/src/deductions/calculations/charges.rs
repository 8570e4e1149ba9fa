//! The shipment's freight, insurance and other charges over the items that have none.
//!
//! They land in the items' `customsValuation`, where customs and statistical value take them
//! from. Only steps that value goods distribute charges: those with a `currency` or `chargeBasis`.

use cas_model::calculation::Basis;
use cas_model::document::{CustomsValuation, GovernmentAgencyGoodsItem};
use cas_model::{FieldPath, path};
use rust_decimal::Decimal;

use super::worksheet::item;

use super::apportion::apportion;
use super::delivery_terms::has_charges;
use super::weights::{Measure, Weights};
use super::worksheet::{Worksheet, item_field};
use super::{Calculation, TooLarge, findings};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "charges",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

/// Amounts of money have two decimals (UCC Annex B, 14 04: n..16,2).
const DECIMALS: u32 = 2;

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    if sheet.settings.currency.is_none() && sheet.settings.charge_basis.is_none() {
        return Ok(());
    }
    let shipment = sheet.document.goods_shipment.as_deref();
    let of_shipment = shipment.and_then(|shipment| shipment.customs_valuation.as_deref());
    let Some(charges) = of_shipment.filter(|charges| has_charges(charges)).cloned() else {
        return Ok(());
    };
    let currency = charges
        .currency
        .clone()
        .or_else(|| sheet.document.invoice_currency.clone());
    match rest(sheet.items(), &charges, currency.as_deref())? {
        Ok(rest) => distribute(sheet, &rest, currency),
        Err(why) => {
            sheet.find(findings::charges_not_distributed(why));
            Ok(())
        }
    }
}

/// What the items with charges of their own leave of each charge, freight first, or why that
/// cannot be said.
fn rest(
    items: &[GovernmentAgencyGoodsItem],
    charges: &CustomsValuation,
    currency: Option<&str>,
) -> Result<Result<[Decimal; 3], &'static str>, TooLarge> {
    let mut rest = amounts(charges);
    for own in items
        .iter()
        .filter_map(|item| item.customs_valuation.as_deref())
    {
        if own.currency.as_deref().or(currency) != currency {
            return Ok(Err(
                "Items have another currency of charges than the shipment",
            ));
        }
        for (left, taken) in rest.iter_mut().zip(amounts(own)) {
            *left = left.checked_sub(taken).ok_or(TooLarge)?;
        }
    }
    Ok(match rest.iter().all(|left| *left >= Decimal::ZERO) {
        true => Ok(rest),
        false => Err("The items' own charges are more than the shipment's"),
    })
}

fn amounts(charges: &CustomsValuation) -> [Decimal; 3] {
    [
        charges.freight_charges,
        charges.insurance_charges,
        charges.other_charges,
    ]
    .map(Option::unwrap_or_default)
}

fn own_charges(item: &GovernmentAgencyGoodsItem) -> Option<&CustomsValuation> {
    let charges = item.customs_valuation.as_deref()?;
    let any = charges.freight_charges.is_some()
        || charges.insurance_charges.is_some()
        || charges.other_charges.is_some();
    any.then_some(charges)
}

fn distribute(
    sheet: &mut Worksheet<'_>,
    rest: &[Decimal; 3],
    currency: Option<String>,
) -> Result<(), TooLarge> {
    let measures = match sheet.settings.charge_basis {
        None | Some(Basis::Value) => [Measure::Value, Measure::GrossMass, Measure::NetMass],
        Some(Basis::Mass) => [Measure::GrossMass, Measure::NetMass, Measure::Value],
    };
    let all = sheet.items();
    let bearing: Vec<usize> = (0..all.len())
        .filter(|index| own_charges(&all[*index]).is_none())
        .collect();
    if bearing.is_empty() || rest.iter().all(Decimal::is_zero) {
        return Ok(());
    }
    let items: Vec<&GovernmentAgencyGoodsItem> = bearing.iter().map(|index| &all[*index]).collect();
    let weights = Weights::first_shared(&items, &measures);
    let mut parts = Vec::with_capacity(rest.len());
    for charge in rest {
        parts.push(apportion(*charge, &weights.of_items, DECIMALS)?);
    }
    let description = description(rest, currency.as_deref(), &weights);
    let mut paths = Vec::with_capacity(bearing.len());
    for (position, index) in bearing.into_iter().enumerate() {
        let part = |kind: usize| Some(parts[kind][position]).filter(|_| !rest[kind].is_zero());
        let of_item = CustomsValuation {
            freight_charges: part(0),
            insurance_charges: part(1),
            other_charges: part(2),
            currency: currency.clone(),
            valuation_method: None,
        };
        fill(&mut sheet.items_mut()[index], index, of_item, &mut paths);
    }
    sheet.filled(paths, description);
    Ok(())
}

/// An item's valuation is new whole, or has the fields that were empty filled.
fn fill(
    item: &mut GovernmentAgencyGoodsItem,
    index: usize,
    of_item: CustomsValuation,
    paths: &mut Vec<FieldPath>,
) {
    let Some(valuation) = item.customs_valuation.as_deref_mut() else {
        item.customs_valuation = Some(Box::new(of_item));
        return paths.push(item_field(index, item!("customsValuation")));
    };
    for (slot, charge, field) in [
        (
            &mut valuation.freight_charges,
            of_item.freight_charges,
            item!("customsValuation.freightCharges"),
        ),
        (
            &mut valuation.insurance_charges,
            of_item.insurance_charges,
            item!("customsValuation.insuranceCharges"),
        ),
        (
            &mut valuation.other_charges,
            of_item.other_charges,
            item!("customsValuation.otherCharges"),
        ),
    ] {
        if charge.is_some() {
            *slot = charge;
            paths.push(item_field(index, field));
        }
    }
    if valuation.currency.is_none() && of_item.currency.is_some() {
        valuation.currency = of_item.currency;
        paths.push(item_field(index, item!("customsValuation.currency")));
    }
}

fn description(rest: &[Decimal; 3], currency: Option<&str>, weights: &Weights) -> String {
    let currency = currency.unwrap_or("of unknown currency");
    let kinds: Vec<String> = ["freight", "insurance", "other charges"]
        .iter()
        .zip(rest)
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(kind, amount)| format!("{kind} {} {currency}", amount.normalize()))
        .collect();
    format!(
        "{} of the shipment distributed over {} items {}, the last cent to the largest remainders",
        kinds.join(", "),
        weights.of_items.len(),
        weights.description(),
    )
}

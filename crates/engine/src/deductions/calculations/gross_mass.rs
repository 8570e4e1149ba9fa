//! The consignment's gross mass over the items that have none.
//!
//! What the weighed items leave is distributed by net mass, else by value, else by packages, else
//! equally. In transit an item with zero packages weighs nothing, because the item it is packed
//! with carries the mass (rule R0221).

use cas_model::calculation::Basis;
use cas_model::document::GovernmentAgencyGoodsItem;
use rust_decimal::Decimal;

use super::apportion::apportion;
use super::weights::{Measure, Weights};
use super::worksheet::{Worksheet, item_field, sum};
use super::{Calculation, TooLarge, findings};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "grossMass",
    fills: "goodsShipment.consignment.gmass",
    run,
};

/// Masses are given with at most so many decimals (UCC Annex B, 18 04: n..16,6).
const MOST_DECIMALS: u32 = 6;
const DECIMALS: u32 = 3;

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let shipment = sheet.document.goods_shipment.as_deref();
    let consignment = shipment.and_then(|shipment| shipment.consignment.as_deref());
    let Some(total) = consignment.and_then(|consignment| consignment.gmass) else {
        return Ok(());
    };
    let (without, rest) = lacking(sheet.items(), total)?;
    let (packed, carrying) = apart(sheet, without);
    fill(sheet, &packed, &vec![Decimal::ZERO; packed.len()]);
    let said = "0 kg, because rule R0221 gives the mass to the item it is packed with";
    note(sheet, &packed, said.to_owned());
    if carrying.is_empty() {
        return Ok(());
    }
    if rest <= Decimal::ZERO {
        let given = total.checked_sub(rest).ok_or(TooLarge)?.normalize();
        sheet.find(findings::nothing_left(&total, &given, carrying.len()));
        return Ok(());
    }
    distribute(sheet, rest, total, &carrying)
}

/// The items without gross mass, and what the others leave of the total.
fn lacking(
    items: &[GovernmentAgencyGoodsItem],
    total: Decimal,
) -> Result<(Vec<usize>, Decimal), TooLarge> {
    let mut without = Vec::new();
    let mut given = Vec::new();
    for (index, item) in items.iter().enumerate() {
        match Measure::GrossMass.of(item) {
            Some(mass) => given.push(mass),
            None => without.push(index),
        }
    }
    let rest = total.checked_sub(sum(given)?).ok_or(TooLarge)?;
    Ok((without, rest))
}

/// The items that are packed with others, and those that carry mass.
fn apart(sheet: &Worksheet<'_>, without: Vec<usize>) -> (Vec<usize>, Vec<usize>) {
    let in_transit = sheet.declaration_type == "transit";
    let items = sheet.items();
    without.into_iter().partition(|index| {
        let mut packagings = items[*index].packagings.iter();
        in_transit && packagings.any(|packaging| packaging.quantity == Some(0))
    })
}

fn distribute(
    sheet: &mut Worksheet<'_>,
    rest: Decimal,
    total: Decimal,
    carrying: &[usize],
) -> Result<(), TooLarge> {
    let first = match sheet.settings.mass_basis {
        None | Some(Basis::Mass) => [Measure::NetMass, Measure::Value, Measure::Packages],
        Some(Basis::Value) => [Measure::Value, Measure::NetMass, Measure::Packages],
    };
    let all = sheet.items();
    let items: Vec<&GovernmentAgencyGoodsItem> =
        carrying.iter().map(|index| &all[*index]).collect();
    let weights = Weights::of(&items, &first);
    let decimals = decimals(sheet, &weights);
    let parts = apportion(rest, &weights.of_items, decimals)?;
    let said = format!(
        "{} kg of {} kg distributed over {} items {}, the last decimal to the largest remainders",
        rest.normalize(),
        total.normalize(),
        carrying.len(),
        weights.said(),
    );
    fill(sheet, carrying, &parts);
    note(sheet, carrying, said);
    Ok(())
}

/// As many decimals as configured, but no fewer than the net masses have: then no item's gross
/// mass is rounded below its net mass.
fn decimals(sheet: &Worksheet<'_>, weights: &Weights) -> u32 {
    let configured = sheet.settings.mass_decimals.unwrap_or(DECIMALS);
    let of_weights = weights
        .of_items
        .iter()
        .map(|weight| weight.normalize().scale());
    let finest = match weights.measure {
        Some(Measure::NetMass) => of_weights.max().unwrap_or(0),
        None | Some(Measure::GrossMass | Measure::Value | Measure::Packages) => 0,
    };
    configured.max(finest).min(MOST_DECIMALS)
}

fn fill(sheet: &mut Worksheet<'_>, indexes: &[usize], masses: &[Decimal]) {
    let items = sheet.items_mut();
    for (index, mass) in indexes.iter().zip(masses) {
        items[*index].goods_measure.get_or_insert_default().gmass = Some(*mass);
    }
}

fn note(sheet: &mut Worksheet<'_>, indexes: &[usize], said: String) {
    let paths = indexes
        .iter()
        .map(|index| item_field(*index, "goodsMeasure.gmass"))
        .collect();
    sheet.filled(paths, said);
}

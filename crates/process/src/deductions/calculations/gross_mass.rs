//! The consignment's gross mass over the items that have none.
//!
//! What the weighed items leave is distributed by net mass, else by value, else by packages, else
//! equally. In transit an item with zero packages weighs nothing, because the item it is packed
//! with carries the mass (rule R0221).

use cas_model::calculation::Basis;
use cas_model::document::GovernmentAgencyGoodsItem;
use cas_model::path;
use rust_decimal::Decimal;

use super::worksheet::item;

use super::apportion::apportion;
use super::packed_together::is_packed;
use super::weights::{Measure, Weights};
use super::worksheet::{Worksheet, item_field, sum};
use super::{Calculation, TooLarge, findings};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "grossMass",
    fills: path!("goodsShipment.consignment.gmass"),
    run,
};

/// Masses are given with at most so many decimals (UCC Annex B, 18 04: n..16,6).
const MOST_DECIMALS: u32 = 6;
const DECIMALS: u32 = 3;

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let (packed, carrying) = without_mass(sheet);
    let said = "0 kg, because rule R0221 gives the mass to the item it is packed with";
    fill(
        sheet,
        &packed,
        &vec![Decimal::ZERO; packed.len()],
        said.to_owned(),
    );
    let shipment = sheet.document.goods_shipment.as_deref();
    let consignment = shipment.and_then(|shipment| shipment.consignment.as_deref());
    let total = consignment.and_then(|consignment| consignment.gmass);
    let Some(total) = total.filter(|_| !carrying.is_empty()) else {
        return Ok(());
    };
    let masses = sheet
        .items()
        .iter()
        .filter_map(|item| Measure::GrossMass.measured(item));
    let given = sum(masses)?;
    let rest = total.checked_sub(given).ok_or(TooLarge)?;
    if rest <= Decimal::ZERO {
        sheet.find(findings::nothing_left(&total, &given, carrying.len()));
        return Ok(());
    }
    distribute(sheet, rest, total, &carrying)
}

/// The items without gross mass: those that are packed with others, and those that carry mass.
fn without_mass(sheet: &Worksheet<'_>) -> (Vec<usize>, Vec<usize>) {
    let in_transit = sheet.declaration_type == "transit";
    let items = sheet.items();
    let without = |index: &usize| Measure::GrossMass.measured(&items[*index]).is_none();
    (0..items.len())
        .filter(without)
        .partition(|index| in_transit && is_packed(&items[*index]))
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
    let weights = Weights::first_shared(&items, &first);
    let decimals = decimals(sheet, &weights);
    let parts = without_zeros(rest, &weights.of_items, decimals)?;
    let said = format!(
        "{} kg of {} kg distributed over {} items {}, the last decimal to the largest remainders",
        rest.normalize(),
        total.normalize(),
        carrying.len(),
        weights.description(),
    );
    fill(sheet, carrying, &parts, said);
    Ok(())
}

/// The parts, with more decimals where one would be zero: what is declared weighs something.
fn without_zeros(
    rest: Decimal,
    weights: &[Decimal],
    decimals: u32,
) -> Result<Vec<Decimal>, TooLarge> {
    let mut parts = apportion(rest, weights, decimals)?;
    for finer in decimals + 1..=MOST_DECIMALS {
        if !parts.iter().any(Decimal::is_zero) {
            break;
        }
        parts = apportion(rest, weights, finer)?;
    }
    Ok(parts)
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

fn fill(sheet: &mut Worksheet<'_>, indexes: &[usize], masses: &[Decimal], said: String) {
    let items = sheet.items_mut();
    for (index, mass) in indexes.iter().zip(masses) {
        items[*index].goods_measure.get_or_insert_default().gmass = Some(*mass);
    }
    let paths = indexes
        .iter()
        .map(|index| item_field(*index, item!("goodsMeasure.gmass")))
        .collect();
    sheet.filled(paths, said);
}

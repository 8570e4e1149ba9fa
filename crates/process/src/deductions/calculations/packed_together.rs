//! The mass of goods that are packed with another item's.
//!
//! In transit an item with zero packages weighs nothing, because the item it is packed with has the
//! mass (rule R0221). Articles know nothing of packages: what they say an item weighs goes to the
//! item whose packages it is in. Masses that were given stay.

use cas_model::document::{GovernmentAgencyGoodsItem, Packaging};
use cas_model::{KnownPath, path};
use rust_decimal::Decimal;

use super::worksheet::item;

use super::weights::Measure;
use super::worksheet::{Worksheet, item_field, sum};
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "packedTogether",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

const MASS: KnownPath = item!("goodsMeasure.gmass");

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    if sheet.declaration_type != "transit" {
        return Ok(());
    }
    let places = 0..sheet.items().len();
    let packed: Vec<usize> = places
        .filter(|index| is_packed(&sheet.items()[*index]) && is_derived(sheet, *index))
        .collect();
    let mut carried: Vec<(usize, Vec<usize>)> = Vec::new();
    for index in packed {
        let Some(carrier) = carrier(sheet.items(), index) else {
            continue;
        };
        match carried.iter_mut().find(|(known, _)| *known == carrier) {
            Some((_, items)) => items.push(index),
            None => carried.push((carrier, vec![index])),
        }
    }
    for (carrier, items) in carried {
        carry(sheet, carrier, &items)?;
    }
    Ok(())
}

/// Whether an item is in packages that another one counts.
pub(super) fn is_packed(item: &GovernmentAgencyGoodsItem) -> bool {
    let mut packagings = item.packagings.iter();
    packagings.any(|packaging| packaging.quantity == Some(0))
}

/// Whether an item has a gross mass that nobody gave.
fn is_derived(sheet: &Worksheet<'_>, index: usize) -> bool {
    let has_mass = Measure::GrossMass.measured(&sheet.items()[index]).is_some();
    has_mass && sheet.is_deduced(&item_field(index, MASS))
}

/// The item with the packages: one with the same kind and marks, the nearest one before where there
/// are several, and else the nearest at all.
fn carrier(items: &[GovernmentAgencyGoodsItem], packed: usize) -> Option<usize> {
    let counts = |index: &usize| {
        let packagings = &items[*index].packagings;
        *index != packed && !packagings.is_empty() && !is_packed(&items[*index])
    };
    let same = |index: &usize| {
        let ours = &items[packed].packagings;
        let theirs = &items[*index].packagings;
        ours.iter()
            .any(|our| theirs.iter().any(|their| is_same(our, their)))
    };
    let before = || (0..packed).rev().filter(counts);
    let after = || (packed..items.len()).filter(counts);
    before()
        .find(same)
        .or_else(|| after().find(same))
        .or_else(|| before().next())
        .or_else(|| after().next())
}

fn is_same(one: &Packaging, other: &Packaging) -> bool {
    one.r#type == other.r#type && one.shipping_marks == other.shipping_marks
}

/// Moves the masses of items to the one that carries them, where its own is known and derived too;
/// a mass that was given for the packages is that of all that is in them.
fn carry(sheet: &mut Worksheet<'_>, carrier: usize, items: &[usize]) -> Result<(), TooLarge> {
    let mass = |sheet: &Worksheet<'_>, index: usize| {
        Measure::GrossMass
            .measured(&sheet.items()[index])
            .unwrap_or(Decimal::ZERO)
    };
    let moved = sum(items.iter().map(|index| mass(sheet, *index)))?;
    if is_derived(sheet, carrier) {
        let own = mass(sheet, carrier);
        let whole = sum([own, moved])?;
        set(sheet, &[carrier], whole);
        let numbers: Vec<String> = items.iter().map(|index| (index + 1).to_string()).collect();
        let said = format!(
            "{} kg and {} kg of item {}, packed with it (rule R0221)",
            own.normalize(),
            moved.normalize(),
            numbers.join(", "),
        );
        sheet.filled(vec![item_field(carrier, MASS)], said);
    }
    set(sheet, items, Decimal::ZERO);
    let paths = items.iter().map(|index| item_field(*index, MASS)).collect();
    let said = format!(
        "0 kg, packed with item {}, which has the mass (rule R0221)",
        carrier + 1
    );
    sheet.filled(paths, said);
    Ok(())
}

fn set(sheet: &mut Worksheet<'_>, items: &[usize], mass: Decimal) {
    for index in items {
        let item = &mut sheet.items_mut()[*index];
        item.goods_measure.get_or_insert_default().gmass = Some(mass);
    }
}

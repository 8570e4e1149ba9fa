//! The packages of the whole shipment, where no item says its own.
//!
//! The first item carries them; every other item names the same kind and marks with zero
//! packages, which is how customs is told that goods share packages with another item (rules R0364
//! and R0221). Without packages of the shipment, the first item's article tells their kind.

use cas_model::document::{Packaging, SingleAdministrativeDocument};
use cas_model::path;

use super::worksheet::item;

use super::worksheet::{Worksheet, item_field};
use super::{Calculation, TooLarge};
use crate::reference::MasterData;

pub(super) const CALCULATION: Calculation = Calculation {
    name: "packages",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    if sheet.items().iter().any(|item| !item.packagings.is_empty()) {
        return Ok(());
    }
    let Some(carried) = of_shipment(sheet.document, sheet.master_data) else {
        return Ok(());
    };
    let beside: Vec<Packaging> = carried.iter().map(none_of).collect();
    let (items, mut paths) = (sheet.items_mut(), Vec::new());
    for (index, item) in items.iter_mut().enumerate() {
        item.packagings = if index == 0 {
            carried.clone()
        } else {
            beside.clone()
        };
        paths.push(item_field(index, item!("packagings")));
    }
    let said = "packages of the shipment: the first item carries them, the others have 0 of them";
    sheet.filled(paths, said.to_owned());
    Ok(())
}

/// The packages of the shipment; the total goes to the one kind that is not counted.
fn of_shipment(
    document: &SingleAdministrativeDocument,
    master_data: &MasterData,
) -> Option<Vec<Packaging>> {
    let shipment = document.goods_shipment.as_deref()?;
    let total = document.total_package_quantity;
    match shipment.packagings.as_slice() {
        [] => Some(vec![Packaging {
            cas_reference: Some("calculated-1".to_owned()),
            quantity: Some(total?),
            r#type: kind_of_first(document, master_data),
            ..Packaging::default()
        }]),
        [one] => Some(vec![Packaging {
            quantity: one.quantity.or(total),
            ..one.clone()
        }]),
        several => Some(several.to_vec()),
    }
}

fn kind_of_first(
    document: &SingleAdministrativeDocument,
    master_data: &MasterData,
) -> Option<String> {
    let shipment = document.goods_shipment.as_deref()?;
    let first = shipment.government_agency_goods_items.first()?;
    let code = first.commodity.as_deref()?.item_id.as_ref()?;
    let article = master_data.articles.get(code)?;
    article.record.package_type.clone()
}

/// The same kind and marks, but none of them. Bulk goods are not counted here either.
fn none_of(packaging: &Packaging) -> Packaging {
    Packaging {
        quantity: packaging.quantity.map(|_| 0),
        ..packaging.clone()
    }
}

//! What the head says of all items: how many they are, and the sums of what every one of them has.

use cas_model::document::GovernmentAgencyGoodsItem;
use cas_model::path;
use rust_decimal::Decimal;

use super::weights::{Measure, item_amount, packages};
use super::worksheet::{Worksheet, sum};
use super::{Calculation, TooLarge};

/// The consignment's gross mass in kg.
pub(super) const GROSS_MASS: Calculation = Calculation {
    name: "totalGrossMass",
    fills: path!("goodsShipment.consignment.gmass"),
    run: gross_mass,
};

/// The number of all packages, where every item has counted ones.
pub(super) const PACKAGES: Calculation = Calculation {
    name: "totalPackages",
    fills: path!("totalPackageQuantity"),
    run: all_packages,
};

/// The invoice total: the sum of the amounts of all items.
pub(super) const INVOICE_AMOUNT: Calculation = Calculation {
    name: "totalInvoiceAmount",
    fills: path!("totalInvoiceAmount"),
    run: invoice_amount,
};

/// How many items there are.
pub(super) const ITEMS: Calculation = Calculation {
    name: "numberOfItems",
    fills: path!("goodsItemQuantity"),
    run: items,
};

fn gross_mass(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let masses = of_every_item(sheet, |item| Measure::GrossMass.measured(item));
    if let Some(masses) = masses {
        let mass: Decimal = sum(masses)?;
        sheet.total(GROSS_MASS.fills, mass, |document| {
            let shipment = document.goods_shipment.get_or_insert_default();
            &mut shipment.consignment.get_or_insert_default().gmass
        });
    }
    Ok(())
}

fn all_packages(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    if let Some(counts) = of_every_item(sheet, packages) {
        let packages = u32::try_from(counts.into_iter().sum::<u64>()).map_err(|_| TooLarge)?;
        sheet.total(PACKAGES.fills, packages, |document| {
            &mut document.total_package_quantity
        });
    }
    Ok(())
}

fn invoice_amount(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    if let Some(amounts) = of_every_item(sheet, item_amount) {
        let amount = sum(amounts)?;
        sheet.total(INVOICE_AMOUNT.fills, amount, |document| {
            &mut document.total_invoice_amount
        });
    }
    Ok(())
}

fn items(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let items = u32::try_from(sheet.items().len()).map_err(|_| TooLarge)?;
    if items > 0 {
        sheet.total(ITEMS.fills, items, |document| {
            &mut document.goods_item_quantity
        });
    }
    Ok(())
}

/// What the items have; none where one has nothing, or there are no items.
fn of_every_item<T>(
    sheet: &Worksheet<'_>,
    read: impl Fn(&GovernmentAgencyGoodsItem) -> Option<T>,
) -> Option<Vec<T>> {
    let found: Option<Vec<T>> = sheet.items().iter().map(read).collect();
    found.filter(|found| !found.is_empty())
}

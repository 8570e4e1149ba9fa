//! How many items there are.

use cas_model::path;

use super::worksheet::Worksheet;
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "numberOfItems",
    fills: path!("goodsItemQuantity"),
    run,
};

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let items = u32::try_from(sheet.items().len()).map_err(|_| TooLarge)?;
    if items > 0 {
        sheet.total(CALCULATION.fills, items, |document| {
            &mut document.goods_item_quantity
        });
    }
    Ok(())
}

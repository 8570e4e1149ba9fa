//! Item numbers from 1, where the shipment brings none at all.

use cas_model::path;

use super::worksheet::item;
use super::worksheet::{Worksheet, item_field};
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "itemNumbers",
    fills: path!("goodsShipment.governmentAgencyGoodsItems"),
    run,
};

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    if sheet.items().iter().any(|item| item.seq_num.is_some()) {
        return Ok(());
    }
    for (item, number) in sheet.items_mut().iter_mut().zip(1..) {
        item.seq_num = Some(number);
    }
    let paths = (0..sheet.items().len())
        .map(|index| item_field(index, item!("seqNum")))
        .collect();
    sheet.filled(paths, "position of the item, from 1".to_owned());
    Ok(())
}

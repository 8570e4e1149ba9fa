//! The consignment's gross mass: the sum of its items', where every item has one.

use cas_model::path;
use rust_decimal::Decimal;

use super::weights::Measure;
use super::worksheet::{Worksheet, sum};
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "totalGrossMass",
    fills: path!("goodsShipment.consignment.gmass"),
    run,
};

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let masses: Option<Vec<Decimal>> = sheet
        .items()
        .iter()
        .map(|item| Measure::GrossMass.measured(item))
        .collect();
    if let Some(masses) = masses.filter(|masses| !masses.is_empty()) {
        let mass = sum(masses)?;
        sheet.total(CALCULATION.fills, mass, |document| {
            let shipment = document.goods_shipment.get_or_insert_default();
            &mut shipment.consignment.get_or_insert_default().gmass
        });
    }
    Ok(())
}

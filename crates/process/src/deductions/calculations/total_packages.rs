//! The number of all packages, where every item has counted ones.

use cas_model::path;

use super::weights::packages;
use super::worksheet::Worksheet;
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "totalPackages",
    fills: path!("totalPackageQuantity"),
    run,
};

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let counts: Option<Vec<u64>> = sheet.items().iter().map(packages).collect();
    let Some(counts) = counts.filter(|counts| !counts.is_empty()) else {
        return Ok(());
    };
    let packages = u32::try_from(counts.into_iter().sum::<u64>()).map_err(|_| TooLarge)?;
    sheet.total(CALCULATION.fills, packages, |document| {
        &mut document.total_package_quantity
    });
    Ok(())
}

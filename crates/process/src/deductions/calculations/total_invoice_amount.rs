//! The invoice total: the sum of the items' amounts, where every item has one.

use cas_model::path;
use rust_decimal::Decimal;

use super::weights::item_amount;
use super::worksheet::{Worksheet, sum};
use super::{Calculation, TooLarge};

pub(super) const CALCULATION: Calculation = Calculation {
    name: "totalInvoiceAmount",
    fills: path!("totalInvoiceAmount"),
    run,
};

fn run(sheet: &mut Worksheet<'_>) -> Result<(), TooLarge> {
    let amounts: Option<Vec<Decimal>> = sheet.items().iter().map(item_amount).collect();
    if let Some(amounts) = amounts.filter(|amounts| !amounts.is_empty()) {
        let amount = sum(amounts)?;
        sheet.total(CALCULATION.fills, amount, |document| {
            &mut document.total_invoice_amount
        });
    }
    Ok(())
}

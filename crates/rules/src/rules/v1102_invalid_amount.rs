use cas_model::path;

use crate::reading::{Reading, fits_digits, item, item_field, price};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Amounts are not negative and have at most 16 digits, two of them after the point.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 06, 14 08 and 99
    /// 06, n..16,2.
    V1102: "Invalid amount", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give an amount with at most two decimals, not below zero.";
    let is_wrong = |amount| !fits_digits(amount, 16, 2);
    if document.total_invoice_amount.is_some_and(is_wrong) {
        report.find(path!("totalInvoiceAmount"), ADVICE);
    }
    for (index, item) in document.items().iter().enumerate() {
        for (name, amount) in [
            (item!("commodity.invoiceLine.itemAmount"), price(item)),
            (item!("statValue"), item.stat_value),
        ] {
            if amount.is_some_and(is_wrong) {
                report.find(item_field(index, name), ADVICE);
            }
        }
    }
}

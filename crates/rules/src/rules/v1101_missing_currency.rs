use cas_model::path;

use crate::reading::{Reading, given, price};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Amounts of the invoice have a currency.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 14 05; CDS
    /// declaration completion guide, 4/10.
    V1101: "Missing currency", Error,
        ["I1", "B1", "B2", "B3", "B4", "C1", "H2", "H5", "H7", "H8"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let has_amounts = document.total_invoice_amount.is_some()
        || document.items().iter().any(|item| price(item).is_some());
    if has_amounts && given(&document.invoice_currency).is_none() {
        let advice = "Give the currency of the invoice, such as EUR.";
        report.find(path!("invoiceCurrency"), advice);
    }
}

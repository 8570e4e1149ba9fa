use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A currency that was replaced is no longer known.
    ///
    /// Source: press on CDS release 4.8.0, which names the new code; which older ones ended is inferred.
    V1122: "Currency of Zimbabwe has ended", Warning, ["import", "export"]
        { systems: ["uk_cds"] } from "2025-06-14" certain C, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ENDED: &[&str] = &["ZWL", "ZWD", "ZWN", "ZWR"];
    if given(&document.invoice_currency).is_some_and(|code| ENDED.contains(&code)) {
        report.find(
            path!("invoiceCurrency"),
            "Give ZWG, or GBP with the statement 9WKS.",
        );
    }
}

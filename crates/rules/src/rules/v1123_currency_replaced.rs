use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A currency that was replaced is no longer known.
    ///
    /// Source: press on CDS release 4.9.0, which names the new code; which older ones ended is inferred.
    V1123: "Currency was replaced", Warning, ["import", "export"]
        { systems: ["uk_cds"] } from "2025-09-27" certain C, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const ENDED: &[&str] = &["SLL", "VEF", "VEB"];
    if given(&document.invoice_currency).is_some_and(|code| ENDED.contains(&code)) {
        report.find(
            path!("invoiceCurrency"),
            "Give SLE or VED, or GBP with the statement 9WKS.",
        );
    }
}

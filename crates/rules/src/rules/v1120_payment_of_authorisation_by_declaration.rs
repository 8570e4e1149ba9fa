use cas_model::document::DutyTaxFee;
use cas_model::path;

use crate::reading::{Reading, duties, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Where the authorisation is asked for by the declaration itself (00100), duty is secured or not due:
    /// method of payment M, N, R, S, T, U, V or Z.
    ///
    /// Source: press on CDS release 4.9.0.
    V1120: "Method of payment of an authorisation by declaration", Error, ["import"]
        { systems: ["uk_cds"] } from "2025-09-27" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const SECURED: &[&str] = &["M", "N", "R", "S", "T", "U", "V", "Z"];
    if !document.states("00100") {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        for (place, duty) in duties(index, item) {
            let payment = duty.payment.as_deref();
            let method = payment.and_then(|payment| given(&payment.method_code));
            if method.is_some_and(|method| !SECURED.contains(&method)) {
                let field = place.field(path!(DutyTaxFee: "payment.methodCode"));
                report.find(field, "Give one of M, N, R, S, T, U, V and Z.");
            }
        }
    }
}

use cas_model::path;

use crate::reading::is_known;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The holder of the transit procedure is named: by EORI, or by name and address. A code of
    /// the master data is not enough when the master data has neither.
    ///
    /// Source: CC015C, holder is required; condition C0250.
    V0101: "Missing holder of the transit procedure", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let holder = document.holder_of_the_transit_procedure.as_deref();
    if holder.is_none_or(|holder| !is_known(holder)) {
        let advice = "Give the holder's EORI, or its name and address.";
        report.find(path!("holderOfTheTransitProcedure"), advice);
    }
}

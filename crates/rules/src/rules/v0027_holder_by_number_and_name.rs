use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Danish customs take the holder of the procedure by number or by name and address, not by both:
    /// where the number is there, name and address are not sent.
    ///
    /// Source: Danish customs, release of 12 September 2026.
    V0027: "Name of the holder is not sent", Warning, ["transit"]
        { systems: ["ncts"], territories: ["DK"] } from "2026-09-12", check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(holder) = document.holder_of_the_transit_procedure.as_deref() else {
        return;
    };
    if holder.eori().is_none() {
        return;
    }
    let advice = "Customs gets the number alone; remove what stands beside it.";
    if given(&holder.name).is_some() {
        report.find(path!("holderOfTheTransitProcedure.name"), advice);
    }
    if holder.address.is_some() {
        report.find(path!("holderOfTheTransitProcedure.address"), advice);
    }
}

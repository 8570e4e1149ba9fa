use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The holder of a TIR transit has a TIR holder identification, and no other holder has one.
    ///
    /// Source: condition C0904.
    V0112: "TIR holder identification does not fit the declaration type", Error,
        ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(holder) = document.holder_of_the_transit_procedure.as_deref() else {
        return;
    };
    let identified = holder.identifier("TirHolder").is_some();
    let advice = match (document.declares(&["TIR"]), identified) {
        (true, false) => "Give the holder's identification of type TirHolder.",
        (false, true) => "Remove the identification of type TirHolder.",
        (true, true) | (false, false) => return,
    };
    report.find(
        path!("holderOfTheTransitProcedure.businessPartnerReference"),
        advice,
    );
}

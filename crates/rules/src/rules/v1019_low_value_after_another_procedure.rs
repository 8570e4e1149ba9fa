use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods of low value come from no other procedure (4000).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 11 09.
    V1019: "Low value after another procedure", Error, ["H7"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, procedure) in document.procedures() {
        if !["", "00"].contains(&procedure.previous) {
            let advice = "Give 00; goods of another procedure need a full declaration.";
            report.find(
                item_field(index, item!("governmentProcedure.prevProc")),
                advice,
            );
        }
    }
}

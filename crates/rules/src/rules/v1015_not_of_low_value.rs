use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A consignment of low value is relieved of import duty from one business to a person (C07)
    /// or between persons (C08), coming from no other procedure (4000).
    ///
    /// Source: Article 143a of Delegated Regulation (EU) 2015/2446; Annex B, data elements 11 09
    /// and 11 10.
    V1015: "Consignment is not declared as one of low value", Error, ["H7"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, procedure) in document.procedures() {
        if !procedure.adds(&["C07", "C08"]) {
            let advice = "Give C07 or C08 as additional procedure, or another declaration.";
            report.find(
                item_field(index, item!("governmentProcedure.procNat1")),
                advice,
            );
        }
        if !["", "00"].contains(&procedure.previous) {
            let advice = "Give 00; goods of another procedure need a full declaration.";
            report.find(
                item_field(index, item!("governmentProcedure.prevProc")),
                advice,
            );
        }
    }
}

use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A consignment of low value is relieved of import duty from one business to a person (C07)
    /// or between persons (C08). In the Union the relief of C07 has ended; see V1021.
    ///
    /// Source: Article 143a of Delegated Regulation (EU) 2015/2446; Annex B, data element 11 10;
    /// Article 1 of Regulation (EU) 2026/382 for its end.
    V1015: "Consignment is not declared as one of low value", Error, ["H7"]
        until "2026-06-30" always in "UK" certain B is absence, check
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
    }
}

use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A consignment of low value says what it is: a distance sale with value added tax in the
    /// import scheme (F48), under the special arrangements (F49) or as usual (F53), or a gift from
    /// person to person (C08).
    ///
    /// Source: Regulation (EU) 2026/382; the codes, F53 above all, stand in one description that
    /// was written before the acts were adopted.
    V1020: "Kind of low value is not declared", Warning, ["H7"] { territories: ["Union"] }
        from "2026-07-01" certain C is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, procedure) in document.procedures() {
        if !procedure.adds(&["F48", "F49", "F53", "C08"]) {
            let advice = "Give F48, F49 or F53 for a distance sale, C08 for a gift.";
            report.find(
                item_field(index, item!("governmentProcedure.procNat1")),
                advice,
            );
        }
    }
}

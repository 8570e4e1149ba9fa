use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Where the seller's number in the import scheme is named (FR5), the goods are relieved of duty
    /// (C07) and of value added tax (F48).
    ///
    /// Source: Danish customs, errors DK1008 and DK1267 of 2025.
    V1022: "Import scheme without relief", Error, ["import"] { territories: ["DK"] }
        until "2026-06-30" is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut actors = document.supply_chain_actors();
    if !actors.any(|(_, actor)| given(&actor.role) == Some("FR5")) {
        return;
    }
    for (index, procedure) in document.procedures() {
        if !(procedure.adds(&["C07"]) && procedure.adds(&["F48"])) {
            let field = item_field(index, item!("governmentProcedure.procNat1"));
            report.find(field, "Give C07 and F48.");
        }
    }
}

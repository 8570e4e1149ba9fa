use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Where the seller's number in the import scheme is named (FR5), the goods are of the scheme
    /// (F48).
    ///
    /// Source: the errors DK1008 and DK1267 of Danish customs, as far as the relief of C07 is not
    /// part of them; the errors since July 2026 were not seen.
    V1023: "Import scheme does not fit", Warning, ["import"] { territories: ["Union"] }
        from "2026-07-01" certain C is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut actors = document.supply_chain_actors();
    if !actors.any(|(_, actor)| given(&actor.role) == Some("FR5")) {
        return;
    }
    for (index, procedure) in document.procedures() {
        if !procedure.adds(&["F48"]) {
            let field = item_field(index, item!("governmentProcedure.procNat1"));
            report.find(field, "Give F48, or leave out the number of the scheme.");
        }
    }
}

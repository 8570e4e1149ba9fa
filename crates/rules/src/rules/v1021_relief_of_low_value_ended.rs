use crate::reading::{Reading, below_item, is_distance_sale};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The relief of 150 EUR has ended: goods of low value and distance sales are no longer relieved
    /// of import duty (C07); each line pays 3 EUR until 30 June 2028.
    ///
    /// Source: Articles 1 and 2 of Regulation (EU) 2026/382.
    V1021: "Relief of low value has ended", Error, ["import"] { territories: ["Union"] }
        from "2026-07-01" certain B, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, procedure) in document.procedures() {
        if !context.is("H7") && !is_distance_sale(&document.items()[index]) {
            continue;
        }
        for (name, _) in procedure.additional().filter(|(_, code)| *code == "C07") {
            let advice = "Remove C07; give F48, F49 or F53 alone.";
            report.find(below_item(index, name.as_str()), advice);
        }
    }
}

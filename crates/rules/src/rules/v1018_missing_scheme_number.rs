use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that are free of VAT because it was paid in the import scheme (F48) name the
    /// seller's number in it (FR5).
    ///
    /// Source: Article 143(1)(ca) of Directive 2006/112/EC; Annex B to Delegated Regulation (EU)
    /// 2015/2446, data element 13 16.
    V1018: "Missing number of the import scheme", Error, ["import"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut actors = document.supply_chain_actors();
    if actors.any(|(_, actor)| actor.role.as_deref() == Some("FR5")) {
        return;
    }
    for (index, procedure) in document.procedures() {
        if procedure.adds(&["F48"]) {
            let advice = "Give the number (IM…) as actor of the supply chain with role FR5.";
            report.find(item_field(index, item!("supplyChainActors")), advice);
        }
    }
}

use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that are released and go on to another Member State free of VAT (42, 63) name the
    /// VAT number of the importer (FR1) or of the tax representative (FR3), and of the customer
    /// (FR2), as actors of the supply chain.
    ///
    /// Source: Article 143(2) of Directive 2006/112/EC; Annex B to Delegated Regulation (EU)
    /// 2015/2446, data element 13 16.
    V1011: "Missing fiscal references", Error, ["import"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut procedures = document.procedures();
    let onward = procedures.find(|(_, it)| ["42", "63"].contains(&it.requested));
    let Some((index, _)) = onward else {
        return;
    };
    let has = |roles: &[&str]| {
        let mut actors = document.supply_chain_actors();
        actors.any(|(_, actor)| {
            actor
                .role
                .as_deref()
                .is_some_and(|role| roles.contains(&role))
        })
    };
    for (roles, advice) in [
        (
            &["FR1", "FR3"][..],
            "Give the importer's VAT number as actor of role FR1 (or FR3).",
        ),
        (
            &["FR2"][..],
            "Give the customer's VAT number as actor of role FR2.",
        ),
    ] {
        if !has(roles) {
            report.find(item_field(index, item!("supplyChainActors")), advice);
        }
    }
}

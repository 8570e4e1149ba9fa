use crate::reading::{Reading, items, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Excise goods pay excise whatever they are worth, which a declaration of low value cannot say.
    /// Which goods they are is code list `excise-goods`; a list of this name that is loaded takes
    /// its place.
    ///
    /// Source: trade press on Regulation (EU) 2026/382: alcohol and tobacco keep their excise, goods
    /// that owe it are declared in full.
    V1025: "Excise goods of low value", Warning, ["H7"] { territories: ["Union"] }
        from "2026-07-01" certain C, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        if let Some((at, code)) = tariff_code(item)
            && context.covers("excise-goods", code)
        {
            let field = items!("commodity.classifications[].code").at(&[index, at]);
            report.find(field, "Declare these goods in full (H1).");
        }
    }
}

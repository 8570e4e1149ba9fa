use crate::reading::{Reading, has_paper, item, item_field, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Iron and steel of any origin shows that no Russian input is in it: by evidence of where the input
    /// comes from (Y824), or one of the codes for what is exempt.
    ///
    /// Which goods they are is code list `sanctioned-steel`; the measures of the tariff know them better
    /// and are loaded in its place.
    ///
    /// Source: Article 3g of Regulation (EU) No 833/2014; the codes by code lists of Danish customs, the
    /// goods inferred.
    V0880: "Origin of the input of iron and steel is not shown", Warning, ["H1"]
        { territories: ["Union"] } from "2023-09-30" certain D is absence, check
}

const CODES: &[&str] = &["Y824", "Y878", "Y859", "Y825", "L139", "L143"];

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let is_meant = |(_, code)| context.covers("sanctioned-steel", code);
        if tariff_code(item).is_some_and(is_meant) && !has_paper(document, item, CODES) {
            let field = item_field(index, item!("additionalDocuments"));
            report.find(
                field,
                "Give Y824 with the mill certificate, or Y878, Y859, Y825, L139 or L143.",
            );
        }
    }
}

use cas_model::territory;

use crate::reading::{Reading, eu_type, given, items};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that have their origin in the Union (Y237) name no origin outside it.
    ///
    /// Source: inferred from the meaning of the code.
    V0837: "Origin is not of the Union", Warning, ["import"]
        { territories: ["Union"] } from "2026-01-01" certain D, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let origin = item.origin.as_deref();
        let Some(country) = origin.and_then(|origin| given(&origin.country)) else {
            continue;
        };
        if country == "EU" || territory::is_union_for_goods(country) {
            continue;
        }
        for (at, paper) in item.additional_documents.iter().enumerate() {
            if eu_type(&paper.category, &paper.r#type) == "Y237" {
                let field = items!("additionalDocuments[].type").at(&[index, at]);
                report.find(
                    field,
                    format!("The origin is {country}; correct one of them."),
                );
            }
        }
    }
}

use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods have their origin in a country; EU stands for the preferential origin only.
    ///
    /// Source: one description of a CDS release of the end of December 2025.
    V0324: "Origin is no country", Warning, ["import"]
        { systems: ["uk_cds"] } from "2026-01-01" certain C, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let origin = item.origin.as_deref();
        if origin.is_some_and(|origin| given(&origin.country) == Some("EU")) {
            let field = item_field(index, item!("origin.country"));
            report.find(field, "Give the country; EU stands in preferentialOrigin.");
        }
    }
}

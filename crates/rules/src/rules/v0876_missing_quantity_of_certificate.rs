use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, eu_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A reference that stands for a quantity (Y121, Y163, Y797 to Y799) says how much of it is used.
    ///
    /// Source: Article 8 of Implementing Regulation (EU) 2024/2145; that the quantity stands in the
    /// write-off is inferred.
    V0876: "Missing quantity of a certificate", Warning, ["import", "export"]
        { territories: ["Union"] } from "2025-03-03" certain D is absence, check
}

const OF_QUANTITIES: &[&str] = &["Y121", "Y163", "Y797", "Y798", "Y799"];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        let code = eu_type(&paper.category, &paper.r#type);
        let write_off = paper.write_off.as_deref();
        let has_quantity = write_off.is_some_and(|it| it.quantity.is_some());
        if OF_QUANTITIES.contains(&code.as_str()) && !has_quantity {
            let field = place.field(path!(AdditionalDocument: "writeOff.quantity"));
            report.find(field, format!("Say how much of {code} is used."));
        }
    }
}

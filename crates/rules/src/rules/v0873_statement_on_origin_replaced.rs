use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The statement on origin of the agreement with the Union is document U116, no longer U110; its
    /// reference is the number of the invoice.
    ///
    /// Source: one description of CDS release 4.8.0.
    V0873: "Statement on origin was replaced", Warning, ["import"]
        { systems: ["uk_cds"] } from "2025-06-14" certain C, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        if is_of_type(&paper.category, &paper.r#type, "U110") {
            let field = place.field(path!(AdditionalDocument: "type"));
            report.find(field, "Give U116 with the number of the invoice.");
        }
    }
}

use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// That an application for the status of authorised declarant is pending (Y238) counted until 27
    /// September 2026.
    ///
    /// Source: Regulation (EU) 2025/2083. A warning, because it was not seen that customs closed the
    /// code.
    V0836: "Pending application for the carbon border adjustment", Warning, ["import"]
        { territories: ["Union"] } from "2026-09-28" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        if is_of_type(&paper.category, &paper.r#type, "Y238") {
            let field = place.field(path!(AdditionalDocument: "type"));
            report.find(
                field,
                "Give Y128 with the account, or the exemption that fits.",
            );
        }
    }
}

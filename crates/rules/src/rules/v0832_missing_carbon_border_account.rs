use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given, is_of_type};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The account of an authorised declarant of the carbon border adjustment (Y128) has its number.
    ///
    /// Source: Regulation (EU) 2023/956; Belgian and Danish data sets.
    V0832: "Missing account of the carbon border adjustment", Error, ["import"]
        { territories: ["Union"] } from "2026-01-01" certain B is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        if is_of_type(&paper.category, &paper.r#type, "Y128") && given(&paper.ref_num).is_none() {
            let field = place.field(path!(AdditionalDocument: "refNum"));
            report.find(
                field,
                "Give the number, such as CBAM-DK-2026-AAA12345678901.",
            );
        }
    }
}

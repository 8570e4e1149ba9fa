use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Status XW is not for these documents.
    ///
    /// Source: press on CDS release 4.8.0.
    V0869: "Status does not fit the document", Error, ["import", "export"]
        { systems: ["uk_cds"] } from "2025-06-14" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        let code = eu_type(&paper.category, &paper.r#type);
        let is_meant = ["C601", "C019", "C516"].contains(&code.as_str());
        let status = given(&paper.status_code);
        if is_meant && status.is_some_and(|status| ["XW"].contains(&status)) {
            let field = place.field(path!(AdditionalDocument: "statusCode"));
            report.find(field, format!("Give another status of {code}."));
        }
    }
}

use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Status XA and XB is not for these documents.
    ///
    /// Source: press on CDS release 5.1.0.2.
    V0872: "Status does not fit the document", Error, ["import", "export"]
        { systems: ["uk_cds"] } from "2026-04-29" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, paper) in document.additional_documents() {
        let code = eu_type(&paper.category, &paper.r#type);
        let is_meant = ["920C"].contains(&code.as_str());
        let status = given(&paper.status_code);
        if is_meant && status.is_some_and(|status| ["XA", "XB"].contains(&status)) {
            let field = place.field(path!(AdditionalDocument: "statusCode"));
            report.find(field, format!("Give another status of {code}."));
        }
    }
}

use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom the documents of some status codes (UA, UE, UP, US, XX, XW) come
    /// with the reason for the status. Of UA and XX the number of the document may be the reason
    /// (published scenarios TT_IM030a and TT_EX010a).
    ///
    /// Source: The published list of document status codes; CDS declaration completion guide,
    /// 2/3.
    V0809: "Missing reason of a document", Error,
        ["import", "export"] { territories: ["UK"] } is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, supporting) in document.additional_documents() {
        let status = given(&supporting.status_code);
        if let Some(code) = status
            && ["UA", "UE", "UP", "US", "XX", "XW"].contains(&code)
            && given(&supporting.status_reason).is_none()
            && !(numbers_suffice(code) && given(&supporting.ref_num).is_some())
        {
            let advice = format!("Say why: a document with status {code} has a reason.");
            report.find(
                place.field(path!(AdditionalDocument: "statusReason")),
                advice,
            );
        }
    }
}

fn numbers_suffice(status: &str) -> bool {
    ["UA", "XX"].contains(&status)
}

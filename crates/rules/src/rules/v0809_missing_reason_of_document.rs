use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom the documents of some status codes (UA, UE, UP, US, XX, XW) come
    /// with the reason for the status.
    ///
    /// Source: The published list of document status codes; CDS declaration completion guide,
    /// 2/3.
    V0809: "Missing reason of a document", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if context.jurisdiction != "GB" {
        return;
    }
    for (place, supporting) in document.additional_documents() {
        let status = given(&supporting.status_code);
        if let Some(code) = status
            && ["UA", "UE", "UP", "US", "XX", "XW"].contains(&code)
            && given(&supporting.status_reason).is_none()
        {
            let advice = format!("Say why: a document with status {code} has a reason.");
            report.find(place.field("statusReason"), advice);
        }
    }
}

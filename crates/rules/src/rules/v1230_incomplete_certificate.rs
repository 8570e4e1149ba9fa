use cas_model::path;

use crate::reading::given;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A document has a type, a description or a reference at least; one with a type has a
    /// reference.
    ///
    /// Source: EMCS conditions C006 and C202.
    V1230: "Incomplete document", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, supporting) in document.additional_documents.iter().enumerate() {
        let kind = given(&supporting.r#type).is_some();
        let reference = given(&supporting.ref_num).is_some();
        let words = given(&supporting.complement).is_some();
        if !reference && (kind || !words) {
            let advice = "Give the number of the document.";
            report.find(path!("additionalDocuments[].refNum").at(&[index]), advice);
        }
    }
}

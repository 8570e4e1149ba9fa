use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A document has a type of four characters (category and type) and a reference number; a
    /// mere reference (category Y) may go without number. In the United Kingdom so may a document
    /// with a status or the reason for it (published scenarios TT_IM008a and TT_EX055a: waivers).
    ///
    /// Source: CC015C, supporting document and additional reference; CDS declaration completion
    /// guide, 2/3.
    V0806: "Incomplete document", Error, ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, supporting) in document.additional_documents() {
        let (category, code) = (given(&supporting.category), given(&supporting.r#type));
        let length = |text: Option<&str>| text.map_or(0, |text| text.chars().count());
        if ![length(code), length(category) + length(code)].contains(&4) || code.is_none() {
            report.find(
                place.field(path!(AdditionalDocument: "type")),
                "Give category and type, such as N and 380.",
            );
        }
        let is_reference = category.or(code).is_some_and(|text| text.starts_with('Y'));
        let has_status =
            given(&supporting.status_code).is_some() || given(&supporting.status_reason).is_some();
        let is_waived = context.is_in("UK") && has_status;
        if given(&supporting.ref_num).is_none() && !is_reference && !is_waived {
            report.find(
                place.field(path!(AdditionalDocument: "refNum")),
                "Give the reference number.",
            );
        }
    }
}

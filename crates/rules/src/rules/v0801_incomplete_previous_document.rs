use cas_model::document::PreviousDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A previous document has a type and a reference number.
    ///
    /// Source: CC015C, previous document.
    V0801: "Incomplete previous document", Error, ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (place, previous) in document.previous_documents() {
        if given(&previous.r#type).is_none() {
            report.find(
                place.field(path!(PreviousDocument: "type")),
                "Give the type, such as N830 or NMRN.",
            );
        }
        if given(&previous.ref_num).is_none() {
            report.find(
                place.field(path!(PreviousDocument: "refNum")),
                "Give the reference number.",
            );
        }
    }
}

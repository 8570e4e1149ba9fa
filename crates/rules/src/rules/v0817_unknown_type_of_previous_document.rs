use cas_model::document::PreviousDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the United Kingdom the type of a previous document is one of the published list, where
    /// that is loaded, or a DUCR (DCR), which the list leaves out and nearly every published
    /// declaration has.
    ///
    /// Source: The published list documentTypes of CDS; declaration completion guide, 2/1.
    V0817: "Unknown type of previous document", Error,
        ["import", "export"] { territories: ["UK"] }, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, previous) in document.previous_documents() {
        if let Some(code) = given(&previous.r#type)
            && code != "DCR"
            && context.refuses("documentTypes", code)
        {
            let advice = format!("{code} is not in the list; give MCR, 337, …");
            report.find(place.field(path!(PreviousDocument: "type")), advice);
        }
    }
}

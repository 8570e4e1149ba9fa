use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the Union the unit of what is written off a document is one of code list CL349, where
    /// that is loaded.
    ///
    /// Source: Code list CL349; Annex B to Delegated Regulation (EU) 2015/2446, data element 12
    /// 03 005.
    V0818: "Unknown unit of a write-off", Warning, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    if context.is_in("UK") {
        return;
    }
    for (place, supporting) in document.additional_documents() {
        let write_off = supporting.write_off.as_deref();
        if let Some(code) = write_off.and_then(|it| given(&it.unit))
            && context.refuses("CL349", code)
        {
            let advice = format!("{code} is not in code list CL349; give KGM, NAR, …");
            report.find(
                place.field(path!(AdditionalDocument: "writeOff.unit")),
                advice,
            );
        }
    }
}

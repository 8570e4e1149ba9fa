use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A document counts on the day of the declaration: its first day of validity is not after
    /// it, its last day not before.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 03 011.
    V0810: "Document is not valid on the day", Warning, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, supporting) in document.additional_documents() {
        if let Some(last) = supporting.valid_to.filter(|day| *day < context.day) {
            let advice = format!("It ended on {last}; give one that is in force.");
            report.find(place.field(path!(AdditionalDocument: "validTo")), advice);
        }
        if let Some(first) = supporting.valid_from.filter(|day| *day > context.day) {
            let advice = format!("It begins on {first}; give one that is in force.");
            report.find(place.field(path!(AdditionalDocument: "validFrom")), advice);
        }
    }
}

use cas_model::document::AdditionalDocument;
use cas_model::path;

use crate::reading::{Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In the Union the type of a supporting document, a reference or a transport document is one
    /// of the lists CL213, CL380 and CL754, where those are loaded. A warning: the tariff and
    /// member states know more.
    ///
    /// Source: Code lists CL213, CL380 and CL754; Annex B to Delegated Regulation (EU) 2015/2446,
    /// data element 12 03 002.
    V0816: "Unknown type of document", Warning, ["import", "export"], check
}

const LISTS: &[&str] = &["CL213", "CL380", "CL754"];

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_loaded = |list: &&str| context.code_lists.is_loaded(list);
    if context.is_in("UK") || !LISTS.iter().all(is_loaded) {
        return;
    }
    for (place, supporting) in document.additional_documents() {
        let code = eu_type(&supporting.category, &supporting.r#type);
        if given(&supporting.r#type).is_some()
            && LISTS.iter().all(|list| context.refuses(list, &code))
        {
            let advice = format!("{code} is in none of the lists; compare it with the tariff.");
            report.find(place.field(path!(AdditionalDocument: "type")), advice);
        }
    }
}

use crate::reading::{Reading, eu_type, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The type of a previous document is one of code list CL214, or N830 for an export
    /// declaration.
    ///
    /// Source: code lists CL214 and CL228.
    V0802: "Invalid type of previous document", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, previous) in document.previous_documents() {
        if given(&previous.r#type).is_none() {
            continue;
        }
        let code = eu_type(&previous.category, &previous.r#type);
        if context.refuses("CL214", &code) && context.refuses("CL228", &code) {
            let advice = format!("{code} is not in code list CL214; give N830, NMRN, N337, …");
            report.find(place.field("type"), advice);
        }
    }
}

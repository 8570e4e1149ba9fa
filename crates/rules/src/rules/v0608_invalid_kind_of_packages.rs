use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The kind of packages is one of code list CL017 (UN/ECE Recommendation 21).
    ///
    /// Source: code list CL017.
    V0608: "Missing or invalid kind of packages", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, packaging) in document.packagings() {
        if given(&packaging.r#type).is_none_or(|code| context.refuses("CL017", code)) {
            let advice = "Give a kind of code list CL017: CT carton, PX pallet, …";
            report.find(place.field("type"), advice);
        }
    }
}

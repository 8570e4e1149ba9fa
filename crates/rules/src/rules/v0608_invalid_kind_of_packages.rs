use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The kind of packages is one of code list CL017 (UN/ECE Recommendation 21).
    ///
    /// Source: code list CL017.
    V0608: "Missing or invalid kind of packages", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, packaging) in document.packagings() {
        // Consignments of low value only count their packages.
        let refused = match given(&packaging.r#type) {
            Some(code) => context.refuses("CL017", code),
            None => !context.is("H7"),
        };
        if refused {
            let advice = "Give a kind of code list CL017: CT carton, PX pallet, …";
            report.find(place.field("type"), advice);
        }
    }
}

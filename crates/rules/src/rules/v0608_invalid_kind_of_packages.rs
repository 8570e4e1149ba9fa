use cas_model::document::Packaging;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The kind of packages is one of code list CL017 (UN/ECE Recommendation 21). Consignments of
    /// low value and internal market movements only count their packages (data sets H7 and H8);
    /// so do goods grouped under the import scheme (F48) and supplementary declarations to the
    /// United Kingdom (published scenario TT_IM207a).
    ///
    /// Source: code list CL017.
    V0608: "Missing or invalid kind of packages", Error,
        ["transit", "import", "export", "excise"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let is_grouped = || {
        let mut all = document.procedures();
        context.is_in("UK") && all.any(|(_, procedure)| procedure.adds(&["F48"]))
    };
    let only_counted = ["H7", "H8", "C21i"].contains(&context.declaration_type)
        || context.is_british_supplementary(document)
        || is_grouped();
    for (place, packaging) in document.packagings() {
        let refused = match given(&packaging.r#type) {
            Some(code) => context.refuses("CL017", code),
            None => !only_counted,
        };
        if refused {
            let advice = "Give a kind of code list CL017: CT carton, PX pallet, …";
            report.find(place.field(path!(Packaging: "type")), advice);
        }
    }
}

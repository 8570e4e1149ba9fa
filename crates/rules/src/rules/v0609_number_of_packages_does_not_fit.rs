use cas_model::document::Packaging;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Packages are counted, except bulk goods (code list CL181).
    ///
    /// Source: condition C0060.
    V0609: "Number of packages does not fit their kind", Error,
        ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, packaging) in document.packagings() {
        let Some(code) = given(&packaging.r#type).filter(|code| context.holds("CL017", code))
        else {
            continue;
        };
        let advice = match (context.holds("CL181", code), packaging.quantity) {
            (true, Some(_)) => "Remove it; bulk goods have no number of packages.",
            (false, None) => "Give the number of packages.",
            (true, None) | (false, Some(_)) => continue,
        };
        report.find(place.field(path!(Packaging: "quantity")), advice);
    }
}

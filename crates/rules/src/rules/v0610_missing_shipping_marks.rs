use cas_model::document::Packaging;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Packages have shipping marks, except bulk (code list CL181) and unpacked goods (CL182).
    ///
    /// Source: condition C0060.
    V0610: "Missing shipping marks", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, packaging) in document.packagings() {
        let Some(code) = given(&packaging.r#type).filter(|code| context.holds("CL017", code))
        else {
            continue;
        };
        let optional = context.holds("CL181", code) || context.holds("CL182", code);
        if !optional && given(&packaging.shipping_marks).is_none() {
            let advice = "Give the marks on the packages, or say that they have none.";
            report.find(place.field(path!(Packaging: "shippingMarks")), advice);
        }
    }
}

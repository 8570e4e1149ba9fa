use cas_model::document::Packaging;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that are packed together with another item have zero packages; unpacked goods cannot
    /// (code list CL182).
    ///
    /// Source: rule R0220.
    V0611: "Unpacked goods without number", Error, ["transit"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (place, packaging) in document.packagings() {
        let unpacked = given(&packaging.r#type).is_some_and(|code| context.holds("CL182", code));
        if unpacked && packaging.quantity == Some(0) {
            report.find(
                place.field(path!(Packaging: "quantity")),
                "Give the number of pieces.",
            );
        }
    }
}

use crate::reading::{Reading, given, item, item_field, procedure};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Clearance requests with additional procedure 61T follow from a document of type 952 (TIR carnet).
    ///
    /// Source: press on CDS release 5.2.0.
    V0867: "Missing TIR carnet", Error, ["C21i", "C21e"]
        { systems: ["uk_cds"], additional_types: ["J", "K"] } from "2026-07-04" certain B is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut previous = document.previous_documents();
    if previous.any(|(_, it)| given(&it.r#type).is_some_and(|code| code.ends_with("952"))) {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        if procedure(item).is_some_and(|it| it.adds(&["61T"])) {
            let field = item_field(index, item!("previousDocuments"));
            report.find(field, "Give the carnet as previous document of type 952.");
        }
    }
}

use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In a mixed consignment (`T`) every item has its own type of code list CL232; in any other
    /// transit no item has one.
    ///
    /// Source: condition C0045; code list CL232.
    V0613: "Declaration type of the item does not fit", Error, ["transit"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let mixed = document.declares(&["T"]);
    for (index, item) in document.items().iter().enumerate() {
        let advice = match (mixed, given(&item.decl_type)) {
            (true, None) => "Give T1, T2 or T2F for this item.",
            (true, Some(code)) if context.refuses("CL232", code) => {
                "Give a type of code list CL232: T1, T2, T2F or T2SM."
            }
            (false, Some(_)) => "Remove it, or declare a mixed consignment (T).",
            (true, Some(_)) | (false, None) => continue,
        };
        report.find(item_field(index, item!("declType")), advice);
    }
}

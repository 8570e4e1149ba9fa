use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every item says how it is packed; `NE` for goods that are not.
    ///
    /// Source: CC015C, packaging is required.
    V0607: "Missing packaging", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        if item.packagings.is_empty() {
            let advice = "Give kind, number and marks of the packages.";
            report.find(item_field(index, item!("packagings")), advice);
        }
    }
}

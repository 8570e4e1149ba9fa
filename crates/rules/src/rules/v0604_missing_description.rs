use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Every item is described in words.
    ///
    /// Source: CC015C, description of goods is required.
    V0604: "Missing description of goods", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let commodity = item.commodity.as_deref();
        if commodity.is_none_or(|commodity| given(&commodity.description).is_none()) {
            let advice = "Say what the goods are, in words that identify them.";
            report.find(item_field(index, item!("commodity.description")), advice);
        }
    }
}

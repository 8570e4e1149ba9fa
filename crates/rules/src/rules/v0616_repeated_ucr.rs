use crate::reading::{Reading, has_reference, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// When the whole shipment has a unique consignment reference, its items have none.
    ///
    /// Source: condition C0502.
    V0616: "UCR on two levels", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if !has_reference(document.shipment_ucr()) {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        if has_reference(item.ucr.as_deref()) {
            let advice = "Remove it here, or from the shipment and give it for each item.";
            report.find(item_field(index, item!("ucr.traderReference")), advice);
        }
    }
}

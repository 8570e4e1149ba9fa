use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// When the whole shipment has a country of dispatch, its items have none.
    ///
    /// Source: condition C0909.
    V0321: "Country of dispatch on two levels", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document
        .shipment()
        .is_none_or(|shipment| given(&shipment.export_country).is_none())
    {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        if given(&item.export_country).is_some() {
            let advice = "Remove it here, or from the shipment and give it for each item.";
            report.find(item_field(index, item!("exportCountry")), advice);
        }
    }
}

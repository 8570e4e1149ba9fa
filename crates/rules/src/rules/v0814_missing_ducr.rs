use cas_model::path;

use crate::reading::{Reading, given, has_reference};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An export of the United Kingdom has a declaration's unique consignment reference: in ucr
    /// or as previous document DCR.
    ///
    /// Source: CDS declaration completion guide, 2/1: a DUCR identifies every export.
    V0814: "Missing DUCR", Error, ["export"] { territories: ["UK"] } is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if has_reference(document.shipment_ucr()) {
        return;
    }
    let mut previous = document.previous_documents();
    let in_items = document.items();
    let of_items = in_items
        .iter()
        .all(|item| has_reference(item.ucr.as_deref()));
    let has_ducr = previous.any(|(_, it)| given(&it.r#type) == Some("DCR"))
        || (of_items && !in_items.is_empty());
    if !has_ducr {
        let advice = "Give the DUCR, such as 6GB123456789000-ORDER7.";
        report.find(path!("ucr.traderReference"), advice);
    }
}

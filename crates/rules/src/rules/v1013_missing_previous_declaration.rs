use crate::facts::SPECIAL;
use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that come from a special procedure name the declaration that placed them there, as
    /// previous document.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 01; CDS
    /// declaration completion guide, 2/1.
    V1013: "Missing declaration of the previous procedure", Error,
        ["import", "export"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document.shipment_previous_documents().next().is_some() {
        return;
    }
    for (index, procedure) in document.procedures() {
        let has_own = !document.items()[index].previous_documents.is_empty();
        if SPECIAL.contains(&procedure.previous) && !has_own {
            let advice = format!("Name the declaration of procedure {}.", procedure.previous);
            report.find(item_field(index, item!("previousDocuments")), advice);
        }
    }
}

use crate::reading::{Reading, given, item, item_field, procedure};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Inward processing with additional procedure F44 says by which method its goods are valued.
    ///
    /// Source: press on CDS release 5.2.0.
    V1124: "Missing valuation method of processed goods", Error, ["H4"]
        { systems: ["uk_cds"], additional_types: ["A", "D", "Y", "Z"] }
        from "2026-07-04" certain B is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let of_shipment = document
        .shipment()
        .and_then(|it| it.customs_valuation.as_deref());
    if of_shipment.is_some_and(|it| given(&it.valuation_method).is_some()) {
        return;
    }
    for (index, item) in document.items().iter().enumerate() {
        let own = item.customs_valuation.as_deref();
        let has_method = own.is_some_and(|it| given(&it.valuation_method).is_some());
        if !has_method && procedure(item).is_some_and(|it| it.adds(&["F44"])) {
            let field = item_field(index, item!("customsValuation.valuationMethod"));
            report.find(field, "Give 1 to 6.");
        }
    }
}

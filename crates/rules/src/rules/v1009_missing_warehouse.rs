use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that are placed in a customs warehouse, or come from one (71, 76, 77), name it with
    /// its type and its identifier.
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 11; CDS
    /// declaration completion guide, 2/7.
    V1009: "Missing warehouse", Error, ["import", "export"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    const WAREHOUSING: &[&str] = &["71", "76", "77"];
    let mut procedures = document.procedures();
    if !procedures.any(|(_, procedure)| procedure.touches(WAREHOUSING)) {
        return;
    }
    let warehouse = document
        .shipment()
        .and_then(|shipment| shipment.warehouse.as_deref());
    for (name, field, value) in [
        (
            "type",
            path!("goodsShipment.warehouse.type"),
            warehouse.map(|it| &it.r#type),
        ),
        (
            "identifier",
            path!("goodsShipment.warehouse.identifier"),
            warehouse.map(|it| &it.identifier),
        ),
    ] {
        if value.and_then(given).is_none() {
            let advice = format!("Give the {name} of the warehouse.");
            report.find(field, advice);
        }
    }
}

use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A warehouse is public (R of type I, S of type II, T of type III), private (U), a store for
    /// temporary storage (V), an own one (Y) or another (Z).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data element 12 11 002; CDS
    /// declaration completion guide, 2/7.
    V1010: "Invalid type of warehouse", Error, ["import", "export"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let warehouse = document
        .shipment()
        .and_then(|shipment| shipment.warehouse.as_deref());
    if let Some(code) = warehouse.and_then(|warehouse| given(&warehouse.r#type))
        && !["R", "S", "T", "U", "V", "Y", "Z"].contains(&code)
    {
        let advice = format!("{code} is no type; give R, S, T, U, V, Y or Z.");
        report.find(path!("goodsShipment.warehouse.type"), advice);
    }
}

use cas_model::path;

use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods are exported to a country outside the customs territory. Dispatch to special fiscal
    /// territories is a declaration of its own (B4).
    ///
    /// Source: Article 269 of Regulation (EU) No 952/2013; Annex B, data element 16 03; code list
    /// CL010.
    V0312: "Export within the customs territory", Error, ["B1", "B2", "C1"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    const ADVICE: &str = "Give a country outside the customs territory.";
    let is_inside = |country: &str| match context.jurisdiction {
        // From Northern Ireland to Great Britain or to the Union (published scenarios TT_EX013a
        // and TT_EX055a).
        "GB" | "XI" => country == context.jurisdiction,
        union => context.holds("CL010", union) && context.holds("CL010", country),
    };
    if let Some(shipment) = document.shipment()
        && given(&shipment.destination).is_some_and(is_inside)
    {
        report.find(path!("goodsShipment.destination"), ADVICE);
    }
    for (index, item) in document.items().iter().enumerate() {
        if given(&item.destination).is_some_and(is_inside) {
            report.find(item_field(index, item!("destination")), ADVICE);
        }
    }
}

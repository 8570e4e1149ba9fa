use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The consignor is known by its excise number.
    ///
    /// Source: EMCS rule R044; functional specification, IE815, 2a.
    V1240: "Missing excise number of the consignor", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let consignor = document
        .shipment()
        .and_then(|shipment| shipment.consignor.as_deref());
    let Some(consignor) = consignor else {
        return;
    };
    let number = consignor.identifier("Excise");
    if number.is_none_or(|number| number.trim().is_empty()) {
        let advice = "Give it as reference of type Excise.";
        report.find(
            path!("goodsShipment.consignor.businessPartnerReference"),
            advice,
        );
    }
}

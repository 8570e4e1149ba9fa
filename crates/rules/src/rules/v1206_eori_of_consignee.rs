use cas_model::document::Party;
use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Only the consignee of an export (6) has an EORI in a movement of excise goods.
    ///
    /// Source: EMCS condition C180.
    V1206: "EORI of a consignee that is not one of an export", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let consignee = document
        .shipment()
        .and_then(|shipment| shipment.consignee.as_deref());
    let destination = document.movement().destination();
    if consignee.and_then(Party::eori).is_some() && !["", "6"].contains(&destination) {
        let advice = "Remove the EORI; only consignees of exports have one.";
        report.find(
            path!("goodsShipment.consignee.businessPartnerReference"),
            advice,
        );
    }
}

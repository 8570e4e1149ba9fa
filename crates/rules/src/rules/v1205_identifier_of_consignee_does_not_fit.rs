use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A consignee is known by its excise number, or by the reference of its temporary
    /// authorisation; one of an export may have a VAT number, an exempted one (5) has none.
    ///
    /// Source: EMCS condition C010, rule R045.
    V1205: "Identifier of the consignee does not fit the destination", Error,
        ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let consignee = document
        .shipment()
        .and_then(|shipment| shipment.consignee.as_deref());
    let Some(consignee) = consignee else {
        return;
    };
    let is_there = consignee
        .identifier("Excise")
        .is_some_and(|code| !code.trim().is_empty());
    let advice = match document.movement().destination() {
        "1" | "2" | "3" | "4" | "9" | "10" if !is_there => "Give it as reference of type Excise.",
        "5" if is_there => "Remove it: an exempted consignee has none.",
        _ => return,
    };
    report.find(
        path!("goodsShipment.consignee.businessPartnerReference"),
        advice,
    );
}

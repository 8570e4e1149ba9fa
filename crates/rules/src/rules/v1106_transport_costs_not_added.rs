use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// When the seller does not bring the goods to the territory (EXW, FCA, FAS, FOB), the costs
    /// of transport up to it are part of the customs value: as addition AK (or AS, AV, AW) of an
    /// item or of the shipment, or as freight charges of the shipment.
    ///
    /// Source: Articles 71(1)(e) of Regulation (EU) No 952/2013 and 138 of Implementing
    /// Regulation (EU) 2015/2447.
    V1106: "Costs of transport are not added", Warning, ["H1"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    let terms = shipment.trade_terms.as_deref();
    let code = terms
        .and_then(|terms| given(&terms.terms_code))
        .unwrap_or("");
    let valuation = shipment.customs_valuation.as_deref();
    let method = valuation.and_then(|valuation| given(&valuation.valuation_method));
    if !["EXW", "FCA", "FAS", "FOB"].contains(&code) || method != Some("1") {
        return;
    }
    let has_charges = valuation.is_some_and(|valuation| valuation.freight_charges.is_some());
    let mut additions = document
        .items()
        .iter()
        .flat_map(|item| &item.valuation_adjustments)
        .chain(&shipment.valuation_adjustments)
        .filter_map(|adjustment| given(&adjustment.code));
    if !has_charges && !additions.any(|code| ["AK", "AS", "AV", "AW"].contains(&code)) {
        let advice = format!("Add the costs of transport: the price is {code}.");
        report.find(
            path!("goodsShipment.customsValuation.freightCharges"),
            advice,
        );
    }
}

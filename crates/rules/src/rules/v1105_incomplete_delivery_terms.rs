use cas_model::document::TradeTerms;
use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Delivery terms have a code and a place: a UN/LOCODE, or the name of the place with its
    /// country. To the United Kingdom the name alone will do (published scenario TT_IM202a).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 14 01 035 to 14 01
    /// 037; CDS declaration completion guide, 4/1.
    V1105: "Incomplete delivery terms", Error, ["import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let terms = document
        .shipment()
        .and_then(|shipment| shipment.trade_terms.as_deref());
    // A type without delivery terms has no use for more of them.
    let Some(terms) = terms.filter(|terms| **terms != TradeTerms::default()) else {
        return;
    };
    if context.is("H7") {
        return;
    }
    let place = given(&terms.place);
    let is_locode = |text: &str| {
        let mut bytes = text.bytes();
        text.len() == 5 && bytes.all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let needs_country = place.is_some_and(|text| !is_locode(text)) && !context.is_in("UK");
    for (field, is_there) in [
        (
            path!("goodsShipment.tradeTerms.termsCode"),
            given(&terms.terms_code).is_some(),
        ),
        (path!("goodsShipment.tradeTerms.place"), place.is_some()),
        (
            path!("goodsShipment.tradeTerms.country"),
            given(&terms.country).is_some() || !needs_country,
        ),
    ] {
        if !is_there {
            let advice = "Give it: delivery terms are a code and a place.";
            report.find(field, advice);
        }
    }
}

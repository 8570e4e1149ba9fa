use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Delivery terms are an Incoterms code, or XXX with the terms in words.
    ///
    /// Source: Incoterms 2010 and 2020; Annex B to Delegated Regulation (EU) 2015/2446, data
    /// element 14 01 035.
    V1104: "Invalid delivery terms", Error, ["import", "export"], check
}

const TERMS: &[&str] = &[
    "CFR", "CIF", "CIP", "CPT", "DAF", "DAP", "DAT", "DDP", "DDU", "DEQ", "DES", "DPU", "EXW",
    "FAS", "FCA", "FOB", "XXX",
];

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let terms = document
        .shipment()
        .and_then(|shipment| shipment.trade_terms.as_deref());
    if let Some(code) = terms.and_then(|terms| given(&terms.terms_code))
        && !TERMS.contains(&code)
    {
        let advice = format!("{code} is none; give FCA, DAP, … or XXX with the terms in words.");
        report.find(path!("goodsShipment.tradeTerms.termsCode"), advice);
    }
}

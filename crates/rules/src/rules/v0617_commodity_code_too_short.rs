use crate::reading::{Reading, items, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An import has the ten digits of the integrated tariff, an export the eight of the Combined
    /// Nomenclature; a simplified import and a consignment of low value have six at least. The
    /// United Kingdom takes eight for customs warehousing (published scenario TT_IM012a).
    ///
    /// Source: Annex B to Delegated Regulation (EU) 2015/2446, data elements 18 09 056 to 18 09
    /// 058; CDS declaration completion guide, 6/14 and 6/15.
    V0617: "Commodity code is too short", Error, ["import", "export"], check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let digits = match context.declaration_type {
        "H2" if context.is_in("UK") => 8,
        "H1" | "H2" | "H3" | "H4" | "H5" => 10,
        "B1" | "B2" | "B3" | "B4" | "C1" => 8,
        _ => 6,
    };
    for (index, item) in document.items().iter().enumerate() {
        if let Some((at, code)) = tariff_code(item)
            && code.len() < digits
        {
            let advice = format!("Give {digits} digits at least.");
            let field = items!("commodity.classifications[].code").at(&[index, at]);
            report.find(field, advice);
        }
    }
}

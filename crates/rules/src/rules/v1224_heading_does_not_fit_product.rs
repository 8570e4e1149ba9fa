use crate::reading::{Reading, excise_code, items, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The code of the Combined Nomenclature is one that falls under the excise product: 2203 or
    /// 2206 for beer, 2710 for gas oil. Other products with ethyl alcohol (S500) may have any.
    ///
    /// Source: EMCS rule R211; reference data E200.
    V1224: "Commodity code does not fit the excise product", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let (Some((product, Some(known))), Some((at, code))) =
            (excise_code(item), tariff_code(item))
        else {
            continue;
        };
        let mut headings = known.headings.iter();
        if !known.headings.is_empty() && !headings.any(|heading| code.starts_with(heading)) {
            let field = items!("commodity.classifications[].code").at(&[index, at]);
            let advice = format!("{product} is {}; correct one.", known.headings.join(", "));
            report.find(field, advice);
        }
    }
}

use crate::reading::{Reading, excise_code, item, item_field, tariff_code};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Wine (W200, W300 of heading 2204) says its category, and no other product does.
    ///
    /// Source: Article 9 of Delegated Regulation (EU) 2018/273; EMCS functional specification,
    /// IE815, 17.2.
    V1226: "Description of wine does not fit the product", Warning, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let Some((code, Some(product))) = excise_code(item) else {
            continue;
        };
        let excise = item.excise_product.as_deref();
        let is_described = excise.is_some_and(|excise| excise.wine.is_some());
        let is_grape = tariff_code(item).is_some_and(|(_, code)| code.starts_with("2204"));
        let advice = match (product.is_wine() && is_grape, is_described) {
            (true, false) => "Give the category of the wine.".to_owned(),
            (false, true) if !is_grape => format!("Remove it: {code} is no wine."),
            (true, true) | (false, _) => continue,
        };
        report.find(item_field(index, item!("exciseProduct.wine")), advice);
    }
}

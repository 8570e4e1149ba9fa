use rust_decimal::Decimal;

use crate::reading::{Reading, excise_code, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Energy products that are measured in litres have a density at 15 °C, in kilograms per
    /// cubic metre; other products have none.
    ///
    /// Source: EMCS condition C049; reference data BC36.
    V1223: "Density does not fit the product", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let Some((code, Some(product))) = excise_code(item) else {
            continue;
        };
        let excise = item.excise_product.as_deref();
        let density = excise.and_then(|excise| excise.density);
        let advice = match density {
            None if product.has_density => format!("Give it: {code} has one."),
            Some(_) if !product.has_density => format!("Remove it: {code} has none."),
            Some(density) if density <= Decimal::ZERO => "Give it above zero.".to_owned(),
            Some(_) | None => continue,
        };
        report.find(item_field(index, item!("exciseProduct.density")), advice);
    }
}

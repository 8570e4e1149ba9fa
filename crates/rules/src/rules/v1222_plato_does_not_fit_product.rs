use rust_decimal::Decimal;

use crate::reading::{Reading, excise_code, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Only beer (B000) has a degree Plato, and it is more than zero.
    ///
    /// Source: EMCS condition C048, rule R232; reference data BC36.
    V1222: "Degree Plato does not fit the product", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let excise = item.excise_product.as_deref();
        let Some(degree) = excise.and_then(|excise| excise.degree_plato) else {
            continue;
        };
        let Some((code, Some(product))) = excise_code(item) else {
            continue;
        };
        let advice = match product.has_plato {
            false => format!("Remove it: {code} has none."),
            true if degree <= Decimal::ZERO => "Give a degree above zero.".to_owned(),
            true => continue,
        };
        report.find(
            item_field(index, item!("exciseProduct.degreePlato")),
            advice,
        );
    }
}

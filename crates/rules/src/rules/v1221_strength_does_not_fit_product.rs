use rust_decimal::Decimal;

use crate::reading::{Reading, excise_code, item, item_field};

use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Beer, wine, intermediate products and spirits have an alcoholic strength from 0.5 to 100
    /// percent by volume; other products have none. Beer may say its degree Plato alone.
    ///
    /// Source: EMCS conditions C047 and C152, rule R237; reference data BC36.
    V1221: "Alcoholic strength does not fit the product", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let Some((code, Some(product))) = excise_code(item) else {
            continue;
        };
        let excise = item.excise_product.as_deref();
        let strength = excise.and_then(|excise| excise.alcoholic_strength);
        let has_plato = excise.is_some_and(|excise| excise.degree_plato.is_some());
        let least = Decimal::new(5, 1);
        let advice = match strength {
            None if product.has_strength && !has_plato => format!("Give it: {code} has one."),
            Some(_) if !product.has_strength => format!("Remove it: {code} has none."),
            Some(strength) if strength < least || strength > Decimal::ONE_HUNDRED => {
                "Give percent by volume, from 0.5 to 100.".to_owned()
            }
            Some(_) | None => continue,
        };
        report.find(
            item_field(index, item!("exciseProduct.alcoholicStrength")),
            advice,
        );
    }
}

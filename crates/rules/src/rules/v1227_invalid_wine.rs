use cas_model::KnownPath;

use crate::reading::{Reading, given, item, item_field, items};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Wine has a category from 1 to 5; imported wine (4), and no other, its third country of
    /// origin. Growing zones are of list BC40, operations of list BC41.
    ///
    /// Source: EMCS condition C045; technical code list TC38, reference data BC40 and BC41.
    V1227: "Invalid description of wine", Error, ["excise"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let excise = item.excise_product.as_deref();
        let Some(wine) = excise.and_then(|excise| excise.wine.as_deref()) else {
            continue;
        };
        let field = |name: KnownPath| item_field(index, name);
        let category = given(&wine.category).unwrap_or("");
        if !["1", "2", "3", "4", "5"].contains(&category) {
            report.find(
                field(item!("exciseProduct.wine.category")),
                "Give a category from 1 to 5.",
            );
        }
        match (category, given(&wine.third_country)) {
            ("4", None) => report.find(
                field(item!("exciseProduct.wine.thirdCountry")),
                "Give where it comes from.",
            ),
            ("4", Some(_)) | (_, None) => {}
            (_, Some(_)) => {
                report.find(
                    field(item!("exciseProduct.wine.thirdCountry")),
                    "Remove it: only imported wine has one.",
                );
            }
        }
        if given(&wine.growing_zone).is_some_and(|code| context.refuses("BC40", code)) {
            report.find(
                field(item!("exciseProduct.wine.growingZone")),
                "Give a zone of BC40: 1 A, 2 B, 3 C I, …",
            );
        }
        for (at, operation) in wine.operations.iter().enumerate() {
            if given(&operation.code).is_none_or(|code| context.refuses("BC41", code)) {
                let advice = "Give an operation of BC41: 0 none, 1 enriched, …";
                report.find(
                    items!("exciseProduct.wine.operations[].code").at(&[index, at]),
                    advice,
                );
            }
        }
    }
}

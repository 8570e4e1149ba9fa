use cas_model::document::Packaging;
use cas_model::path;
use std::collections::HashSet;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods without packages of their own (0) have shipping marks, and another package of the
    /// movement with packages has the same.
    ///
    /// Source: EMCS condition C203, rule R251.
    V1229: "No packages, and packed with no other product", Error, ["excise"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let mut others: Option<HashSet<&str>> = None;
    for (place, packaging) in document.packagings() {
        if packaging.quantity != Some(0) {
            continue;
        }
        let others = others.get_or_insert_with(|| {
            let packagings = document.packagings();
            let packed = packagings.filter(|(_, it)| it.quantity.is_some_and(|count| count > 0));
            packed
                .filter_map(|(_, it)| given(&it.shipping_marks))
                .collect()
        });
        let marks = given(&packaging.shipping_marks);
        if !marks.is_some_and(|marks| others.contains(marks)) {
            let advice = "Give the marks of the packages that hold these goods.";
            report.find(place.field(path!(Packaging: "shippingMarks")), advice);
        }
    }
}

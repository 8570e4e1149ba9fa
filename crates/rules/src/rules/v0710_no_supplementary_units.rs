use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A quantity in supplementary units is more than nothing; where there is none it is left out. A
    /// declaration that was lodged before with 0 fails when the goods are presented.
    ///
    /// Source: Danish customs, DMS release 2.2.7.
    V0710: "Quantity of nothing in supplementary units", Error, ["import", "export"]
        { territories: ["DK"] } from "2026-09-12", check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    for (index, item) in document.items().iter().enumerate() {
        let measure = item.goods_measure.as_deref();
        if measure
            .and_then(|it| it.sup_qty)
            .is_some_and(|quantity| quantity.is_zero())
        {
            let field = item_field(index, item!("goodsMeasure.supQty"));
            report.find(field, "Leave it out, or give the quantity.");
        }
    }
}

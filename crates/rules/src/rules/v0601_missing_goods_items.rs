use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A declaration has at least one goods item.
    ///
    /// Source: CC015C, consignment item is required.
    V0601: "Missing goods items", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    if document.items().is_empty() {
        report.find(
            path!("goodsShipment.governmentAgencyGoodsItems"),
            "Add at least one item.",
        );
    }
}

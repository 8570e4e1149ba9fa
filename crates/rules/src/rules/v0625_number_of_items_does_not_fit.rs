use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// The number of goods items that a declaration to CDS says is the number that it has.
    ///
    /// Source: CDS error code CDS11003; declaration completion guide, 1/9.
    V0625: "Number of goods items does not fit", Error,
        ["import", "export"] { systems: ["uk_cds"] }, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let count = document.items().len();
    let said = document.goods_item_quantity;
    if count > 0 && said.is_some_and(|said| usize::try_from(said).ok() != Some(count)) {
        let advice = format!("Give {count}, or leave it out.");
        report.find(path!("goodsItemQuantity"), advice);
    }
}

use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A declaration has at most 999 goods items.
    ///
    /// Source: CC015C, consignment item 999x; Annex B, title I, 999 items; IE815, body 999x.
    V0602: "Too many goods items", Error, ["transit", "import", "export", "excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let count = document.items().len();
    if count > 999 {
        let advice = format!("{count} items are more than 999; make several declarations.");
        report.find(path!("goodsShipment.governmentAgencyGoodsItems"), advice);
    }
}

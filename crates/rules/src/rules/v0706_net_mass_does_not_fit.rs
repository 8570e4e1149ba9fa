use crate::reading::{Reading, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Goods that follow an export declaration (N830) have a net mass; other goods in the reduced
    /// dataset have none.
    ///
    /// Source: condition C0837.
    V0706: "Net mass does not fit", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let export = document.follows_export();
    let reduced = document.reduced_dataset_indicator == Some(true);
    for (index, item) in document.items().iter().enumerate() {
        let net = item
            .goods_measure
            .as_deref()
            .and_then(|measure| measure.nmass);
        let advice = match (export, net) {
            (true, None) => "Give the net mass, as in the export declaration.",
            (false, Some(_)) if reduced => "Remove it, or declare the full dataset.",
            (true, Some(_)) | (false, _) => continue,
        };
        report.find(item_field(index, item!("goodsMeasure.nmass")), advice);
    }
}

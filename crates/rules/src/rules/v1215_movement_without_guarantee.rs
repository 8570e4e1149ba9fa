use cas_model::path;

use crate::reading::{Reading, excise_code, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Only energy products move without a guarantee (5), and only by sea (1) or in fixed
    /// installations (7).
    ///
    /// Source: Article 17(5) of Directive (EU) 2020/262; EMCS rules R215 and R216.
    V1215: "Movement without guarantee", Error, ["excise"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let movement = document.movement();
    if movement.guarantor() != "5" {
        return;
    }
    if !["", "1", "7"].contains(&movement.mode()) {
        let advice = "Give a guarantee, or 1 sea or 7 fixed installations as mode.";
        report.find(path!("exciseMovement.guarantorType"), advice);
    }
    for (index, item) in document.items().iter().enumerate() {
        if let Some((_, Some(product))) = excise_code(item)
            && !product.is_energy()
        {
            let advice = "Give a guarantee: these goods are no energy product.";
            report.find(
                item_field(index, item!("commodity.classifications")),
                advice,
            );
        }
    }
}

use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// In transit, too, what is said to be in a container is an item of the declaration. A
    /// warning: no rule of customs checks it, and its own examples name another number (trader
    /// test wcgb1, goods without container).
    ///
    /// Source: guideline G0006.
    V0425: "Goods reference names no item", Warning, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let equipments = document
        .consignment()
        .map_or(&[][..], |consignment| &consignment.transport_equipments);
    for (index, equipment) in equipments.iter().enumerate() {
        for (at, reference) in equipment.goods_references.iter().enumerate() {
            let number = reference.seq_num;
            let mut items = document.items().iter();
            if number.is_some() && !items.any(|item| item.seq_num == number) {
                let field = path!(
                    "goodsShipment.consignment.transportEquipments[].goodsReferences[].seqNum"
                )
                .at(&[index, at]);
                report.find(field, "Give the seqNum of an item of this declaration.");
            }
        }
    }
}

use cas_model::path;

use crate::reading::Reading;
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// What is said to be in a container is an item of the declaration, by its number. In transit
    /// the number must be there; that it is an item's is V0425.
    ///
    /// Source: CC015C, goods reference: declaration goods item number.
    V0417: "Unknown goods item in equipment", Error,
        ["transit", "import", "export"] is absence, check
}

fn check(document: &Document, context: &Context<'_>, report: &mut Report) {
    let Some(consignment) = document.consignment() else {
        return;
    };
    for (index, equipment) in consignment.transport_equipments.iter().enumerate() {
        for (at, reference) in equipment.goods_references.iter().enumerate() {
            let number = reference.seq_num;
            let mut items = document.items().iter();
            let is_known = context.is("transit") || items.any(|item| item.seq_num == number);
            if number.is_none() || !is_known {
                let field = path!(
                    "goodsShipment.consignment.transportEquipments[].goodsReferences[].seqNum"
                )
                .at(&[index, at]);
                report.find(field, "Give the seqNum of an item of this declaration.");
            }
        }
    }
}

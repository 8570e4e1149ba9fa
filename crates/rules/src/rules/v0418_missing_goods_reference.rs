use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// Equipment says which items are in it, unless it is one single container.
    ///
    /// Source: condition C0670.
    V0418: "Missing goods reference", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let equipments = document
        .consignment()
        .map_or(&[][..], |consignment| &consignment.transport_equipments);
    let single = equipments.len() == 1;
    for (index, equipment) in equipments.iter().enumerate() {
        let container = given(&equipment.container_identification).is_some();
        if equipment.goods_references.is_empty() && !(single && container) {
            let field = path!("goodsShipment.consignment.transportEquipments[].goodsReferences")
                .at(&[index]);
            report.find(field, "Give the items that are inside, by seqNum.");
        }
    }
}

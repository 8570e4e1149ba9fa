use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A piece of transport equipment is there because it is a container or because it is sealed.
    ///
    /// Source: rule R0448.
    V0416: "Equipment without container number or seal", Error, ["transit"], check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(consignment) = document.consignment() else {
        return;
    };
    for (index, equipment) in consignment.transport_equipments.iter().enumerate() {
        if given(&equipment.container_identification).is_none() && equipment.seals.is_empty() {
            let field = format!("goodsShipment.consignment.transportEquipments[{index}]");
            report.find(
                field,
                "Give the container's number or the seals, or remove it.",
            );
        }
    }
}

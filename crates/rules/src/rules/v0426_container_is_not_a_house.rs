use std::collections::BTreeSet;

use cas_model::path;

use crate::reading::{Reading, given};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// With specific circumstance F50 or F51 each container holds all goods of exactly one house
    /// consignment.
    ///
    /// Source: rule R0010 of NCTS phase 6, by secondary sources; from the day by which every country
    /// has that phase.
    V0426: "Container does not hold one house consignment", Error, ["transit"]
        from "2026-06-01" certain B, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let circumstance = given(&document.specific_circumstance_indicator);
    if !circumstance.is_some_and(|code| ["F50", "F51"].contains(&code)) {
        return;
    }
    let houses = items_of_houses(document);
    let equipments = document.consignment();
    let equipments = equipments.map_or(&[][..], |consignment| &consignment.transport_equipments);
    for (index, equipment) in equipments.iter().enumerate() {
        let references = equipment.goods_references.iter();
        let held: BTreeSet<_> = references.filter_map(|it| it.seq_num).collect();
        if !held.is_empty() && !houses.contains(&held) {
            let field = path!("goodsShipment.consignment.transportEquipments[].goodsReferences")
                .at(&[index]);
            let advice = "Name all items of one house consignment, and no others.";
            report.find(field, advice);
        }
    }
}

/// The numbers of the items of each house consignment; a document without houses is one.
fn items_of_houses(document: &Document) -> Vec<BTreeSet<u32>> {
    let Some(shipment) = document.goods_shipment.as_deref() else {
        return Vec::new();
    };
    let numbers = |is_inside: &dyn Fn(Option<usize>) -> bool| {
        let items = document.items().iter();
        let inside = items.filter(|item| is_inside(shipment.house_of(item)));
        inside.filter_map(|item| item.seq_num).collect()
    };
    match shipment.house_consignments.len() {
        0 => vec![numbers(&|_| true)],
        count => (0..count)
            .map(|house| numbers(&|of_item| of_item == Some(house)))
            .collect(),
    }
}

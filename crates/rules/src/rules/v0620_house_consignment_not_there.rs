use crate::reading::{Reading, given, item, item_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// An item names a house consignment of the declaration; where there are several, every item
    /// names one.
    ///
    /// Source: CC015C: an item stands in exactly one house consignment.
    V0620: "Item is in no house consignment", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    let houses = &shipment.house_consignments;
    for (index, item) in shipment.government_agency_goods_items.iter().enumerate() {
        let is_there = match given(&item.house_consignment) {
            Some(_) => shipment.house_of(item).is_some(),
            None => houses.len() < 2,
        };
        if !is_there {
            let advice = "Give the key of one of goodsShipment.houseConsignments.";
            report.find(item_field(index, item!("houseConsignment")), advice);
        }
    }
}

use crate::reading::{Reading, house, house_field};
use crate::rule::{Context, Document, Report, rule};

rule! {
    /// A house consignment has goods: at least one item names it.
    ///
    /// Source: CC015C: ConsignmentItem is required in HouseConsignment.
    V0621: "House consignment without goods", Error, ["transit"] is absence, check
}

fn check(document: &Document, _context: &Context<'_>, report: &mut Report) {
    let Some(shipment) = document.shipment() else {
        return;
    };
    let items = &shipment.government_agency_goods_items;
    for (index, house) in shipment.house_consignments.iter().enumerate() {
        let is_repeated = || {
            let mut before = shipment.house_consignments.iter().take(index);
            before.any(|other| other.key == house.key)
        };
        let has_goods = items
            .iter()
            .any(|item| shipment.house_of(item) == Some(index));
        if !items.is_empty() && !has_goods && !is_repeated() {
            let advice = "Name it in the houseConsignment of its items, or leave it out.";
            report.find(house_field(index, house!("key")), advice);
        }
    }
}
